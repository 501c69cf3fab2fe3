from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.dated import NoValue
from law.penalty_fee import (
    DecisionTime,
    PenaltyFee,
    after_direct_award,
    after_ruling,
    penalty_fee,
)
from law.reasons import Cite, Reason
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook

TABLES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("penalty_fee.yaml").read_text(encoding="utf-8")
)
BOUNDS, TIMES = TABLES["bounds"], TABLES["times"]
BEGUN = date(2026, 1, 1)


def _case(given: dict[str, Any]) -> dict[str, Any]:
    rulebook = Rulebook(given.get("rules", "SE-LOU"))
    return {"begun": given.get("begun", BEGUN), "rulebook": rulebook}


def _fee(given: dict[str, Any]) -> PenaltyFee:
    return penalty_fee(given.get("ore", 0) or given["kronor"] * 100, **_case(given))


def _time(given: dict[str, Any]) -> DecisionTime:
    facts = {name: fact for name, fact in given.items() if name not in ("begun", "rules")}
    if "ruling_final" in facts:
        return after_ruling(facts["ruling_final"], **_case(given))
    return after_direct_award(**facts, **_case(given))


def _said(found: PenaltyFee | DecisionTime) -> list[Reason]:
    return [*found.reasons, *(found.warnings if isinstance(found, PenaltyFee) else ())]


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


@pytest.mark.parametrize("row", BOUNDS, ids=_named)
def test_the_bounds_are_those_of_the_table(row: dict[str, Any]) -> None:
    found = _fee(row["given"])

    assert {
        "least": found.least,
        "greatest": found.greatest,
        "possible": found.possible,
    } == row["expect"]
    assert [warning.code for warning in found.warnings] == row.get("warnings", [])


@pytest.mark.parametrize("row", TIMES, ids=_named)
def test_the_times_are_those_of_the_table(row: dict[str, Any]) -> None:
    found = _time(row["given"])

    assert {"earliest": found.earliest, "latest": found.latest} == row["expect"]


@pytest.mark.parametrize("row", [row for row in BOUNDS if "says" in row], ids=_named)
def test_bounds_written_out_in_the_table_read_so(row: dict[str, Any]) -> None:
    assert [reason.text.sv for reason in _said(_fee(row["given"]))] == row["says"]


@pytest.mark.parametrize("row", [row for row in TIMES if "says" in row], ids=_named)
def test_times_written_out_in_the_table_read_so(row: dict[str, Any]) -> None:
    assert [reason.text.sv for reason in _time(row["given"]).reasons] == row["says"]


Asked = tuple[Callable[[dict[str, Any]], PenaltyFee | DecisionTime], dict[str, Any]]
ASKED: list[Asked] = [*((_fee, row) for row in BOUNDS), *((_time, row) for row in TIMES)]


@pytest.mark.parametrize(
    ("rule", "row"),
    [pytest.param(*each, id=_named(each[1])) for each in ASKED if "cites" in each[1]],
)
def test_an_answer_cites_the_act_of_its_time(
    rule: Callable[[dict[str, Any]], PenaltyFee | DecisionTime], row: dict[str, Any]
) -> None:
    said = _said(rule(row["given"]))

    assert sorted({each.cite.in_("en") for each in said if each.cite}) == row["cites"]


def test_every_reason_is_in_both_languages_and_cites_its_paragraph() -> None:
    today = [
        each
        for rule, row in ASKED
        for each in rule(row["given"]).reasons
        if not {"begun", "rules"} & row["given"].keys()
    ]
    assert {reason.code: reason.cite for reason in today} == {
        "after-contract": Cite("LOU", 21, "11"),
        "after-reviews": Cite("LOU", 21, "11"),
        "after-ruling": Cite("LOU", 21, "10"),
        "lowest-and-highest": Cite("LOU", 21, "9"),
        "minor-cases": Cite("LOU", 21, "8"),
        "no-fee-possible": Cite("LOU", 21, "9"),
        "not-before-review-time": Cite("LOU", 21, "11"),
        "share-of-value": Cite("LOU", 21, "9"),
    }
    every = [reason for rule, row in ASKED for reason in _said(rule(row["given"]))]
    assert all(reason.text.sv != reason.text.en for reason in every)


