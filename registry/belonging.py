"""Which rows are a tender's, and which name a person: read off the foreign keys.

Nothing here lists tables, so that a new one is never forgotten by an archive export,
a disposal, or the answer to somebody who asks what is held about them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    FromClause,
    Select,
    Table,
    and_,
    or_,
    select,
)

from models.store import Work
from models.tables import metadata

TENDER, PERSON = metadata.tables["tender"], metadata.tables["person"]
ORGANISATION, BLOB = metadata.tables["organisation"], metadata.tables["blob"]
PROTOCOL = metadata.tables["protocol"]
SHARED = (PERSON, ORGANISATION, BLOB, metadata.tables["buyer"])


@cache
def path_to_tender(table: Table) -> tuple[ForeignKeyConstraint, ...] | None:
    """The shortest chain of required references from the table to its tender.

    Empty for the tender itself; None for a table whose rows are no tender's.
    """
    paths: dict[Table, tuple[ForeignKeyConstraint, ...]] = {table: ()}
    waiting = [table]
    for each in waiting:
        if each is TENDER:
            return paths[each]
        for key in sorted(each.foreign_key_constraints, key=lambda key: str(key.name)):
            if key.referred_table not in paths and not any(c.nullable for c in key.columns):
                paths[key.referred_table] = (*paths[each], key)
                waiting.append(key.referred_table)
    return None


def tables_of_tenders() -> Iterator[Table]:
    """Parents before children. A protocol refers to its tender by name only."""
    for table in metadata.sorted_tables:
        if table is PROTOCOL or path_to_tender(table) is not None:
            yield table


def of_tender(table: Table, tender_id: str) -> Select[tuple[Any, ...]]:
    """The table's rows that are the tender's, in the order of their keys."""
    found = select(table).order_by(*table.primary_key.columns)
    if table is PROTOCOL:
        return found.where(about(PROTOCOL.c.subject_id, tender_id))
    assert path_to_tender(table) is not None
    return found.select_from(with_tender(table)).where(TENDER.c.id == tender_id)


def about(subject: Column[Any], tender_id: str) -> ColumnElement[bool]:
    """What is told of by name: the tender itself, or something whose id begins with its id."""
    return or_(subject == tender_id, subject.startswith(f"{tender_id}/", autoescape=True))


def with_tender(table: Table, also: FromClause | None = None) -> FromClause:
    """The table (or `also`, which holds it) joined to the tender of each row."""
    joined: FromClause = table if also is None else also
    for key in path_to_tender(table) or ():
        joined = joined.join(key.referred_table, _matches(key))
    return joined


def _matches(key: ForeignKeyConstraint) -> ColumnElement[bool]:
    return and_(*(element.parent == element.column for element in key.elements))


def columns_naming(target: Table) -> Iterator[Column[Any]]:
    """Every column that refers to the target's key by itself."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table is target for key in column.foreign_keys):
                yield column


def tenders_naming(work: Work, target: Table, key: str) -> set[str]:
    """Ids of the tenders with a row that names the person, organisation or file.

    Also by way of a row that is no tender's: an opener is appointed by a key, and
    the key is a person's.
    """
    found: set[str] = set()
    for column in columns_naming(target):
        for child in _of_tenders(column.table):
            selected = select(TENDER.c.id).distinct().select_from(child).where(column == key)
            found |= set(work.session.connection().execute(selected).scalars())
    return found


def _of_tenders(table: Table) -> Iterator[FromClause]:
    """The table joined to its tender; or, for one that is no tender's, all its children so."""
    if path_to_tender(table) is not None:
        yield with_tender(table)
        return
    for child in tables_of_tenders():
        for key in child.foreign_key_constraints:
            if key.referred_table is table and table not in SHARED:
                yield with_tender(child, child.join(table, _matches(key)))
