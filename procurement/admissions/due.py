"""Which applications await a decision, until when, and a longer time with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from law.admitting import decided_by, may_prolong
from law.days import swedish_day
from law.deadline import Deadline
from law.reasons import Cite, Reason, Text, refuse
from law.rulebook import Rulebook
from models.admissions import (
    AdmissionDecision,
    Application,
    ProlongedDecision,
    SystemTerms,
)
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.admissions.completing import check_waiting
from procurement.admissions.standing import application_or_refusal
from procurement.conditions.system_in_force import called_by
from procurement.tenders.lawful_facts import lawful
from procurement.tenders.named import tender_or_refusal
from registry.journal import append


@dataclass(frozen=True)
class DecisionDue:
    """An application that waits: when it came, until when it is decided, and whether that is past.

    A late decision is still made: the list shows it, and nothing is blocked.
    """

    application_id: str
    lot_id: str
    received_on: date
    last_day: date
    late: bool
    prolonged: bool
    reasons: tuple[Reason, ...]


def decisions_due(work: Work, tender_id: str) -> tuple[DecisionDue, ...]:
    """What awaits a decision, the first due first."""
    tender = tender_or_refusal(work, tender_id)
    today = swedish_day(work.now)
    found = (
        select(Application)
        .outerjoin(AdmissionDecision, col(AdmissionDecision.application_id) == col(Application.id))
        .where(
            col(Application.tender_id) == tender_id,
            col(AdmissionDecision.application_id).is_(None),
        )
    )
    waiting = [_due(work, tender, each, today) for each in work.session.exec(found)]
    return tuple(sorted(waiting, key=lambda due: (due.last_day, due.received_on, due.lot_id)))


def _due(work: Work, tender: Tender, application: Application, today: date) -> DecisionDue:
    received = swedish_day(application.received_at)
    found = decision_deadline(work, tender, application)
    last_day = found.last_day or received
    return DecisionDue(
        application_id=application.id,
        lot_id=application.lot_id,
        received_on=received,
        last_day=last_day,
        late=last_day < today,
        prolonged=work.session.get(ProlongedDecision, application.id) is not None,
        reasons=found.reasons,
    )


def decision_deadline(work: Work, tender: Tender, application: Application) -> Deadline:
    """The last day for deciding on the application, as things stand."""
    terms = work.session.get_one(SystemTerms, tender.id)
    prolonged = work.session.get(ProlongedDecision, application.id)
    return lawful(
        lambda: decided_by(
            swedish_day(application.received_at),
            terms.decision_days,
            rulebook=Rulebook(tender.rulebook),
            reasoned=prolonged is not None,
            before_first_call=not called_by(work, tender.id, swedish_day(work.now)),
        ),
        "admission.no_time",
    )


def prolong_decision(store: Store, actor: Actor, application_id: str, reason: Text) -> date:
    """Take the longer time that the act allows, with the reason; returns the new last day.

    Once is enough. Raises `ActRefused` where the act allows none, and after the time.
    """
    with store.write() as work:
        application = application_or_refusal(work, application_id)
        tender = tender_or_refusal(work, application.tender_id)
        require(work, actor, Act.TAKE_APPLICATION, tender.buyer_id)
        work.lock_tender(tender.id)
        found = select(ProlongedDecision).where(
            col(ProlongedDecision.application_id) == application_id
        )
        if work.session.exec(found).first() is None:
            check_waiting(work, application)
            _check_prolonging(work, tender, application, reason)
            _write(work, actor, application, reason)
        return _due(work, tender, application, swedish_day(work.now)).last_day


def _write(work: Work, actor: Actor, application: Application, reason: Text) -> None:
    work.session.add(
        ProlongedDecision(
            application_id=application.id,
            prolonged_at=work.now,
            reason_sv=reason.sv,
            reason_en=reason.en,
            **work.recorded(actor.id),
        )
    )
    work.session.flush()
    append(work, actor.id, "application.prolonged", application.id, {})


def _check_prolonging(work: Work, tender: Tender, application: Application, reason: Text) -> None:
    if not may_prolong(Rulebook(tender.rulebook)):
        raise refuse(
            "admission.no_prolonging",
            sv=f"Tiden för beslut i {tender.id} är den som underlaget anger och förlängs inte",
            en=f"The time for deciding in {tender.id} is what the documents state, and no longer",
            todo_sv="Fatta beslutet",
            todo_en="Decide",
            cite=Cite("LOV", 4, "4"),
        )
    if not reason.sv.strip() or not reason.en.strip():
        raise refuse(
            "admission.prolong_reason",
            sv="Skälen för den längre tiden anges inte",
            en="The reasons for the longer time are not stated",
            todo_sv="Ange skälen på båda språken",
            todo_en="State the reasons in both languages",
        )
    due = _due(work, tender, application, swedish_day(work.now))
    if due.late:
        raise refuse(
            "admission.prolong_late",
            sv=f"Tiden för beslut gick ut {due.last_day.isoformat()} och förlängs inte efteråt",
            en=f"The time for deciding ended on {due.last_day.isoformat()}; it is not prolonged"
            " afterwards",
            todo_sv="Fatta beslutet",
            todo_en="Decide",
        )
