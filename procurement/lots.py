"""A tender's lots, and their locks all at once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from models.store import Work
from models.tender import Lot


def lots_of(work: Work, tender_id: str) -> Sequence[Lot]:
    """By code."""
    found = select(Lot).where(col(Lot.tender_id) == tender_id).order_by(col(Lot.code))
    return work.session.exec(found).all()


def lock_lots_of(work: Work, tender_id: str) -> Sequence[Lot]:
    """Take every lot's lock before reading what an act over many lots rests on."""
    lots = lots_of(work, tender_id)
    work.lock_lots(lot.id for lot in lots)
    return lots
