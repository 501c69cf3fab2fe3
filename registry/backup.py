"""Make a backup: everything of one moment, while others go on writing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Select, String, Table, select
from sqlmodel import col
from sqlmodel import select as select_rows
from sqlmodel.sql.sqltypes import AutoString

from models.blobs import BlobDisposed, BlobMissing
from models.journal import Blob, JournalHead
from models.retention import DisposedBlob
from models.schema import known_revisions, revision_of
from models.store import Store, Work
from models.tables import metadata
from people.actors import ENGINE
from registry import backup_faults as faults
from registry.backup_folder import Hashed, NewBackup, recipients_of, sync_folder
from registry.backup_format import (
    Manifest,
    StoredTable,
    in_microseconds,
    kind_of,
    line_of,
)
from registry.disclosure import sealed_tenders
from registry.entry_format import GENESIS
from registry.installation_keys import SIGNING, TAGS, load_keys
from registry.journal import append

PART_BYTES = 4 << 20
KEY_NAMES = (SIGNING, TAGS)


@dataclass(frozen=True)
class BackupMade:
    """`recipients` is how many can read it; 0 when anybody can.

    While `sealed`, no number of rows, files or entries may be told.
    """

    folder: Path
    manifest: Manifest
    recipients: int
    keys: bool
    sealed: bool

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.manifest.tables)

    @property
    def size(self) -> int:
        """Bytes in all, without the manifest."""
        return sum(file.size for file in self.manifest.files)


def make_backup(
    store: Store, folder: Path, recipients: Sequence[str] = (), *, with_keys: bool = False
) -> BackupMade:
    """Write the backup to `folder`, which appears whole or not at all; then journal it.

    `recipients` are age public keys: each of them alone can read the backup.
    Raises `ActRefused` or `KeysUnfit`, and has then written nothing.
    """
    if folder.exists():
        raise faults.exists(folder)
    if with_keys and not recipients:
        raise faults.keys_in_clear()
    readers = recipients_of(recipients)
    with _appearing(folder) as part:
        out = NewBackup(part, readers)
        if with_keys:
            _put_keys(store.keys_dir, out)
        with store.read() as work:
            manifest, sealed = _written(work, out), sealed_tenders(work) is not None
        out.finish(manifest)
    made = BackupMade(folder, manifest, len(readers), with_keys, sealed)
    _record(store, made)
    return made


@contextmanager
def _appearing(folder: Path) -> Iterator[Path]:
    part = folder.with_name(f"{folder.name}.part")
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.mkdir(mode=0o700)
    except FileExistsError as error:
        raise faults.in_the_making(part) from error
    try:
        yield part
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    sync_folder(folder.parent)


def _put_keys(keys: Path, out: NewBackup) -> None:
    load_keys(keys)
    for name in KEY_NAMES:
        out.put(f"keys/{name}", (keys / name).read_bytes())


def _written(work: Work, out: NewBackup) -> Manifest:
    connection = work.session.connection()
    revision = _revision(connection)
    tables = tuple(_put_table(connection, table, out) for table in metadata.sorted_tables)
    disposed = tuple(_put_blobs(work, out))
    head = work.session.get(JournalHead, 1)
    return Manifest(
        made_at_us=in_microseconds(work.real_now),
        database=connection.dialect.name,
        revision=revision,
        journal_seq=head.seq if head else 0,
        journal_hash=head.entry_hash if head else GENESIS,
        tables=tables,
        files=tuple(out.files),
        disposed=disposed,
    )


def _revision(connection: Connection) -> str:
    found, newest = revision_of(connection), known_revisions()[0]
    if found != newest:
        raise faults.other_version(found, newest)
    return newest


def _put_table(connection: Connection, table: Table, out: NewBackup) -> StoredTable:
    kinds = [kind_of(column) for column in table.columns]
    rows, lines, parts = 0, bytearray(), []
    numbers = count(1)

    def put_part() -> None:
        parts.append(f"tables/{table.name}.{next(numbers):04}.jsonl")
        out.put(parts[-1], bytes(lines))
        lines.clear()

    for row in connection.execute(_in_key_order(table, connection.dialect.name)):
        rows += 1
        lines += line_of(row, kinds)
        if len(lines) >= PART_BYTES:
            put_part()
    if lines:
        put_part()
    columns = zip((column.name for column in table.columns), kinds, strict=True)
    return StoredTable(name=table.name, columns=tuple(columns), rows=rows, parts=tuple(parts))


def _in_key_order(table: Table, dialect: str) -> Select[Any]:
    keys = [_by_bytes(column, dialect) for column in table.primary_key.columns]
    return select(table).order_by(*keys).execution_options(yield_per=1000)


def _by_bytes(column: Column[Any], dialect: str) -> Any:
    """PostgreSQL would sort texts by a language's rules; SQLite goes by their bytes."""
    is_text = isinstance(column.type, String | AutoString)
    return column.collate("C") if is_text and dialect == "postgresql" else column


def _put_blobs(work: Work, out: NewBackup) -> Iterator[str]:
    """Yields the hashes of those that were disposed of, by a decision that is recorded."""
    decided = set(work.session.exec(select_rows(DisposedBlob.sha256)))
    for sha256 in work.session.exec(select_rows(Blob.sha256).order_by(col(Blob.sha256))):
        try:
            with work.blobs.open(sha256) as stored:
                read = Hashed(stored)
                out.copy(f"blobs/{sha256}", read)
        except BlobDisposed as error:
            if sha256 not in decided:
                raise faults.blob_unfit(sha256) from error
            yield sha256
            continue
        except BlobMissing as error:
            raise faults.blob_unfit(sha256) from error
        if read.sha256 != sha256:
            raise faults.blob_unfit(sha256)


def _record(store: Store, made: BackupMade) -> None:
    """In a transaction of its own: what is in a backup cannot tell that it was made.

    Not how much it holds: between two backups that would count sealed bids.
    """
    with store.write() as work:
        append(
            work,
            ENGINE,
            "backup.made",
            made.manifest.sha256,
            {
                "journal_seq": made.manifest.journal_seq,
                "journal_hash": made.manifest.journal_hash,
                "recipients": made.recipients,
                "keys": made.keys,
            },
        )
