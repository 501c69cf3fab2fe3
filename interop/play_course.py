"""The course of events of a play: who does what when, and what the courts say."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from interop.play_values import Frozen, Instant, Month
from law.reasons import Text

Court = Literal["FR", "KR", "HFD"]


class Act(Frozen):
    """A dated act by one person."""

    at: Instant
    by: str


class Publish(Act):
    approved_by: str


class Opening(Act):
    second: str


class Decide(Act):
    prepared_by: str


class Letters(Act):
    dispatch: Literal["electronic", "other"]


class Reply(Frozen):
    at: Instant
    text: str


class Asked(Frozen):
    """One bid that the question is about; ``reply`` is None where no answer comes."""

    bid: str
    reply: Reply | None


class Inquiry(Act):
    """One question in the same words to one tenderer or several; their letters go at once.

    A completion and a request for evidence name the requirement (tender.yaml).
    """

    kind: Literal["clarification", "completion", "price_explanation", "evidence"]
    requirement: str | None = None
    answer_by: date
    question: Text
    asked: tuple[Asked, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _replies_follow(self) -> Self:
        if any(each.reply is not None and each.reply.at <= self.at for each in self.asked):
            raise ValueError("a reply comes before its question. Give it a later time.")
        return self


class PriceDecided(Act):
    """What was made of an explained price, by two persons."""

    prepared_by: str
    bid: str
    accepted: bool
    reason: Text


class Masked(Frozen):
    """``field``: price, comparison, or criterion:<id>."""

    field: str
    reason: Text


class SecrecyTested(Act):
    masks: tuple[Masked, ...]
    reason: Text


class InformationRequested(Frozen):
    """A tenderer asks why it did not win the lot; what is kept secret is tested, and it is told."""

    lot: str
    provider: str
    kind: Literal["relative_advantages", "rejection_reasons"]
    received_at: Instant
    by: str
    secrecy: SecrecyTested
    answered_at: Instant

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.received_at <= self.secrecy.at <= self.answered_at:
            raise ValueError(
                "the request, the secrecy test and the answer are not in that order. "
                "Correct their times."
            )
        return self


class ProviderSigns(Frozen):
    """The provider's signatory (providers.csv) signs all its contracts free to sign."""

    provider: str
    at: Instant


class CourtAnswer(Frozen):
    """The court's answer for one lot: the pending case, or None."""

    lot: str
    pending_case: str | None


class CourtCheck(Act):
    """A recorded question to a court: is anything pending in these lots?"""

    court: Court
    answers: tuple[CourtAnswer, ...]


class Application(Frozen):
    """An application for review (ansökan om överprövning) in one lot."""

    case: str
    court: Court
    lot: str
    applicant: str
    lodged_at: Instant
    informed_at: Instant
    grounds: Text
    relief: Text


class Ruling(Frozen):
    """A court's final answer. ``disregard_bid`` is set where it orders a correction."""

    act: Literal["ruling"]
    case: str
    court: Court
    outcome: Literal["rejected", "correction", "redo", "dismissed", "leave_refused"]
    decided_at: Instant
    dispatched_at: Instant
    informed_at: Instant
    summary: Text
    disregard_bid: str | None = None


class Appeal(Frozen):
    """The ruling is taken to the next court."""

    act: Literal["appeal"]
    case: str
    court: Court
    lodged_at: Instant
    informed_at: Instant


class InterimOrder(Frozen):
    """The court forbids the contract until it says otherwise."""

    act: Literal["interim_order"]
    case: str
    court: Court
    decided_at: Instant
    informed_at: Instant


class LotCourtCheck(Act):
    act: Literal["court_check"]
    court: Court
    pending_case: str | None


class LotProviderSigns(Frozen):
    act: Literal["provider_signs"]
    at: Instant


class LotBuyerSigns(Act):
    act: Literal["buyer_signs"]


class LotEvaluate(Act):
    act: Literal["evaluate"]


class LotControls(Act):
    act: Literal["controls"]


class LotDecide(Decide):
    act: Literal["decide"]


class LotLetters(Letters):
    act: Literal["letters"]


LotAct = Annotated[
    Ruling
    | Appeal
    | InterimOrder
    | LotCourtCheck
    | LotProviderSigns
    | LotBuyerSigns
    | LotEvaluate
    | LotControls
    | LotDecide
    | LotLetters,
    Field(discriminator="act"),
]


class AppealedLot(Frozen):
    """What happens in an appealed lot after the first court check, in order."""

    lot: str
    acts: tuple[LotAct, ...]


class Course(Frozen):
    """The course of events on the play's clock.

    ``controls``: the first round covers every lot, each later one the lots that
    were ranked again because the presumptive winner failed. ``individual_reports``:
    each time the report on the whole procurement is put on file, with the facts of then.
    """

    publish: Publish
    open: Opening
    evaluate: Act
    inquiries: tuple[Inquiry, ...] = ()
    price_decisions: tuple[PriceDecided, ...] = ()
    controls: tuple[Act, ...]
    decide: Decide
    letters: Letters
    information_requests: tuple[InformationRequested, ...] = ()
    applications: tuple[Application, ...]
    court_check: CourtCheck
    provider_signs: tuple[ProviderSigns, ...]
    buyer_signs: Act
    court_acts: tuple[AppealedLot, ...]
    individual_reports: tuple[Act, ...] = ()
    reports: tuple[Month, ...]
    rate: Act
    audit: Act
