"""Awards too large for trying everything: what must hold of the best of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

import pytest

from procurement.allotting.allotment import LotOnOffer, LotRule, LotTerms, Ranked, Used, allot
from procurement.allotting.lots_program import chosen_by_program

NOTHING = Used({}, {}, {})


def rankings(prices: Mapping[str, Mapping[str, int]], staff: int = 0) -> dict[str, list[Ranked]]:
    return {
        lot: [
            Ranked(f"{lot}-{bidder}", bidder, Fraction(price), staff)
            for bidder, price in sorted(row.items(), key=lambda pair: (pair[1], pair[0]))
        ]
        for lot, row in prices.items()
    }


def on_offer(lots: int, needs: Iterator[int] | None = None) -> list[LotOnOffer]:
    return [LotOnOffer(f"L{n:03}", f"{n:03}", 1, next(needs) if needs else 0) for n in range(lots)]


def rolled(state: int) -> Iterator[int]:
    """The same numbers in every run (Knuth's MMIX generator, its upper bits)."""
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 33


def test_no_exchange_of_lots_makes_a_large_award_cheaper() -> None:
    """An award is the cheapest where no chain of moves pays: no cycle of negative cost."""
    bidders = [f"B{n:02}" for n in range(12)]
    lots = on_offer(100)
    prices = {
        lot.lot_id: {
            bidder: (7919 * at + 104_729 * n * at**2) % 997 for n, bidder in enumerate(bidders)
        }
        for at, lot in enumerate(lots)
    }
    terms = LotTerms(LotRule.LOWEST_TOTAL, cap_lots=9, capacity=False)
    awards = allot(lots, rankings(prices), terms, NOTHING)
    found = {each.lot_id: str(each.winner_bid_id).split("-")[1] for each in awards}
    won = Counter(found.values())
    assert set(won.values()) <= set(range(1, 10))
    distance = {
        (one, other): min(
            (row[other] - row[one] for lot, row in prices.items() if found[lot] == one),
            default=10**9,
        )
        for one in bidders
        for other in bidders
    }
    # A bidder with room takes a lot without handing one on.
    for one, other in product(bidders, repeat=2):
        if won[one] < 9:
            distance[one, other] = min(distance[one, other], 0)
    for middle, one, other in product(bidders, repeat=3):
        through = distance[one, middle] + distance[middle, other]
        distance[one, other] = min(distance[one, other], through)
    assert min(distance[bidder, bidder] for bidder in bidders) == 0


@pytest.mark.parametrize("prices_there_are", [3, 10**9], ids=["many ties", "hardly any"])
@pytest.mark.parametrize("cap", [4, 6])
def test_the_program_and_the_chains_of_moves_find_the_same(cap: int, prices_there_are: int) -> None:
    """Two ways that share no step, down to which of many equal awards is taken."""
    numbers = rolled(cap)
    lots = on_offer(30)
    prices = {
        lot.lot_id: {f"B{n}": next(numbers) % prices_there_are for n in range(6)} for lot in lots
    }
    ranked = rankings(prices)
    terms = LotTerms(LotRule.LOWEST_TOTAL, cap_lots=cap, capacity=False)
    by_moves = {
        award.lot_id: award.winner_bid_id
        for award in allot(lots, ranked, terms, NOTHING)
        if award.winner_bid_id is not None
    }
    by_program = chosen_by_program(lots, ranked, terms, NOTHING)
    assert {lot: bid.bid_id for lot, (bid, _) in by_program.items()} == by_moves


def test_staff_for_equal_lots_is_a_cap_on_their_number() -> None:
    """Seven tenths each and staff for 2.9: four lots, as the chains of moves have them."""
    numbers = rolled(7)
    lots = on_offer(24, iter([7] * 24))
    prices = {lot.lot_id: {f"B{n}": next(numbers) % 50 for n in range(6)} for lot in lots}
    staffed = LotTerms(LotRule.LOWEST_TOTAL)
    capped = LotTerms(LotRule.LOWEST_TOTAL, cap_lots=4, capacity=False)
    by_staff = allot(lots, rankings(prices, 29), staffed, NOTHING)
    by_number = allot(lots, rankings(prices, 29), capped, NOTHING)
    assert [a.winner_bid_id for a in by_staff] == [a.winner_bid_id for a in by_number]
