"""Every request of a tender: what was given to whom and when, and what waits too long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlmodel import col, select

from appeals.disclosure.answering import letters_given
from appeals.disclosure.deciding import newest_decisions
from appeals.disclosure.matter_state import matter_of
from appeals.disclosure.requests import covered
from law.days import swedish_day
from law.reasons import Reason, Text
from law.secrecy import PROMPTLY, absolute_in
from models.disclosure import (
    DisclosureDecision,
    DisclosureLetter,
    DisclosureRequest,
    RequestedDocument,
)
from models.store import Work
from models.tender import Tender

# The law says "promptly", and no day: this many is the house's own aim.
AIM_DAYS: Final = 3


@dataclass(frozen=True)
class RequestState:
    """`decided` by hash, the decision that counts; `aim` the day the house wants it answered."""

    request: DisclosureRequest
    documents: Sequence[RequestedDocument]
    decided: dict[str, DisclosureDecision]
    letters: Sequence[DisclosureLetter]
    aim: date

    @property
    def waiting(self) -> bool:
        """Nothing has been answered, or not what was decided since."""
        last = max((each.recorded_real_at for each in self.letters), default=None)
        undecided = len(self.decided) < len(self.documents)
        newer = [each for each in self.decided.values() if last and each.recorded_real_at > last]
        return last is None or undecided or bool(newer)

    def late(self, today: date) -> Reason | None:
        """A warning and no more: no day for it stands in the law (TF 2:15-16)."""
        if not self.waiting or today <= self.aim:
            return None
        text = Text(
            f"Begäran {self.request.id} skulle ha besvarats senast {self.aim}, husets eget mål;"
            " den ska handläggas skyndsamt",
            f"Request {self.request.id} was to be answered by {self.aim}, the house's own aim; it"
            " is to be dealt with promptly",
        )
        return Reason("disclosure-late", text, PROMPTLY)


def disclosure_states(work: Work, tender_id: str) -> Sequence[RequestState]:
    """By number."""
    rows = work.session.exec(
        select(DisclosureRequest)
        .where(col(DisclosureRequest.tender_id) == tender_id)
        .order_by(col(DisclosureRequest.number))
    )
    return [disclosure_state(work, row) for row in rows.all()]


def disclosure_state(work: Work, request: DisclosureRequest) -> RequestState:
    return RequestState(
        request,
        covered(work, request.id),
        newest_decisions(work, request.id),
        letters_given(work, request.id),
        swedish_day(request.received_at) + timedelta(days=AIM_DAYS),
    )


def bids_are_secret(work: Work, tender: Tender) -> bool:
    """Whether so much as how many documents concern bids may not be told yet."""
    return absolute_in(matter_of(work, tender))
