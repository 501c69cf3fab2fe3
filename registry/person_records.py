"""What is held about one person, for whoever asks (GDPR article 15), read off the tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, String, Table, cast, false, func, or_, select
from sqlmodel import col
from sqlmodel import select as select_rows
from sqlmodel.sql.sqltypes import AutoString

from law.reasons import ActRefused, refuse
from models.parties import Organisation, Person, RoleGrant
from models.retention import Erasure
from models.store import Work
from models.tables import metadata
from people.actors import ENGINE, unknown_person
from registry.archive_rows import plain
from registry.belonging import PERSON, columns_naming
from registry.journal import instant

# What a person wrote or is named in; hashes and ids of things are no texts.
TEXTS = (String, AutoString, JSON)


@dataclass(frozen=True)
class Acts:
    """What the journal says that the person did: how often, first and last."""

    kind: str
    count: int
    first: datetime
    last: datetime


@dataclass(frozen=True)
class NamedIn:
    """A column whose text contains the name or the address; `rows` of them."""

    table: str
    column: str
    rows: int


@dataclass(frozen=True)
class PersonRecords:
    """`rows` by table: those that refer to the person, all their columns as JSON has them."""

    person: Person
    organisation: Organisation | None
    roles: tuple[RoleGrant, ...]
    rows: dict[str, list[dict[str, Any]]]
    acts: tuple[Acts, ...]
    named_in: tuple[NamedIn, ...]
    erased_at: datetime | None


def records_of(work: Work, person_id: str) -> PersonRecords:
    """Raises `ActRefused` for somebody who is not in the register, and for the engine."""
    person = person_on_record(work, person_id)
    erasure = work.session.get(Erasure, person_id)
    organisation = work.session.get(Organisation, person.organisation_id or "")
    grants = select_rows(RoleGrant).where(col(RoleGrant.person_id) == person_id)
    return PersonRecords(
        person,
        organisation,
        tuple(work.session.exec(grants.order_by(col(RoleGrant.buyer_id), col(RoleGrant.role)))),
        dict(_rows(work, person_id)),
        tuple(_acts(work, person_id)),
        () if erasure else tuple(named_in(work, person)),
        erasure.erased_at if erasure else None,
    )


def person_on_record(work: Work, person_id: str) -> Person:
    person = work.session.get(Person, person_id)
    if person is None:
        raise unknown_person(person_id)
    if person_id == ENGINE:
        raise _no_person()
    return person


def _rows(work: Work, person_id: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    by_table: dict[Table, list[Column[Any]]] = {}
    for column in columns_naming(PERSON):
        by_table.setdefault(column.table, []).append(column)
    for table, columns in by_table.items():
        named = select(table).where(or_(*(column == person_id for column in columns)))
        found = work.session.connection().execute(named.order_by(*table.primary_key)).mappings()
        rows = [{name: plain(value) for name, value in row.items()} for row in found]
        if rows:
            yield table.name, rows


def _acts(work: Work, person_id: str) -> Iterator[Acts]:
    entry = metadata.tables["journal_entry"].c
    counted = select(entry.kind, func.count(), func.min(entry.at_us), func.max(entry.at_us))
    found = counted.where(entry.actor_id == person_id).group_by(entry.kind).order_by(entry.kind)
    for kind, count, first, last in work.session.connection().execute(found):
        yield Acts(kind, count, instant(first), instant(last))


def named_in(work: Work, person: Person) -> Iterator[NamedIn]:
    """Texts of other rows that contain the name or the address, whatever they are about."""
    needles = sorted({form for text in (person.name, person.email) for form in _forms(text)})
    for table in metadata.sorted_tables:
        for column in table.columns:
            if table is not PERSON and isinstance(column.type, TEXTS) and not column.foreign_keys:
                rows = _containing(work, column, needles)
                if rows:
                    yield NamedIn(table.name, column.name, rows)


def _forms(text: str) -> Iterator[str]:
    """As it stands in a text, and as JSON writes it with escapes."""
    if text.strip():
        yield text
        yield json.dumps(text)[1:-1]


def _containing(work: Work, column: Column[Any], needles: list[str]) -> int:
    connection, text = work.session.connection(), cast(column, String)
    # LIKE would take an id for the name: SQLite's is blind to capitals.
    place = func.instr if connection.dialect.name == "sqlite" else func.strpos
    contains = or_(false(), *(place(text, needle) > 0 for needle in needles))
    counted = select(func.count()).select_from(column.table).where(contains)
    return int(connection.execute(counted).scalar_one())


def _no_person() -> ActRefused:
    return refuse(
        "person.engine",
        sv="Systemet är ingen person",
        en="The engine is no person",
        todo_sv="Ange en persons beteckning",
        todo_en="Name a person's id",
    )
