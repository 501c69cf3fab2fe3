"""What absolute secrecy asks of a tender: which of its lots have ended, and how it is divided."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from appeals.disclosure.filed import FiledDocument
from appeals.docket.known import lots_of_tender
from appeals.in_force import award_in_force, cancelled_lots
from law.procedures import Sends, step_of
from law.rulebook import Rulebook
from law.secrecy import Asked, Matter, Verdict, secrecy
from models.disclosure import SecrecyByLot
from models.lawyers import RedoneLot
from models.stages import TenderBasis
from models.store import Work
from models.tender import Lot, Publication, Tender


def matter_of(work: Work, tender: Tender) -> Matter:
    """As it stands now. A procedure in steps is one matter, to the end of its last step.

    Applications to a system at any time await no award.
    """
    lots = lots_of_tender(work, tender.id)
    open_always = step_of(tender.procedure, tender.step).sends is Sends.APPLICATIONS
    return Matter(
        frozenset(lot.id for lot in lots),
        frozenset(lot.id for lot in lots if open_always or _ended(work, tender, lot)),
        by_lot=work.session.get(SecrecyByLot, tender.id) is not None,
        choice=Rulebook(tender.rulebook) is Rulebook.SE_LOV,
    )


def verdict_of(
    work: Work, tender: Tender, document: FiledDocument, asker: str | None, matter: Matter
) -> Verdict:
    """`asker` is the organisation that the request says it comes from."""
    own = asker is not None and asker == document.organisation_id
    published = work.session.get(Publication, tender.id) is not None
    return secrecy(matter, Asked(document.about, document.lots, own=own, published=published))


def _ended(work: Work, tender: Tender, lot: Lot) -> bool:
    if lot.id in cancelled_lots(work, tender.id):
        return True
    if award_in_force(work, lot.id) is not None or _procured_anew(work, lot):
        return True
    return any(_ended_in(work, step, lot.code) for step in _next_steps(work, tender))


def _procured_anew(work: Work, lot: Lot) -> bool:
    """Ordered to be made anew, and announced so: the first procurement of it has ended."""
    found = (
        select(RedoneLot.lot_id)
        .join(Lot, col(Lot.id) == col(RedoneLot.redone_lot_id))
        .join(Publication, col(Publication.tender_id) == col(Lot.tender_id))
        .where(col(RedoneLot.lot_id) == lot.id)
    )
    return work.session.exec(found).first() is not None


def _ended_in(work: Work, step: Tender, code: str) -> bool:
    later = work.session.exec(
        select(Lot).where(col(Lot.tender_id) == step.id, col(Lot.code) == code)
    ).first()
    return later is not None and _ended(work, step, later)


def _next_steps(work: Work, tender: Tender) -> Sequence[Tender]:
    """Of the same procedure; a call-off under a framework is another matter."""
    return work.session.exec(
        select(Tender)
        .join(TenderBasis, col(TenderBasis.tender_id) == col(Tender.id))
        .join(Publication, col(Publication.tender_id) == col(Tender.id))
        .where(
            col(TenderBasis.under_id) == tender.id,
            col(Tender.procedure) == tender.procedure,
            col(Tender.step) != tender.step,
        )
        .order_by(col(Tender.id))
    ).all()
