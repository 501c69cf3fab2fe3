"""Letters to applicants: a question, a decision on the application, an admission that ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from documents.admission_contexts import AdmissionContext, CompletionContext, Unfulfilled
from law.choice import rectification
from law.days import swedish_day
from law.deadline import Deadline
from law.procedures import LeadsTo, procedures
from law.reasons import Cite, Lang, Text
from law.rulebook import Rulebook
from models.admissions import AdmissionDecision, AdmissionExit, Application, Completion
from models.letters import Outgoing
from models.store import Work
from models.tender import Lot, Requirement, Tender
from procurement.admissions.checking import newest_checks
from procurement.admissions.ending import exit_letter_of
from procurement.admissions.grounds import ground_place
from procurement.letters.award_notices import cited
from procurement.letters.other_letters import court_of, head_of
from procurement.letters.owed import Sending, tender_of
from procurement.tenders.provisions import Provision
from procurement.tenders.wording import lot_part

# The duty to tell an applicant of the decision and its reasons.
_TOLD: Mapping[Rulebook, Cite] = {
    Rulebook.SE_LOV: Cite("LOV", 8, "2"),
    Rulebook.SE_LOU: Cite("LOU", 8, "9"),
    Rulebook.SE_LUF: Cite("LUF", 8, "9"),
    Rulebook.EU: Cite("direktiv 2014/24/EU", None, "55.1"),
}
_REVIEW: Mapping[Rulebook, Text] = {
    Rulebook.SE_LOU: Text("20 kap. LOU", "LOU chapter 20"),
    Rulebook.SE_LUF: Text("20 kap. LUF", "LUF chapter 20"),
    Rulebook.EU: Text("direktiv 89/665/EEG", "directive 89/665/EEC"),
}


def completion_letter(work: Work, outgoing: Outgoing, sending: Sending) -> CompletionContext:
    asked = work.session.get_one(Completion, outgoing.completion_id)
    application = work.session.get_one(Application, asked.application_id)
    act = ("completion.asked", asked.id, asked.actor_id)
    head = head_of(work, outgoing, sending, "completion", act, Provision.COMPLETION)
    return CompletionContext(
        **head,
        lot=lot_part(work.session.get_one(Lot, application.lot_id)),
        application=application.id,
        question=asked.question_sv if sending.lang == "sv" else asked.question_en,
        answer_by=asked.answer_by,
    )


def admission_letter(work: Work, outgoing: Outgoing, sending: Sending) -> AdmissionContext:
    application = work.session.get_one(Application, outgoing.admission_id)
    if outgoing.id == exit_letter_of(application):
        return _ended(work, outgoing, sending, application)
    return _decided(work, outgoing, sending, application)


def _ended(
    work: Work, outgoing: Outgoing, sending: Sending, application: Application
) -> AdmissionContext:
    leaving = work.session.get_one(AdmissionExit, application.id)
    tender = tender_of(work, outgoing)
    act = ("admission.ended", application.id, leaving.actor_id)
    head = head_of(work, outgoing, sending, "admission", act, Provision.PRINCIPLES)
    return AdmissionContext(
        **head,
        outcome="ended",
        lot=lot_part(work.session.get_one(Lot, application.lot_id)),
        application=application.id,
        decided_on=swedish_day(leaving.exited_at),
        leads_to="contract" if leads_to_contract(tender) else "calls",
        reason=leaving.reason_sv if sending.lang == "sv" else leaving.reason_en,
        ends_on=leaving.ends_on,
        court=court_of(work, tender),
    )


def _decided(
    work: Work, outgoing: Outgoing, sending: Sending, application: Application
) -> AdmissionContext:
    decision = work.session.get_one(AdmissionDecision, application.id)
    tender, lang = tender_of(work, outgoing), sending.lang
    rulebook = Rulebook(tender.rulebook)
    act = ("admission.decided", application.id, decision.actor_id)
    head = head_of(work, outgoing, sending, "admission", act, _TOLD[rulebook])
    time = time_to_rectify(work, outgoing, sending)
    refused_under = None if decision.approved else _REVIEW.get(rulebook)
    return AdmissionContext(
        **head,
        outcome="approved" if decision.approved else "refused",
        lot=lot_part(work.session.get_one(Lot, application.lot_id)),
        application=application.id,
        decided_on=swedish_day(decision.decided_at),
        leads_to="contract" if leads_to_contract(tender) else "calls",
        reason=decision.reason_sv if lang == "sv" else decision.reason_en,
        unmet=[] if decision.approved else _unmet(work, application, lang),
        ground=None
        if decision.ground is None
        else ground_place(rulebook, decision.ground).in_(lang),
        court=court_of(work, tender),
        rectify_by=None if time is None else time.last_day,
        reasons=[] if time is None else cited(time.reasons, lang),
        review_act=None if refused_under is None else refused_under.in_(lang),
    )


def _unmet(work: Work, application: Application, lang: Lang) -> list[Unfulfilled]:
    sv = lang == "sv"
    found = []
    for check in newest_checks(work, application.id).values():
        if not check.met:
            requirement = work.session.get_one(Requirement, check.requirement_id)
            title = requirement.title_sv if sv else requirement.title_en
            why = check.note_sv if sv else check.note_en
            found.append(Unfulfilled(requirement=f"{requirement.code} {title}", why=why))
    return found


def leads_to_contract(tender: Tender) -> bool:
    """Whether an approval is followed by a contract at once: no step of the procedure awards."""
    steps = procedures()[tender.procedure].steps
    return not any(LeadsTo.AWARD in step.leads_to for step in steps)


def time_to_rectify(work: Work, outgoing: Outgoing, sending: Sending) -> Deadline | None:
    """Until when the one refused may apply for rectification (LOV 10:3), from this letter."""
    tender = tender_of(work, outgoing)
    decision = work.session.get(AdmissionDecision, outgoing.admission_id)
    if Rulebook(tender.rulebook) is not Rulebook.SE_LOV or decision is None or decision.approved:
        return None
    return rectification(swedish_day(sending.at))


def stated_rectification(work: Work, outgoing: Outgoing, sending: Sending) -> date | None:
    found = time_to_rectify(work, outgoing, sending)
    return None if found is None else found.last_day
