"""From the places where a format keeps things to one neutral tender."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interop.json_place import Place
from interop.source_awards import read_awards
from interop.source_bids import BidTerms, read_bids, read_lots
from interop.source_rule import LotRule, read_rule, rule_of_lot
from interop.source_tender import KnownBid, SourceAward, SourceLot, SourceTender, UnusableFile
from law.reasons import Text

_NAMELESS = "?"
_SHOWN_NAMELESS = Text(
    "Upphandlingen visas som ?; lägg till dess id.",
    "The tender is shown as ?; add its id.",
)


@dataclass(frozen=True)
class SourceLayout:
    """Where a format keeps the parts. ``strict``: it requires a bid's status and date."""

    tender_id: Place
    tender: Place
    bids: Place
    awards: Place
    strict: bool


def no_bids(path: str) -> UnusableFile:
    return UnusableFile(
        Text(
            f"Filen innehåller inga anbud ({path}), så det finns inget att rangordna;"
            " välj en fil från efter anbudsöppningen.",
            f"The file holds no bids ({path}), so there is nothing to rank;"
            " choose a file from after the bids were opened.",
        )
    )


def build_tender(layout: SourceLayout) -> SourceTender:
    """Raises UnusableFile when there are no bids; any other fault becomes a problem."""
    if not isinstance(layout.bids.value, list) or not layout.bids.value:
        raise no_bids(layout.bids.path)
    tender_id = layout.tender_id.name(_SHOWN_NAMELESS) or _NAMELESS
    rule = read_rule(layout.tender)
    places = layout.bids.items(_SHOWN_NAMELESS)
    lot_ids = read_lots(layout.tender, places, tender_id)
    lots = {lot: rule_of_lot(rule, lot, layout.tender) for lot in lot_ids}
    bids = read_bids(places, BidTerms(rule, lots, layout.strict))
    awards = read_awards(layout.awards, bids, lot_ids)
    built = tuple(_lot(lot, lots[lot], bids, awards) for lot in lot_ids)
    return SourceTender(tender_id, built, layout.bids.problems.found)


def _lot(
    lot: str, rule: LotRule, bids: Sequence[KnownBid], awards: Sequence[SourceAward]
) -> SourceLot:
    return SourceLot(
        id=lot,
        model=rule.model,
        bids=tuple(bid.offers[lot] for bid in bids if lot in bid.offers),
        awards=tuple(award for award in awards if award.lot_id == lot),
        out=frozenset(bid.bid_id for bid in bids if lot in bid.out),
    )
