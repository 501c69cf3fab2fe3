"""SQLite keeps to the columns' types, whoever writes to the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from models.tables import metadata
from tests.models.databases import migrated_url, opened
from tests.models.legal_rows import LEGAL

TABLES = sorted(metadata.tables)
BYTES, WORD = "x'00ff'", "'många'"


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Engine]:
    with opened(migrated_url("sqlite", tmp_path)) as engine:
        with engine.begin() as connection:
            for table in metadata.sorted_tables:
                connection.execute(table.insert(), [dict(row) for row in LEGAL[table.name]])
        yield engine


def _stored_as(engine: Engine, column: Column[object]) -> str:
    return column.type.compile(engine.dialect)


def _refusal(engine: Engine, column: Column[object], value: str) -> str:
    """What the database says to a raw write of the value; empty when it is let in."""
    update = text(f'UPDATE "{column.table.name}" SET "{column.name}" = {value}')  # noqa: S608
    try:
        with engine.begin() as connection:
            connection.execute(update)
    except IntegrityError as refusal:
        return str(refusal.orig)
    return ""


@pytest.mark.parametrize("name", TABLES)
def test_a_value_of_the_wrong_type_is_refused_in_every_column(filled: Engine, name: str) -> None:
    for column in metadata.tables[name].columns:
        stored_as = _stored_as(filled, column)
        wrong = BYTES if stored_as == "TEXT" else WORD
        kind = "BLOB" if wrong == BYTES else "TEXT"
        said = f"cannot store {kind} value in {stored_as} column {name}.{column.name}"
        # SQLite's own row number is strict in any table, and has words of its own for it.
        assert _refusal(filled, column, wrong) in (said, "datatype mismatch")


def test_every_table_is_strict(filled: Engine) -> None:
    with filled.connect() as connection:
        listed = connection.exec_driver_sql("PRAGMA table_list").mappings().all()
    strict = {row["name"] for row in listed if row["strict"]}
    assert set(inspect(filled).get_table_names()) - strict == {"alembic_version"}
