"""Letters to tenderers besides the award notice: each is about one act, or one question."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from documents.parts import CitedReason, Document, Lot, Part, Party


class Correspondence(Document):
    """Who writes to whom about which tender, under which paragraph."""

    tender_title: str
    buyer: Party
    recipient: Party
    sent_on: date
    cite: str
    """As printed: "19 kap. 21 § LOU"."""
    signatory: str


class WithdrawnAward(Part):
    """Of the decision's lots, those that the letter's recipient bid for."""

    number: str
    decided_on: date
    lots: list[Lot]


class WithdrawalContext(Correspondence):
    document: Literal["withdrawal"] = "withdrawal"
    withdrawn_on: date
    awards: list[WithdrawnAward]
    reason: str


class CancellationContext(Correspondence):
    """``lots`` are those that the recipient bid for; ``whole`` says that no other is left."""

    document: Literal["cancellation"] = "cancellation"
    decided_on: date
    lots: list[Lot]
    whole: bool
    redo: bool
    reason: str
    court: str
    last_day: date | None
    """For an application for review to come in to the court; none in a system of choice."""
    reasons: list[CitedReason]


class Suspicion(Part):
    """The ground for exclusion that the tenderer is heard about, or was excluded on."""

    ground: str
    """In words, with its paragraph."""
    occurred_on: date
    what: str


class InquiryContext(Correspondence):
    """``suspicion`` in a hearing alone; then ``remedy`` is the paragraph on self-cleaning."""

    document: Literal["inquiry"] = "inquiry"
    kind: Literal["clarification", "completion", "price_explanation", "hearing", "evidence"]
    lot: Lot | None
    requirement: str | None
    suspicion: Suspicion | None
    remedy: str
    question: str
    answer_by: date


class ExclusionContext(Correspondence):
    document: Literal["exclusion"] = "exclusion"
    decided_on: date
    excluded: bool
    suspicion: Suspicion
    reason: str
    court: str


class AnswerContext(Correspondence):
    """``asked`` is the question without what tells who asked; None for the buyer's own."""

    document: Literal["answer"] = "answer"
    number: int
    answered_on: date
    deadline: AwareDatetime
    asked: str | None
    answer: str


class BindingBid(Part):
    """A bid of the recipient's own, and the last day that it binds as things stand."""

    id: str
    lot: Lot
    until: date


class ValidityContext(Correspondence):
    """``bids`` are to bind through ``until``; an answer is asked for by ``answer_by``."""

    document: Literal["validity"] = "validity"
    bids: list[BindingBid]
    until: date
    answer_by: date
    reason: str


class Compared(Part):
    """One thing that was compared. ``masked`` is printed in the place of the chosen bid's."""

    title: str
    own: str
    chosen: str | None = None
    masked: str | None = None
    own_reason: str = ""
    chosen_reason: str = ""


class Withheld(Part):
    title: str
    cite: str
    reason: str


class InformationContext(Correspondence):
    """``rows`` compare an admissible bid with the chosen one; ``reasons`` say why one fell."""

    document: Literal["information"] = "information"
    asked_on: date
    kind: Literal["rejection_reasons", "relative_advantages"]
    lot: Lot
    decision_number: str
    decided_on: date
    chosen: str
    """The name of the tenderer to whom the lot was awarded."""
    rows: list[Compared] = Field(default_factory=list)
    reasons: list[str] = Field(default_factory=list)
    withheld: list[Withheld] = Field(default_factory=list)
    court: str
