"""LOU 19a:3–7, LUF 19a:3–6."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.amounts import Currency
from law.dated import NoValue
from law.direct_award import DirectAward, Ground, conditions, direct_award_ground
from law.reasons import Cite
from law.refusals import ImpossibleFacts
from law.thresholds import Buyer, Kind
from law.valuation import Procurement

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("direct_award.yaml").read_text(encoding="utf-8")
)
ANSWERED = [row for row in TABLE if "expect" in row]
REFUSED = [row for row in TABLE if "refused" in row]
DAY = date(2025, 6, 2)


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


def _case(given: dict[str, Any]) -> Procurement:
    return Procurement(
        Buyer(given.get("buyer", "sub-central")),
        Kind(given.get("kind", "goods")),
        Currency.SEK,
        given.get("date", DAY),
        given.get("value", 1_000_000) * 100,
    )


def _answer(row: dict[str, Any]) -> DirectAward:
    given, case = row["given"], _case(row["given"])
    ground = Ground(given["ground"])
    shown = given.get("shown") or {each.code: True for each in conditions(case, ground)}
    if "unmet" in given:
        shown |= {given["unmet"]: False}
    shown.pop(given.get("open"), None)
    lot = given.get("excepted_lot", False)
    return direct_award_ground(case, ground, shown, excepted_lot=lot)


@pytest.mark.parametrize("row", ANSWERED, ids=_named)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = _answer(row)

    assert {
        "allowed": found.allowed,
        "warnings": [warning.code for warning in found.warnings],
    } == {"warnings": []} | row["expect"]


@pytest.mark.parametrize("row", REFUSED, ids=_named)
def test_a_ground_that_is_not_there_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises((ImpossibleFacts, NoValue), match=row["refused"]) as refusal:
        _answer(row)

    assert isinstance(refusal.value, ImpossibleFacts | NoValue)
    assert refusal.value.text.sv != refusal.value.text.en


@pytest.mark.parametrize("row", [row for row in ANSWERED if "says" in row], ids=_named)
def test_an_answer_written_out_in_the_table_reads_so(row: dict[str, Any]) -> None:
    found = _answer(row)

    assert [reason.text.sv for reason in (*found.reasons, *found.warnings)] == row["says"]


@pytest.mark.parametrize("row", ANSWERED, ids=_named)
def test_every_reason_is_in_both_languages_and_cites_the_buyers_own_act(
    row: dict[str, Any],
) -> None:
    found = _answer(row)
    for reason in (*found.reasons, *found.warnings):
        assert reason.text.sv != reason.text.en
        assert reason.cite is not None
        assert reason.cite.act == _case(row["given"]).act


@pytest.mark.parametrize(
    ("ground", "lou", "luf"),
    [
        (Ground.NO_SUITABLE_TENDERS, ["3"], ["3"]),
        (Ground.UNACCEPTABLE_TENDERS, ["4"], None),
        (Ground.EXTREME_URGENCY, ["5"], ["4"]),
        (Ground.AS_WITHOUT_NOTICE, ["5"], ["4"]),
        (Ground.EXTRAORDINARY_REASONS, ["5"], ["4"]),
        (Ground.DURING_REVIEW, ["6", "7"], ["5", "6"]),
    ],
)
def test_each_ground_cites_its_own_paragraphs(
    ground: Ground, lou: list[str], luf: list[str] | None
) -> None:
    def cited(buyer: Buyer) -> set[Cite]:
        case = Procurement(buyer, Kind.GOODS, Currency.SEK, DAY, 100)
        return {each.cite for each in conditions(case, ground)}

    assert cited(Buyer.CENTRAL) == {Cite("LOU", "19a", section) for section in lou}
    if luf is not None:
        assert cited(Buyer.UTILITY) == {Cite("LUF", "19a", section) for section in luf}


def test_the_value_is_held_against_the_same_paragraph_as_the_conditions_or_its_bounds() -> None:
    case = Procurement(Buyer.CENTRAL, Kind.GOODS, Currency.SEK, DAY, 100)
    urgent = direct_award_ground(case, Ground.EXTREME_URGENCY, {})
    review = direct_award_ground(case, Ground.DURING_REVIEW, {})

    assert (urgent.reasons[-1].code, urgent.reasons[-1].cite) == (
        "below-threshold",
        Cite("LOU", "19a", "5"),
    )
    assert (review.reasons[-1].code, review.reasons[-1].cite) == (
        "below-threshold",
        Cite("LOU", "19a", "7"),
    )


def test_conditions_say_in_their_code_whether_they_are_met_unmet_or_open() -> None:
    case = Procurement(Buyer.CENTRAL, Kind.GOODS, Currency.SEK, DAY, 1_000_000_000)
    shown = {"unforeseeable": True, "no-time-to-advertise": False}
    found = direct_award_ground(case, Ground.EXTREME_URGENCY, shown)

    assert [reason.code for reason in found.reasons] == [
        "met-unforeseeable",
        "unmet-no-time-to-advertise",
        "open-absolutely-necessary",
        "threshold",
        "threshold-reached",
    ]
    assert [reason.text.en for reason in found.reasons[2:]] == [
        "Still to be judged: the purchase is absolutely necessary",
        "The threshold on 2025-06-02 is SEK 1,546,202",
        "The value, SEK 10,000,000, is not below the threshold, as the ground presupposes",
    ]
