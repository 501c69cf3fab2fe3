"""Which lots a review of one lot could change, as tables: tenderer → price per lot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from law.reasons import Text
from procurement.allocation import Candidate, LotOnOffer
from procurement.award_models import LowestPrice, Offer
from procurement.ties import ties

AT = datetime(2026, 1, 1, tzinfo=UTC)
# L1 is the largest and is allotted first; every lot takes one full-time post.
LOTS = [LotOnOffer(f"L{n}", f"L{n}", 100 - n, 10) for n in (1, 2, 3)]

Prices = Mapping[str, Mapping[str, int]]


def candidates(prices: Prices, capacity: Mapping[str, int]) -> dict[str, list[Candidate]]:
    return {
        lot: [
            Candidate(Offer(f"{firm}-{lot}", Fraction(price), AT), firm, capacity[firm])
            for firm, price in bids.items()
        ]
        for lot, bids in prices.items()
    }


@pytest.mark.parametrize(
    ("name", "prices", "capacity", "used", "expected"),
    [
        (
            "room for all: nothing hangs together",
            {"L1": {"a": 1, "b": 2}, "L2": {"a": 1, "b": 2}, "L3": {"a": 1, "b": 2}},
            {"a": 30, "b": 30},
            {},
            set(),
        ),
        (
            "a was passed over in L2 for L1: without L1 it takes L2",
            {"L1": {"a": 1, "c": 9}, "L2": {"a": 1, "b": 2}, "L3": {"c": 1}},
            {"a": 10, "b": 10, "c": 30},
            {},
            {("L1", "L2")},
        ),
        (
            "b is second in L1 and wins L2: with L1 it has no room for L2",
            {"L1": {"a": 1, "b": 2}, "L2": {"b": 1, "c": 2}, "L3": {"c": 1}},
            {"a": 10, "b": 10, "c": 30},
            {},
            {("L1", "L2")},
        ),
        (
            "what is won further down never changes what was allotted before it",
            {"L1": {"b": 1}, "L2": {"c": 1}, "L3": {"a": 1, "b": 2, "c": 3}},
            {"a": 10, "b": 10, "c": 30},
            {},
            set(),
        ),
        (
            "a contract elsewhere has filled b already: it can take nothing from L1",
            {"L1": {"a": 1, "b": 2, "c": 3}, "L2": {"b": 1, "c": 2}, "L3": {"c": 1}},
            {"a": 10, "b": 10, "c": 30},
            {"b": 10},
            set(),
        ),
        (
            "one fall may move a whole chain",
            {"L1": {"a": 1, "b": 2}, "L2": {"b": 1, "c": 2}, "L3": {"c": 1, "d": 2}},
            {"a": 10, "b": 10, "c": 10, "d": 10},
            {},
            {("L1", "L2"), ("L1", "L3"), ("L2", "L3")},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_lots_are_tied_where_a_fallen_winner_would_move_another_lot(
    name: str,
    prices: Prices,
    capacity: Mapping[str, int],
    used: Mapping[str, int],
    expected: set[tuple[str, str]],
) -> None:
    found = ties(LOTS, candidates(prices, capacity), LowestPrice(), used, {})
    assert found == expected, name


def test_a_bid_that_has_fallen_already_ties_nothing() -> None:
    prices = {"L1": {"a": 1, "c": 9}, "L2": {"a": 1, "b": 2}, "L3": {"c": 1}}
    fallen = {"a-L2": Text("fallen", "fallen")}
    offered = candidates(prices, {"a": 10, "b": 10, "c": 30})
    assert ties(LOTS, offered, LowestPrice(), {}, fallen) == frozenset()
