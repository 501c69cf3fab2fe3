"""Lots to bidders under caps: the worked cases, and that nothing better can be found."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from law.reasons import ActRefused
from procurement.allocation_file import Allocated, allocate_file
from procurement.lots_awarded import LotRule, LotsOffered, awarded


def table(name: str) -> list[dict[str, Any]]:
    read = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return list(read)


TABLE = table("evaluation_allocation.yaml")
REFUSALS = table("evaluation_allocation_refusals.yaml")


def allocated(text: str, tmp_path: Path) -> Allocated:
    file = tmp_path / "lots.yaml"
    file.write_text(text, encoding="utf-8")
    return allocate_file(file)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['id']}: {row['claim']}")
def test_the_table_holds(row: dict[str, Any], tmp_path: Path) -> None:
    found = allocated(row["file"], tmp_path)
    assert (found.awards, found.total) == (row["awards"], Fraction(str(row["total"])))
    assert list(found.awards) == list(row["awards"])


def test_lots_awarded_come_before_any_cost(tmp_path: Path) -> None:
    dear = "1" + "0" * 39
    prices = f"{{M: {{A: 1, B: {dear}}}, L: {{A: 1}}}}"
    text = f"rule: lowest_total\ncap: 1\nlots: [M, L]\nprices: {prices}"
    assert allocated(text, tmp_path).awards == {"M": "B", "L": "A"}


@pytest.mark.parametrize("row", REFUSALS, ids=lambda row: str(row["id"]))
def test_a_file_that_states_no_award_is_refused(row: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(ActRefused) as refused:
        allocated(row["file"], tmp_path)
    assert refused.value.in_("sv") == row["sv"]


BIDDERS = "ABCD"
small = st.builds(
    lambda prices, caps: LotsOffered(
        tuple(f"L{n}" for n in range(len(prices))),
        {f"L{n}": lot for n, lot in enumerate(prices)},
        caps,
    ),
    st.lists(
        st.dictionaries(st.sampled_from(BIDDERS), st.integers(0, 4), max_size=4),
        min_size=1,
        max_size=5,
    ),
    st.dictionaries(st.sampled_from(BIDDERS), st.integers(0, 2)),
)


def within_caps(award: tuple[str | None, ...], caps: dict[str, int]) -> bool:
    won = Counter(bidder for bidder in award if bidder is not None)
    return all(lots <= caps.get(bidder, lots) for bidder, lots in won.items())


def worth(offered: LotsOffered, award: tuple[str | None, ...]) -> tuple[int, int, list[str]]:
    """Smaller is better: lots left, cost, ids in lot order ("Z" for nobody)."""
    cost = [
        offered.prices[lot][bidder]
        for lot, bidder in zip(offered.lots, award, strict=True)
        if bidder is not None
    ]
    return award.count(None), sum(cost), [bidder or "Z" for bidder in award]


@given(small)
def test_the_lowest_total_is_the_one_that_trying_everything_finds(offered: LotsOffered) -> None:
    choices = [[*offered.prices[lot], None] for lot in offered.lots]
    every = (award for award in product(*choices) if within_caps(award, dict(offered.caps)))
    best = min(every, key=lambda award: worth(offered, award))
    assert awarded(offered, LotRule.LOWEST_TOTAL) == dict(zip(offered.lots, best, strict=True))


@given(small)
def test_the_order_rule_gives_each_lot_to_the_lowest_price_with_room_left(
    offered: LotsOffered,
) -> None:
    found = awarded(offered, LotRule.LOT_ORDER)
    won: Counter[str] = Counter()
    for lot in offered.lots:
        able = {
            bidder: price
            for bidder, price in offered.prices[lot].items()
            if won[bidder] < offered.caps.get(bidder, len(offered.lots))
        }
        best = min(able, key=lambda bidder: (able[bidder], bidder), default=None)
        assert found[lot] == best
        won.update([best] if best is not None else [])


@given(small, st.randoms(use_true_random=False))
def test_the_order_in_which_bids_are_written_changes_no_award(
    offered: LotsOffered, dice: Any
) -> None:
    shuffled = {}
    for lot, prices in offered.prices.items():
        pairs = list(prices.items())
        dice.shuffle(pairs)
        shuffled[lot] = dict(pairs)
    for rule in LotRule:
        other = LotsOffered(offered.lots, shuffled, offered.caps)
        assert awarded(offered, rule) == awarded(other, rule)


def test_no_exchange_of_lots_makes_a_large_award_cheaper() -> None:
    """An award is the cheapest where no chain of moves pays: no cycle of negative cost."""
    bidders = [f"B{n:02}" for n in range(12)]
    lots = tuple(f"L{n:03}" for n in range(100))
    prices = {
        lot: {bidder: (7919 * at + 104_729 * n * at**2) % 997 for n, bidder in enumerate(bidders)}
        for at, lot in enumerate(lots)
    }
    found = awarded(LotsOffered(lots, prices, dict.fromkeys(bidders, 9)), LotRule.LOWEST_TOTAL)
    assert set(Counter(found.values()).values()) <= set(range(1, 10))
    distance = {
        (one, other): min(
            (prices[lot][other] - prices[lot][one] for lot in lots if found[lot] == one),
            default=10**9,
        )
        for one in bidders
        for other in bidders
    }
    # A bidder with room takes a lot without handing one on.
    full = {bidder for bidder, won in Counter(found.values()).items() if won == 9}
    for one, other in product(bidders, repeat=2):
        if one not in full:
            distance[one, other] = min(distance[one, other], 0)
    for middle, one, other in product(bidders, repeat=3):
        through = distance[one, middle] + distance[middle, other]
        distance[one, other] = min(distance[one, other], through)
    assert min(distance[bidder, bidder] for bidder in bidders) == 0
