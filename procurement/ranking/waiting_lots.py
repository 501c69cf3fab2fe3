"""Lots that are ready to be ranked but hang together with some that are not.

A stated limit, or a combined award, is applied to all the lots together in the stated
order. Where a limit can bind a tenderer that has bid for both, the ready lot waits: it
could get another winner once the other one is ranked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from law.reasons import Text
from models.tender import Bid, Lot, OpenedBid
from procurement.allotting.allotment import LotTerms, Used

LotBids = Mapping[str, Sequence[tuple[Bid, OpenedBid]]]


@dataclass(frozen=True)
class OpenLots:
    """The lots without a decision, their bids that take part, and what is used already."""

    lots: Sequence[Lot]
    bids: LotBids
    terms: LotTerms
    used: Used

    def held_back_by(self, waiting: Collection[str]) -> dict[str, Text]:
        """The others that hang together with those, directly or by others, and why they wait."""
        codes = {lot.id: lot.code for lot in self.lots}
        held: dict[str, Text] = {}
        groups = list(self._groups())
        reached = set(waiting)
        while found := {
            lot_id: min(group & reached)
            for group in groups
            if group & reached
            for lot_id in sorted(group - reached)
        }:
            reached |= found.keys()
            held |= {lot_id: _behind(codes.get(cause, cause)) for lot_id, cause in found.items()}
        return held

    def _groups(self) -> Iterable[frozenset[str]]:
        """Lots that one limit, or one combined award, can bind together."""
        yield from (frozenset(each.lot_ids) for each in self.terms.combinations)
        by_tenderer: defaultdict[str, list[tuple[Lot, OpenedBid]]] = defaultdict(list)
        for lot in self.lots:
            for bid, opened in self.bids.get(lot.id, ()):
                by_tenderer[bid.organisation_id].append((lot, opened))
        for who, wanted in by_tenderer.items():
            if self._limited(who, wanted):
                yield frozenset(lot.id for lot, _ in wanted)

    def _limited(self, who: str, wanted: Sequence[tuple[Lot, OpenedBid]]) -> bool:
        """Whether the tenderer, were it best everywhere, could not have all it bid for."""
        terms, used = self.terms, self.used
        lots = used.lots.get(who, 0) + len(wanted)
        value = used.value.get(who, 0) + sum(lot.estimated_value for lot, _ in wanted)
        staff = used.fte_tenths.get(who, 0) + sum(lot.at_fte_tenths for lot, _ in wanted)
        return (
            (terms.cap_lots is not None and lots > terms.cap_lots)
            or (terms.cap_value is not None and value > terms.cap_value)
            or (terms.capacity and staff > min(opened.at_fte_tenths for _, opened in wanted))
        )


def _behind(code: str) -> Text:
    return Text(
        f"område {code}, som en gemensam gräns binder det till",
        f"lot {code}, to which a common limit binds it",
    )
