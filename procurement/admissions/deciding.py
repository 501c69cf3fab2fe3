"""Approve or refuse an application: whoever meets the requirements is approved (LOV 8:1, LOU 8:1).

There is no ranking and no greatest number. The engine refuses both an approval of somebody
that does not qualify and a refusal of somebody that does.
"""

from __future__ import annotations

from dataclasses import dataclass

from law.days import swedish_day
from law.reasons import ActRefused, Cite, Reason, Text, refuse
from law.rulebook import Rulebook
from models.admissions import AdmissionDecision, Application
from models.letters import LetterKind, Outgoing
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from procurement.admissions.checking import found_of
from procurement.admissions.completing import check_waiting
from procurement.admissions.grounds import HEARING, check_ground
from procurement.admissions.standing import (
    application_or_refusal,
    check_goes_on,
    completions_of,
)
from procurement.planning.interests import check_free
from procurement.tenders.named import tender_or_refusal
from registry.journal import append

# All who qualify take part.
_ALL: dict[Rulebook, Cite] = {
    Rulebook.SE_LOV: Cite("LOV", 8, "1"),
    Rulebook.SE_LOU: Cite("LOU", 8, "3"),
    Rulebook.SE_LUF: Cite("LUF", 8, "3"),
    Rulebook.EU: Cite("direktiv 2014/24/EU", None, "34.2"),
}


@dataclass(frozen=True)
class AdmissionJudgement:
    """What is decided and why; `ground` is the statute's point where the applicant is excluded."""

    approved: bool
    reason: Text
    ground: str | None = None


def decide_admission(
    store: Store, actor: Actor, preparer: Actor, application_id: str, judgement: AdmissionJudgement
) -> None:
    """Decide, and owe the applicant its notice. The same decision twice is one.

    Raises `ActRefused` unless every requirement is met for an approval; for a refusal that
    rests on no unmet requirement and no ground for exclusion; and for a refusal while the
    applicant still has time to answer a question.
    """
    with store.write() as work:
        application = application_or_refusal(work, application_id)
        tender = tender_or_refusal(work, application.tender_id)
        require(work, actor, Act.DECIDE_ADMISSION, tender.buyer_id)
        require(work, preparer, Act.TAKE_APPLICATION, tender.buyer_id)
        require_second(actor, preparer, "Ett beslut om en ansökan", "Deciding an application")
        work.lock_tender(tender.id)
        known = work.session.get(AdmissionDecision, application_id)
        if known is not None and _says(known) == judgement:
            return
        check_waiting(work, application)
        check_goes_on(work, application)
        check_free(work, tender.id, (actor, preparer))
        _check(work, tender, application, judgement)
        _write(work, (actor, preparer), application, judgement)


def _says(row: AdmissionDecision) -> AdmissionJudgement:
    return AdmissionJudgement(row.approved, Text(row.reason_sv, row.reason_en), row.ground)


def _check(
    work: Work, tender: Tender, application: Application, judgement: AdmissionJudgement
) -> None:
    if not judgement.reason.sv.strip() or not judgement.reason.en.strip():
        raise refuse(
            "admission.reason",
            sv="Beslutet saknar skäl",
            en="The decision has no reasons",
            todo_sv="Ange skälen på båda språken",
            todo_en="State the reasons in both languages",
        )
    if judgement.approved:
        _check_qualifies(work, tender, application, judgement)
    else:
        _check_refusal(work, tender, application, judgement)


