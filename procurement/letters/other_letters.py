"""Letters about a withdrawal, a cancellation, a question, or a decision on exclusion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import SQLModel, col, select

from appeals.addressees import lots_bid_for
from documents.contexts import DocumentName
from documents.letter_contexts import (
    CancellationContext,
    ExclusionContext,
    InquiryContext,
    Suspicion,
    WithdrawalContext,
    WithdrawnAward,
)
from documents.rendering import template_version
from law.days import swedish_day
from law.deadline import Deadline
from law.exclusion import Ground
from law.reasons import Cite, Lang, Text, refuse
from law.review import cancellation
from law.rulebook import Rulebook
from models.correspondence import Inquiry, InquiryKind
from models.decision import AwardDecision, Cancellation, CancelledLot, Withdrawal, WithdrawnLot
from models.letters import Outgoing
from models.parties import Buyer, Organisation, Person
from models.qualification import ExclusionCase, ExclusionDecision
from models.store import Work
from models.tender import Bid, Lot, Requirement, Tender
from procurement.admissions.standing import applications_to
from procurement.letters.award_notices import cited
from procurement.letters.owed import Sending, notices, tender_of
from procurement.qualification.exclusion_rules import STATED, place_of
from procurement.tenders.lots import lots_of
from procurement.tenders.provisions import UNDER_DIRECTIVES, Provision, provision
from procurement.tenders.wording import (
    buyer_party,
    checkpoint_of,
    decision_part,
    is_demo,
    lot_part,
    provider_party,
    title_of,
)

# What may be asked, by which paragraph.
_ASKED_UNDER = {
    InquiryKind.CLARIFICATION: Provision.COMPLETION,
    InquiryKind.COMPLETION: Provision.COMPLETION,
    InquiryKind.PRICE_EXPLANATION: Provision.ABNORMALLY_LOW,
    InquiryKind.HEARING: Provision.HEARING,
    InquiryKind.EVIDENCE: Provision.EVIDENCE,
}
SELF_CLEANING = Cite("LOU", 13, "5")
_GROUNDS = {
    Ground.CRIME: Text("Dom för brott", "Conviction for an offence"),
    Ground.TAX: Text(
        "Obetalda skatter eller socialförsäkringsavgifter",
        "Unpaid taxes or social security contributions",
    ),
    Ground.MISCONDUCT: Text("Missförhållande", "Misconduct"),
}
_STATED_GROUND = Text(
    "Grund som anges i upphandlingsdokumenten", "Ground stated in the tender documents"
)


def head_of(
    work: Work,
    outgoing: Outgoing,
    sending: Sending,
    document: DocumentName,
    act: tuple[str, str, str],
    under: Provision | Cite,
) -> dict[str, Any]:
    """What every letter has; `act` is its kind and subject in the journal, and whose it was."""
    tender, lang = tender_of(work, outgoing), sending.lang
    kind, subject, actor_id = act
    return {
        "lang": lang,
        "template_version": template_version(document),
        "rulebook": tender.rulebook,
        "diary_number": tender.diary_number,
        "is_demo": is_demo(work),
        "checkpoint": checkpoint_of(work, kind, subject),
        "tender_title": title_of(tender, lang),
        "buyer": buyer_party(work, tender),
        "recipient": provider_party(work.session.get_one(Organisation, outgoing.organisation_id)),
        "sent_on": swedish_day(sending.at),
        "cite": _cite(tender, under).in_(lang),
        "signatory": work.session.get_one(Person, actor_id).name,
    }


def _cite(tender: Tender, under: Provision | Cite) -> Cite:
    return under if isinstance(under, Cite) else provision(Rulebook(tender.rulebook), under)


def withdrawal_letter(work: Work, outgoing: Outgoing, sending: Sending) -> WithdrawalContext:
    made = work.session.get_one(Withdrawal, outgoing.withdrawal_id)
    tender = work.session.get_one(Tender, made.tender_id)
    rows = work.session.exec(
        select(AwardDecision, Lot)
        .join(WithdrawnLot, col(WithdrawnLot.decision_id) == col(AwardDecision.id))
        .join(Lot, col(Lot.id) == col(WithdrawnLot.lot_id))
        .where(
            col(WithdrawnLot.withdrawal_id) == made.id,
            col(Lot.id).in_(lots_bid_for(work, tender.id, outgoing.organisation_id)),
        )
        .order_by(col(AwardDecision.number), col(Lot.code))
    ).all()
    lots: dict[str, list[Lot]] = {}
    parts = {decision.id: decision_part(tender, decision) for decision, _ in rows}
    for decision, lot in rows:
        lots.setdefault(decision.id, []).append(lot)
    act = ("award.withdrawn", made.id, made.actor_id)
    return WithdrawalContext(
        **head_of(work, outgoing, sending, "withdrawal", act, Provision.PRINCIPLES),
        withdrawn_on=swedish_day(made.withdrawn_at),
        awards=[
            WithdrawnAward(
                number=part.number,
                decided_on=part.decided_on,
                lots=[lot_part(lot) for lot in lots[decision_id]],
            )
            for decision_id, part in parts.items()
        ],
        reason=_said(made, sending.lang),
    )


def time_to_challenge(work: Work, outgoing: Outgoing, sending: Sending) -> Deadline | None:
    """Until when the cancellation can be challenged (LOU 20:12): the buyer cannot extend it.

    None in a system of choice, where no time is set for rectification (LOV 10:1, 10:3).
    """
    tender = tender_of(work, outgoing)
    if Rulebook(tender.rulebook) is Rulebook.SE_LOV:
        return None
    return cancellation(
        notices(work, outgoing, sending),
        started=tender.starts_on,
        rulebook=Rulebook(tender.rulebook),
    )


def cancellation_letter(work: Work, outgoing: Outgoing, sending: Sending) -> CancellationContext:
    made = work.session.get_one(Cancellation, outgoing.cancellation_id)
    tender = work.session.get_one(Tender, made.tender_id)
    time = time_to_challenge(work, outgoing, sending)
    # Whoever's bid was never opened has none on file, and is told of all that is cancelled.
    own, cancelled = _cancelled(work, made.id, outgoing.organisation_id), _cancelled(work, made.id)
    act = ("tender.cancelled", made.id, made.actor_id)
    return CancellationContext(
        **head_of(work, outgoing, sending, "cancellation", act, Provision.CANCELLATION_NOTICE),
        decided_on=swedish_day(made.decided_at),
        lots=[lot_part(lot) for lot in own or cancelled],
        whole=len(cancelled) == len(lots_of(work, tender.id)),
        redo=made.redo,
        reason=_said(made, sending.lang),
        court=court_of(work, tender),
        last_day=None if time is None else time.last_day,
        reasons=[] if time is None else cited(time.reasons, sending.lang),
    )


def _cancelled(work: Work, made: str, organisation_id: str | None = None) -> Sequence[Lot]:
    """The lots cancelled, or those of them that the recipient bid or applied for."""
    found = (
        select(Lot)
        .join(CancelledLot, col(CancelledLot.lot_id) == col(Lot.id))
        .where(col(CancelledLot.cancellation_id) == made)
        .order_by(col(Lot.code))
    )
    if organisation_id is not None:
        tender_id = work.session.get_one(Cancellation, made).tender_id
        applied = {
            row.lot_id
            for row in applications_to(work, tender_id)
            if row.organisation_id == organisation_id
        }
        own = applied | lots_bid_for(work, tender_id, organisation_id)
        found = found.where(col(Lot.id).in_(own))
    return work.session.exec(found).all()


def inquiry_letter(work: Work, outgoing: Outgoing, sending: Sending) -> InquiryContext:
    """Raises `ActRefused` when the day for the answer has passed before the question went."""
    asked = work.session.get_one(Inquiry, outgoing.inquiry_id)
    lang = sending.lang
    _check_can_answer(asked, swedish_day(sending.at))
    act = ("inquiry.asked", asked.id, asked.actor_id)
    under = _ASKED_UNDER[InquiryKind(asked.kind)]
    case = work.session.get(ExclusionCase, asked.exclusion_case_id or "")
    return InquiryContext(
        **head_of(work, outgoing, sending, "inquiry", act, under),
        kind=InquiryKind(asked.kind).value,
        lot=_lot_of(work, asked),
        requirement=_required(work, asked, lang),
        suspicion=_suspicion(tender_of(work, outgoing), case, lang) if case else None,
        remedy=_remedy(tender_of(work, outgoing), lang),
        question=asked.question_sv if lang == "sv" else asked.question_en,
        answer_by=asked.answer_by,
    )


def _check_can_answer(asked: Inquiry, today: date) -> None:
    if today > asked.answer_by:
        raise refuse(
            "letter.answer_day_passed",
            sv=f"Frågan {asked.id} skulle besvaras senast {asked.answer_by} men har inte skickats",
            en=f"The question {asked.id} was to be answered by {asked.answer_by} but was not sent",
            todo_sv="Ställ frågan på nytt, med en ny sista dag",
            todo_en="Put the question again, with another last day",
        )


def _remedy(tender: Tender, lang: Lang) -> str:
    """Where self-cleaning stands; chapter 19 has no words of its own for what must be shown."""
    rulebook = Rulebook(tender.rulebook)
    own = provision(rulebook, Provision.SELF_CLEANING)
    if rulebook in UNDER_DIRECTIVES:
        return own.in_(lang)
    both = Text(" och ", " and ").in_(lang)
    return both.join(dict.fromkeys([own.in_(lang), SELF_CLEANING.in_(lang)]))


def _lot_of(work: Work, asked: Inquiry) -> Any:
    bid = work.session.get(Bid, asked.bid_id or "")
    return lot_part(work.session.get_one(Lot, bid.lot_id)) if bid else None


def _required(work: Work, asked: Inquiry, lang: Lang) -> str | None:
    requirement = work.session.get(Requirement, asked.requirement_id or "")
    if requirement is None:
        return None
    return requirement.title_sv if lang == "sv" else requirement.title_en


def exclusion_letter(work: Work, outgoing: Outgoing, sending: Sending) -> ExclusionContext:
    case = work.session.get_one(ExclusionCase, outgoing.exclusion_case_id)
    decision = work.session.exec(
        select(ExclusionDecision)
        .where(col(ExclusionDecision.case_id) == case.id)
        .order_by(col(ExclusionDecision.decided_at).desc())
    ).first()
    if decision is None:
        raise AssertionError("a letter on exclusion is owed from its decision on")
    act = ("exclusion.decided", case.id, decision.actor_id)
    return ExclusionContext(
        **head_of(work, outgoing, sending, "exclusion", act, Provision.EXCLUSION_NOTICE),
        decided_on=swedish_day(decision.decided_at),
        excluded=decision.excluded,
        suspicion=_suspicion(tender_of(work, outgoing), case, sending.lang),
        reason=_said(decision, sending.lang),
        court=court_of(work, tender_of(work, outgoing)),
    )


def _suspicion(tender: Tender, case: ExclusionCase, lang: Lang) -> Suspicion:
    what = _STATED_GROUND if case.point == STATED else _GROUNDS[Ground(case.ground)]
    place = place_of(case.point, Rulebook(tender.rulebook))
    return Suspicion(
        ground=f"{what.in_(lang)} ({place.in_(lang)})",
        occurred_on=case.occurred_on,
        what=case.what_sv if lang == "sv" else case.what_en,
    )


def court_of(work: Work, tender: Tender) -> str:
    return work.session.get_one(Buyer, tender.buyer_id).court


def _said(row: SQLModel, lang: Lang) -> str:
    said: str = getattr(row, f"reason_{lang}")
    return said
