"""Notices that the law leaves to the buyer: of an intention to award, and of planned buying."""

from __future__ import annotations

from sqlmodel import col, select

from appeals.addressees import standing_lots
from appeals.in_force import concluded_at
from law.days import swedish_day
from law.procedures import Call, ConditionKind
from law.reasons import ActRefused, Text, refuse
from models.decision import AwardDecision
from models.notices import NoticeKind, OwedNotice
from models.planning import NoteKind
from models.store import Store, Work
from models.tender import Publication, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from procurement.planning.notes import add_note
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.lots_by_code import check_reason
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.owed_notices import owe_notice
from procurement.tenders.steps import step_of_tender
from registry.journal import append


def announce_intent(
    store: Store, actor: Actor, approver: Actor, tender_id: str, reason: Text
) -> str:
    """Owe a notice of the intention to award directly (LOU 10:5, 19a:9); returns its id.

    `reason`: why the procurement was not advertised, which the notice tells and a note in the
    file keeps. From its publication 10 days must pass before a contract (20:3), after which it
    cannot be declared ineffective for want of a notice (20:15). Again, it is the one there is.
    Raises `ActRefused` where suppliers were advertised for, before a decision, and after the
    contract.
    """
    check_reason(reason)
    with store.write() as work:
        tender = _announced_by_two(work, actor, approver, tender_id)
        _check_direct(tender)
        lock_lots_of(work, tender_id)
        decision_id = _decision(work, tender_id)
        notice_id = f"{decision_id}/{NoticeKind.EX_ANTE.value}"
        if work.session.get(OwedNotice, notice_id) is not None:
            return notice_id
        _check_not_concluded(work, tender_id, decision_id)
        today = swedish_day(work.now)
        number = add_note(work, actor, tender_id, NoteKind.PROCEDURE, today, reason)
        owe_notice(work, tender_id, NoticeKind.EX_ANTE, decision_id)
        said = {"approved_by": approver.id, "decision": decision_id, "note": number}
        append(work, actor.id, "notice.intent_announced", notice_id, said)
        return notice_id


def announce_beforehand(store: Store, actor: Actor, approver: Actor, tender_id: str) -> str:
    """Owe a notice of planned buying (LOU 10:3) before the call; returns its id.

    Sent between 12 months and 35 days before the contract notice, it may shorten the time for
    tenders (11:5). Again, it is the one there is. Raises `ActRefused` once the call is sent,
    and for a call that suppliers are not advertised for.
    """
    with store.write() as work:
        tender = _announced_by_two(work, actor, approver, tender_id)
        step = step_of_tender(tender)
        if not step.first or step.call is not Call.CONTRACT_NOTICE:
            raise _no_notice(tender)
        notice_id = f"{tender_id}/{NoticeKind.PRIOR_INFORMATION.value}"
        if work.session.get(OwedNotice, notice_id) is not None:
            return notice_id
        if work.session.get(Publication, tender_id) is not None:
            raise _too_late(tender)
        owe_notice(work, tender_id, NoticeKind.PRIOR_INFORMATION, tender_id)
        said = {"approved_by": approver.id}
        append(work, actor.id, "notice.planned_announced", notice_id, said)
        return notice_id


def _announced_by_two(work: Work, actor: Actor, approver: Actor, tender_id: str) -> Tender:
    tender = tender_or_refusal(work, tender_id)
    require(work, actor, Act.SEND_NOTICE, tender.buyer_id)
    require(work, approver, Act.APPROVE_PUBLICATION, tender.buyer_id)
    require_second(actor, approver, "En annons", "A notice")
    return tender


def _check_direct(tender: Tender) -> None:
    if ConditionKind.DIRECT_AWARD not in step_of_tender(tender).conditions:
        raise refuse(
            "notice.not_direct",
            sv=f"{tender.id} tilldelas inte direkt, så det finns ingen avsikt att annonsera",
            en=f"{tender.id} is not awarded directly, so that there is no intention to announce",
            todo_sv="Skicka underrättelserna om tilldelningsbeslutet",
            todo_en="Send the notices of the award decision",
        )


def _decision(work: Work, tender_id: str) -> str:
    """The newest decision that stands for some lot."""
    made = select(AwardDecision.id).where(col(AwardDecision.tender_id) == tender_id)
    for decision_id in work.session.exec(made.order_by(col(AwardDecision.number).desc())):
        if standing_lots(work, decision_id):
            return decision_id
    raise refuse(
        "notice.no_decision",
        sv=f"Inget tilldelningsbeslut i {tender_id} gäller",
        en=f"No award decision in {tender_id} is in force",
        todo_sv="Fatta tilldelningsbeslutet först: annonsen ska ange vem som tilldelas kontraktet",
        todo_en="Make the award decision first: the notice names who is awarded the contract",
    )


def _check_not_concluded(work: Work, tender_id: str, decision_id: str) -> None:
    lots = standing_lots(work, decision_id)
    if all(concluded_at(work, lot_id) is not None for lot_id in lots):
        raise refuse(
            "notice.concluded",
            sv=f"Avtalet i {tender_id} är redan ingått",
            en=f"The contract in {tender_id} has already been concluded",
            todo_sv="Skicka efterannonsen, om en sådan behövs",
            todo_en="Send the award notice, if one is needed",
        )


def _no_notice(tender: Tender) -> ActRefused:
    return refuse(
        "notice.no_call",
        sv=f"{tender.id} annonseras inte, så den kan inte heller förhandsannonseras",
        en=f"{tender.id} is not advertised, so that it cannot be announced beforehand either",
        todo_sv="Ange den upphandling som börjar med en annons",
        todo_en="Name the tender that begins with a notice",
    )


def _too_late(tender: Tender) -> ActRefused:
    return refuse(
        "notice.after_call",
        sv=f"{tender.id} är redan annonserad",
        en=f"{tender.id} has already been published",
        todo_sv="Låt bli: en förhandsannons gäller det som planeras",
        todo_en="Leave it: a prior information notice is about what is planned",
    )
