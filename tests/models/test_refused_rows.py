"""What the database refuses by itself, whoever writes to it, on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import (
    CheckConstraint,
    Connection,
    Engine,
    ForeignKeyConstraint,
    Table,
    UniqueConstraint,
    null,
    select,
)
from sqlalchemy.exc import IntegrityError

from models.tables import metadata
from tests.models.databases import KINDS, Kind, migrated_url, opened
from tests.models.illegal_rows import (
    CHECKS,
    PROCEDURE_CHECKS,
    REFERENCES,
    REPEATED,
    REVIEW_CHECKS,
    Illegal,
)
from tests.models.legal_rows import LEGAL, bid, lot, organisation, tender
from tests.models.row_values import Row

OTHER_RULES_ON_THE_WORD: Mapping[str, Row] = {
    "ck_installation_kind": {"demo_now": None},
    "ck_court_act_kind": {"disregard_bid_id": None, "returns_to": None},
    "ck_clearing_kind": {"tied_lot_id": None},
    "ck_matter_kind": {"party_id": "south"},
    "ck_outgoing_kind": {"decision_id": None},
    "ck_dispatch_transport": {"message_sha256": None},
}


def _word_checks() -> Iterator[Illegal]:
    """Every closed list of words, and every hash length, given something else."""
    for check in _checks():
        sql = str(check.sqltext)
        if words := re.fullmatch(r"(\w+) IN \(.*\)", sql):
            others = OTHER_RULES_ON_THE_WORD.get(str(check.name), {})
            yield Illegal(str(check.name), {**others, words[1]: "nonsense"})
        if length := re.fullmatch(r"length\((\w+)\) = 64", sql):
            yield Illegal(str(check.name), {length[1]: "a" * 63})


def _checks() -> Iterator[CheckConstraint]:
    """In an order of its own: every worker of a parallel run must find the same."""
    for table in metadata.sorted_tables:
        checks = [each for each in table.constraints if isinstance(each, CheckConstraint)]
        yield from sorted(checks, key=lambda check: str(check.name))


ALL_CHECKS = (*CHECKS, *PROCEDURE_CHECKS, *REVIEW_CHECKS, *_word_checks())


@pytest.fixture(scope="module", params=KINDS)
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A legal row in every table; the second decision awards the lot again, the third none."""
    kind: Kind = request.param
    with opened(migrated_url(kind, tmp_path_factory.mktemp("filled"))) as engine:
        with engine.begin() as connection:
            for table in metadata.sorted_tables:
                connection.execute(table.insert(), [dict(row) for row in LEGAL[table.name]])
            for number in (2, 3):
                later = {"id": f"decision{number}", "number": number, "draft_id": f"draft{number}"}
                decision = {**LEGAL["award_decision"][0], **later}
                connection.execute(metadata.tables["award_decision"].insert(), decision)
            again = {**LEGAL["awarded_lot"][0], "decision_id": "decision2"}
            connection.execute(metadata.tables["awarded_lot"].insert(), again)
        yield engine


def _insert(connection: Connection, table: str, row: Row) -> str:
    """Try the row; the database's refusal, or nothing when it was let in."""
    with connection.begin_nested() as savepoint:
        try:
            connection.execute(metadata.tables[table].insert().values(dict(row)))
        except IntegrityError as error:
            return str(error.orig)
        finally:
            savepoint.rollback()
    return ""


def _refusal(engine: Engine, illegal: Illegal) -> str:
    with engine.connect() as connection:
        return _insert(connection, illegal.table, illegal.row)


def test_every_table_has_a_legal_row() -> None:
    assert set(LEGAL) == set(metadata.tables)


def test_every_check_of_the_schema_is_tried_with_an_illegal_row() -> None:
    assert {str(check.name) for check in _checks()} == {each.constraint for each in ALL_CHECKS}


@pytest.mark.parametrize("illegal", ALL_CHECKS, ids=lambda each: each.constraint)
def test_a_row_that_breaks_a_rule_is_refused_by_that_rule(filled: Engine, illegal: Illegal) -> None:
    assert illegal.constraint in re.findall(r"\w+", _refusal(filled, illegal))