def test_the_older_rules_are_told_in_english_too() -> None:
    begun = date(2023, 12, 31)
    fee = penalty_fee(100_00, begun=begun)
    late = after_direct_award(date(2024, 3, 4), review_closes=date(2024, 9, 4), begun=begun)
    reviewed = after_direct_award(
        date(2024, 3, 4),
        review_closes=date(2024, 9, 4),
        reviews_final=[date(2025, 5, 12)],
        begun=begun,
    )

    assert [each.text.en for each in (fee.reasons[0], *late.reasons, *reviewed.reasons)] == [
        (
            "The procurement began while older rules applied: the administrative court decides on"
            " the fee on the supervisory authority's application"
        ),
        (
            "The court application may not be made before the time for review of the contract's"
            " validity has run out: Thursday 5 September 2024 at the earliest"
        ),
        "The court application must be made within 1 year of the contract: by Tuesday 4 March 2025",
        (
            "The contract has been reviewed: the court application may be made only when every"
            " ruling is final, Monday 12 May 2025, and must be made within 6 months, by"
            " Wednesday 12 November 2025"
        ),
    ]
    assert penalty_fee(10**11).warnings[0].text.en == (
        "If the procurement began before Monday 1 January 2024, older rules apply (highest"
        " procurement damage fee: 10,000,000); say when it began"
    )


def test_without_a_date_the_fee_is_that_of_today() -> None:
    assert penalty_fee(70_000_000) == penalty_fee(70_000_000, begun=date(2024, 1, 1))


@pytest.mark.parametrize("worth", [0, -1])
def test_a_procurement_worth_nothing_is_refused(worth: int) -> None:
    with pytest.raises(ImpossibleFacts) as refusal:
        penalty_fee(worth)

    assert refusal.value.text.sv == "Upphandlingens värde måste vara större än noll"
    assert str(refusal.value) == "The value of the procurement must be greater than nothing"


@pytest.mark.parametrize("reviews", [(), (date(2026, 3, 1),)])
def test_a_review_that_ended_before_the_contract_is_refused(reviews: tuple[date, ...]) -> None:
    closes = date(2026, 9, 2) if reviews else date(2026, 3, 1)

    with pytest.raises(ImpossibleFacts) as refusal:
        after_direct_award(
            date(2026, 3, 2), review_closes=closes, reviews_final=reviews, begun=BEGUN
        )

    assert str(refusal.value) == "The review cannot be over before the contract of 2026-03-02"
    assert refusal.value.text.sv != str(refusal.value)


def test_a_review_time_that_ends_on_the_day_of_the_contract_is_answered() -> None:
    day = date(2026, 3, 2)

    assert after_direct_award(day, review_closes=day, begun=BEGUN).earliest == date(2026, 3, 3)


def test_a_procurement_begun_before_the_act_is_refused() -> None:
    with pytest.raises(NoValue, match="penalty_fee_lowest has no value on 2016-12-31"):
        penalty_fee(100, begun=date(2016, 12, 31))


@pytest.mark.parametrize("rulebook", [Rulebook.SE_LOV, Rulebook.EU])
def test_where_there_is_no_such_fee_the_answer_says_so(rulebook: Rulebook) -> None:
    with pytest.raises(ImpossibleFacts, match=f"^{rulebook} has no rule on a procurement damage"):
        penalty_fee(100, rulebook=rulebook)


@pytest.mark.parametrize("rulebook", [Rulebook.SE_LOU, Rulebook.SE_LUF])
@pytest.mark.parametrize(
    ("begun", "warned"), [(date(2023, 12, 31), ["paragraph-unchecked"]), (date(2024, 1, 1), [])]
)
def test_paragraphs_of_the_older_chapter_are_said_not_to_be_checked(
    rulebook: Rulebook, begun: date, warned: list[str]
) -> None:
    signed, closes = date(2024, 3, 4), date(2024, 9, 4)
    found: list[PenaltyFee | DecisionTime] = [
        penalty_fee(100_000_000, begun=begun, rulebook=rulebook),
        after_ruling(signed, begun=begun, rulebook=rulebook),
        after_direct_award(signed, review_closes=closes, begun=begun, rulebook=rulebook),
        after_direct_award(
            signed, review_closes=closes, reviews_final=[closes], begun=begun, rulebook=rulebook
        ),
    ]

    assert [[warning.code for warning in each.warnings] for each in found] == [warned] * 4
