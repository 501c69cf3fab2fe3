"""Which entry answers for each row: a keyed hash of every fact, bound to the journal.

An act's entry holds one digest over the rows that the act wrote. Whoever changes a
row by hand, adds one, removes one, or writes an entry of their own to go with it,
cannot make the hash that belongs to it without the installation's tag key; and a
hash names its entry, so that entries cannot be taken out and the rest renumbered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import object_mapper
from sqlmodel import SQLModel, col, select

from models.journal import JournalEntry, JournalFact
from models.store import Work
from models.tables import metadata
from models.written_rows import take_written_rows
from registry.entry_format import canonical_json
from registry.installation_keys import InstallationKeys, keys_of

DIGEST = "facts"
# The journal answers for itself, a file for itself by its name, and where the demo's
# clock stands, or that a disposed file is gone from the disk, is no fact of an act.
EXEMPT = frozenset(
    {
        "journal_entry",
        "journal_fact",
        "journal_head",
        "checkpoint",
        "blob",
        "installation",
        "disposed_blob",
    }
)
# The machine's own time differs whenever an act is repeated.
MACHINE_TIME = frozenset({"recorded_real_at", "real_at"})
REMOVED = "removed"
# The engine's own name comes with the installation, before there is a journal.
ENGINE_ROW = ("person", '["engine"]')

Place = tuple[str, str]


def facts_written(work: Work, seq: int) -> list[dict[str, Any]]:
    """The rows of `journal_fact` for what the transaction has written since its last entry."""
    written = {
        place: row
        for place, row in take_written_rows(work.session).items()
        if place[0] not in EXEMPT
    }
    if not written:
        return []
    keys = keys_of(work)
    facts = []
    for (table, key), row in written.items():
        row_key = row_key_of(key)
        mac = _mac(keys, seq, (table, row_key), row)
        facts.append({"seq": seq, "table_name": table, "row_key": row_key, "mac": mac})
    return sorted(facts, key=lambda fact: (fact["table_name"], fact["row_key"]))


def digest_of(macs: Iterable[tuple[str, str, str]]) -> str:
    """What an entry's payload holds: over (table, key, keyed hash), in order."""
    text = canonical_json({"rows": [list(each) for each in macs]})
    return hashlib.sha256(text.encode()).hexdigest()


def without_facts(payload: str) -> str:
    """What the act itself said, in its one form. Raises `ValueError` for what is no payload."""
    said = json.loads(payload)
    if not isinstance(said, dict):
        raise ValueError("A payload is an object.")  # noqa: TRY004
    return canonical_json({name: value for name, value in said.items() if name != DIGEST})


def row_key_of(key: Iterable[Any]) -> str:
    """A primary key as canonical JSON: `["p1","b"]`."""
    return canonical_json({"key": list(key)})[len('{"key":') : -1]


def _mac(keys: InstallationKeys, seq: int, place: Place, row: Mapping[str, Any] | None) -> str:
    if row is None:
        return keys.tag("fact", str(seq), *place, REMOVED)
    kept = {name: value for name, value in row.items() if name not in MACHINE_TIME}
    return keys.tag("fact", str(seq), *place, canonical_json({"row": kept}))


def fact_faults(work: Work) -> Iterator[str]:
    """Every row that is not as its newest entry left it, and every entry whose facts differ.

    Empty when the tables say what the journal answers for. Reads everything once.
    """
    newest: dict[Place, JournalFact] = {}
    by_entry: dict[int, list[tuple[str, str, str]]] = {}
    for fact in _facts(work):
        newest[fact.table_name, fact.row_key] = fact
        by_entry.setdefault(fact.seq, []).append((fact.table_name, fact.row_key, fact.mac))
    yield from _entry_faults(work, by_entry)
    keys = keys_of(work)
    for table in metadata.sorted_tables:
        if table.name not in EXEMPT:
            yield from _table_faults(work, keys, table, newest)
    for (table_name, row_key), fact in newest.items():
        if fact.mac != _mac(keys, fact.seq, (table_name, row_key), None):
            yield f"The row {row_key} of {table_name}, written by entry {fact.seq}, is gone."


def _facts(work: Work) -> Iterator[JournalFact]:
    ordered = select(JournalFact).order_by(
        col(JournalFact.seq), col(JournalFact.table_name), col(JournalFact.row_key)
    )
    yield from work.session.exec(ordered.execution_options(yield_per=1000, populate_existing=True))


def _entry_faults(work: Work, by_entry: dict[int, list[tuple[str, str, str]]]) -> Iterator[str]:
    said = select(JournalEntry.seq, JournalEntry.payload).order_by(col(JournalEntry.seq))
    for seq, payload in work.session.exec(said):
        facts = by_entry.pop(seq, None)
        held = f'"{DIGEST}":"{digest_of(sorted(facts))}"' if facts else None
        if (held is None) != (f'"{DIGEST}":"' not in payload) or (held and held not in payload):
            yield f"The facts of entry {seq} are not those that it was written with."


def _table_faults(
    work: Work, keys: InstallationKeys, table: Table, newest: dict[Place, JournalFact]
) -> Iterator[str]:
    primary = [column.key for column in table.primary_key]
    for found in work.session.connection().execute(table.select()).mappings():
        row = {name: found[name] for name in table.columns.keys()}  # noqa: SIM118
        place = table.name, row_key_of(row[name] for name in primary)
        yield from _row_faults(keys, place, row, newest.pop(place, None))


@dataclass(frozen=True)
class FactsMeddled(Exception):
    """Rows that nobody's act has written: whoever acted on them would act on a forgery."""

    faults: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.faults[0]} Somebody has changed the database by hand: stop, keep a copy of"
            " it, and compare with the newest backup."
        )


def require_facts(work: Work, rows: Iterable[SQLModel]) -> None:
    """Raise `FactsMeddled` unless each of the rows is as its newest entry left it."""
    asked = [(_place_of(row), row.model_dump()) for row in rows]
    keys, newest = keys_of(work), _newest_facts(work, [place for place, _ in asked])
    faults = [
        fault for place, row in asked for fault in _row_faults(keys, place, row, newest.get(place))
    ]
    if faults:
        raise FactsMeddled(tuple(faults))


def _place_of(row: SQLModel) -> Place:
    mapper = object_mapper(row)
    key = row_key_of(mapper.primary_key_from_instance(row))
    return str(mapper.class_.__tablename__), key


def _newest_facts(work: Work, places: Sequence[Place]) -> dict[Place, JournalFact]:
    """One question, however many rows: tables have few rows that are asked for together."""
    found = work.session.exec(
        select(JournalFact)
        .where(
            col(JournalFact.table_name).in_({table for table, _ in places}),
            col(JournalFact.row_key).in_({key for _, key in places}),
        )
        .order_by(col(JournalFact.seq))
    )
    return {(fact.table_name, fact.row_key): fact for fact in found}


def _row_faults(
    keys: InstallationKeys, place: Place, row: Mapping[str, Any], fact: JournalFact | None
) -> Iterator[str]:
    if fact is None:
        if place != ENGINE_ROW:
            yield f"The row {place[1]} of {place[0]} was written by no entry."
    elif fact.mac != _mac(keys, fact.seq, place, row):
        yield f"The row {place[1]} of {place[0]} is not as entry {fact.seq} left it."
