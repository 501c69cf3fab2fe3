"""A tender's rows and journal entries, as an archive can read them in fifty years."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Table, select, tuple_
from sqlmodel import col
from sqlmodel import select as select_rows

from models.journal import JournalEntry
from models.store import Work
from models.tables import metadata
from registry.belonging import about, of_tender, tables_of_tenders
from registry.journal import as_line

Rows = dict[Table, list[dict[str, Any]]]
# Numbers of the journal's entries: while bids are sealed they would count them.
NUMBERED = "journal_seq"
AT_ONCE = 500


def rows_of_tender(work: Work, tender_id: str) -> Rows:
    """Every row of the tender's, and every row of others' that those name, and so on upwards."""
    connection = work.session.connection()
    rows: Rows = {}
    for table in tables_of_tenders():
        found = connection.execute(of_tender(table, tender_id)).mappings()
        rows[table] = [dict(row) for row in found]
    own = set(rows)
    for table in reversed(metadata.sorted_tables):
        if table not in own:
            rows[table] = _named(work, table, rows)
    in_order = (table for table in metadata.sorted_tables if rows[table])
    return {table: rows[table] for table in in_order}


def _named(work: Work, table: Table, rows: Rows) -> list[dict[str, Any]]:
    """The table's rows that those found so far refer to, each once."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for child, of_child in rows.items():
        for key in child.foreign_key_constraints:
            if key.referred_table is table and child is not table:
                wanted = {tuple(row[column.name] for column in key.columns) for row in of_child}
                named = [element.column for element in key.elements]
                for row in _found(work, table, named, sorted(wanted - {(None,)})):
                    found[tuple(row[column.name] for column in table.primary_key)] = row
    return [found[key] for key in sorted(found)]


def _found(
    work: Work, table: Table, columns: list[Column[Any]], wanted: list[tuple[Any, ...]]
) -> Iterator[dict[str, Any]]:
    connection = work.session.connection()
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        rows = select(table).where(tuple_(*columns).in_(some))
        yield from (dict(row) for row in connection.execute(rows).mappings())


def as_json(rows: Iterable[Mapping[str, Any]], told: int | None) -> bytes:
    """`told`: the last of the journal's numbers that may be told, where some may not."""
    shown = [{name: _shown(name, value, told) for name, value in row.items()} for row in rows]
    return (json.dumps(shown, ensure_ascii=False, indent=2) + "\n").encode()


def _shown(name: str, value: Any, told: int | None) -> Any:
    if name == NUMBERED and told is not None and value > told:
        return None
    return plain(value)


def plain(value: Any) -> Any:
    """A column's value as JSON has it; instants in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def entries_about(work: Work, tender_id: str, told: int | None) -> Iterator[str]:
    """A line each, as `journal.jsonl` has them; without numbers and hashes after `told`."""
    table = metadata.tables["journal_entry"]
    found = select_rows(JournalEntry).where(about(table.c.subject, tender_id))
    for entry in work.session.exec(found.order_by(col(JournalEntry.seq))):
        line = as_line(entry)
        if told is not None and entry.seq > told:
            line = json.dumps(
                {**json.loads(line), **dict.fromkeys(("seq", "prev", "hash"))}, ensure_ascii=False
            )
        yield line
