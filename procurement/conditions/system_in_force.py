"""A call within a system is made while the system is in force (LOU 8:1, 8:7, 8:8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlmodel import col, or_, select

from appeals.in_force import cancelled_lots
from law.admitting import decided_by
from law.days import spoken, swedish_day
from law.procedures import procedures
from law.reasons import Cite, Reason, Text
from law.rulebook import Rulebook
from models.admissions import AdmissionDecision, Application, ProlongedDecision, SystemTerms
from models.stages import TenderBasis
from models.store import Work
from models.tender import Publication, Tender
from procurement.conditions.time_given import period_of
from procurement.conditions.unmet import Unmet
from procurement.tenders.lots import lots_of
from procurement.tenders.steps import basis_of


def system_in_force(work: Work, tender: Tender) -> Iterator[Unmet]:
    """Held against the day that the call was sent; until then, against today.

    The first requests have the whole time of 8:8 before any call.
    """
    under = basis_of(work, tender.id)
    if under is None:
        yield _unmet(tender, _NO_SYSTEM)
        return
    sent = work.session.get(Publication, tender.id)
    on = swedish_day(sent.published_at if sent else work.now)
    yield from not_in_force(work, under, on)
    first = period_of(work, under)
    if first is not None and first.last_day is not None and on <= first.last_day:
        yield _too_early(under, first.last_day)
    if _prolonged(work, under, tender, sent.published_at if sent else work.now):
        yield _unmet(under, _PROLONGED)


def called_by(work: Work, system_id: str, on: date, but: str = "") -> bool:
    """Whether a call for tenders, but the one named, had been sent in the system by that day."""
    found = (
        select(Publication.published_at)
        .join(TenderBasis, col(TenderBasis.tender_id) == col(Publication.tender_id))
        .where(col(TenderBasis.under_id) == system_id, col(TenderBasis.tender_id) != but)
    )
    return any(swedish_day(at) <= on for at in work.session.exec(found))


def not_in_force(work: Work, system: Tender, on: date) -> Iterator[Unmet]:
    """Why the system takes in nothing on the day: not published, cancelled, or at its end."""
    terms = work.session.get(SystemTerms, system.id)
    published = work.session.get(Publication, system.id)
    if terms is None or published is None:
        yield _unmet(system, _NOT_PUBLISHED)
    elif {lot.id for lot in lots_of(work, system.id)} <= cancelled_lots(work, system.id):
        yield _unmet(system, _CANCELLED)
    elif terms.ends_on is not None and terms.ends_on < on:
        when = spoken(terms.ends_on)
        ended = Text(f"gällde till och med {when.sv}", f"was in force through {when.en}")
        yield _unmet(system, ended)


def _prolonged(work: Work, system: Tender, call: Tender, at: datetime) -> bool:
    """Whether an application was being examined beyond the 15 working days (LOU 8:7).

    Only before the first call may the time run that long, and then no call is sent.
    """
    terms, on = work.session.get(SystemTerms, system.id), swedish_day(at)
    if terms is None or called_by(work, system.id, on, but=call.id):
        return False
    rows = work.session.exec(
        select(Application.received_at)
        .join(ProlongedDecision, col(ProlongedDecision.application_id) == col(Application.id))
        .outerjoin(AdmissionDecision, col(AdmissionDecision.application_id) == col(Application.id))
        .where(
            col(Application.tender_id) == system.id,
            or_(
                col(AdmissionDecision.decided_at).is_(None),
                col(AdmissionDecision.decided_at) > at,
            ),
        )
    )
    days = [
        decided_by(
            swedish_day(received),
            terms.decision_days,
            rulebook=Rulebook(system.rulebook),
            reasoned=True,
        ).last_day
        for received in rows
    ]
    return any(day is not None and day < on for day in days)


_PROLONGED = Text(
    "prövar fortfarande ansökningar under en förlängd tid, och innan dess bjuds ingen in",
    "is still examining applications in a prolonged time, and until then nobody is invited",
)
_NO_SYSTEM = Text("vilar inte på något system", "rests on no system")
_NOT_PUBLISHED = Text("är inte annonserat som ett system", "has not been published as a system")
_CANCELLED = Text("är avbrutet", "has been cancelled")


def _too_early(system: Tender, last_day: date) -> Unmet:
    last = spoken(last_day)
    text = Text(
        f"Leverantörer får ansöka till {system.id} till och med {last.sv} innan anbud begärs in",
        f"Suppliers may apply to {system.id} through {last.en} before the first call",
    )
    todo = Text("Bjud in till anbud därefter", "Call for tenders after that day")
    return Unmet(Reason("condition.system_in_force", text, system_cite(system)), todo)


def _unmet(tender: Tender, why: Text) -> Unmet:
    text = Text(f"{tender.id} {why.sv}", f"{tender.id} {why.en}")
    todo = Text(
        "Använd ett system som är annonserat och gäller, eller inrätta ett nytt",
        "Use a system that is published and in force, or set up a new one",
    )
    cite = system_cite(tender)
    return Unmet(Reason("condition.system_in_force", text, cite), todo)


def system_cite(tender: Tender) -> Cite:
    """The first paragraph on such systems in the tender's rulebook."""
    return procedures()[tender.procedure].cites[Rulebook(tender.rulebook)]
