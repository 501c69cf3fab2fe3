"""What tenderers have been asked, and whether each has had its say.

A question counts as put when its letter has left, and as put in time when it left before
the last day for answering. Whoever was never sent the question has not been heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import col, select

from law.days import swedish_day
from models.correspondence import Inquiry, InquiryKind, Reply
from models.letters import Dispatch, Outgoing
from models.store import Work


class InquiryState(StrEnum):
    """Where a question stands on a day."""

    UNSENT = "unsent"
    OPEN = "open"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"
    UNANSWERED = "unanswered"
    SENT_TOO_LATE = "sent_too_late"


# The tenderer has answered, or has had a set time to and let it pass.
HEARD = frozenset({InquiryState.ANSWERED, InquiryState.ANSWERED_LATE, InquiryState.UNANSWERED})


@dataclass(frozen=True)
class Asked:
    """A question, the Swedish day on which its letter left, and the replies, oldest first."""

    inquiry: Inquiry
    sent_on: date | None
    replies: tuple[Reply, ...]

    def state(self, today: date) -> InquiryState:
        return inquiry_state(
            self.inquiry.answer_by,
            self.sent_on,
            tuple(swedish_day(reply.received_at) for reply in self.replies),
            today,
        )

    def heard(self, today: date) -> bool:
        """Answered, or the day has passed after a letter that left time to answer."""
        return self.state(today) in HEARD


def inquiry_state(
    answer_by: date, sent_on: date | None, replied_on: Sequence[date], today: date
) -> InquiryState:
    """Pure: all are Swedish civil days; the last day for answering is `answer_by` itself."""
    if replied_on:
        late = min(replied_on) > answer_by
        return InquiryState.ANSWERED_LATE if late else InquiryState.ANSWERED
    if sent_on is None:
        return InquiryState.UNSENT
    if sent_on >= answer_by:
        return InquiryState.SENT_TOO_LATE
    return InquiryState.OPEN if today <= answer_by else InquiryState.UNANSWERED


def inquiries_of(work: Work, tender_id: str) -> tuple[Asked, ...]:
    """Everything asked in the tender, oldest first."""
    rows = work.session.exec(
        select(Inquiry)
        .where(col(Inquiry.tender_id) == tender_id)
        .order_by(col(Inquiry.asked_at), col(Inquiry.id))
    ).all()
    sent = _sent(work, tender_id)
    replies = _replies(work, tender_id)
    return tuple(Asked(row, sent.get(row.id), tuple(replies.get(row.id, ()))) for row in rows)


def asked(work: Work, inquiry_id: str) -> Asked | None:
    """One question with its answers, or None where there is none of that id."""
    inquiry = work.session.get(Inquiry, inquiry_id)
    if inquiry is None:
        return None
    found = (each for each in inquiries_of(work, inquiry.tender_id))
    return next(each for each in found if each.inquiry.id == inquiry_id)


def of_kind(inquiries: Sequence[Asked], kind: InquiryKind) -> tuple[Asked, ...]:
    return tuple(each for each in inquiries if each.inquiry.kind == kind)


def _sent(work: Work, tender_id: str) -> dict[str, date]:
    rows = work.session.exec(
        select(Inquiry.id, Dispatch.dispatched_at)
        .join(Outgoing, col(Outgoing.inquiry_id) == col(Inquiry.id))
        .join(Dispatch, col(Dispatch.outgoing_id) == col(Outgoing.id))
        .where(col(Inquiry.tender_id) == tender_id)
    ).all()
    return {inquiry_id: swedish_day(at) for inquiry_id, at in rows}


def _replies(work: Work, tender_id: str) -> dict[str, list[Reply]]:
    rows = work.session.exec(
        select(Reply)
        .join(Inquiry, col(Inquiry.id) == col(Reply.inquiry_id))
        .where(col(Inquiry.tender_id) == tender_id)
        .order_by(col(Reply.received_at))
    ).all()
    found: dict[str, list[Reply]] = {}
    for row in rows:
        found.setdefault(row.inquiry_id, []).append(row)
    return found


def heard_in_case(work: Work, tender_id: str, case_id: str, today: date) -> bool:
    """Whether the tenderer has had a set time to comment on the case for exclusion."""
    hearings = of_kind(inquiries_of(work, tender_id), InquiryKind.HEARING)
    return any(each.inquiry.exclusion_case_id == case_id and each.heard(today) for each in hearings)
