"""Whom a decision awards a lot: one, or as many as a framework takes in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from models.decision import AwardedBid, AwardedLot
from models.store import Work


def awarded_bids(work: Work, awarded: AwardedLot) -> Sequence[AwardedBid]:
    """All that the decision awards the lot, by place: several in a framework alone."""
    found = select(AwardedBid).where(
        col(AwardedBid.decision_id) == awarded.decision_id,
        col(AwardedBid.lot_id) == awarded.lot_id,
    )
    return work.session.exec(found.order_by(col(AwardedBid.place))).all()
