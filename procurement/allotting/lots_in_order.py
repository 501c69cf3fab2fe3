"""The order rule: the stated groups first, then one lot at a time. Pure and exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from law.reasons import Text
from procurement.allotting.lot_room import Room
from procurement.allotting.lot_terms import (
    Combination,
    LotAward,
    LotOnOffer,
    LotTerms,
    Ranked,
    Used,
)
from procurement.allotting.tie_order import tie_places

COMBINED = Text(
    "Området tilldelas tillsammans med andra i kombinationen {}, som sammantaget är bättre än"
    " områdena var för sig",
    "The lot is awarded together with others in the combination {}, which as a whole is better"
    " than the lots one by one",
)

Rankings = Mapping[str, Sequence[Ranked]]


@dataclass(frozen=True)
class Together:
    """One tenderer's bids, lot by lot, on all the lots of a group."""

    combination: Combination
    bids: tuple[tuple[LotOnOffer, Ranked], ...]

    @property
    def total(self) -> Fraction:
        """What its bids sum to, less the rebate."""
        rebate = self.combination.rebates[self.bids[0][1].organisation_id]
        return (1 - rebate) * sum((bid.comparison for _, bid in self.bids), Fraction(0))


def offers_together(
    combination: Combination, lots: Sequence[LotOnOffer], rankings: Rankings
) -> Iterable[Together]:
    """For each tenderer that offers the whole group: its best bid on each lot.

    None where a lot of the group is not on offer, as one concluded by itself.
    """
    group = [lot for lot in lots if lot.lot_id in combination.lot_ids]
    if len(group) < len(combination.lot_ids):
        return
    for who in sorted(combination.rebates):
        own = [
            (lot, bid)
            for lot in group
            for bid in [b for b in rankings.get(lot.lot_id, ()) if b.organisation_id == who][:1]
        ]
        if len(own) == len(group):
            yield Together(combination, tuple(own))


def awards_in_order(
    lots: Sequence[LotOnOffer], rankings: Rankings, terms: LotTerms, used: Used
) -> tuple[LotAward, ...]:
    """The lots in the order given, each to the best ranked bid whose tenderer has room.

    The groups come before the lots, in the order they are stated. See `allot`.
    """
    room = Room(terms, used)
    together: dict[str, tuple[str, Ranked]] = {}
    for combination in terms.combinations:
        left = [lot for lot in lots if lot.lot_id not in together]
        for lot, bid in _combined(combination, left, rankings, room):
            room.take(lot, bid)
            together[lot.lot_id] = combination.id, bid
    return tuple(
        combined_award(lot, rankings.get(lot.lot_id, ()), *together[lot.lot_id])
        if lot.lot_id in together
        else _separate(lot, rankings.get(lot.lot_id, ()), room)[0]
        for lot in lots
    )


def combined_award(
    lot: LotOnOffer, ranking: Sequence[Ranked], combination: str, winner: Ranked
) -> LotAward:
    why = Text(COMBINED.sv.format(combination), COMBINED.en.format(combination))
    before = ranking[: ranking.index(winner)]
    return LotAward(lot.lot_id, winner.bid_id, {b.bid_id: why for b in before}, combination)


def _separate(
    lot: LotOnOffer, ranking: Sequence[Ranked], room: Room
) -> tuple[LotAward, Ranked | None]:
    """The lot to the best ranked bid with room, which it then takes."""
    passed_over: dict[str, Text] = {}
    for bid in ranking:
        lacking = room.lacking(lot, bid)
        if lacking is None:
            room.take(lot, bid)
            return LotAward(lot.lot_id, bid.bid_id, passed_over), bid
        passed_over[bid.bid_id] = lacking
    return LotAward(lot.lot_id, None, passed_over), None


def _combined(
    combination: Combination, lots: Sequence[LotOnOffer], rankings: Rankings, room: Room
) -> tuple[tuple[LotOnOffer, Ranked], ...]:
    """The best offer for the group, where it beats the lots one by one; else nothing."""
    offers = [
        offer for offer in offers_together(combination, lots, rankings) if room.holds(offer.bids)
    ]
    if not offers:
        return ()
    places = {lot.lot_id: tie_places(rankings.get(lot.lot_id, ())) for lot in lots}
    best = min(
        offers,
        key=lambda offer: (
            offer.total,
            [places[lot.lot_id][bid.bid_id] for lot, bid in offer.bids],
        ),
    )
    trial = room.copy()
    alone = {lot.lot_id: _separate(lot, rankings.get(lot.lot_id, ()), trial)[1] for lot in lots}
    singly = [alone[lot_id] for lot_id in combination.lot_ids]
    won = [bid.comparison for bid in singly if bid is not None]
    # A lot that nobody would have got alone outweighs any price.
    better = len(won) < len(singly) or best.total < sum(won, Fraction(0))
    return best.bids if better else ()
