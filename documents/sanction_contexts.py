"""The ladder under a contract: reminder, warning, penalty, intake stop, termination.

A later act of the ladder is a decision and takes two persons and a hearing. Amounts are
checked where they are stated: a decision whose figures do not add up cannot be set.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from documents.contract_act_parts import (
    ContractAct,
    Decider,
    EarlierStep,
    Fault,
    Hearing,
    TwoDecide,
)
from documents.parts import CitedReason, Count, Ore, Part


class ReminderContext(ContractAct):
    """The lowest step: what is amiss, and by when it is to be put right."""

    document: Literal["reminder"] = "reminder"
    faults: list[Fault] = Field(min_length=1)
    measures: list[str] = Field(min_length=1)
    """What the provider is asked to do."""
    remedied_by: date
    next_step: str
    """What the contract has follow if nothing happens."""
    signatory: Decider


class WarningContext(ContractAct):
    document: Literal["warning"] = "warning"
    faults: list[Fault] = Field(min_length=1)
    earlier: list[EarlierStep] = Field(default_factory=list)
    hearing: Hearing
    reasons: list[str] = Field(min_length=1)
    measures: list[str] = Field(min_length=1)
    """What the plan of action must hold."""
    plan_by: date
    remedied_by: date
    next_step: str
    signatory: Decider


class PenaltyRow(Part):
    """``amount_ore`` is ``count`` times ``each_ore``."""

    what: str
    unit: str
    """What is counted: "tillfälle", "påbörjad vecka"."""
    count: Count
    each_ore: Ore
    amount_ore: Ore

    @model_validator(mode="after")
    def _multiplied(self) -> Self:
        if self.amount_ore != self.count * self.each_ore:
            raise ValueError("penalty: a row's amount is its count times the amount for each")
        return self


class PenaltyCap(Part):
    """``percent`` of what the buyer pays for twelve months is the most that may be taken."""

    base_ore: Ore
    base_is: str
    """How the base was found, in words."""
    percent: Count
    cap_ore: Ore
    earlier_ore: Ore
    """Penalties already decided that count against the same cap."""

    @model_validator(mode="after")
    def _share_of_the_base(self) -> Self:
        if self.cap_ore != self.base_ore * self.percent // 100:
            raise ValueError("penalty: the cap is its percentage of the base, rounded down")
        return self

    @property
    def room_ore(self) -> int:
        return max(0, self.cap_ore - self.earlier_ore)


class Payment(Part):
    """``offset`` against the next invoice, or an invoice of its own."""

    way: Literal["offset", "invoice"]
    on: date
    reference: str


class PenaltyContext(TwoDecide):
    document: Literal["penalty"] = "penalty"
    faults: list[Fault] = Field(min_length=1)
    earlier: list[EarlierStep] = Field(default_factory=list)
    hearing: Hearing
    reasons: list[str] = Field(min_length=1)
    """Why it is a breach, why a lower step does not do, why not more or less."""
    rows: list[PenaltyRow] = Field(min_length=1)
    cap: PenaltyCap
    decided_ore: Ore
    running_ore: Ore | None = None
    """For each week begun from now until the fault is mended; it counts against the cap."""
    payment: Payment

    @property
    def counted_ore(self) -> int:
        return sum(row.amount_ore for row in self.rows)

    @model_validator(mode="after")
    def _within_the_cap(self) -> Self:
        if self.decided_ore > min(self.counted_ore, self.cap.room_ore):
            raise ValueError("penalty: more than was counted, or than the cap has room for")
        return self


class IntakeStopContext(TwoDecide):
    """``review_on``: the day the buyer looks at it again even if nobody asks."""

    document: Literal["intake_stop"] = "intake_stop"
    faults: list[Fault] = Field(min_length=1)
    earlier: list[EarlierStep] = Field(default_factory=list)
    hearing: Hearing
    reasons: list[str] = Field(min_length=1)
    from_on: date
    site: str
    participants_now: Count
    meanwhile: list[str] = Field(min_length=1)
    """What goes on as before for those already taken in."""
    conditions: list[str] = Field(min_length=1)
    """What must be shown before it is lifted."""
    checked_how: str
    review_on: date


class HandOver(Part):
    what: str
    by_whom: str
    by: date


class Settlement(Part):
    """``amount_ore`` None: not yet known. Negative: what the buyer gets back."""

    what: str
    amount_ore: Ore | None


class TerminationContext(TwoDecide):
    """``notice``: the contract runs out early. ``breach``: it is ended for the provider's breach.

    The run-off lets those who take part finish, on the contract's terms.
    """

    document: Literal["termination"] = "termination"
    kind: Literal["notice", "breach"]
    extent: Literal["whole", "part"] = "whole"
    part: str | None = None
    """What of the contract ends, where not the whole."""
    grounds: list[CitedReason] = Field(min_length=1)
    """Each with its clause or paragraph."""
    faults: list[Fault] = Field(default_factory=list)
    earlier: list[EarlierStep] = Field(default_factory=list)
    hearing: Hearing
    reasons: list[str] = Field(min_length=1)
    ends_on: date
    """The last day of the contract, and of referrals unless intake has been stopped before."""
    last_referral_on: date
    run_off_until: date
    participants_now: Count
    run_off: list[str] = Field(min_length=1)
    hand_over: list[HandOver] = Field(min_length=1)
    settlement: list[Settlement] = Field(default_factory=list)
    reserved: list[str] = Field(default_factory=list)
    """Claims that the buyer keeps open."""

    @model_validator(mode="after")
    def _days_and_extent_agree(self) -> Self:
        if not self.last_referral_on <= self.ends_on <= self.run_off_until:
            raise ValueError("termination: referrals end before the contract, the run-off after it")
        if (self.extent == "part") != (self.part is not None):
            raise ValueError("termination: say which part ends, and only where it is a part")
        if self.kind == "breach" and not self.faults:
            raise ValueError("termination: for breach only with the faults")
        return self
