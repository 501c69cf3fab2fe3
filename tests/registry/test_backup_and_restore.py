"""A backup holds everything of one moment, and comes back the same on either database."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import delete

from law.reasons import ActRefused
from models.blobs import BlobDisposed
from models.journal import CheckpointReason
from models.retention import DisposedBlob
from models.settings import Settings
from models.store import Store
from models.tables import metadata
from registry.backup import make_backup
from registry.backup_format import kind_of
from registry.checkpoints import checkpoints, take
from registry.installation_keys import load_keys
from registry.journal import entry_of
from registry.kept_checkpoints import LOG, kept_notes
from registry.restore import restore_backup
from registry.startup import check_sound
from registry.verification import verify
from tests.models.databases import KINDS, Kind
from tests.registry.backed_up import (
    BOTH,
    FILES,
    REAL,
    age_keys,
    empty_settings,
    everything_under,
    filled_installation,
    full_dump,
    reopened,
    without_newest_act,
)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    chosen: Kind = request.param
    return chosen


@pytest.fixture
def filled(kind: Kind, tmp_path: Path) -> Iterator[Store]:
    with filled_installation(kind, tmp_path) as store:
        yield store


@pytest.mark.parametrize("target", KINDS)
def test_what_was_backed_up_comes_back_to_the_last_column(
    filled: Store, target: Kind, tmp_path: Path
) -> None:
    before = full_dump(filled)
    made = make_backup(filled, tmp_path / "backup")
    settings = empty_settings(target, tmp_path)
    restored = restore_backup(tmp_path / "backup", settings, BOTH)
    with reopened(settings) as store:
        after = without_newest_act(full_dump(store))
        assert [store.blobs.get(sha256) for sha256 in REAL.values()] == list(FILES)
    assert after == {**before, "journal_head": []}
    assert made.rows == sum(len(rows) for rows in before.values())
    assert (restored.entries, restored.blobs, restored.keys) == (3, 2, False)
    assert not settings.keys.exists()


def test_sqlite_to_postgresql_and_back_gives_the_same_files_but_for_the_journal(
    tmp_path: Path,
) -> None:
    with filled_installation("sqlite", tmp_path) as store:
        make_backup(store, tmp_path / "one")
    there, back = (empty_settings(kind, tmp_path, kind) for kind in reversed(KINDS))
    restore_backup(tmp_path / "one", there, BOTH)
    with reopened(there) as store:
        make_backup(store, tmp_path / "two")
    restore_backup(tmp_path / "two", back, BOTH)
    with reopened(back) as store:
        make_backup(store, tmp_path / "three")
        with store.read() as work:
            # Three acts, two restores, and the last backup.
            assert (verify(work).faults, verify(work).entries) == ((), 6)
    one, two, three = (_tables_in(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two == three


def _tables_in(folder: Path) -> dict[str, bytes]:
    journal = ("journal_entry", "journal_head")
    return {
        path.name: path.read_bytes()
        for path in sorted((folder / "tables").iterdir())
        if not path.name.startswith(journal)
    }


def test_each_recipient_alone_can_read_an_encrypted_backup(filled: Store, tmp_path: Path) -> None:
    public, secret = age_keys(tmp_path)
    before = full_dump(filled)
    make_backup(filled, tmp_path / "backup", public, with_keys=True)
    for number, identity in enumerate(secret):
        settings = empty_settings("sqlite", tmp_path, f"restored-{number}")
        restored = restore_backup(tmp_path / "backup", settings, BOTH, identity=identity)
        assert restored.keys
        with reopened(settings) as store:
            assert without_newest_act(full_dump(store)) == {**before, "journal_head": []}
        assert load_keys(settings.keys).public_key == load_keys(filled.keys_dir).public_key


def test_an_encrypted_backup_shows_no_name_and_no_content(filled: Store, tmp_path: Path) -> None:
    public, _ = age_keys(tmp_path)
    make_backup(filled, tmp_path / "backup", public, with_keys=True)
    names = everything_under(tmp_path / "backup")
    assert names == [*(f"{n:08}.age" for n in range(1, len(names))), "manifest.json.age"]
    content = b"".join((tmp_path / "backup" / name).read_bytes() for name in names)
    shown = ["Åre", "officer", "journal_entry", *REAL.values()]
    assert [word for word in shown if word.encode() in content] == []
    assert FILES[0] not in content


def test_a_plain_backup_is_readable_without_us(filled: Store, tmp_path: Path) -> None:
    make_backup(filled, tmp_path / "backup")
    names = everything_under(tmp_path / "backup")
    assert [name for name in names if name.startswith("keys")] == []
    assert {name for name in names if name.startswith("blobs/")} == {
        f"blobs/{sha256}" for sha256 in REAL.values()
    }
    buyer = (tmp_path / "backup" / "tables" / "buyer.0001.jsonl").read_text()
    assert buyer == '["buyer","","202100","","",""]\n'


def test_others_than_the_owner_cannot_look_into_a_backup(filled: Store, tmp_path: Path) -> None:
    make_backup(filled, tmp_path / "backup")
    found = [tmp_path / "backup", *(tmp_path / "backup").rglob("*")]
    assert [path for path in found if path.stat().st_mode & 0o077] == []


def test_the_journal_tells_of_the_backup_and_of_the_restore(filled: Store, tmp_path: Path) -> None:
    made = make_backup(filled, tmp_path / "backup")
    settings = empty_settings("sqlite", tmp_path)
    restore_backup(tmp_path / "backup", settings, BOTH)
    with filled.read() as work:
        told = entry_of(work, "backup.made", made.manifest.sha256)
    with reopened(settings) as store, store.read() as work:
        restored = entry_of(work, "backup.restored", made.manifest.sha256)
        assert verify(work).faults == ()
    assert told is not None
    assert restored is not None
    assert (told.seq, told.actor_id) == (4, "engine")
    assert (restored.seq, restored.actor_id) == (4, "officer")
    assert '"second":"head"' in restored.payload


def test_a_restore_sets_the_newer_checkpoints_aside_and_begins_anew(
    filled: Store, tmp_path: Path
) -> None:
    """Of acts that are gone: without this the restored installation would be refused."""
    made = make_backup(filled, tmp_path / "backup")
    with filled.write() as work:
        take(work, CheckpointReason.HOURLY)
    newer, settings = (filled.keys_dir / LOG).read_bytes(), with_keys_of(filled, tmp_path)
    restore_backup(tmp_path / "backup", settings, BOTH)
    sha256 = hashlib.sha256(newer).hexdigest()
    assert (settings.keys / f"checkpoints.{sha256[:16]}.log").read_bytes() == newer
    with reopened(settings) as store, store.read() as work:
        check_sound(store)
        entry = entry_of(work, "backup.restored", made.manifest.sha256)
        assert kept_notes(settings.keys) == tuple(each.note for each in checkpoints(work))
    assert entry is not None
    assert f'"checkpoints_set_aside":"{sha256}"' in entry.payload


def test_a_restore_that_fails_leaves_the_checkpoints_where_they_were(
    filled: Store, tmp_path: Path
) -> None:
    make_backup(filled, tmp_path / "backup")
    before, settings = everything_under(filled.keys_dir), with_keys_of(filled, tmp_path)
    with pytest.raises(ActRefused, match="two different"):
        restore_backup(tmp_path / "backup", settings, ("officer", "officer"))
    assert everything_under(filled.keys_dir) == before
    assert LOG in before


def with_keys_of(store: Store, folder: Path) -> Settings:
    return Settings(data_dir=folder / "restored", keys_dir=store.keys_dir)


def test_every_column_has_a_form_in_a_backup() -> None:
    kinds = {kind_of(column) for table in metadata.sorted_tables for column in table.columns}
    assert kinds >= {"text", "integer", "boolean", "instant", "date", "json"}


def test_no_table_refers_to_itself_so_that_rows_can_come_in_any_order() -> None:
    keys = [key for table in metadata.sorted_tables for key in table.foreign_key_constraints]
    assert [key.name for key in keys if key.referred_table is key.parent] == []


def test_a_backup_is_never_written_over(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    with pytest.raises(ActRefused, match="is there already"):
        make_backup(filled, tmp_path / "backup")
    assert everything_under(tmp_path / "backup") == []


def test_two_backups_at_once_do_not_meet(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "backup.part").mkdir()
    with pytest.raises(ActRefused, match="is being made, or was cut off"):
        make_backup(filled, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def test_the_keys_never_lie_in_the_clear(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(ActRefused, match="may not lie in a backup that is not encrypted"):
        make_backup(filled, tmp_path / "backup", with_keys=True)
    assert everything_under(tmp_path / "filled") == everything_under(filled.data_dir)
    assert not (tmp_path / "backup").exists()


@pytest.mark.parametrize("key", ["", "age1", "age1åäö", "ssh-ed25519 AAAA", "AGE-SECRET-KEY-1"])
def test_what_is_no_public_key_is_refused(filled: Store, tmp_path: Path, key: str) -> None:
    with pytest.raises(ActRefused, match="is not an age public key"):
        make_backup(filled, tmp_path / "backup", [key])
    assert not (tmp_path / "backup").exists()


def test_a_changed_file_is_not_backed_up_as_if_it_were_whole(filled: Store, tmp_path: Path) -> None:
    sha256 = REAL["a" * 64]
    path = filled.data_dir / "blobs" / sha256[:2] / sha256
    path.write_bytes(b"%PDF-1.7 tva")
    with pytest.raises(ActRefused, match="is missing or has been changed"):
        make_backup(filled, tmp_path / "backup")
    path.unlink()
    with pytest.raises(ActRefused, match="is missing or has been changed"):
        make_backup(filled, tmp_path / "backup")
    assert [path for path in tmp_path.iterdir() if path.name.startswith("backup")] == []
    with filled.read() as work:
        assert verify(work).entries == 3


def test_a_file_that_was_disposed_of_stays_so(filled: Store, tmp_path: Path) -> None:
    sha256 = REAL["b" * 64]
    filled.blobs.dispose(sha256)
    made = make_backup(filled, tmp_path / "backup")
    settings = empty_settings("sqlite", tmp_path)
    restored = restore_backup(tmp_path / "backup", settings, BOTH)
    assert (made.manifest.disposed, restored.blobs) == ((sha256,), 1)
    with reopened(settings) as store, pytest.raises(BlobDisposed):
        store.blobs.get(sha256)


def test_a_file_marked_as_disposed_of_by_nobody_is_missing(filled: Store, tmp_path: Path) -> None:
    with filled.write() as work:
        work.session.exec(delete(DisposedBlob))
    filled.blobs.dispose(REAL["a" * 64])
    with pytest.raises(ActRefused, match="is missing or has been changed"):
        make_backup(filled, tmp_path / "backup")


def test_a_full_disk_leaves_no_backup(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        make_backup(filled, tmp_path / "backup")
    assert [path for path in tmp_path.iterdir() if path.name.startswith("backup")] == []
