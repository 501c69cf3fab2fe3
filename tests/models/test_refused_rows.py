"""What the database refuses by itself, whoever writes to it, on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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
from tests.models.legal_rows import (
    AT,
    DAY,
    LATER,
    LEGAL,
    OTHER_HASH,
    Row,
    bid,
    lot,
    organisation,
    tender,
)


@dataclass(frozen=True)
class Illegal:
    """A legal row with some columns changed, and the constraint that refuses it."""

    constraint: str
    changes: Row = field(default_factory=dict)

    @property
    def table(self) -> str:
        rest = f"{self.constraint[3:]}_"
        return max((name for name in metadata.tables if rest.startswith(f"{name}_")), key=len)

    @property
    def row(self) -> Row:
        return {**LEGAL[self.table][0], **self.changes}


CHECKS = (
    Illegal("ck_publication_two_persons", {"approved_by": "officer"}),
    Illegal("ck_opening_two_persons", {"second_officer_id": "officer"}),
    Illegal("ck_award_decision_two_persons", {"prepared_by": "officer"}),
    Illegal("ck_lot_tie_another_lot", {"tied_lot_id": "lot1"}),
    Illegal("ck_requirement_statute_is_cited", {"cite_act": None}),
    Illegal("ck_requirement_max_age_days", {"max_age_days": 0}),
    Illegal("ck_control_passed_needs_evidence", {"evidence_id": None}),
    Illegal("ck_installation_one_row", {"id": 2}),
    Illegal("ck_installation_clock_only_in_demo", {"kind": "live", "demo_now": AT}),
    Illegal("ck_journal_head_one_row", {"id": 2}),
    Illegal("ck_journal_entry_seq", {"seq": 0}),
    Illegal("ck_blob_size", {"size": -1}),
    Illegal("ck_role_grant_engine_only", {"person_id": "engine"}),
    Illegal("ck_role_grant_engine_only", {"role": "engine"}),
    Illegal("ck_tender_validity_after_start", {"bids_valid_until": DAY}),
    Illegal("ck_tender_contract_months", {"contract_months": 0}),
    Illegal("ck_lot_estimated_value", {"estimated_value": 0}),
    Illegal("ck_lot_places_per_year", {"places_per_year": 0}),
    Illegal("ck_lot_at_fte_tenths", {"at_fte_tenths": 0}),
    Illegal("ck_bid_version", {"version": 0}),
    Illegal("ck_opened_bid_price", {"price": 0}),
    Illegal("ck_opened_bid_at_fte_tenths", {"at_fte_tenths": -1}),
    Illegal("ck_evidence_valid_until", {"issued_on": LATER}),
    Illegal("ck_evaluation_number", {"number": 0}),
    Illegal("ck_evaluated_bid_place", {"place": None}),
    Illegal("ck_evaluated_bid_place", {"standing": "disregarded"}),
    Illegal("ck_court_act_disregard_in_correction", {"kind": "redo"}),
    Illegal("ck_court_act_dispatched_on", {"decided_on": LATER}),
    Illegal("ck_court_act_version", {"version": 0}),
    Illegal("ck_contract_term", {"ends_on": DAY}),
    Illegal("ck_contract_price", {"price": 0}),
    Illegal("ck_contract_version", {"version": 0}),
    Illegal("ck_report_section_row_count", {"row_count": -1}),
    Illegal("ck_kpi_result_denominator", {"denominator": -1}),
    Illegal("ck_rating_stars", {"stars": 0}),
    Illegal("ck_rating_stars", {"stars": 5}),
)

REFERENCES = (
    Illegal("fk_publication_approved_by", {"tender_id": "other", "approved_by": "nobody"}),
    Illegal("fk_opening_second_officer_id", {"tender_id": "other", "second_officer_id": "nobody"}),
    Illegal("fk_award_decision_prepared_by", {"id": "4", "number": 4, "prepared_by": "nobody"}),
    Illegal("fk_tender_buyer_id", {"id": "3", "diary_number": "3", "buyer_id": "nobody"}),
    Illegal("fk_lot_tender_id", {"id": "lot3", "code": "lot3", "tender_id": "none"}),
    Illegal("fk_bid_tender_id_lot_id", {"id": "bid3", "version": 2, "tender_id": "other"}),
    Illegal("fk_bid_organisation_id", {"id": "bid3", "organisation_id": "nobody"}),
    Illegal("fk_bid_envelope_bid_id", {"bid_id": "none"}),
    Illegal("fk_opened_bid_lot_id_bid_id", {"bid_id": "bid2"}),
    Illegal("fk_evaluated_lot_lot_id_winner_bid_id", {"lot_id": "lot2"}),
    Illegal("fk_evaluated_bid_lot_id_bid_id", {"bid_id": "bid2"}),
    Illegal(
        "fk_evaluated_bid_evaluation_id_lot_id",
        {"bid_id": "bid2", "lot_id": "lot2"},
    ),
    Illegal("fk_control_evidence_id", {"bid_id": "bid2", "evidence_id": "none"}),
    Illegal("fk_awarded_lot_lot_id_bid_id", {"decision_id": "decision3", "bid_id": "bid2"}),
    Illegal("fk_awarded_lot_evaluation_id_lot_id", {"lot_id": "lot2", "bid_id": "bid2"}),
    Illegal("fk_notice_letter_pdf_sha256", {"organisation_id": "south", "pdf_sha256": "c" * 64}),
    Illegal("fk_notice_letter_organisation_id", {"organisation_id": "nobody"}),
    Illegal("fk_outgoing_decision_id", {"decision_id": "none"}),
    Illegal("fk_review_application_applicant_id", {"id": "2", "case_number": "2-26",
                                                   "applicant_id": "nobody"}),
    Illegal("fk_reviewed_lot_decision_id", {"lot_id": "lot2", "decision_id": "none"}),
    Illegal("fk_court_act_application_id", {"application_id": "none"}),
    Illegal("fk_court_act_disregard_bid_id", {"court": "KR", "disregard_bid_id": "none"}),
    Illegal(
        "fk_contract_decision_id_lot_id_bid_id",
        {"id": "2", "number": "2", "decision_id": "decision2", "bid_id": "bid2",
         "organisation_id": "south"},
    ),
    Illegal(
        "fk_contract_bid_id_organisation_id",
        {"id": "2", "number": "2", "decision_id": "decision2", "organisation_id": "south"},
    ),
    Illegal("fk_signature_contract_id_pdf_sha256", {"party": "buyer", "pdf_sha256": OTHER_HASH}),
    Illegal("fk_report_section_parquet_sha256", {"section": "lines", "parquet_sha256": "c" * 64}),
    Illegal("fk_finding_contract_id", {"number": 2, "contract_id": "none"}),
    Illegal("fk_role_grant_person_id", {"person_id": "nobody"}),
)  # fmt: skip

REPEATED = (
    Illegal("pk_publication"),
    Illegal("pk_opening"),
    Illegal("pk_signature"),
    Illegal("pk_awarded_lot", {"bid_id": "bid2"}),
    Illegal("pk_notice_letter"),
    Illegal("pk_opened_bid"),
    Illegal("pk_bid_envelope"),
    Illegal("pk_journal_entry", {"prev_hash": OTHER_HASH, "entry_hash": OTHER_HASH}),
    Illegal("uq_journal_entry_prev_hash", {"seq": 2, "entry_hash": OTHER_HASH}),
    Illegal("uq_journal_entry_entry_hash", {"seq": 2, "prev_hash": OTHER_HASH}),
    Illegal("uq_buyer_org_number", {"id": "2"}),
    Illegal("uq_organisation_org_number", {"id": "2"}),
    Illegal("uq_tender_diary_number", {"id": "2"}),
    Illegal("uq_lot_tender_id_code", {"id": "2"}),
    Illegal("uq_bid_lot_id_organisation_id_version", {"id": "2"}),
    Illegal("uq_evaluation_tender_id_number", {"id": "2"}),
    Illegal("uq_award_decision_tender_id_number", {"id": "2"}),
    Illegal("uq_review_application_tender_id_case_number", {"id": "2"}),
    Illegal("uq_contract_number", {"id": "2", "decision_id": "decision2"}),
    Illegal("uq_contract_decision_id_lot_id_version", {"id": "2", "number": "2"}),
    Illegal("uq_delivery_report_contract_id_month_version", {"id": "2"}),
)


OTHER_RULES_ON_THE_WORD: Mapping[str, Row] = {
    "ck_installation_kind": {"demo_now": None},
    "ck_court_act_kind": {"disregard_bid_id": None},
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
    for table in metadata.sorted_tables:
        for constraint in table.constraints:
            if isinstance(constraint, CheckConstraint):
                yield constraint


ALL_CHECKS = (*CHECKS, *_word_checks())


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
                later = {"id": f"decision{number}", "number": number}
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
    assert len(recorded) == 20
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
        ("court_check", {**LEGAL["court_check"][0], "court": "HFD"}),
        ("signature", {**LEGAL["signature"][0], "party": "buyer"}),
    )
    with filled.connect() as connection:
        assert [_insert(connection, table, row) for table, row in rows] == [""] * len(rows)
