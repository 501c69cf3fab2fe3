"""An installation that is not sound is neither served nor written in."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from models.journal import CheckpointReason
from models.schema import known_revisions
from models.store import Store
from registry.checkpoints import take
from registry.installation_keys import SIGNING, make_keys
from registry.kept_checkpoints import LOG
from registry.startup import InstallationUnsound, check_sound
from tests.registry.sample_journal import sample_store, write_keys


@pytest.fixture
def sound(journal: Store) -> Store:
    make_keys(journal.keys_dir)
    with journal.write() as work:
        take(work, CheckpointReason.HOURLY)
    return journal


def complaint(store: Store, whole: bool = False) -> str:
    with pytest.raises(InstallationUnsound) as unsound:
        check_sound(store, whole)
    assert unsound.value.in_("sv").startswith("Installationen är inte hel: ")
    said = str(unsound.value)
    assert said.endswith(
        ". Nothing is done in it until the cause has been found; otherwise restore it from its"
        " backup."
    )
    return said.removeprefix("The installation is not sound: ").split(". Nothing is done")[0]


@pytest.mark.parametrize("whole", [False, True])
def test_a_sound_installation_passes(sound: Store, whole: bool) -> None:
    check_sound(sound, whole)


@pytest.mark.parametrize("whole", [False, True])
def test_a_new_installation_passes(store: Store, whole: bool) -> None:
    make_keys(store.keys_dir)
    check_sound(store, whole)


QUICKLY_FOUND = {
    "DELETE FROM journal_head": "the journal's end, entry 0, does not agree",
    "UPDATE journal_head SET seq = 6": "the journal's end, entry 6, does not agree",
    "UPDATE journal_head SET entry_hash = :hash": "the journal's end, entry 5, does not agree",
    "UPDATE journal_head SET frontier = ''": "the journal's end, entry 5, does not agree",
    "UPDATE journal_entry SET kind = 'k'": "the journal's end, entry 5, does not agree",
    "UPDATE checkpoint SET note = 'x'": (
        "the journal's newest checkpoint cannot be trusted (This is not a signed checkpoint.)"
    ),
}


def meddle(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement), {"hash": "f" * 64} if ":hash" in statement else {})


@pytest.mark.parametrize("statement", QUICKLY_FOUND)
def test_a_journal_that_does_not_fit_together_stops_everything(
    sound: Store, statement: str
) -> None:
    meddle(sound.engine, statement)
    assert complaint(sound) == QUICKLY_FOUND[statement]


def test_an_edit_far_back_is_found_when_the_whole_journal_is_read(sound: Store) -> None:
    meddle(sound.engine, "UPDATE journal_entry SET kind = 'k' WHERE seq = 2")
    check_sound(sound)
    assert complaint(sound, whole=True) == (
        "the journal has been changed (2 faults; see tilldela journal verify)"
    )


def test_an_entry_that_a_checkpoint_signed_and_is_another_now_stops_everything(
    tmp_path: Path,
) -> None:
    """Rewritten by one without the keys, who kept the checkpoints."""
    true, other = sample_store(tmp_path / "true"), sample_store(tmp_path / "other", other="l")
    with true.engine.connect() as connection:
        notes = connection.execute(text("SELECT size, root, note FROM checkpoint")).all()
    with other.engine.begin() as connection:
        for size, root, note in notes:
            connection.execute(
                text("UPDATE checkpoint SET root = :root, note = :note WHERE size = :size"),
                {"size": size, "root": root, "note": note},
            )
    check_sound(true)
    assert complaint(other) == "the journal does not agree with its checkpoint 9"


@pytest.mark.parametrize("whole", [False, True])
def test_a_journal_rewritten_without_its_checkpoints_is_found_by_the_file_outside(
    tmp_path: Path, whole: bool
) -> None:
    """By one who can write in the database, and neither sign nor reach the keys."""
    true, other = sample_store(tmp_path / "true"), sample_store(tmp_path / "other", other="l")
    meddle(other.engine, "DELETE FROM checkpoint WHERE size > 2")
    shutil.copy(true.keys_dir / LOG, other.keys_dir / LOG)
    check_sound(true, whole)
    assert complaint(other, whole) == (f"the journal does not agree with the checkpoint 7 in {LOG}")


def test_a_journal_cut_off_below_its_checkpoints_is_found_by_the_file_outside(
    tmp_path: Path,
) -> None:
    store = sample_store(tmp_path)
    earlier = sample_store(tmp_path / "earlier", acts=5)
    shutil.copy(store.keys_dir / LOG, earlier.keys_dir / LOG)
    assert complaint(earlier) == f"the journal does not agree with the checkpoint 7 in {LOG}"


def test_a_checkpoint_of_entries_that_are_gone_is_one_sentence(tmp_path: Path) -> None:
    sample_store(tmp_path / "true").engine.dispose()
    earlier = sample_store(tmp_path / "cut", acts=5)
    with sqlite3.connect(tmp_path / "cut" / "tilldela.db") as connection:
        connection.execute("ATTACH ? AS t", [str(tmp_path / "true" / "tilldela.db")])
        connection.execute("INSERT INTO checkpoint SELECT * FROM t.checkpoint WHERE size = 9")
    connection.close()
    assert complaint(earlier) == "the journal does not agree with its checkpoint 9"


def test_a_forged_note_in_the_file_stops_everything(tmp_path: Path) -> None:
    store = sample_store(tmp_path)
    log = store.keys_dir / LOG
    log.write_text(log.read_text().replace("\n9\n", "\n8\n"))
    assert complaint(store) == (
        f"a checkpoint in {LOG} cannot be trusted"
        " (The checkpoint's signature is not this installation's.)"
    )


def set_revision(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})


def test_a_database_of_another_version_of_the_program_is_one_sentence(sound: Store) -> None:
    set_revision(sound.engine, "9999")
    try:
        with pytest.raises(InstallationUnsound) as unsound:
            check_sound(sound)
    finally:
        # On PostgreSQL one database serves all tests in turn.
        newest = known_revisions()[0]
        set_revision(sound.engine, newest)
    assert str(unsound.value) == (
        "The installation is not sound: the database has schema revision 9999, the program"
        f" {newest}. Use it with the version of the program that it was made with, or back it up"
        " with that version and restore the backup with this one."
    )


def test_keys_of_another_installation_stop_everything(sound: Store) -> None:
    write_keys(sound.keys_dir)
    assert complaint(sound) == (
        "the journal's newest checkpoint cannot be trusted"
        " (The checkpoint is signed by another installation.)"
    )


def test_keys_that_are_gone_stop_everything(sound: Store) -> None:
    (sound.keys_dir / SIGNING).unlink()
    assert "its keys are unfit (The key file" in complaint(sound)


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("synchronous", "NORMAL", "1"),
        ("foreign_keys", "OFF", "0"),
        ("recursive_triggers", "OFF", "0"),
        ("trusted_schema", "ON", "1"),
    ],
)
def test_a_database_set_to_lose_or_to_allow_stops_everything(
    tmp_path: Path, name: str, value: str, found: str
) -> None:
    store = sample_store(tmp_path)

    @event.listens_for(store.engine, "checkout")
    def weaken(connection: object, *_: object) -> None:
        connection.execute(f"PRAGMA {name}={value}")  # type: ignore[attr-defined]

    assert complaint(store) == f"the database's setting {name} is {found}"


def test_a_damaged_database_file_stops_everything(tmp_path: Path) -> None:
    store = sample_store(tmp_path)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE filler (a TEXT)")
        rows = [("x" * 500,)] * 400
        connection.exec_driver_sql("INSERT INTO filler VALUES (?)", rows)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.engine.dispose()
    database = tmp_path / "tilldela.db"
    body = bytearray(database.read_bytes())
    # Bytes of the last pages, which hold nothing but filler.
    body[-4096 * 3 :] = b"\xff" * (4096 * 3)
    database.write_bytes(body)
    said = complaint(store, whole=True)
    assert said.startswith(("the database file is damaged", "the database cannot be read"))
