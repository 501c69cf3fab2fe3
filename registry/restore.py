"""Restore a backup into an empty place, and prove that all of it is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, make_url
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session, col, select

from models.blobs import BlobMissing, Blobs
from models.clock import Clock, SystemClock, real_now
from models.journal import Blob
from models.parties import Installation, Role, RoleGrant
from models.retention import DisposedBlob
from models.schema import known_revisions, upgrade_to
from models.settings import Settings
from models.store import Work, make_engine, writing
from people.actors import ENGINE, actor_in
from registry import backup_faults as faults
from registry.backup import KEY_NAMES
from registry.backup_folder import OldBackup, create_private, sync_folder
from registry.backup_format import Manifest, StoredTable, rows_in, table_of
from registry.checkpoints import not_kept, verify_signed
from registry.disclosure import sealed_tenders
from registry.journal import append
from registry.kept_checkpoints import keep, set_aside, take_back
from registry.private_places import make_private
from registry.verification import Verdict, verify

AT_ONCE = 1000
MAY_RESTORE = (Role.PROCUREMENT_OFFICER, Role.PROCUREMENT_HEAD)


@dataclass(frozen=True)
class Restored:
    """`entries` of the journal came back; one more tells of the restore.

    While `sealed`, no number of rows, files or entries may be told.
    """

    manifest: Manifest
    entries: int
    blobs: int
    keys: bool
    sealed: bool


def restore_backup(
    folder: Path,
    settings: Settings,
    persons: Sequence[str] = (),
    *,
    identity: Path | None = None,
    clock: Clock | None = None,
) -> Restored:
    """Restore into the data directory, files and database that `settings` names.

    All must be empty. `persons` are the two who decide it, by the register in the
    backup; none when nobody in that register could. Where keys lie already, their
    file of checkpoints is set aside, since it may tell of acts that are gone now.
    Raises `ActRefused`, and has then left nothing behind.
    """
    backup = OldBackup(folder, identity)
    backup.check()
    if backup.manifest.revision not in known_revisions():
        raise faults.newer(backup.manifest.revision)
    part = settings.data_dir.with_name(f"{settings.data_dir.name}.part")
    _require_empty(settings, part, backup)
    own_database = settings.database_url is None
    with _undone_on_failure(settings, part, backup) as set_aside_log:
        place = settings.model_copy(update={"data_dir": part})
        make_private(place)
        _put_files(backup, place)
        with _transaction(place.database) as connection:
            _load(connection, backup)
            with _work(connection, place, clock or SystemClock()) as work:
                restored = _proved(work, backup)
                _record(work, backup.manifest, persons, set_aside_log)
            if not own_database:
                _appear(part, settings.data_dir)
        if own_database:
            _appear(part, settings.data_dir)
    return restored


def _require_empty(settings: Settings, part: Path, backup: OldBackup) -> None:
    for folder in (settings.data_dir, part):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise faults.not_empty(str(folder))
    if settings.blobs_url and _has_files(Blobs(settings.blobs_url)):
        raise faults.not_empty(settings.blobs_url)
    if backup.names("keys/"):
        for name in KEY_NAMES:
            if (settings.keys / name).exists():
                raise faults.not_empty(str(settings.keys))
    if settings.database_url and _has_tables(settings.database_url):
        raise faults.not_empty(make_url(settings.database_url).render_as_string())


def _has_files(blobs: Blobs) -> bool:
    return bool(blobs.fs.exists(blobs.root) and blobs.fs.find(blobs.root))


def _has_tables(url: str) -> bool:
    with _engine(url) as engine:
        return bool(inspect(engine).get_table_names())


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _transaction(url: str) -> Iterator[Connection]:
    with _engine(url) as engine, writing(engine).begin() as connection:
        yield connection


@contextmanager
def _undone_on_failure(settings: Settings, part: Path, backup: OldBackup) -> Iterator[str | None]:
    """What lies outside the data directory was empty or absent too: it goes with the rest.

    Yields the hash of the file of checkpoints that was set aside.
    """
    with ExitStack() as undo:
        for folder in (part, settings.data_dir):
            undo.callback(shutil.rmtree, folder, ignore_errors=True)
        if settings.database_url:
            undo.callback(_remove_sqlite, settings.database_url)
        if settings.blobs_url:
            undo.callback(_remove_files, Blobs(settings.blobs_url))
        for name in backup.names("keys/"):
            undo.callback((settings.keys / Path(name).name).unlink, missing_ok=True)
        log = set_aside(settings.keys)
        undo.callback(take_back, settings.keys, log)
        part.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield log
        undo.pop_all()


def _remove_files(blobs: Blobs) -> None:
    if blobs.fs.exists(blobs.root):
        blobs.fs.rm(blobs.root, recursive=True)


def _remove_sqlite(url: str) -> None:
    """PostgreSQL undoes by itself; SQLite leaves an empty file."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        for suffix in ("", "-wal", "-shm"):
            Path(address.database + suffix).unlink(missing_ok=True)


def _appear(part: Path, data_dir: Path) -> None:
    for folder in [part, *part.rglob("*")]:
        if folder.is_dir():
            sync_folder(folder)
    part.rename(data_dir)
    sync_folder(data_dir.parent)


