"""Everything an installation holds, in a form that can be compared."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.store import Store
from models.tables import metadata

# The machine's own time differs between any two runs, and is hashed nowhere.
REAL_TIME = frozenset({"recorded_real_at", "real_at"})


def fact_dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Table → its rows in order, without the machine's own times."""
    dump = {}
    with store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if column.name not in REAL_TIME]
            rows = connection.execute(select(*columns)).all()
            dump[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return dump


def files_under(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def nothing_committed(store: Store) -> Iterator[None]:
    """Asserts that nothing whatever is committed within, by what SQLite itself counts."""
    with closing(sqlite3.connect(store.data_dir / "tilldela.db")) as watching:
        counted = watching.execute("PRAGMA data_version").fetchone()
        yield
        assert watching.execute("PRAGMA data_version").fetchone() == counted
