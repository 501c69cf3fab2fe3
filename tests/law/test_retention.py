from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.dated import NoValue
from law.refusals import ImpossibleFacts
from law.retention import Retention, retention
from law.rulebook import Rulebook, applies

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("retention.yaml").read_text(encoding="utf-8")
)
AWARD = date(2026, 11, 24)


def _rulebook(row: dict[str, Any]) -> Rulebook:
    return Rulebook(row.get("rules", "SE-LOU"))


def _answer(row: dict[str, Any]) -> Retention:
    return retention(**row["given"], rulebook=_rulebook(row))


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = _answer(row)

    assert {
        "tenders": found.tenders_through,
        "contract": found.contract_through,
    } == row["expect"]
    assert [str(reason.cite) for reason in found.reasons] == row["cites"]


@pytest.mark.parametrize("row", [row for row in TABLE if "says" in row], ids=_named)
def test_an_answer_written_out_in_the_table_reads_so(row: dict[str, Any]) -> None:
    assert [reason.text.sv for reason in _answer(row).reasons] == row["says"]


@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_every_reason_is_in_both_languages_and_applies(row: dict[str, Any]) -> None:
    for reason in _answer(row).reasons:
        assert reason.text.sv != reason.text.en
        assert reason.cite is not None
        assert applies(_rulebook(row), reason.cite)


def test_the_table_meets_every_reason_there_is() -> None:
    assert {reason.code for row in TABLE for reason in _answer(row).reasons} == {
        "archive-law",
        "keep-contract",
        "keep-tenders",
    }


def test_a_contract_that_ends_before_its_award_is_refused() -> None:
    with pytest.raises(ImpossibleFacts) as refusal:
        retention(AWARD, rulebook=Rulebook.SE_LOU, contract_ends=date(2026, 11, 23))

    assert str(refusal.value) == "The contract ends 2026-11-23, before its award 2026-11-24"
    assert refusal.value.text.sv == "Kontraktet slutar 2026-11-23, före tilldelningen 2026-11-24"


def test_a_system_of_choice_has_no_retention_time_of_its_own() -> None:
    with pytest.raises(ImpossibleFacts) as refusal:
        retention(AWARD, rulebook=Rulebook.SE_LOV)

    assert str(refusal.value) == "LOV has no retention time of its own"
    assert refusal.value.text.sv == "LOV har ingen egen bevarandetid"


@pytest.mark.parametrize(
    ("rulebook", "awarded"),
    [(Rulebook.SE_LOU, date(2016, 12, 31)), (Rulebook.SE_LOU_19, date(2022, 1, 31))],
)
def test_an_award_older_than_the_rule_is_refused(rulebook: Rulebook, awarded: date) -> None:
    with pytest.raises(NoValue, match=f"^retention_years_{rulebook} has no value on {awarded}"):
        retention(awarded, rulebook=rulebook)


def test_a_procurement_older_than_the_rule_is_refused_whenever_it_was_awarded() -> None:
    awarded = date(2022, 6, 1)
    begun = retention(awarded, rulebook=Rulebook.SE_LOU_19, started=date(2022, 2, 1))

    assert begun == retention(awarded, rulebook=Rulebook.SE_LOU_19)
    with pytest.raises(NoValue, match="retention_years_SE-LOU-19 has no value on 2022-01-31"):
        retention(awarded, rulebook=Rulebook.SE_LOU_19, started=date(2022, 1, 31))


def test_a_procurement_cannot_start_after_its_award() -> None:
    with pytest.raises(ImpossibleFacts, match="cannot have started on 2026-11-25"):
        retention(AWARD, rulebook=Rulebook.SE_LOU, started=date(2026, 11, 25))
