"""Every notice of a tender, how far it has come, and which are late and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from law.days import spoken, swedish_day
from law.reasons import Basis, Reason, Text
from models.notices import NoticeKind, OwedNotice, PublishedNotice, SentNotice
from models.store import Work
from models.tender import Tender
from procurement.notices.duties import Duty, award_notice
from procurement.notices.told import concluded_on, notices_of
from procurement.tenders.named import tender_or_refusal

# The publication of the tender here stands for the sending of its notice: the same day.
_AT_ONCE = frozenset({NoticeKind.CONTRACT, NoticeKind.SYSTEM, NoticeKind.CORRECTION})


@dataclass(frozen=True)
class NoticeState:
    """`last_day` is None where nothing says when; `late` says why it should have gone."""

    notice: OwedNotice
    sent: SentNotice | None
    published: PublishedNotice | None
    last_day: date | None
    gathered_by: date | None
    late: Reason | None

    @property
    def kind(self) -> NoticeKind:
        return NoticeKind(self.notice.kind)


def notice_states(work: Work, tender_id: str) -> tuple[NoticeState, ...]:
    """In the order that they came to be owed."""
    tender = tender_or_refusal(work, tender_id)
    return tuple(_state(work, tender, notice) for notice in notices_of(work, tender_id))


def overdue(work: Work, tender_id: str) -> tuple[NoticeState, ...]:
    """Those that should have been sent by now."""
    return tuple(state for state in notice_states(work, tender_id) if state.late is not None)


def _state(work: Work, tender: Tender, notice: OwedNotice) -> NoticeState:
    sent = work.session.get(SentNotice, notice.id)
    published = work.session.get(PublishedNotice, notice.id)
    duty = _duty(work, tender, notice)
    last = notice.due_on if duty is None else duty.last_day
    if last is None and NoticeKind(notice.kind) in _AT_ONCE:
        last = swedish_day(notice.owed_since)
    gathered = None if duty is None else duty.gathered_by
    end = max(filter(None, (last, gathered)), default=None)
    today = swedish_day(work.now)
    late = sent is None and end is not None and today > end
    why = _late(notice, end, duty) if late and end else None
    return NoticeState(notice, sent, published, last, gathered, why)


def _duty(work: Work, tender: Tender, notice: OwedNotice) -> Duty | None:
    if notice.kind != NoticeKind.AWARD:
        return None
    return award_notice(work, tender, notice.about, concluded_on(work, notice.about))


def _late(notice: OwedNotice, end: date, duty: Duty | None) -> Reason:
    last = spoken(end)
    text = Text(
        f"Annonsen {notice.id} skulle ha skickats senast {last.sv}",
        f"The notice {notice.id} should have been sent by {last.en}",
    )
    cited = next((each.cite for each in duty.reasons if each.cite), None) if duty else None
    basis = Basis.STATUTE if cited else Basis.HOUSE_RULE
    return Reason("notice.late", text, cited, basis)
