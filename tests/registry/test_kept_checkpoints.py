"""The checkpoints in a file outside the database: written after the commit, never before."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from models.clock import FixedClock
from models.journal import CheckpointReason
from models.store import Store
from registry import kept_checkpoints
from registry.checkpoints import checkpoints, keep_newest, take, take_due, verify_signed
from registry.installation_keys import make_keys
from registry.journal import append
from registry.kept_checkpoints import LOG, keep, kept_notes
from registry.startup import check_sound
from tests.models.row_values import AT
from tests.registry.sample_journal import sample_store


@pytest.fixture
def journal(journal: Store) -> Store:
    make_keys(journal.keys_dir)
    return journal


def taken(store: Store) -> str:
    with store.write() as work:
        append(work, "åsa", "act", "t1", {})
        found = take(work, CheckpointReason.AWARD)
    assert found is not None
    return found.note


def in_database(store: Store) -> tuple[str, ...]:
    with store.read() as work:
        return tuple(each.note for each in checkpoints(work))


def test_each_checkpoint_lies_in_the_file_too_readable_by_its_owner_alone(journal: Store) -> None:
    taken(journal)
    taken(journal)
    assert kept_notes(journal.keys_dir) == in_database(journal)
    assert (journal.keys_dir / LOG).stat().st_mode & 0o777 == 0o600


def test_a_checkpoint_that_was_undone_is_not_in_the_file(journal: Store) -> None:
    with journal.write() as work:
        take(work, CheckpointReason.AWARD)
        work.session.rollback()
    assert kept_notes(journal.keys_dir) == ()
    assert not (journal.keys_dir / LOG).exists()


def test_what_a_crash_left_out_comes_with_the_next(journal: Store) -> None:
    first = taken(journal)
    after_first = (journal.keys_dir / LOG).read_bytes()
    taken(journal)
    (journal.keys_dir / LOG).write_bytes(after_first)
    assert kept_notes(journal.keys_dir) == (first,)
    check_sound(journal, whole=True)
    taken(journal)
    assert kept_notes(journal.keys_dir) == in_database(journal)


def test_what_a_crash_left_out_comes_with_the_sweep(journal: Store) -> None:
    taken(journal)
    (journal.keys_dir / LOG).unlink()
    assert take_due(journal) is None
    assert kept_notes(journal.keys_dir) == in_database(journal)


@pytest.mark.parametrize("cut", [1, 40, 100, 200, -2, -1])
def test_a_note_cut_off_by_a_crash_is_written_again(journal: Store, cut: int) -> None:
    taken(journal)
    whole = (journal.keys_dir / LOG).read_bytes()
    taken(journal)
    content = (journal.keys_dir / LOG).read_bytes()
    (journal.keys_dir / LOG).write_bytes(content[: (len(whole) if cut > 0 else len(content)) + cut])
    check_sound(journal)
    keep_newest(journal)
    assert kept_notes(journal.keys_dir) == in_database(journal)
    check_sound(journal, whole=True)


def test_a_file_that_cannot_be_written_does_not_undo_the_act(
    journal: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(kept_checkpoints, "keep", full)
    note = taken(journal)
    assert "could not be written" in caplog.text
    monkeypatch.undo()
    assert (in_database(journal), kept_notes(journal.keys_dir)) == ((note,), ())
    check_sound(journal, whole=True)


def test_writing_the_same_note_again_changes_nothing(journal: Store) -> None:
    older, newer = taken(journal), taken(journal)
    before = (journal.keys_dir / LOG).read_bytes()
    keep(journal.keys_dir, [older, newer])
    assert (journal.keys_dir / LOG).read_bytes() == before


def test_of_a_long_file_only_the_newest_few_are_read(journal: Store) -> None:
    for minute in range(30):
        clock = FixedClock(AT + timedelta(minutes=minute))
        taken(Store(journal.engine, journal.blobs, clock, journal.data_dir))
    newest = kept_notes(journal.keys_dir, newest=True)
    assert 3 <= len(newest) < 30
    assert newest == in_database(journal)[-len(newest) :]
    assert kept_notes(journal.keys_dir) == in_database(journal)


def test_verify_tells_of_entries_that_only_the_file_remembers(tmp_path: Path) -> None:
    true, other = sample_store(tmp_path / "true"), sample_store(tmp_path / "other", other="l")
    with other.engine.begin() as connection:
        connection.execute(text("DELETE FROM checkpoint"))
    shutil.copy(true.keys_dir / LOG, other.keys_dir / LOG)
    with other.read() as work:
        assert verify_signed(work)[0].faults == (
            f"The first 7 entries are not those that a checkpoint in {LOG} signed.",
            f"The first 9 entries are not those that a checkpoint in {LOG} signed.",
        )
