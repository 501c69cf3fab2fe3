"""Which lots hang together: by a cap, by staff, by a combined award, by the lowest total. Pure.

A lot is tied to another when that other one's winner, falling in a review, would by the
stated rule give this one another winner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations

from law.reasons import ActRefused
from procurement.allotting.allotment import LotOnOffer, LotTerms, Ranked, Used, allot
from procurement.allotting.lot_components import components

# Every winner that could fall asks for the lowest total anew. Where one of them takes the
# solver longer than this, all lots that a limit binds together are held together.
FEW_NODES = 100

RankingsWithout = Callable[[frozenset[str]], Mapping[str, Sequence[Ranked]]]


def ties(
    lots: Sequence[LotOnOffer],
    rankings_without: RankingsWithout,
    terms: LotTerms,
    used: Used,
    current: Mapping[str, str | None] | None = None,
) -> frozenset[tuple[str, str]]:
    """(lot under review, lot it may change) for every such pair.

    Each lot's winning bid is let fall, as a court could have it fall, and everything that hangs
    together with the lot is allotted anew. ``rankings_without``: the rankings when these bids
    take no part, which in a relative model differ by more than them. ``current``: the winners
    that stand, where these are not those that all the lots would have if they were allotted
    now. A new evaluation computes the ties anew too. Where the lowest total of some lots is hard
    to settle, each of them is tied to all the others: rather held than let go.
    """
    found: set[tuple[str, str]] = set()
    for part in components(lots, rankings_without(frozenset()), terms, used):
        if len(part) > 1:
            found |= _within(part, rankings_without, terms, used, current or {})
    return frozenset(found)


def _within(
    part: Sequence[LotOnOffer],
    rankings_without: RankingsWithout,
    terms: LotTerms,
    used: Used,
    current: Mapping[str, str | None],
) -> set[tuple[str, str]]:
    def winners(*fallen: str) -> dict[str, str | None]:
        rankings = rankings_without(frozenset(fallen))
        awards = allot(part, rankings, terms, used, FEW_NODES)
        return {award.lot_id: award.winner_bid_id for award in awards}

    try:
        return set(_pairs(winners, current))
    except ActRefused:
        return set(permutations((lot.lot_id for lot in part), 2))


def _pairs(
    winners: Callable[..., Mapping[str, str | None]], current: Mapping[str, str | None]
) -> Iterator[tuple[str, str]]:
    before = winners()
    standing = {lot_id: current.get(lot_id, first) for lot_id, first in before.items()}
    for lot_id in before:
        yield from _moved(lot_id, before, winners)
        if standing[lot_id] != before[lot_id]:
            yield from _moved(lot_id, standing, winners)


def _moved(
    lot_id: str, before: Mapping[str, str | None], winners: Callable[..., Mapping[str, str | None]]
) -> Iterator[tuple[str, str]]:
    fallen = before[lot_id]
    after = before if fallen is None else winners(fallen)
    for other, winner in after.items():
        if other != lot_id and winner != before[other]:
            yield lot_id, other
