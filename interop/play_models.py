"""What a play folder holds, typed: a tender, its bids, and the course of events.

A *play* is a procurement written down in advance as files a person can edit;
:func:`interop.play_files.load_play` reads one. Money is int öre, occupational
therapist and consultant time int tenths of a full-time post, instants aware UTC.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, NonNegativeInt, PositiveInt, model_validator

from interop.play_course import Course
from interop.play_values import Frozen, Instant, Month, OrgNumber, ore_from_sek
from law import thresholds as law_thresholds
from law.reasons import Basis, Cite, Text
from models.planning import NoteKind


class Buyer(Frozen):
    """The contracting authority; ``court`` is the förvaltningsrätt of its seat."""

    name: str
    org_number: OrgNumber
    address: str
    city: str
    court: str
    mark: str


class Person(Frozen):
    """Somebody who acts for the buyer. ``roles`` are names `people/` knows."""

    id: str
    name: str
    email: str
    roles: tuple[str, ...]
    mark: str


class ContractTerms(Frozen):
    """``months`` from ``starts_on``, then each option in turn, in months."""

    starts_on: date
    months: PositiveInt
    options_months: tuple[PositiveInt, ...]


class Value(Frozen):
    """What decides the regime beside the lots' values."""

    buyer_kind: law_thresholds.Buyer
    kind: law_thresholds.Kind
    reason: Text


class Note(Frozen):
    """An officer's note from before the notice."""

    kind: NoteKind
    on: date
    text: Text


class TenderDocument(Frozen):
    """One of the tender documents, as plain text."""

    code: str
    title: Text
    file_name: str
    content: str


class Tender(Frozen):
    """The procedure as published."""

    id: str
    diary_number: str
    title: Text
    cpv: tuple[str, ...]
    rulebook: str
    procedure: str
    step: str
    bid_deadline: Instant
    bids_valid_until: date
    lots_are_separate_contracts: bool
    value: Value
    notes: tuple[Note, ...]
    documents: tuple[TenderDocument, ...]
    contract: ContractTerms


class ServicePart(Frozen):
    """One step of the service, as the contract describes it."""

    name: Text
    length: Text
    content: Text
    report: Text | None


class ServiceKpi(Frozen):
    name: Text
    definition: Text
    target: Text


class Service(Frozen):
    """What is bought: its parts in the order a participant meets them, and how it is measured."""

    name: str
    purpose: Text
    parts: tuple[ServicePart, ...]
    kpis: tuple[ServiceKpi, ...]


class RequirementStage(StrEnum):
    """When a requirement is shown: in the bid, or by the presumptive winner."""

    BID = "bid"
    WINNER_EVIDENCE = "winner_evidence"


class Requirement(Frozen):
    """One mandatory requirement and the kind of evidence that shows it is met.

    ``per_bid``: each bid needs evidence of its own; otherwise one piece of
    evidence holds for all the provider's bids. ``max_age_days`` counts from the
    day the evidence was issued; None means it does not grow old.
    """

    id: str
    title: Text
    basis: Basis
    cite: Cite | None
    stage: RequirementStage
    evidence_kind: str
    max_age_days: PositiveInt | None
    per_bid: bool = False


class Level(Frozen):
    """A commitment the tenderer ticks and the value deducted for it, öre.

    In the file the amount is ``amount_sek``, kronor with at most two decimals.
    """

    level: NonNegativeInt
    amount_ore: NonNegativeInt
    commitment: Text

    @model_validator(mode="before")
    @classmethod
    def _kronor_to_ore(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "amount_sek" not in data:
            return data
        rest = {key: value for key, value in data.items() if key != "amount_sek"}
        return {**rest, "amount_ore": ore_from_sek(str(data["amount_sek"]))}


class Criterion(Frozen):
    """An award criterion; ``id`` is also the name of its column in bids.csv."""

    id: str
    title: Text
    levels: tuple[Level, ...]

    def level(self, number: int) -> Level | None:
        return next((level for level in self.levels if level.level == number), None)


class PriceScreen(Frozen):
    """Ask about a price this many whole per cent below the median of the lot's other bids."""

    below_median_percent: Annotated[int, Field(gt=0, lt=100)]


class Award(Frozen):
    """Comparison price = price − the deductions of the ticked levels; lowest wins.

    ``tie`` tells equal bids apart before lots are drawn; ``tie_rule`` says all of it in words.
    """

    model: Literal["value_deduction"]
    unit: Text
    criteria: tuple[Criterion, ...]
    tie_rule: Text
    tie: Literal["lowest_price", "highest_quality"] | None = None
    price_screen: PriceScreen | None = None
    capacity_rule: Text


class Lot(Frozen):
    """An area (anbudsområde). The value is öre over the 24 months, without options."""

    id: str
    name: str
    county: str
    places_per_year: PositiveInt
    estimated_value_ore: NonNegativeInt
    at_fte_required_tenths: NonNegativeInt
    mark: str


class Provider(Frozen):
    """A tenderer with the occupational therapists (AT) and consultants (AK) it declares."""

    id: str
    name: str
    org_number: OrgNumber
    address: str
    city: str
    email: str
    contact_person: str
    signatory: str
    at_fte_tenths: NonNegativeInt
    ak_fte_tenths: NonNegativeInt
    mark: str


class Bid(Frozen):
    """A bid in one lot. Price: öre per participant and month, without VAT.

    ``levels`` maps criterion id to the ticked level.
    """

    id: str
    lot: str
    provider: str
    received_at: Instant
    price_ore: NonNegativeInt
    levels: dict[str, int]
    mark: str


class Evidence(Frozen):
    """Something that shows a requirement; ``bid`` None holds for all the provider's bids."""

    id: str
    provider: str
    bid: str | None
    kind: str
    issued_on: date
    valid_until: date | None
    value: str
    mark: str


class Submission(Frozen):
    """When a lot's delivery report came in; due five working days after month end."""

    lot: str
    submitted_at: Instant


class ParticipantMonth(Frozen):
    """A pseudonymous participant's month: part of the service (1–4), whole hours."""

    lot: str
    participant: str
    part: Annotated[int, Field(ge=1, le=4)]
    started_on: date
    scheduled_hours: NonNegativeInt
    attended_hours: NonNegativeInt
    outcome: Literal["none", "work", "studies", "left"]


class StaffMonth(Frozen):
    """A pseudonymous member of staff; only occupational therapists have a licence."""

    lot: str
    staff: str
    role: Literal["AT", "AK"]
    fte_tenths: NonNegativeInt
    licence: str | None


class InvoiceLine(Frozen):
    """One billed participant and service month, öre without VAT."""

    id: str
    lot: str
    participant: str
    service_month: Month
    amount_ore: NonNegativeInt


class MonthReport(Frozen):
    """All lots' delivery reports for one month."""

    month: Month
    submissions: tuple[Submission, ...]
    participants: tuple[ParticipantMonth, ...]
    staff: tuple[StaffMonth, ...]
    lines: tuple[InvoiceLine, ...]


class Play(Frozen):
    """A whole play; ``reports`` by month ("2026-03")."""

    buyer: Buyer
    people: tuple[Person, ...]
    tender: Tender
    service: Service
    requirements: tuple[Requirement, ...]
    award: Award
    lots: tuple[Lot, ...]
    providers: tuple[Provider, ...]
    bids: tuple[Bid, ...]
    evidence: tuple[Evidence, ...]
    course: Course
    reports: dict[str, MonthReport]
