"""An installation with something in every table, and what it holds to the last byte."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyrage  # type: ignore[import-untyped]
from sqlalchemy import select

from models.clock import FixedClock
from models.journal import CheckpointReason
from models.schema import upgrade
from models.settings import Settings
from models.store import Store, open_store
from models.tables import metadata
from registry.checkpoints import take
from registry.installation_keys import make_keys
from registry.journal import append
from tests.models.databases import Kind, cleared_url, empty_url, opened
from tests.models.legal_rows import LEGAL
from tests.models.row_values import AT, OTHER_HASH, PDF_HASH
from tests.registry.answered import answer_for_all

FILES = (b"%PDF-1.7 ett", bytes(range(256)) * 10_000)
REAL = dict(
    zip((PDF_HASH, OTHER_HASH), (hashlib.sha256(f).hexdigest() for f in FILES), strict=True)
)
OF_THE_JOURNAL = ("journal_entry", "journal_fact", "journal_head", "checkpoint")
BOTH = ("officer", "head")

Dump = Mapping[str, list[tuple[Any, ...]]]


@contextmanager
def filled_installation(kind: Kind, folder: Path) -> Iterator[Store]:
    """A legal row in every table, two real files, three acts and a checkpoint."""
    url = cleared_url(kind, folder) if kind == "postgresql" else None
    settings = Settings(data_dir=folder / "filled", database_url=url)
    settings.data_dir.mkdir()
    make_keys(settings.keys)
    with opened(settings.database) as engine:
        upgrade(engine)
    with reopened(settings) as store:
        _fill(store)
        yield store


def _fill(store: Store) -> None:
    with store.write() as work:
        connection = work.session.connection()
        for table in metadata.sorted_tables:
            rows = [] if table.name in OF_THE_JOURNAL else LEGAL.get(table.name, ())
            if rows:
                connection.execute(table.insert(), [_real(row) for row in rows])
        grant = {"person_id": "head", "buyer_id": "buyer", "role": "procurement_head"}
        connection.execute(metadata.tables["role_grant"].insert(), grant)
        answer_for_all(work)
        for number in range(1, 4):
            append(work, "officer", "act", f"a{number}", {"ort": "Åre", "number": number})
        take(work, CheckpointReason.PUBLISH)
        for content in FILES:
            work.blobs.put(content)


def _real(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: REAL.get(value, value) if isinstance(value, str) else value
        for name, value in row.items()
    }


def empty_settings(kind: Kind, folder: Path, name: str = "restored") -> Settings:
    url = empty_url(kind, folder) if kind == "postgresql" else None
    return Settings(data_dir=folder / name, database_url=url)


@contextmanager
def reopened(settings: Settings) -> Iterator[Store]:
    store = open_store(settings, FixedClock(AT))
    try:
        yield store
    finally:
        store.engine.dispose()


def full_dump(store: Store) -> Dump:
    """Every column of every row, the machine's own times too."""
    with store.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def without_newest_act(dump: Dump) -> Dump:
    """The dump less what the act of restoring entered."""
    entries = sorted(dump["journal_entry"])[:-1]
    return {**dump, "journal_entry": entries, "journal_head": []}


def age_keys(folder: Path, count: int = 2) -> tuple[list[str], list[Path]]:
    """Public keys, and the files with their secret ones."""
    identities = [pyrage.x25519.Identity.generate() for _ in range(count)]
    paths = [folder / f"reader-{number}.txt" for number in range(count)]
    for path, identity in zip(paths, identities, strict=True):
        path.write_text(f"# made for a test\n{identity}\n")
        path.chmod(0o600)
    return [str(identity.to_public()) for identity in identities], paths


def everything_under(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
