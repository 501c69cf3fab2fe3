"""LOU 19a:2, 19a:5–7, 17:10; LUF 19a:2, 19a:4–6, 16:10."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.amounts import Currency
from law.bridging import Bridge, BridgeGround, CourtBar, Need, bridge_on, bridges, grounds
from law.dated import NoValue
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind
from law.valuation import Procurement
from models import lawyers

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("bridging.yaml").read_text(encoding="utf-8")
)
ANSWERED = [row for row in TABLE if "expect" in row]
REFUSED = [row for row in TABLE if "refused" in row]


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


def need_of(given: dict[str, Any]) -> Need:
    starts = given.get("starts", date(2025, 6, 1))
    buyer = Buyer(given.get("buyer", "central"))
    court = given.get("court", "no-contract")
    case = Procurement(
        buyer,
        Kind(given.get("kind", "services")),
        Currency.SEK,
        starts,
        given.get("value", 500_000) * 100,
        similar=[given["similar"] * 100] if "similar" in given else [],
    )
    usual = "SE-LUF" if buyer is Buyer.UTILITY else "SE-LOU-19"
    return Need(
        case,
        Rulebook(given.get("rulebook", usual)),
        starts,
        given.get("ends", date(2025, 8, 31)),
        None if court == "none" else CourtBar(court),
        given.get("option_until"),
        given.get("hold_until"),
        given.get("excepted_lot", False),
    )


def answer(given: dict[str, Any]) -> Bridge:
    need, ground = need_of(given), BridgeGround(given["ground"])
    shown = given.get("shown")
    if shown is None:
        asked = next(each for each in bridges(need) if each.ground is ground)
        shown = {each.code: True for each in asked.conditions}
    if "unmet" in given:
        shown |= {given["unmet"]: False}
    shown.pop(given.get("open"), None)
    return bridge_on(need, ground, shown)


@pytest.mark.parametrize("row", ANSWERED, ids=_named)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = answer(row["given"])
    told: dict[str, Any] = {
        "allowed": found.allowed,
        "longest": found.longest,
        "warnings": [each.code for each in found.warnings],
    }
    if "below" in row["expect"]:
        told["below"] = None if found.below is None else found.below // 100
    assert told == {"allowed": True, "longest": None, "warnings": []} | row["expect"]


@pytest.mark.parametrize("row", REFUSED, ids=_named)
def test_what_cannot_be_judged_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises((ImpossibleFacts, NoValue)) as refusal:
        answer(row["given"])
    assert isinstance(refusal.value, ImpossibleFacts | NoValue)
    assert row["refused"] in refusal.value.text.sv


def test_the_grounds_are_tried_in_order_and_nothing_is_allowed_unjudged() -> None:
    found = bridges(need_of({"option_until": date(2025, 12, 31)}))
    assert [each.ground for each in found] == list(BridgeGround)
    assert [each.allowed for each in found] == [None, None, None, None]


def test_a_system_of_choice_needs_no_bridge_and_the_directives_know_the_option_alone() -> None:
    assert grounds(Rulebook.SE_LOV) == ()
    assert grounds(Rulebook.EU) == (BridgeGround.OPTION,)


def test_the_table_of_bridges_has_the_same_grounds() -> None:
    assert [each.value for each in lawyers.BridgeGround] == [each.value for each in BridgeGround]


def test_each_reason_and_condition_of_a_review_names_its_paragraph() -> None:
    found = answer({"ground": "during_review", "kind": "social"})
    cites = {str(each.cite) for each in found.reasons} | {
        str(each.cite) for each in found.conditions
    }
    assert {"19 a kap. 6 § LOU", "19 a kap. 7 § LOU"} <= cites
