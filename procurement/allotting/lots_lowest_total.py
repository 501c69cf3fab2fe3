"""The lowest total: as many lots as possible, at the lowest sum, under every limit. Exact.

Where the limits allow what caps on the number alone would give, shortest chains of moves
have found it (`lot_assignment`); else it is a program of 0 and 1 (`lots_program`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import lcm

from law.reasons import Text
from procurement.allotting.highs import MOST_NODES
from procurement.allotting.lot_assignment import cheapest_assignment
from procurement.allotting.lot_components import components
from procurement.allotting.lot_room import Room
from procurement.allotting.lot_terms import LotAward, LotOnOffer, LotTerms, Ranked, Used
from procurement.allotting.lots_in_order import Rankings, combined_award
from procurement.allotting.lots_program import Chosen, chosen_by_program
from procurement.allotting.tie_order import tie_places

LOWER_TOTAL = Text(
    "Områdena tilldelas till lägsta sammanlagda summa, och den nås när området går till ett"
    " annat anbud",
    "The lots are awarded at the lowest total, which is reached where the lot goes to another bid",
)


def awards_at_lowest_total(
    lots: Sequence[LotOnOffer],
    rankings: Rankings,
    terms: LotTerms,
    used: Used,
    nodes: int = MOST_NODES,
) -> tuple[LotAward, ...]:
    """The best by `allot`'s aims, each in its turn.

    A bid passed over without room from the start is told so; else what its tenderer gets
    instead, which makes the total lower.
    """
    chosen: dict[str, tuple[Ranked, str | None]] = {}
    # Each aim is a sum over the lots, or goes lot by lot: the best of every part is the best.
    for part in components(lots, rankings, terms, used):
        ranked = {lot.lot_id: rankings.get(lot.lot_id, ()) for lot in part}
        chosen |= _chosen(part, ranked, terms, used, nodes)
    before, after = Room(terms, used), Room(terms, used)
    for lot in lots:
        if lot.lot_id in chosen:
            after.take(lot, chosen[lot.lot_id][0])
    return tuple(_award(lot, rankings.get(lot.lot_id, ()), chosen, before, after) for lot in lots)


def _chosen(
    lots: Sequence[LotOnOffer], rankings: Rankings, terms: LotTerms, used: Used, nodes: int
) -> Chosen:
    chosen = _by_number(lots, rankings, terms, used)
    ids = {lot.lot_id for lot in lots}
    grouped = any(ids.issuperset(each.lot_ids) for each in terms.combinations)
    if grouped or not _fits(lots, chosen, terms, used):
        return chosen_by_program(lots, rankings, terms, used, nodes)
    return chosen


def _award(
    lot: LotOnOffer, ranking: Sequence[Ranked], chosen: Chosen, before: Room, after: Room
) -> LotAward:
    winner, combination = chosen.get(lot.lot_id, (None, None))
    if winner is not None and combination is not None:
        return combined_award(lot, ranking, combination, winner)
    better = ranking if winner is None else ranking[: ranking.index(winner)]
    own = None if winner is None else winner.organisation_id
    why = {
        bid.bid_id: LOWER_TOTAL
        if bid.organisation_id == own
        else before.lacking(lot, bid) or _instead(after.lacking(lot, bid))
        for bid in better
    }
    return LotAward(lot.lot_id, None if winner is None else winner.bid_id, why)


def _instead(limit: Text | None) -> Text:
    """``limit``: what stops the tenderer after all that it gets; so the total is lower."""
    if limit is None:
        return LOWER_TOTAL
    return Text(
        f"{limit.sv}; så blir den sammanlagda summan lägst",
        f"{limit.en}; that is how the total is lowest",
    )


def _fits(lots: Sequence[LotOnOffer], chosen: Chosen, terms: LotTerms, used: Used) -> bool:
    return Room(terms, used).holds(
        (lot, chosen[lot.lot_id][0]) for lot in lots if lot.lot_id in chosen
    )


def _by_number(
    lots: Sequence[LotOnOffer], rankings: Rankings, terms: LotTerms, used: Used
) -> Chosen:
    """The best under the cap on the number of lots alone.

    Three aims in one integer: lots without an award, then cost, then the ids in lot order.
    The ids are the digits of a number, the first lot's the most significant; the cost is
    counted in units greater than any such number, and a lot without an award in units
    greater than any cost. So the least integer is the best award, and the only best.
    """
    scale = lcm(*(b.comparison.denominator for bids in rankings.values() for b in bids))
    best = [_best_of_each(rankings.get(lot.lot_id, ())) for lot in lots]
    base = 1 + max((len(ranking) for ranking in rankings.values()), default=0)
    unit = base ** len(lots)
    sums = [[int(bid.comparison * scale) for bid in bids.values()] for bids in best]
    dearest = sum(max(map(abs, each), default=0) for each in sums)
    costs, nobody = [], []
    for place, (bids, prices) in enumerate(zip(best, sums, strict=True), 1):
        power = base ** (len(lots) - place)
        digits = tie_places(rankings.get(lots[place - 1].lot_id, ()))
        costs.append(
            {
                who: price * unit + digits[bids[who].bid_id] * power
                for who, price in zip(bids, prices, strict=True)
            }
        )
        nobody.append((2 * dearest + 1) * unit + (base - 1) * power)
    found = cheapest_assignment(costs, _caps(best, terms, used), nobody)
    return {
        lot.lot_id: (bids[who], None)
        for lot, bids, who in zip(lots, best, found, strict=True)
        if who is not None
    }


def _best_of_each(ranking: Sequence[Ranked]) -> dict[str, Ranked]:
    """Each tenderer's cheapest bid on a lot, of two the one ranked first."""
    best: dict[str, Ranked] = {}
    for bid in sorted(ranking, key=lambda bid: bid.comparison):
        best.setdefault(bid.organisation_id, bid)
    return best


def _caps(best: Sequence[Mapping[str, Ranked]], terms: LotTerms, used: Used) -> dict[str, int]:
    cap = terms.cap_lots
    if cap is None:
        return {}
    return {who: max(0, cap - used.lots.get(who, 0)) for bids in best for who in bids}
