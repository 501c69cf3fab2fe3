"""Which lots a review of one lot could change, as tables: tenderer → price per lot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import permutations

import pytest

from procurement.allotting import lot_ties
from procurement.allotting.allotment import Combination, LotOnOffer, LotRule, LotTerms, Ranked, Used
from procurement.allotting.lot_ties import ties

# L1 is the largest and is allotted first; every lot takes one full-time post.
LOTS = [LotOnOffer(f"L{n}", f"L{n}", 100 - n, 10) for n in (1, 2, 3)]
NOTHING = Used({}, {}, {})

Prices = Mapping[str, Mapping[str, int]]


class Offered:
    """Rankings by price, with those taken away that have fallen."""

    def __init__(self, prices: Prices, capacity: Mapping[str, int]) -> None:
        self.prices, self.capacity = prices, capacity

    def without(self, fallen: frozenset[str]) -> dict[str, Sequence[Ranked]]:
        return {
            lot: [
                Ranked(f"{firm}-{lot}", firm, Fraction(price), self.capacity.get(firm, 99))
                for firm, price in sorted(bids.items(), key=lambda pair: pair[1])
                if f"{firm}-{lot}" not in fallen
            ]
            for lot, bids in self.prices.items()
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
    offered = Offered(prices, capacity)
    assert ties(LOTS, offered.without, LotTerms(), Used({}, {}, used)) == expected, name


TWO = LOTS[:2]
CHAIN = {"L1": {"a": 1, "b": 2}, "L2": {"a": 1, "b": 2}}


@pytest.mark.parametrize(
    ("name", "prices", "terms", "expected"),
    [
        ("a cap on lots", CHAIN, LotTerms(cap_lots=1), {("L1", "L2")}),
        ("a cap on value", CHAIN, LotTerms(cap_value=99), {("L1", "L2")}),
        (
            "the lowest total looks both ways",
            {"L1": {"a": 1, "b": 5, "c": 9}, "L2": {"a": 1, "b": 2, "c": 9}},
            LotTerms(LotRule.LOWEST_TOTAL, cap_lots=1),
            {("L1", "L2"), ("L2", "L1")},
        ),
        (
            "and so does a group, which needs all its lots",
            {"L1": {"a": 3, "b": 2}, "L2": {"a": 3, "b": 2}},
            LotTerms(
                capacity=False,
                combinations=(Combination("K", ("L1", "L2"), {"a": Fraction(1, 2)}),),
            ),
            {("L1", "L2"), ("L2", "L1")},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_limit_ties_lots_by_its_own_rule(
    name: str, prices: Prices, terms: LotTerms, expected: set[tuple[str, str]]
) -> None:
    assert ties(TWO, Offered(prices, {}).without, terms, NOTHING) == expected, name


def test_a_bid_that_has_fallen_already_ties_nothing() -> None:
    prices = {"L1": {"a": 1, "c": 9}, "L2": {"a": 1, "b": 2}, "L3": {"c": 1}}
    offered = Offered(prices, {"a": 10, "b": 10, "c": 30})

    def without(fallen: frozenset[str]) -> dict[str, Sequence[Ranked]]:
        return offered.without(fallen | {"a-L2"})

    assert ties(LOTS, without, LotTerms(), NOTHING) == frozenset()


def test_where_a_fall_turns_the_ranking_round_the_new_ranking_counts() -> None:
    """In a relative model a's fall puts c before b on L1, and c has no room for L2 then."""
    prices = {"L1": {"a": 1, "b": 2, "c": 3}, "L2": {"c": 1, "d": 2}}
    offered = Offered(prices, {"c": 10})

    def relative(fallen: frozenset[str]) -> dict[str, Sequence[Ranked]]:
        found = offered.without(fallen)
        return {**found, "L1": found["L1"][::-1]} if "a-L1" in fallen else found

    assert ties(TWO, offered.without, LotTerms(), NOTHING) == frozenset()
    assert ties(TWO, relative, LotTerms(), NOTHING) == {("L1", "L2")}


def test_a_winner_that_stands_is_let_fall_too_where_another_would_win_today() -> None:
    """b has held L1 since a's and d's staff was taken by lots that were cancelled after that."""
    prices = {"L1": {"a": 1, "d": 2, "b": 3}, "L2": {"b": 3, "c": 4}}
    offered = Offered(prices, {"b": 10})
    stands = {"L1": "b-L1", "L2": "c-L2"}
    assert ties(TWO, offered.without, LotTerms(), NOTHING) == frozenset()
    assert ties(TWO, offered.without, LotTerms(), NOTHING, stands) == {("L1", "L2"), ("L2", "L1")}


def test_lots_whose_lowest_total_is_hard_to_settle_are_all_held_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rather held than let go: and a lot that no limit binds to them stays out of it."""
    monkeypatch.setattr(lot_ties, "FEW_NODES", 0)
    lots = [LotOnOffer(f"L{n:02}", f"L{n:02}", 37 + n * n % 41, 7 + n * 5 % 11) for n in range(12)]
    prices = {
        lot.lot_id: {f"f{k}": (n * n * 7 + k * 31 * n + 13 * k) % 97 for k in range(4)}
        for n, lot in enumerate(lots)
    }
    alone = LotOnOffer("X", "X", 1, 1)
    offered = Offered(
        {**prices, "X": {"z": 1, "y": 2}}, dict.fromkeys(("f0", "f1", "f2", "f3"), 36)
    )
    terms = LotTerms(LotRule.LOWEST_TOTAL, cap_value=170)
    found = ties([*lots, alone], offered.without, terms, NOTHING)
    assert found == set(permutations((lot.lot_id for lot in lots), 2))
