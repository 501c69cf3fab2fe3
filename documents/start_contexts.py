"""The start-of-operation record: what was promised, what the visit found, and the decision.

Nobody is referred before it. It holds the bid's word against the premises and the register.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from documents.contract_act_parts import Decider, Objection
from documents.parts import Document, Lot, Part, Party

Fte = Annotated[Decimal, Field(ge=0)]


class StaffRow(Part):
    """Full-time equivalents of one kind of staff: what the contract has, what was shown."""

    role: str
    clause: str
    promised: Fte
    found: Fte

    @property
    def short(self) -> Decimal:
        return max(Decimal(0), self.promised - self.found)


class NamedStaff(Part):
    """A person the provider relies on. ``licence`` is "confirmed" after a look in the register.

    ``not_required`` where the contract asks for no licence. No date of birth, no identity number.
    """

    name: str
    role: str
    fte: Fte
    licence: Literal["confirmed", "not_found", "not_required"]
    checked_at: AwareDatetime | None = None
    source: str | None = None
    """Which register, where one was asked."""

    @model_validator(mode="after")
    def _a_look_in_a_register_is_dated(self) -> Self:
        looked = self.checked_at is not None and self.source is not None
        if looked != (self.licence != "not_required"):
            raise ValueError("staff: a licence is confirmed or not by a dated look in a register")
        return self


class SiteCheck(Part):
    """One point of the checklist. ``not_applicable`` says why in ``found``."""

    topic: str
    requirement: str
    clause: str
    outcome: Literal["met", "not_met", "not_applicable"]
    found: str


class StartRecordContext(Document):
    """``starts_on``: the first day of referrals, None where the start is refused.

    ``revisit_on``: when the buyer comes again after a refusal, or to see that conditions are met.
    """

    document: Literal["start_record"] = "start_record"
    number: str
    tender_title: str
    contract_number: str
    lot: Lot
    buyer: Party
    provider: Party
    clause: str
    """The clause that has the start approved first, as cited: "4.3 Bemanning och driftstart"."""
    visited_at: AwareDatetime
    announced: bool
    site: list[str] = Field(min_length=1)
    """The address, one entry per line."""
    places: Annotated[int, Field(ge=0)]
    for_buyer: list[Decider] = Field(min_length=1)
    for_provider: list[Decider]
    staff: list[StaffRow] = Field(min_length=1)
    named: list[NamedStaff]
    checks: list[SiteCheck] = Field(min_length=1)
    provider_said: list[str] = Field(default_factory=list)
    outcome: Literal["approved", "approved_on_conditions", "refused"]
    reasons: list[str] = Field(min_length=1)
    conditions: list[str] = Field(default_factory=list)
    """What is to be put right: before the day stated, or before a new visit."""
    starts_on: date | None = None
    revisit_on: date | None = None
    decided_on: date
    decider: Decider
    objection: Objection

    @property
    def unmet(self) -> list[SiteCheck]:
        return [each for each in self.checks if each.outcome == "not_met"]

    @property
    def by_topic(self) -> list[tuple[str, list[SiteCheck]]]:
        """The checklist topic by topic, in the order the topics first stand in it."""
        topics = dict.fromkeys(each.topic for each in self.checks)
        return [(topic, [each for each in self.checks if each.topic == topic]) for topic in topics]

    @property
    def is_short(self) -> bool:
        """Whether anything promised was not found."""
        unlicensed = any(each.licence == "not_found" for each in self.named)
        return bool(self.unmet) or unlicensed or any(row.short for row in self.staff)

    @model_validator(mode="after")
    def _the_decision_fits_what_was_found(self) -> Self:
        if self.outcome == "approved" and self.is_short:
            raise ValueError("start: not approved without conditions while something is missing")
        if (self.outcome == "approved") != (not self.conditions):
            raise ValueError("start: conditions belong to a start on conditions and to a refusal")
        if (self.outcome == "refused") != (self.starts_on is None):
            raise ValueError("start: a day of start unless it is refused")
        return self
