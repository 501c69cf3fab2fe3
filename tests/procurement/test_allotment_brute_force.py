"""Nothing better than what `allot` finds can be found by trying everything, under any limits."""

from __future__ import annotations

from hypothesis import given, settings

from procurement.allotting.allotment import LotRule, Ranked, allot, allot_in_order
from procurement.allotting.lot_ties import ties
from tests.procurement.allotment_brute_force import (
    Small,
    best_by_trying,
    in_order_by_hand,
    small_allotments,
)


def allotted(small: Small) -> dict[str, tuple[str | None, str | None]]:
    found = allot_in_order(small.lots, small.rankings, small.terms, small.used)
    return {award.lot_id: (award.winner_bid_id, award.combination) for award in found}


@given(small_allotments(LotRule.LOWEST_TOTAL))
@settings(max_examples=300)
def test_the_lowest_total_is_the_one_that_trying_everything_finds(small: Small) -> None:
    assert allotted(small) == best_by_trying(small)


@given(small_allotments(LotRule.LOT_ORDER))
@settings(max_examples=300)
def test_the_order_rule_does_what_it_says_step_by_step(small: Small) -> None:
    assert allotted(small) == in_order_by_hand(small)


@given(small_allotments(LotRule.LOWEST_TOTAL) | small_allotments(LotRule.LOT_ORDER))
def test_every_bid_ranked_before_the_winner_is_told_why(small: Small) -> None:
    for award in allot(small.lots, small.rankings, small.terms, small.used):
        ids = [bid.bid_id for bid in small.rankings[award.lot_id]]
        before = ids if award.winner_bid_id is None else ids[: ids.index(award.winner_bid_id)]
        assert list(award.passed_over) == before
        assert all(why.sv and why.en for why in award.passed_over.values())


@given(small_allotments(LotRule.LOWEST_TOTAL) | small_allotments(LotRule.LOT_ORDER))
def test_ties_are_those_that_allotting_everything_anew_shows(small: Small) -> None:
    """Nothing is lost by looking only at lots that a limit or a group binds together."""

    def without(fallen: frozenset[str]) -> dict[str, list[Ranked]]:
        return {
            lot_id: [bid for bid in bids if bid.bid_id not in fallen]
            for lot_id, bids in small.rankings.items()
        }

    def winners(*fallen: str) -> dict[str, str | None]:
        found = allot(small.lots, without(frozenset(fallen)), small.terms, small.used)
        return {award.lot_id: award.winner_bid_id for award in found}

    before = winners()
    assert ties(small.lots, without, small.terms, small.used) == {
        (lot_id, other)
        for lot_id, bid_id in before.items()
        if bid_id is not None
        for other, winner in winners(bid_id).items()
        if other != lot_id and winner != before[other]
    }


@given(small_allotments(LotRule.LOWEST_TOTAL) | small_allotments(LotRule.LOT_ORDER))
def test_the_order_in_which_lots_are_given_changes_no_award(small: Small) -> None:
    other = allot(small.lots[::-1], small.rankings, small.terms, small.used)
    assert other == allot(small.lots, small.rankings, small.terms, small.used)
