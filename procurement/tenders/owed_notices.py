"""Notices that an act owes: written with the act, and read where the law counts from them."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from law.days import swedish_day
from law.procedures import Call
from models.notices import NoticeKind, OwedNotice, PublishedNotice, SentNotice
from models.store import Work
from models.tender import Tender
from procurement.tenders.steps import basis_of, first_step_of, step_of_tender


def owe_notice(
    work: Work, tender_id: str, kind: NoticeKind, about: str, due_on: date | None = None
) -> str:
    """The id of the notice of that kind about it, owed from now on unless it already is.

    Flushed, so that the act's entry in the journal comes after it.
    """
    notice_id = f"{about}/{kind.value}"
    if work.session.get(OwedNotice, notice_id) is None:
        row = OwedNotice(
            id=notice_id,
            tender_id=tender_id,
            kind=kind,
            about=about,
            owed_since=work.now,
            due_on=due_on,
        )
        work.session.add(row)
        work.session.flush()
    return notice_id


def owe_cancellation(work: Work, tender: Tender, about: str) -> None:
    """Whoever has read that something is bought is told that it is not, in the same place."""
    if was_advertised(work, tender):
        owe_notice(work, tender.id, NoticeKind.CANCELLATION, about)


def owe_correction(work: Work, tender: Tender, about: str) -> None:
    """A call by notice is corrected in the same place. `about`: the correction, or extension."""
    if step_of_tender(tender).call is Call.CONTRACT_NOTICE:
        owe_notice(work, tender.id, NoticeKind.CORRECTION, about)


def was_advertised(work: Work, tender: Tender) -> bool:
    """Whether the call, or the step of the same procedure that it goes on from, had a notice.

    A call in a system, or under a framework, is no part of what was then advertised.
    """
    found: Tender | None = tender
    while found is not None and found.procedure == tender.procedure:
        step = step_of_tender(found)
        if step.call is Call.CONTRACT_NOTICE:
            return step.sealed or found.id == tender.id
        found = basis_of(work, found.id)
    return False


def sent_on(work: Work, about: str, kind: NoticeKind) -> date | None:
    """The day that the notice went to the database; None while nobody has recorded it."""
    row = work.session.get(SentNotice, f"{about}/{kind.value}")
    return None if row is None else swedish_day(row.sent_at)


def prior_information_sent_on(work: Work, tender: Tender) -> date | None:
    """When planned buying was told of beforehand (LOU 10:3): it may shorten the time (11:5)."""
    return sent_on(work, first_step_of(work, tender).id, NoticeKind.PRIOR_INFORMATION)


def published_on(work: Work, tender_id: str, kind: NoticeKind) -> date | None:
    """The last day on which a notice of the kind about the tender was made public."""
    found = (
        select(col(PublishedNotice.published_on))
        .join(OwedNotice, col(OwedNotice.id) == col(PublishedNotice.notice_id))
        .where(col(OwedNotice.tender_id) == tender_id, col(OwedNotice.kind) == kind.value)
        .order_by(col(PublishedNotice.published_on).desc())
    )
    return work.session.exec(found).first()