def _put_files(backup: OldBackup, place: Settings) -> None:
    blobs = Blobs(place.blobs)
    for name in backup.names("blobs/"):
        with blobs.staged(partial(backup.copy, name)) as staged:
            if f"blobs/{staged.sha256}" != name:
                raise faults.file_changed(name)
            staged.keep()
    for sha256 in backup.manifest.disposed:
        blobs.dispose(sha256)
    for key in KEY_NAMES:
        if f"keys/{key}" in backup.names("keys/"):
            place.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
            with create_private(place.keys / key) as out:
                backup.copy(f"keys/{key}", out)
                out.flush()
                os.fsync(out.fileno())


def _load(connection: Connection, backup: OldBackup) -> None:
    """Into the schema that the backup was made with, which then becomes today's."""
    upgrade_to(connection, backup.manifest.revision)
    for stored in backup.manifest.tables:
        try:
            rows = sum(_load_part(connection, backup, stored, part) for part in stored.parts)
        except (IntegrityError, DataError, ValueError, TypeError) as error:
            raise faults.content_unfit(stored.name) from error
        if rows != stored.rows:
            raise faults.content_unfit(stored.name)
    upgrade_to(connection, "head")


def _load_part(connection: Connection, backup: OldBackup, stored: StoredTable, part: str) -> int:
    rows, count = rows_in(backup.content(part), stored), 0
    while some := list(islice(rows, AT_ONCE)):
        connection.execute(insert(table_of(stored)), some)
        count += len(some)
    return count


@contextmanager
def _work(connection: Connection, place: Settings, clock: Clock) -> Iterator[Work]:
    with Session(connection) as session:
        now = _now(session, clock)
        yield Work(session, now, real_now(), Blobs(place.blobs), place.keys)
        session.flush()


def _proved(work: Work, backup: OldBackup) -> Restored:
    entries = _prove_journal(work, backup.manifest)
    blobs = _prove_blobs(work, backup)
    if _has_keys(work):
        # A new file outside the database begins with what was just proved.
        keep(work.keys_dir, not_kept(work))
    sealed = sealed_tenders(work) is not None
    return Restored(backup.manifest, entries, blobs, bool(backup.names("keys/")), sealed)


def _now(session: Session, clock: Clock) -> datetime:
    """A demo's clock stands where it stood: it came with the backup."""
    installation = session.get(Installation, 1)
    return (installation and installation.demo_now) or clock.now()


def _prove_journal(work: Work, manifest: Manifest) -> int:
    verdict = _verdict(work)
    for fault in verdict.faults[:1]:
        raise faults.journal_unfit(fault.rstrip("."))
    if (verdict.entries, verdict.head) != (manifest.journal_seq, manifest.journal_hash):
        raise faults.journal_unfit("its head is not the one that was backed up")
    return verdict.entries


def _verdict(work: Work) -> Verdict:
    """Signatures too where the keys are; without them, chain and tree."""
    return verify_signed(work)[0] if _has_keys(work) else verify(work)


def _has_keys(work: Work) -> bool:
    return all((work.keys_dir / name).exists() for name in KEY_NAMES)


def _prove_blobs(work: Work, backup: OldBackup) -> int:
    """Returns how many files there are; those disposed of have left a mark only."""
    kept = [name.removeprefix("blobs/") for name in backup.names("blobs/")]
    disposed = set(backup.manifest.disposed)
    names = work.session.exec(select(Blob.sha256).order_by(col(Blob.sha256))).all()
    decided = set(work.session.exec(select(DisposedBlob.sha256)))
    if list(names) != sorted([*kept, *disposed]) or not disposed <= decided:
        raise faults.content_unfit("blob")
    for sha256 in kept:
        try:
            work.blobs.check(sha256)
        except BlobMissing as error:
            raise faults.file_changed(f"blobs/{sha256}") from error
    return len(kept)


def _record(
    work: Work, manifest: Manifest, persons: Sequence[str], set_aside_log: str | None
) -> None:
    """By whom, from which moment: what was done after it is no longer here.

    The hash of the checkpoints set aside ties that file to this entry.
    """
    decided_by = _decided_by(work, persons)
    append(
        work,
        decided_by[0] if decided_by else ENGINE,
        "backup.restored",
        manifest.sha256,
        {
            "second": decided_by[1] if decided_by else None,
            "made_at_us": manifest.made_at_us,
            "journal_seq": manifest.journal_seq,
            "journal_hash": manifest.journal_hash,
            "revision": manifest.revision,
            "checkpoints_set_aside": set_aside_log,
        },
    )


def _decided_by(work: Work, persons: Sequence[str]) -> tuple[str, ...]:
    """Two different persons whom the restored register knows; nobody where it has none."""
    actors = [actor_in(work, person) for person in persons]
    grants = select(RoleGrant.person_id).where(col(RoleGrant.role).in_(MAY_RESTORE))
    able = set(work.session.exec(grants))
    if not able and not actors:
        return ()
    if len(actors) != 2 or len({actor.id for actor in actors} & able) != 2:
        raise faults.two_persons()
    return actors[0].id, actors[1].id
