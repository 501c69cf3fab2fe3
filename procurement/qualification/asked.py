"""What tenderers have been asked, and whether each has had its say.

A question counts as put when its letter has left, and as put in time when it left before
the last day for answering. Whoever was never sent the question has not been heard, whatever
somebody has recorded as its answer.
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
from models.tender import Bid, Requirement


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
# The tenderer may still answer in time, once the letter has left.
WAITING = frozenset({InquiryState.UNSENT, InquiryState.OPEN})


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

    def running(self, today: date) -> bool:
        """Not answered, and the last day for it has not passed."""
        return self.state(today) in WAITING and today <= self.inquiry.answer_by


def answered_for(inquiries: Sequence[Asked], today: date) -> Asked | None:
    """The newest of them that the tenderer has had its say about; None while one still runs."""
    if any(each.running(today) for each in inquiries):
        return None
    heard = [each for each in inquiries if each.heard(today)]
    return heard[-1] if heard else None


def inquiry_state(
    answer_by: date, sent_on: date | None, replied_on: Sequence[date], today: date
) -> InquiryState:
    """Pure: all are Swedish civil days; the last day for answering is `answer_by` itself.

    What came before the letter left is no answer to it.
    """
    if sent_on is None:
        return InquiryState.UNSENT
    answers = [day for day in replied_on if day >= sent_on]
    if answers:
        late = min(answers) > answer_by
        return InquiryState.ANSWERED_LATE if late else InquiryState.ANSWERED
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


def time_left(
    inquiries: Sequence[Asked], bid: Bid, requirement: Requirement, today: date
) -> Asked | None:
    """The question by which the tenderer still has time to show the requirement, if there is one.

    Where it is shown once for all bids, a question about any of them counts.
    """
    about = (
        each
        for each in inquiries
        if each.inquiry.requirement_id == requirement.id
        and each.inquiry.organisation_id == bid.organisation_id
        and (each.inquiry.bid_id == bid.id or not requirement.per_bid)
    )
    return next((each for each in about if each.running(today)), None)


def heard_in_case(work: Work, tender_id: str, case_id: str, today: date) -> bool:
    """Whether the tenderer has had each set time to comment on the case for exclusion."""
    hearings = of_kind(inquiries_of(work, tender_id), InquiryKind.HEARING)
    of_case = [each for each in hearings if each.inquiry.exclusion_case_id == case_id]
    return answered_for(of_case, today) is not None
