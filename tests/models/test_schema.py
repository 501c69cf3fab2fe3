"""The migrations give exactly the schema that the tables describe, on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    Engine,
    Float,
    Numeric,
    func,
    inspect,
    select,
)
from sqlmodel.sql.sqltypes import UTCDateTime

from models.schema import upgrade
from models.tables import metadata
from tests.models.databases import Kind, empty_url, opened

COLUMNS = [column for table in metadata.sorted_tables for column in table.columns]
MONEY = {
    "call_off.value",
    "framework_terms.ceiling",
    "lot.estimated_value",
    "opened_bid.price",
    "contract.price",
    "finding.amount",
    "kpi_result.numerator",
    "kpi_result.denominator",
}


def test_migrations_from_nothing_leave_alembic_nothing_to_do(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrations_give_the_same_constraints_as_the_tables(
    engine: Engine, kind: Kind, tmp_path: Path
) -> None:
    with opened(empty_url(kind, tmp_path)) as made:
        metadata.create_all(made)
        assert _reflected(engine) == _reflected(made)


def _reflected(engine: Engine) -> dict[str, Any]:
    inspector = inspect(engine)
    return {
        table: {
            "columns": _sorted(
                {"name": each["name"], "type": str(each["type"]), "nullable": each["nullable"]}
                for each in inspector.get_columns(table)
            ),
            "primary key": inspector.get_pk_constraint(table),
            "checks": _sorted(inspector.get_check_constraints(table)),
            "references": _sorted(inspector.get_foreign_keys(table)),
            "uniques": _sorted(inspector.get_unique_constraints(table)),
            "indexes": _sorted(inspector.get_indexes(table)),
        }
        for table in metadata.tables
    }


def _sorted(found: Any) -> list[str]:
    return sorted(str(sorted(dict(each).items())) for each in found)


def test_a_database_that_is_up_to_date_is_left_alone(engine: Engine) -> None:
    before = _reflected(engine)
    upgrade(engine)
    assert _reflected(engine) == before


def test_no_column_holds_a_number_that_can_lose_a_part() -> None:
    assert [str(c) for c in COLUMNS if isinstance(c.type, Float | Numeric)] == []


def test_every_amount_of_money_has_room_for_64_bits() -> None:
    found = {str(column) for column in COLUMNS if isinstance(column.type, BigInteger)}
    sizes = {"blob.size", "checkpoint.size", "sealed_bid.size", "archive_export.size"}
    places = {"journal_entry.seq", "journal_fact.seq", "journal_head.seq"}
    receipts = {"sealed_bid.journal_seq", "sealed_withdrawal.journal_seq"}
    shown = {"requirement.at_least", "evidence.number"}
    times = {"journal_entry.at_us", "journal_head.at_us", "checkpoint.at_us"}
    assert found == MONEY | sizes | places | receipts | shown | times


def test_every_instant_is_kept_in_utc() -> None:
    instants = [column for column in COLUMNS if isinstance(column.type, DateTime | UTCDateTime)]
    assert [str(column) for column in instants if type(column.type) is not UTCDateTime] == []
    named = [column for column in COLUMNS if column.name.endswith(("_at", "_until", "_on"))]
    assert [
        str(column) for column in named if not isinstance(column.type, UTCDateTime | Date)
    ] == []


def test_every_constraint_has_a_name_that_says_its_table_and_kind() -> None:
    kinds = {"CheckConstraint": "ck", "ForeignKeyConstraint": "fk", "UniqueConstraint": "uq"}
    kinds["PrimaryKeyConstraint"] = "pk"
    assert [
        (table.name, constraint.name)
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if not str(constraint.name).startswith(f"{kinds[type(constraint).__name__]}_{table.name}")
    ] == []


def test_no_name_is_so_long_that_postgresql_cuts_it() -> None:
    names = [
        str(name)
        for table in metadata.sorted_tables
        for name in (
            *(constraint.name for constraint in table.constraints),
            *(index.name for index in table.indexes),
        )
    ]
    assert [name for name in names if len(name.encode()) > 63] == []


def test_no_reference_empties_or_removes_rows_by_itself() -> None:
    keys = [key for table in metadata.sorted_tables for key in table.foreign_key_constraints]
    assert {(key.ondelete, key.onupdate) for key in keys} == {(None, None)}


@pytest.mark.parametrize("pragma", ["foreign_keys", "recursive_triggers"])
def test_sqlite_holds_the_rules_in_every_connection(tmp_path: Path, pragma: str) -> None:
    with opened(empty_url("sqlite", tmp_path)) as engine:
        for _ in range(2):
            with engine.connect() as connection:
                assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == 1
            engine.dispose()


def test_sqlite_writes_through_to_the_disk_before_it_answers(tmp_path: Path) -> None:
    with opened(empty_url("sqlite", tmp_path)) as engine, engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA trusted_schema").scalar_one() == 0


def test_postgresql_is_the_real_one(tmp_path: Path) -> None:
    with opened(empty_url("postgresql", tmp_path)) as engine, engine.connect() as connection:
        assert connection.execute(select(func.version())).scalar_one().startswith("PostgreSQL 18")