@pytest.mark.parametrize("illegal", REFERENCES, ids=lambda each: each.constraint)
def test_a_row_about_something_else_or_nothing_is_refused(filled: Engine, illegal: Illegal) -> None:
    refusal = _refusal(filled, illegal)
    assert illegal.constraint in _names(illegal.table, ForeignKeyConstraint)
    if filled.dialect.name == "sqlite":
        assert refusal == "FOREIGN KEY constraint failed"
    else:
        assert f'violates foreign key constraint "{illegal.constraint}"' in refusal


@pytest.mark.parametrize("illegal", REPEATED, ids=lambda each: each.constraint)
def test_a_second_row_of_what_there_is_one_of_is_refused(filled: Engine, illegal: Illegal) -> None:
    refusal = _refusal(filled, illegal)
    if filled.dialect.name == "sqlite":
        assert refusal == f"UNIQUE constraint failed: {_columns(illegal)}"
    else:
        assert f'violates unique constraint "{illegal.constraint}"' in refusal


def _names(table: str, of: type[Any]) -> set[str]:
    constraints = metadata.tables[table].constraints
    return {str(each.name) for each in constraints if isinstance(each, of)}


def _columns(illegal: Illegal) -> str:
    table = metadata.tables[illegal.table]
    uniques = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    (found,) = [each for each in (*uniques, table.primary_key) if each.name == illegal.constraint]
    return ", ".join(f"{table.name}.{column.name}" for column in found.columns)


def test_a_fact_recorded_by_nobody_is_refused_in_every_table(filled: Engine) -> None:
    recorded = [
        table
        for table in metadata.sorted_tables
        if "actor_id" in table.columns and table.name != "journal_entry"
    ]
    assert len(recorded) == 105
    assert [
        table.name
        for table in recorded
        if not any(key.column.table.name == "person" for key in table.c.actor_id.foreign_keys)
    ] == []
    with filled.connect() as connection:
        let_in = [
            table.name
            for table in recorded
            if not _insert(connection, table.name, _by_nobody(table))
        ]
    assert let_in == []


def _by_nobody(table: Table) -> Row:
    return {**LEGAL[table.name][0], "actor_id": "nobody"}


def test_no_column_that_must_be_filled_takes_nothing(filled: Engine) -> None:
    with filled.connect() as connection:
        let_in = [
            f"{table.name}.{column.name}"
            for table in metadata.sorted_tables
            for column in table.columns
            if not column.nullable
            and column.name
            not in _insert(connection, table.name, {**LEGAL[table.name][0], column.name: null()})
        ]
    # SQLite numbers a lone integer key by itself; CHECK (id = 1) still holds it.
    sqlite = filled.dialect.name == "sqlite"
    assert let_in == (["installation.id", "journal_head.id"] if sqlite else [])


def test_what_stands_in_a_row_cannot_be_taken_from_under_it(filled: Engine) -> None:
    for table, key in (("bid", "bid1"), ("blob", "a" * 64), ("person", "officer")):
        one = metadata.tables[table]
        column = next(iter(one.primary_key.columns))
        with filled.connect() as connection, pytest.raises(IntegrityError):
            connection.execute(one.delete().where(column == key))


def test_the_highest_amounts_come_back_to_the_last_ore(filled: Engine) -> None:
    columns = (
        metadata.tables["opened_bid"].c.price,
        metadata.tables["contract"].c.price,
        metadata.tables["finding"].c.amount,
        metadata.tables["kpi_result"].c.numerator,
    )
    with filled.connect() as connection:
        found = [connection.execute(select(column)).scalar_one() for column in columns]
    assert found == [1_000_000_000_000_000] * 4


def test_the_smallest_legal_rows_are_let_in(filled: Engine) -> None:
    rows = (
        ("tender", tender("third")),
        ("lot", {**lot("lot3"), "estimated_value": 1, "places_per_year": 1, "at_fte_tenths": 1}),
        ("bid", bid("bid3", "lot1", "south")),
        ("organisation", organisation("west")),
        ("court_check", {**LEGAL["court_check"][0], "id": "2", "court": "HFD"}),
        ("signature", {**LEGAL["signature"][0], "party": "buyer"}),
    )
    with filled.connect() as connection:
        assert [_insert(connection, table, row) for table, row in rows] == [""] * len(rows)
