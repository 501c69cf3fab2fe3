"""A tender's lots, their locks all at once, and whether any is left."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from appeals.in_force import cancelled_lots
from law.reasons import refuse
from models.store import Work
from models.tender import Lot


def lots_of(work: Work, tender_id: str) -> Sequence[Lot]:
    """By code."""
    found = select(Lot).where(col(Lot.tender_id) == tender_id).order_by(col(Lot.code))
    return work.session.exec(found).all()


def lot_or_refusal(work: Work, tender_id: str, code: str) -> Lot:
    lot = work.session.get(Lot, f"{tender_id}/{code}")
    if lot is None:
        raise refuse(
            "tender.unknown_lot",
            sv=f"Upphandlingen {tender_id} har inget anbudsområde {code}",
            en=f"Tender {tender_id} has no lot {code}",
            todo_sv="Ange ett område ur upphandlingsdokumenten",
            todo_en="Name a lot from the tender documents",
        )
    return lot


def lock_lots_of(work: Work, tender_id: str) -> Sequence[Lot]:
    """Take every lot's lock before reading what an act over many lots rests on."""
    lots = lots_of(work, tender_id)
    work.lock_lots(lot.id for lot in lots)
    return lots


def check_not_cancelled(work: Work, tender_id: str) -> None:
    """Raises `ActRefused` for a tender whose every lot has been cancelled."""
    lots = {lot.id for lot in lots_of(work, tender_id)}
    if lots and lots == cancelled_lots(work, tender_id):
        raise refuse(
            "tender.cancelled",
            sv=f"Upphandlingen {tender_id} är avbruten",
            en=f"Tender {tender_id} has been cancelled",
            todo_sv="Inget mer ska göras i den",
            todo_en="Nothing more is to be done in it",
        )
