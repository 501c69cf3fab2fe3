"""LOU 19a:10–15, LUF 19a:9–14."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.amounts import Currency
from law.dated import NoValue
from law.direct_award_duties import DirectAwardDuties, direct_award_duties
from law.reasons import Cite
from law.refusals import ImpossibleFacts
from law.thresholds import Buyer, Kind
from law.valuation import Procurement

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("direct_award_duties.yaml").read_text(encoding="utf-8")
)
ANSWERED = [row for row in TABLE if "expect" in row]


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


def _answer(row: dict[str, Any]) -> DirectAwardDuties:
    given = row["given"]
    case = Procurement(
        Buyer(given.get("buyer", "sub-central")),
        Kind(given.get("kind", "goods")),
        Currency(given.get("currency", "SEK")),
        given.get("started", date(2025, 11, 3)),
        int(Decimal(str(given["value"])) * 100),
    )
    return direct_award_duties(
        case,
        given.get("concluded", date(2025, 11, 24)),
        asked=given.get("asked", 1),
        call_off=given.get("call_off", False),
    )


@pytest.mark.parametrize("row", ANSWERED, ids=_named)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = _answer(row)

    assert {
        "document": found.document,
        "documented_by": found.documented_by,
        "notify": found.notify,
        "published_by": found.published_by,
    } == {"document": row["expect"]["documented_by"] is not None} | row["expect"]
    assert found.publish is (found.published_by is not None)
    if "says" in row:
        assert [reason.text.sv for reason in found.reasons] == row["says"]


@pytest.mark.parametrize("row", [row for row in TABLE if "refused" in row], ids=_named)
def test_facts_without_an_answer_are_refused(row: dict[str, Any]) -> None:
    with pytest.raises((ImpossibleFacts, NoValue), match=row["refused"]) as refusal:
        _answer(row)

    assert isinstance(refusal.value, ImpossibleFacts | NoValue)
    assert refusal.value.text.sv != refusal.value.text.en


def test_the_table_meets_every_reason_there_is() -> None:
    assert {reason.code for row in ANSWERED for reason in _answer(row).reasons} == {
        "award-notice",
        "call-off-not-published",
        "closed-day",
        "day-zero",
        "document",
        "guidelines",
        "last-day",
        "may-be-collected",
        "no-award-notice",
        "no-documentation",
        "no-notice",
        "nominal-last-day",
        "notify",
    }


@pytest.mark.parametrize(
    ("buyer", "act", "sections"),
    [
        (Buyer.SUB_CENTRAL, "LOU", ("11", "10", "13", "15")),
        (Buyer.UTILITY, "LUF", ("10", "9", "12", "14")),
    ],
)
def test_each_duty_cites_the_paragraph_of_the_buyers_own_act(
    buyer: Buyer, act: str, sections: tuple[str, ...]
) -> None:
    case = Procurement(buyer, Kind.SOCIAL, Currency.SEK, date(2025, 11, 3), 150_000_000)
    found = direct_award_duties(case, date(2025, 11, 3), asked=2)
    document, notice, published, guidelines = (Cite(act, "19a", section) for section in sections)

    assert [reason.cite for reason in found.reasons] == [
        *[document] * 4,
        notice,
        *[published] * 5,
        guidelines,
    ]


def test_an_answer_in_english_reads_as_one() -> None:
    case = Procurement(Buyer.CENTRAL, Kind.GOODS, Currency.SEK, date(2025, 11, 3), 70_000_000)
    found = direct_award_duties(case, date(2025, 11, 3), asked=2, call_off=True)

    assert [reason.text.en for reason in found.reasons] == [
        "The value exceeds SEK 100,000: the direct award is to be documented",
        "Day 0 is Monday 3 November 2025, the day the contract was concluded",
        "Day 30 is Wednesday 3 December 2025",
        "The documentation must be complete at the latest on Wednesday 3 December 2025",
        (
            "Tenders were asked of 2 suppliers: those who tendered must be told of the decision in"
            " writing as soon as possible. The notice starts no standstill"
        ),
        "The contract is awarded under a framework and has no award notice",
        "Whoever awards directly must have decided on guidelines for direct award",
    ]
