"""Whose bids could lapse before there is a contract, and what each has been asked and answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from appeals.awarded import awarded_bids
from appeals.in_force import award_in_force, cancelled_lots, concluded_at
from appeals.validity import validity_of_bids
from law.days import swedish_day
from models.store import Work
from models.tender import Bid, Lot, Tender
from models.validity import ValidityAnswer, ValidityRequest
from procurement.tenders.lots import lots_of


@dataclass(frozen=True)
class StandingBid:
    """An opened bid in a lot without a contract; `until` is the last day that it binds."""

    bid: Bid
    lot: Lot
    until: date

    def binds(self, today: date) -> bool:
        return today <= self.until


def lots_without_contract(work: Work, tender_id: str) -> list[Lot]:
    """Those that may still come to be contracted, by code.

    One that a framework is concluded in is there until every party has its contract.
    """
    gone = cancelled_lots(work, tender_id)
    return [
        lot
        for lot in lots_of(work, tender_id)
        if lot.id not in gone and not _all_concluded(work, lot.id)
    ]


def _all_concluded(work: Work, lot_id: str) -> bool:
    award = award_in_force(work, lot_id)
    return award is not None and all(
        concluded_at(work, lot_id, each.bid_id) is not None
        for each in awarded_bids(work, award.awarded)
    )


def standing_bids(work: Work, tender: Tender) -> tuple[StandingBid, ...]:
    """By lot and bid: also rejected ones, which a court may yet bring back."""
    days = validity_of_bids(work, tender)
    found = []
    for lot in lots_without_contract(work, tender.id) if days else ():
        rows = select(Bid).where(col(Bid.lot_id) == lot.id).order_by(col(Bid.id))
        found += [StandingBid(bid, lot, days[bid.id]) for bid in work.session.exec(rows)]
    return tuple(found)


def binding(bids: Iterable[StandingBid], work: Work) -> tuple[StandingBid, ...]:
    """Those that bind today: what has lapsed cannot be made to bind longer."""
    today = swedish_day(work.now)
    return tuple(each for each in bids if each.binds(today))


def requests_of(work: Work, tender_id: str) -> Sequence[ValidityRequest]:
    """Oldest first."""
    found = select(ValidityRequest).where(col(ValidityRequest.tender_id) == tender_id)
    return work.session.exec(found.order_by(col(ValidityRequest.number))).all()


def answers_to(work: Work, request_id: str) -> Mapping[str, ValidityAnswer]:
    """Bid → what its tenderer answered."""
    found = select(ValidityAnswer).where(col(ValidityAnswer.request_id) == request_id)
    return {row.bid_id: row for row in work.session.exec(found)}