def _check_qualifies(
    work: Work, tender: Tender, application: Application, judgement: AdmissionJudgement
) -> None:
    if judgement.ground is not None:
        raise refuse(
            "admission.excluded",
            sv="Den som utesluts kan inte godkännas",
            en="Whoever is excluded cannot be approved",
            todo_sv="Avslå ansökan, eller ta bort grunden",
            todo_en="Refuse the application, or leave out the ground",
        )
    for found in found_of(work, application):
        if not found.met:
            title = Text(found.requirement.title_sv, found.requirement.title_en)
            text = Text(
                f"{application.id} kan inte godkännas: kravet {found.requirement.code}"
                f" {title.sv} är inte visat uppfyllt ({found.why.sv})",
                f"{application.id} cannot be approved: requirement {found.requirement.code}"
                f" {title.en} has not been shown to be met ({found.why.en})",
            )
            todo = Text(
                "Kontrollera kravet, eller begär att sökanden kompletterar",
                "Check the requirement, or ask the applicant to complete",
            )
            raise ActRefused(Reason("admission.not_qualified", text, _cite(tender)), todo)


def _check_refusal(
    work: Work, tender: Tender, application: Application, judgement: AdmissionJudgement
) -> None:
    _check_time_to_answer(work, application)
    if judgement.ground is not None:
        rulebook = Rulebook(tender.rulebook)
        check_ground(rulebook, judgement.ground)
        _check_heard(work, application, HEARING.get(rulebook))
    elif not any(found.met is False for found in found_of(work, application)):
        text = Text(
            f"{application.id} får inte avslås: alla som uppfyller kraven och inte utesluts ska"
            " godkännas, och inget krav är funnet ouppfyllt",
            f"{application.id} may not be refused: all who meet the requirements and are not"
            " excluded are approved, and no requirement has been found not to be met",
        )
        todo = Text(
            "Godkänn ansökan, eller ange det krav som inte är uppfyllt eller grunden för"
            " uteslutning",
            "Approve the application, or state the requirement that is not met or the ground for"
            " exclusion",
        )
        raise ActRefused(Reason("admission.qualifies", text, _cite(tender)), todo)


def _check_time_to_answer(work: Work, application: Application) -> None:
    today = swedish_day(work.now)
    for asked, reply in completions_of(work, application.id):
        if reply is None and today <= asked.answer_by:
            raise refuse(
                "admission.time_to_answer",
                sv=f"Sökanden har till och med {asked.answer_by.isoformat()} att svara på"
                f" {asked.id}",
                en=f"The applicant has until {asked.answer_by.isoformat()} to answer {asked.id}",
                todo_sv="Vänta in svaret, eller tiden",
                todo_en="Wait for the answer, or for the time to pass",
            )


def _check_heard(work: Work, application: Application, cite: Cite | None) -> None:
    if cite is not None and not completions_of(work, application.id):
        raise refuse(
            "admission.hear_first",
            sv=f"Sökanden i {application.id} har inte fått yttra sig om uteslutningen",
            en=f"The applicant of {application.id} has not been heard on the exclusion",
            todo_sv="Ge sökanden en bestämd tid att yttra sig med tilldela admission ask",
            todo_en="Give the applicant a set time to comment with tilldela admission ask",
            cite=cite,
        )


def _cite(tender: Tender) -> Cite:
    return _ALL[Rulebook(tender.rulebook)]


def _write(
    work: Work,
    persons: tuple[Actor, Actor],
    application: Application,
    judgement: AdmissionJudgement,
) -> None:
    actor, preparer = persons
    work.session.add(
        AdmissionDecision(
            application_id=application.id,
            approved=judgement.approved,
            ground=judgement.ground,
            decided_at=work.now,
            prepared_by=preparer.id,
            reason_sv=judgement.reason.sv,
            reason_en=judgement.reason.en,
            **work.recorded(actor.id),
        )
    )
    work.session.flush()
    work.session.add(
        Outgoing(
            id=f"{application.id}:{application.organisation_id}",
            tender_id=application.tender_id,
            kind=LetterKind.ADMISSION,
            admission_id=application.id,
            organisation_id=application.organisation_id,
            owed_since=work.now,
        )
    )
    work.session.flush()
    said = {"prepared_by": preparer.id}
    append(work, actor.id, "admission.decided", application.id, said)
