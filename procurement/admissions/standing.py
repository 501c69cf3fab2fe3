"""Applications to a system: which there are, and how each of them stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from sqlmodel import col, select

from appeals.in_force import cancelled_lots
from law.days import swedish_day
from law.reasons import refuse
from law.rulebook import Rulebook
from models.admissions import (
    AdmissionDecision,
    AdmissionExit,
    Application,
    Completion,
    CompletionReply,
)
from models.parties import Organisation
from models.store import Work
from models.tender import Tender
from people.actors import ENGINE, Actor


class Standing(StrEnum):
    """Where an application has come."""

    WAITING = "waiting"
    REFUSED = "refused"
    ADMITTED = "admitted"
    LEFT = "left"


def application_or_refusal(work: Work, application_id: str) -> Application:
    application = work.session.get(Application, application_id)
    if application is None:
        raise refuse(
            "application.unknown",
            sv=f"Det finns ingen ansökan {application_id} här",
            en=f"There is no application {application_id} here",
            todo_sv="Ange en ansökan som tilldela admission show visar",
            todo_en="Name one that tilldela admission show shows",
        )
    return application


def applications_to(work: Work, tender_id: str) -> Sequence[Application]:
    """All of the system, by lot and number."""
    found = select(Application).where(col(Application.tender_id) == tender_id)
    return work.session.exec(found.order_by(col(Application.lot_id), col(Application.number))).all()


def applicants_of(work: Work, tender_id: str, lot_ids: Collection[str]) -> frozenset[str]:
    """Organisations with an application for one of the lots that waits or stands approved."""
    today = swedish_day(work.now)
    return frozenset(
        row.organisation_id
        for row in applications_to(work, tender_id)
        if row.lot_id in lot_ids
        and standing_of(work, row, today) in (Standing.WAITING, Standing.ADMITTED)
    )


def standing_of(work: Work, application: Application, on: date) -> Standing:
    """On the day; an exit counts from the day after its last day."""
    decision = work.session.get(AdmissionDecision, application.id)
    if decision is None:
        return Standing.WAITING
    if not decision.approved:
        return Standing.REFUSED
    leaving = work.session.get(AdmissionExit, application.id)
    return Standing.LEFT if leaving is not None and leaving.ends_on < on else Standing.ADMITTED


def takes_part(work: Work, application: Application) -> bool:
    """Whether it has been approved and has not been left, today."""
    return standing_of(work, application, swedish_day(work.now)) is Standing.ADMITTED


def approved_or_refusal(work: Work, application_id: str) -> Application:
    """Raises `ActRefused` for an application that nobody has approved, or that has ended."""
    application = application_or_refusal(work, application_id)
    if not takes_part(work, application):
        raise refuse(
            "application.not_admitted",
            sv=f"{application_id} är inte godkänd, eller gäller inte längre",
            en=f"{application_id} has not been approved, or is no longer in force",
            todo_sv="Ange en ansökan som är godkänd",
            todo_en="Name an application that has been approved",
        )
    return application


def check_goes_on(work: Work, application: Application) -> None:
    """Raises `ActRefused` where the system has been cancelled in the application's lot."""
    if application.lot_id in cancelled_lots(work, application.tender_id):
        raise refuse(
            "application.cancelled",
            sv=f"Systemet är avbrutet i det område som {application.id} gäller",
            en=f"The system has been cancelled in the lot that {application.id} is for",
            todo_sv="Inget mer ska göras med ansökan; sökanden underrättas om avbrytandet",
            todo_en="Nothing more is to be done with it; the applicant is told of the cancellation",
        )


def require_choice(tender: Tender) -> None:
    """Raises `ActRefused` for a system whose users do not choose: who takes part is then secret."""
    if Rulebook(tender.rulebook) is not Rulebook.SE_LOV:
        raise refuse(
            "choice.only",
            sv=f"{tender.id} är inget valfrihetssystem, så leverantörerna där visas inte",
            en=f"{tender.id} is no system of choice, so its suppliers are not shown",
            todo_sv="Ange ett valfrihetssystem",
            todo_en="Name a system of choice",
        )


def completions_of(
    work: Work, application_id: str
) -> Sequence[tuple[Completion, CompletionReply | None]]:
    """What the applicant has been asked, in order, and what it answered."""
    rows = work.session.exec(
        select(Completion, CompletionReply)
        .outerjoin(CompletionReply, col(CompletionReply.completion_id) == col(Completion.id))
        .where(col(Completion.application_id) == application_id)
        .order_by(col(Completion.number))
    )
    return [(asked, reply) for asked, reply in rows]


def name_of(work: Work, application: Application) -> str:
    return work.session.get_one(Organisation, application.organisation_id).name


def entered_by(actor: Actor) -> str:
    """Whose act the journal names: an applicant is no more known from it than a tenderer is.

    Who applied, and who takes part, is secret in a dynamic purchasing system (OSL 19:3); the
    row itself says whose act it was.
    """
    return actor.id if actor.organisation_id is None else ENGINE
