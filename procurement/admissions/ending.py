"""An admitted supplier leaves the system: at its own wish, or by the buyer's decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from law.days import swedish_day
from law.reasons import Text, refuse
from models.admissions import AdmissionExit, Application, ExitCause
from models.letters import LetterKind, Outgoing
from models.store import Store, Work
from people.actors import Actor
from people.permissions import Act, require, require_of_organisation, require_second
from procurement.admissions.standing import (
    application_or_refusal,
    approved_or_refusal,
    entered_by,
)
from procurement.tenders.named import tender_or_refusal
from registry.journal import append


@dataclass(frozen=True)
class Ending:
    """Why, and the last day on which the supplier takes part."""

    cause: ExitCause
    ends_on: date
    reason: Text


def end_admission(
    store: Store, actor: Actor, application_id: str, ending: Ending, preparer: Actor | None = None
) -> None:
    """End the admission from the day after `ends_on`, and owe the supplier a letter.

    The supplier's own request takes its own person, or the head who registers it; any other
    cause takes two of the buyer's persons. Once is enough. Raises `ActRefused` for a last day
    that has passed, and for an admission that has ended otherwise.
    """
    with store.write() as work:
        application = application_or_refusal(work, application_id)
        tender = tender_or_refusal(work, application.tender_id)
        _require(work, actor, preparer, application, tender.buyer_id, ending)
        work.lock_tender(tender.id)
        known = work.session.get(AdmissionExit, application_id)
        if known is not None and _says(known) == ending:
            return
        approved_or_refusal(work, application_id)
        _check(work, known, ending)
        _write(work, actor, application, ending)


def _says(row: AdmissionExit) -> Ending:
    return Ending(ExitCause(row.cause), row.ends_on, Text(row.reason_sv, row.reason_en))


def _require(
    work: Work,
    actor: Actor,
    preparer: Actor | None,
    application: Application,
    buyer_id: str,
    ending: Ending,
) -> None:
    own = ending.cause is ExitCause.OWN_REQUEST
    if own and actor.organisation_id is not None:
        require_of_organisation(work, actor, application.organisation_id)
        return
    require(work, actor, Act.END_ADMISSION, buyer_id)
    if own:
        return
    if preparer is None:
        raise refuse(
            "exit.two_persons",
            sv="Att avsluta ett godkännande mot leverantörens vilja kräver två personer",
            en="Ending an admission against the supplier's will takes two persons",
            todo_sv="Ange först en upphandlare och sedan en upphandlingschef",
            todo_en="Name first a procurement officer and then a head of procurement",
        )
    require(work, preparer, Act.TAKE_APPLICATION, buyer_id)
    require_second(actor, preparer, "Att avsluta ett godkännande", "Ending an admission")


def _check(work: Work, known: AdmissionExit | None, ending: Ending) -> None:
    if known is not None:
        raise refuse(
            "exit.known",
            sv=f"Godkännandet upphör redan efter {known.ends_on.isoformat()}",
            en=f"The admission already ends after {known.ends_on.isoformat()}",
            todo_sv="Låt det stå som det är",
            todo_en="Leave it as it is",
        )
    if ending.ends_on < swedish_day(work.now):
        raise refuse(
            "exit.passed",
            sv=f"Den sista dagen {ending.ends_on.isoformat()} har redan passerat",
            en=f"The last day {ending.ends_on.isoformat()} has already passed",
            todo_sv="Ange dagens datum eller ett senare",
            todo_en="State today's date or a later one",
        )
    if not ending.reason.sv.strip() or not ending.reason.en.strip():
        raise refuse(
            "exit.reason",
            sv="Skälen anges inte",
            en="The reasons are not stated",
            todo_sv="Ange skälen på båda språken",
            todo_en="State the reasons in both languages",
        )


def _write(work: Work, actor: Actor, application: Application, ending: Ending) -> None:
    work.session.add(
        AdmissionExit(
            application_id=application.id,
            exited_at=work.now,
            ends_on=ending.ends_on,
            cause=ending.cause.value,
            reason_sv=ending.reason.sv,
            reason_en=ending.reason.en,
            **work.recorded(actor.id),
        )
    )
    work.session.flush()
    work.session.add(
        Outgoing(
            id=exit_letter_of(application),
            tender_id=application.tender_id,
            kind=LetterKind.ADMISSION,
            admission_id=application.id,
            organisation_id=application.organisation_id,
            owed_since=work.now,
        )
    )
    work.session.flush()
    append(work, entered_by(actor), "admission.ended", application.id, {})


def exit_letter_of(application: Application) -> str:
    """The letter's id: the approval has had a letter about the same application before."""
    return f"{application.id}:{application.organisation_id}:exit"
