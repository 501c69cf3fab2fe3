"""Through which day each bid binds its tenderer: as first stated, or as the tenderer extended it.

The notice says how long bids bind (LOU 10:10); only its own tenderer can make one bind longer.
A request to participate binds nobody, and cannot lapse.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlmodel import col, func, select

from law.procedures import Sends, step_of
from models.store import Work
from models.tender import Bid, Tender
from models.validity import ValidityAnswer, ValidityRequest


def valid_until(work: Work, tender: Tender, bid_id: str) -> date | None:
    """The last Swedish day that the bid binds; None in a tender whose bids cannot lapse."""
    first = _first_stated(tender)
    return None if first is None else max(first, _extended(work, tender.id).get(bid_id, first))


def validity_of_bids(work: Work, tender: Tender) -> Mapping[str, date]:
    """The same for every opened bid; empty in a tender whose bids cannot lapse."""
    first = _first_stated(tender)
    if first is None:
        return {}
    extended = _extended(work, tender.id)
    bids = work.session.exec(select(Bid.id).where(col(Bid.tender_id) == tender.id)).all()
    return {bid: max(first, extended.get(bid, first)) for bid in bids}


def _first_stated(tender: Tender) -> date | None:
    binding = step_of(tender.procedure, tender.step).sends is Sends.TENDERS
    return tender.bids_valid_until if binding else None


def _extended(work: Work, tender_id: str) -> dict[str, date]:
    """Bid → the latest day that its tenderer has agreed to."""
    rows = work.session.exec(
        select(ValidityAnswer.bid_id, func.max(ValidityRequest.until))
        .join(ValidityRequest, col(ValidityRequest.id) == col(ValidityAnswer.request_id))
        .where(col(ValidityRequest.tender_id) == tender_id, col(ValidityAnswer.extended))
        .group_by(col(ValidityAnswer.bid_id))
    )
    return dict(rows.all())
