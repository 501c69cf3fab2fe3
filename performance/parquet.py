"""Report rows to Parquet bytes and back. The same rows always give the same bytes.

DuckDB reads and writes files only, so both ways go through a scratch folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from performance.rows import Section

_COLUMNS: Mapping[Section, str] = {
    "participants": (
        "SELECT unnest($1::VARCHAR[]) AS participant, unnest($2::TINYINT[]) AS part,"
        " unnest($3::DATE[]) AS started_on, unnest($4::INTEGER[]) AS scheduled_minutes,"
        " unnest($5::INTEGER[]) AS attended_minutes, unnest($6::VARCHAR[]) AS outcome"
    ),
    "staff": (
        "SELECT unnest($1::VARCHAR[]) AS staff, unnest($2::VARCHAR[]) AS role,"
        " unnest($3::INTEGER[]) AS fte_tenths, unnest($4::VARCHAR[]) AS licence"
    ),
    "lines": (
        "SELECT unnest($1::VARCHAR[]) AS line, unnest($2::VARCHAR[]) AS participant,"
        " unnest($3::DATE[]) AS service_month, unnest($4::BIGINT[]) AS amount"
    ),
}
_WIDTH: Mapping[Section, int] = {"participants": 6, "staff": 4, "lines": 4}

_READ: Mapping[Section, str] = {
    "participants": (
        "SELECT filename, participant, part, started_on, scheduled_minutes, attended_minutes,"
        " outcome FROM read_parquet($1, filename=true)"
    ),
    "staff": "SELECT filename, staff, role, fte_tenths, licence"
    " FROM read_parquet($1, filename=true)",
    "lines": "SELECT filename, line, participant, service_month, amount"
    " FROM read_parquet($1, filename=true)",
}


class Scratch:
    """One DuckDB connection and one folder, for many files in a row."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder

    def write(self, section: Section, rows: Sequence[tuple[Any, ...]]) -> bytes:
        """The rows, sorted by their first column (their id), as one Parquet file."""
        ordered = sorted(rows, key=lambda row: row[0])
        columns = [[row[index] for row in ordered] for index in range(_WIDTH[section])]
        path = self._folder / "section.parquet"
        relation = self._connection.sql(_COLUMNS[section], params=columns)
        relation.write_parquet(str(path), compression="zstd")
        return path.read_bytes()

    def read(
        self, section: Section, files: Iterable[tuple[str, bytes]]
    ) -> dict[str, list[tuple[Any, ...]]]:
        """The rows of many files at once, by the name that each came with."""
        found: dict[str, list[tuple[Any, ...]]] = {}
        for name, content in files:
            (self._folder / name).write_bytes(content)
            found[name] = []
        if not found:
            return found
        paths = [str(self._folder / name) for name in found]
        for path, *row in self._connection.execute(_READ[section], [paths]).fetchall():
            found[Path(path).name].append(tuple(row))
        return found


@contextmanager
def scratch() -> Iterator[Scratch]:
    # One thread: rows keep their order, and small files gain nothing from more.
    connection = duckdb.connect(":memory:", config={"threads": 1})
    try:
        with TemporaryDirectory(prefix="tilldela-rows-") as folder:
            yield Scratch(connection, Path(folder))
    finally:
        connection.close()
