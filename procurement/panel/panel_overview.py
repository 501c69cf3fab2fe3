"""What a panel has to do and has done: an assessor's blank sheet, and where each lot stands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from models.panel import SheetOpening
from models.parties import Organisation
from models.store import Store, Work
from models.tender import Bid, Lot, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.panel.conflicts import check_opened, require_fit
from procurement.panel.consensus import Spread, spread
from procurement.panel.panels import (
    Panel,
    bidders_of,
    lot_or_refusal,
    panel_of,
    pointed_criteria,
)
from procurement.panel.score_sheets import awaited, bids_to_score, sheets_of
from procurement.tenders.lots import lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.terms import StatedCriterion


@dataclass(frozen=True)
class BlankSheet:
    """What an assessor of the lot fills in: points and a reason for each bid and criterion.

    `bids` is the bid's id → the tenderer's name.
    """

    lot: Lot
    bids: dict[str, str]
    criteria: tuple[StatedCriterion, ...]


def blank_sheet(store: Store, actor: Actor, lot_id: str) -> BlankSheet:
    """Raises `ActRefused` unless the actor may score the lot: declared, and without a tie."""
    with store.read() as work:
        lot = lot_or_refusal(work, lot_id)
        tender = work.session.get_one(Tender, lot.tender_id)
        require(work, actor, Act.SCORE, tender.buyer_id)
        check_opened(work, tender)
        criteria = pointed_criteria(tender)
        require_fit(work, actor, tender, lot)
        return BlankSheet(lot, _tenderers(work, lot), criteria)


def _tenderers(work: Work, lot: Lot) -> dict[str, str]:
    names = select(Bid.id, Organisation.name).where(
        col(Bid.organisation_id) == col(Organisation.id),
        col(Bid.id).in_(bids_to_score(work, lot)),
    )
    return dict(work.session.exec(names.order_by(col(Bid.id))).all())


@dataclass(frozen=True)
class LotScores:
    """One lot's sheets: whose are in, whose are awaited, who is barred, and what they say.

    `handed_in` and `barred` are ids of persons, `awaited` names; `scores` are empty until
    the sheets have been opened.
    """

    lot: Lot
    handed_in: tuple[str, ...]
    awaited: tuple[str, ...]
    barred: tuple[str, ...]
    opened: bool
    scores: tuple[Spread, ...]


@dataclass(frozen=True)
class PanelOverview:
    panel: Panel
    chair: str | None
    lots: tuple[LotScores, ...]


def panel_overview(store: Store, tender_id: str) -> PanelOverview:
    """No score is in it before the lot's sheets are opened. Raises `ActRefused`."""
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        pointed_criteria(tender)
        panel = panel_of(work, tender_id)
        chair = panel.chair()
        lots = tuple(_lot_scores(work, panel, lot) for lot in lots_of(work, tender_id))
        return PanelOverview(panel, chair.person_id if chair else None, lots)


def _lot_scores(work: Work, panel: Panel, lot: Lot) -> LotScores:
    bidders = bidders_of(work, lot.id)
    return LotScores(
        lot,
        tuple(each.person_id for each in sheets_of(work, lot.id)),
        awaited(work, lot),
        tuple(each.person_id for each in panel.assessors if not each.ties.isdisjoint(bidders)),
        work.session.get(SheetOpening, lot.id) is not None,
        spread(work, lot.id),
    )
