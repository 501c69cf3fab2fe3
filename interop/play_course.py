"""The course of events of a play: who does what when, and what the courts say."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

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
    were ranked again because the presumptive winner failed.
    """

    publish: Publish
    open: Opening
    evaluate: Act
    controls: tuple[Act, ...]
    decide: Decide
    letters: Letters
    applications: tuple[Application, ...]
    court_check: CourtCheck
    provider_signs: tuple[ProviderSigns, ...]
    buyer_signs: Act
    court_acts: tuple[AppealedLot, ...]
    reports: tuple[Month, ...]
    rate: Act
    audit: Act
