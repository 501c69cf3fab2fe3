"""Which lots hang together: by a cap, by staff, by a combined award, by the lowest total. Pure.

A lot is tied to another when that other one's winner, falling in a review, would by the
stated rule give this one another winner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from procurement.allotting.allotment import LotOnOffer, LotTerms, Ranked, Used, allot


def ties(
    lots: Sequence[LotOnOffer],
    rankings_without: Callable[[frozenset[str]], Mapping[str, Sequence[Ranked]]],
    terms: LotTerms,
    used: Used,
) -> frozenset[tuple[str, str]]:
    """(lot under review, lot it may change) for every such pair.

    Each lot's winning bid is let fall, as a court could have it fall, and everything is
    allotted anew. ``rankings_without``: the rankings when these bids take no part, which in a
    relative model differ by more than them. A new evaluation computes the ties anew too.
    """

    def winners(fallen: frozenset[str]) -> dict[str, str | None]:
        awards = allot(lots, rankings_without(fallen), terms, used)
        return {award.lot_id: award.winner_bid_id for award in awards}

    before = winners(frozenset())
    return frozenset(
        (lot_id, other)
        for lot_id, fallen in before.items()
        if fallen is not None
        for other, winner in winners(frozenset({fallen})).items()
        if other != lot_id and winner != before[other]
    )
