"""Which letters are owed, whatever they are about, and which have gone out.

An act that owes a tenderer a letter writes an `Outgoing` in its own transaction; its
`Dispatch` fulfils it. So nothing can be owed and forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from appeals.addressees import addressees, lots_bid_for
from appeals.in_force import cancelled_lots
from law.days import swedish_day
from law.notices import Notice
from law.reasons import Lang, refuse
from models.correspondence import Inquiry
from models.letters import Channel, Dispatch, LetterKind, Outgoing
from models.store import Store, Work
from models.tender import Bid, Tender
from procurement.conditions.participants import invited_lots, newest_selection
from procurement.frameworks.call_off_order import answered

# The column of `Outgoing` that says what a kind of letter is about.
SUBJECTS: Mapping[LetterKind, str] = {
    LetterKind.AWARD: "decision_id",
    LetterKind.WITHDRAWAL: "withdrawal_id",
    LetterKind.CANCELLATION: "cancellation_id",
    LetterKind.INQUIRY: "inquiry_id",
    LetterKind.EXCLUSION: "exclusion_case_id",
    LetterKind.ANSWER: "answer_id",
    LetterKind.INFORMATION: "request_id",
    LetterKind.COMPLETION: "completion_id",
    LetterKind.ADMISSION: "admission_id",
    LetterKind.INVITATION: "invitation_id",
    LetterKind.SELECTION: "selection_id",
    LetterKind.VALIDITY: "validity_id",
    LetterKind.CALL_OFF: "call_off_id",
}


@dataclass(frozen=True)
class Sending:
    """How and when a letter goes: what the last day that it states is counted from.

    `all_electronic` is of every letter about the same decision: one by post makes the
    time 15 days for everybody (LOU 20:1).
    """

    at: datetime
    channel: Channel
    all_electronic: bool
    lang: Lang


def subject_id(outgoing: Outgoing) -> str:
    found: str = getattr(outgoing, SUBJECTS[LetterKind(outgoing.kind)])
    return found


def tender_of(work: Work, outgoing: Outgoing) -> Tender:
    return work.session.get_one(Tender, outgoing.tender_id)


def letters_of(work: Work, tender_id: str) -> list[tuple[Outgoing, Dispatch | None]]:
    """Every letter of the tender in the order they came to be owed, and how it went out."""
    rows = work.session.exec(
        select(Outgoing, Dispatch)
        .outerjoin(Dispatch, col(Dispatch.outgoing_id) == col(Outgoing.id))
        .where(col(Outgoing.tender_id) == tender_id)
        .order_by(col(Outgoing.owed_since), col(Outgoing.id))
    )
    return [(outgoing, dispatch) for outgoing, dispatch in rows]


def owed_decisions(store: Store, tender_id: str) -> tuple[str, ...]:
    """Award decisions with letters that have not been dispatched."""
    with store.read() as work:
        owed = {
            outgoing.decision_id
            for outgoing, dispatch in letters_of(work, tender_id)
            if dispatch is None and outgoing.decision_id and not moot(work, outgoing)
        }
        return tuple(sorted(owed))


def outgoing_or_refusal(work: Work, outgoing_id: str) -> Outgoing:
    outgoing = work.session.get(Outgoing, outgoing_id)
    if outgoing is None:
        raise refuse(
            "letter.unknown",
            sv=f"Det finns inget brev {outgoing_id}",
            en=f"There is no letter {outgoing_id}",
            todo_sv="Ange ett brev som tilldela letters list visar",
            todo_en="Name one that tilldela letters list shows",
        )
    return outgoing


def letters_about(
    work: Work, kind: LetterKind, subject: str
) -> list[tuple[Outgoing, Dispatch | None]]:
    """The letters about one decision, to everybody, and how they went out."""
    column = getattr(Outgoing, SUBJECTS[kind])
    rows = work.session.exec(
        select(Outgoing, Dispatch)
        .outerjoin(Dispatch, col(Dispatch.outgoing_id) == col(Outgoing.id))
        .where(column == subject)
        .order_by(col(Outgoing.organisation_id))
    )
    return [(other, dispatch) for other, dispatch in rows]


def same_subject(work: Work, outgoing: Outgoing) -> list[tuple[Outgoing, Dispatch | None]]:
    return letters_about(work, LetterKind(outgoing.kind), subject_id(outgoing))


def moot(work: Work, outgoing: Outgoing) -> bool:
    """A notice of an award that stands for none of the lots that its addressee bid for.

    So is a question about what has been cancelled since, an invitation to what is cancelled
    as a whole, a selection that another has replaced, and an offer that has been answered.
    """
    if outgoing.decision_id is not None:
        return outgoing.organisation_id not in addressees(work, outgoing.decision_id)
    if outgoing.selection_id is not None:
        newest = newest_selection(work, outgoing.tender_id)
        return newest is not None and newest.id != outgoing.selection_id
    if outgoing.invitation_id is not None:
        invited = invited_lots(work, outgoing.invitation_id, outgoing.organisation_id)
        return invited <= cancelled_lots(work, outgoing.tender_id)
    if outgoing.call_off_id is not None:
        return answered(work, outgoing)
    if outgoing.inquiry_id is None:
        return False
    asked = work.session.get_one(Inquiry, outgoing.inquiry_id)
    bid = work.session.get(Bid, asked.bid_id or "")
    lots = {bid.lot_id} if bid else lots_bid_for(work, asked.tender_id, asked.organisation_id)
    return lots <= cancelled_lots(work, asked.tender_id)


def notices(work: Work, outgoing: Outgoing, sending: Sending) -> list[Notice]:
    """What the decision's last day is counted from when this letter goes too.

    Letters that went on a later day than this one are not counted in it: one that was
    posted states what was right on the day it was posted.
    """
    day = swedish_day(sending.at)
    sent = [dispatch for _, dispatch in same_subject(work, outgoing) if dispatch is not None]
    counted = [
        Notice(each.dispatched_at, each.channel == Channel.ELECTRONIC)
        for each in sent
        if swedish_day(each.dispatched_at) <= day
    ]
    return [*counted, Notice(sending.at, sending.all_electronic)]
