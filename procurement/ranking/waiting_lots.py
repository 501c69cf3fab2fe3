"""Lots that are ready to be ranked but hang together with some that are not.

A stated limit, or a combined award, is applied to all the lots together in the stated
order. Where a limit can bind a tenderer that has bid for both, the ready lot waits: it
could get another winner once the other one is ranked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from law.reasons import Text
from models.tender import Bid, Lot, OpenedBid
from procurement.allotting.allotment import LotTerms, Used
from procurement.allotting.lot_components import bound_together
from procurement.ranking.stored_allotment import on_offer

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
        wanted = {
            lot_id: [_Wanted(bid.organisation_id, opened.at_fte_tenths) for bid, opened in rows]
            for lot_id, rows in self.bids.items()
        }
        return bound_together(on_offer(self.lots), wanted, self.terms, self.used)


class _Wanted(NamedTuple):
    organisation_id: str
    at_fte_tenths: int


def _behind(code: str) -> Text:
    return Text(
        f"område {code}, som en gemensam gräns binder det till",
        f"lot {code}, to which a common limit binds it",
    )
