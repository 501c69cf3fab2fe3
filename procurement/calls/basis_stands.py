"""A step that is called rests on one that goes on: with a cancellation the procurement ends."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from appeals.in_force import cancelled_lots
from appeals.orders import redo_ordered
from law.procedures import Who
from law.reasons import refuse
from models.stages import TenderBasis
from models.store import Work
from models.tender import Lot, Publication, Tender
from procurement.tenders.lots import lots_of
from procurement.tenders.redoing import has_ended, redoing
from procurement.tenders.steps import basis_of, step_of_tender

# Where one step leads to the next, it does so once: what came in is used up by it.
ONCE = (Who.SELECTED, Who.TENDERERS)


def check_basis_stands(work: Work, tender: Tender) -> None:
    """Raises `ActRefused` where a lot has ended in the tender that this one rests on.

    Or where another next step has been called for it already.
    """
    under = basis_of(work, tender.id)
    if under is None:
        return
    # No selection, meeting or cancellation in it may come between this look and the call.
    work.lock_tender(under.id)
    codes = [lot.code for lot in lots_of(work, tender.id)]
    gone = cancelled_lots(work, under.id)
    _check_none(tender, under, [code for code in codes if f"{under.id}/{code}" in gone])
    to_redo = redo_ordered(work, under.id)
    _check_not_redone(under, [code for code in codes if f"{under.id}/{code}" in to_redo])
    if step_of_tender(tender).who in ONCE:
        _check_first(work, tender, under, codes)


def check_redone_ended(work: Work, tender: Tender) -> None:
    """Raises `ActRefused` where a lot that it makes anew has not ended where it was.

    An order that is not final may be set aside: then two would be procured for one need.
    """
    olds = [work.session.get_one(Lot, old) for old in redoing(work, tender.id).values()]
    for lot in olds:
        if not has_ended(work, lot):
            raise refuse(
                "tender.redoes_running",
                sv=f"{tender.id} gör om {lot.code} i {lot.tender_id}, som inte är avbruten där",
                en=f"{tender.id} makes {lot.code} of {lot.tender_id} anew, which is not cancelled"
                " there",
                todo_sv=f"Avbryt området med tilldela award cancel {lot.tender_id} --lot {lot.code}"
                " --redo",
                todo_en=f"Cancel the lot with tilldela award cancel {lot.tender_id} --lot"
                f" {lot.code} --redo",
            )


def _check_not_redone(under: Tender, codes: Sequence[str]) -> None:
    if codes:
        listed = ", ".join(codes)
        raise refuse(
            "tender.basis_to_redo",
            sv=f"Domstol har bestämt att upphandlingen av {listed} i {under.id} ska göras om",
            en=f"A court has ordered that the procurement of {listed} in {under.id} be made anew",
            todo_sv="Gör om de områdena från början, med tilldela tender again",
            todo_en="Make those lots anew from the beginning, with tilldela tender again",
        )


def _check_none(tender: Tender, under: Tender, codes: Sequence[str]) -> None:
    if codes:
        listed = ", ".join(codes)
        raise refuse(
            "tender.basis_cancelled",
            sv=f"Upphandlingen av {listed} är avbruten i {under.id}, som {tender.id} vilar på",
            en=f"The procurement of {listed} is cancelled in {under.id}, on which {tender.id}"
            " rests",
            todo_sv="Börja om med en ny upphandling, eller ta bort de områdena",
            todo_en="Begin anew with another procurement, or leave those lots out",
        )


def _check_first(work: Work, tender: Tender, under: Tender, codes: Sequence[str]) -> None:
    others = [each for each in called_under(work, under.id) if each != tender.id]
    rows = select(Lot).where(col(Lot.tender_id).in_(others), col(Lot.code).in_(codes))
    taken = work.session.exec(rows.order_by(col(Lot.tender_id), col(Lot.code))).first()
    if taken is not None:
        raise refuse(
            "tender.step_called",
            sv=f"Nästa steg för område {taken.code} är redan inlett, i {taken.tender_id}",
            en=f"The next step for lot {taken.code} has already been called, in {taken.tender_id}",
            todo_sv="Gå vidare i det steget, eller börja om med en ny upphandling",
            todo_en="Go on in that step, or begin anew with another procurement",
        )


def called_under(work: Work, tender_id: str) -> Sequence[str]:
    """The published tenders that rest on the tender, by id."""
    called = (
        select(Publication.tender_id)
        .join(TenderBasis, col(TenderBasis.tender_id) == col(Publication.tender_id))
        .where(col(TenderBasis.under_id) == tender_id)
    )
    return work.session.exec(called.order_by(col(Publication.tender_id))).all()
