from __future__ import annotations

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

TABLES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("penalty_fee.yaml").read_text(encoding="utf-8")
)
BOUNDS, TIMES = TABLES["bounds"], TABLES["times"]
BEGUN = date(2026, 1, 1)


def _fee(given: dict[str, int]) -> PenaltyFee:
    return penalty_fee(given.get("ore", 0) or given["kronor"] * 100, begun=BEGUN)


def _time(given: dict[str, Any]) -> DecisionTime:
    if "ruling_final" in given:
        return after_ruling(given["ruling_final"], begun=BEGUN)
    return after_direct_award(**given, begun=BEGUN)


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


@pytest.mark.parametrize("row", TIMES, ids=_named)
def test_the_times_are_those_of_the_table(row: dict[str, Any]) -> None:
    found = _time(row["given"])

    assert {"earliest": found.earliest, "latest": found.latest} == row["expect"]


@pytest.mark.parametrize("row", [row for row in BOUNDS if "says" in row], ids=_named)
def test_bounds_written_out_in_the_table_read_so(row: dict[str, Any]) -> None:
    assert [reason.text.sv for reason in _fee(row["given"]).reasons] == row["says"]


@pytest.mark.parametrize("row", [row for row in TIMES if "says" in row], ids=_named)
def test_times_written_out_in_the_table_read_so(row: dict[str, Any]) -> None:
    assert [reason.text.sv for reason in _time(row["given"]).reasons] == row["says"]


def _every_reason() -> list[Reason]:
    found = [_fee(row["given"]).reasons for row in BOUNDS]
    return [
        reason
        for reasons in (*found, *(_time(row["given"]).reasons for row in TIMES))
        for reason in reasons
    ]


def test_every_reason_is_in_both_languages_and_cites_its_paragraph() -> None:
    assert {reason.code: reason.cite for reason in _every_reason()} == {
        "after-contract": Cite("LOU", 21, "11"),
        "after-reviews": Cite("LOU", 21, "11"),
        "after-ruling": Cite("LOU", 21, "10"),
        "lowest-and-highest": Cite("LOU", 21, "9"),
        "minor-cases": Cite("LOU", 21, "8"),
        "no-fee-possible": Cite("LOU", 21, "9"),
        "not-before-review-time": Cite("LOU", 21, "11"),
        "share-of-value": Cite("LOU", 21, "9"),
    }
    assert all(reason.text.sv != reason.text.en for reason in _every_reason())


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


def test_a_procurement_begun_before_2024_keeps_the_older_rules() -> None:
    with pytest.raises(NoValue, match="penalty_fee_lowest has no value on 2023-12-31"):
        penalty_fee(100, begun=date(2023, 12, 31))
