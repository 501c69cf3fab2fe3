"""Who has been admitted to a system and has not left it, lot by lot (LOU 8:3, 8:10; LOV 8:1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import col, or_, select

from law.days import swedish_day
from models.admissions import AdmissionDecision, AdmissionExit, Application
from models.store import Work
from models.tender import Tender
from procurement.tenders.lots import lots_of
from procurement.tenders.steps import basis_of


def admitted_to(
    work: Work, tender_id: str, on: date, decided_by: datetime | None = None
) -> Sequence[Application]:
    """The approved applications of those that take part on the day, by lot and number.

    An exit counts from the day after its last day; `decided_by` leaves out approvals that
    came after that instant.
    """
    found = (
        select(Application)
        .join(AdmissionDecision, col(AdmissionDecision.application_id) == col(Application.id))
        .outerjoin(AdmissionExit, col(AdmissionExit.application_id) == col(Application.id))
        .where(
            col(Application.tender_id) == tender_id,
            col(AdmissionDecision.approved),
            col(AdmissionDecision.decided_at) <= (decided_by or work.now),
            or_(col(AdmissionExit.ends_on).is_(None), col(AdmissionExit.ends_on) >= on),
        )
    )
    ordered = found.order_by(col(Application.lot_id), col(Application.number))
    return work.session.exec(ordered).all()


def places_admitted(work: Work, tender: Tender) -> Iterable[tuple[str, str]]:
    """(lot id, organisation id) of all admitted today in the same lots of the call's system."""
    under = basis_of(work, tender.id)
    if under is None:
        return
    rows = admitted_to(work, under.id, swedish_day(work.now))
    for lot in lots_of(work, tender.id):
        before = f"{under.id}/{lot.code}"
        yield from ((lot.id, row.organisation_id) for row in rows if row.lot_id == before)
