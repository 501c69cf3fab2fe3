"""What an officer states of a tender before it is on the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveInt,
)

from law.reasons import Basis, Cite, Text
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind
from models.frameworks import CallOffWay


class _Draft(BaseModel):
    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True, extra="forbid")


class LotDraft(_Draft):
    """`estimated_value` in minor units; `at_fte_tenths` is the staffing that the lot takes.

    `redoes` is the id of a lot in an earlier tender that is procured anew as this one.
    """

    code: str
    name: str
    region: str
    places_per_year: PositiveInt
    estimated_value: PositiveInt
    at_fte_tenths: NonNegativeInt
    redoes: str | None = None


@dataclass(frozen=True)
class RequirementDraft:
    """`at_least`: the smallest number that evidence may show, such as a turnover in minor units."""

    code: str
    title: Text
    basis: Basis
    cite: Cite | None
    stage: str
    evidence_kind: str
    max_age_days: int | None
    per_bid: bool
    at_least: int | None = None


class ValueDraft(_Draft):
    """What decides the regime beside the lots' values (LOU 5:3–14). Amounts in minor units."""

    buyer_kind: Buyer
    kind: Kind
    options: tuple[PositiveInt, ...] = ()
    similar: tuple[PositiveInt, ...] = ()
    premiums: tuple[PositiveInt, ...] = ()
    rate: Decimal | None = None
    reason: Text


class FrameworkDraft(_Draft):
    """The tender leads to a framework in each lot; `ceiling` per lot in minor units."""

    way: CallOffWay
    parties_most: PositiveInt
    ceiling: PositiveInt
    conditions: Text
    special_reasons: Text | None = None


class SystemDraft(_Draft):
    """A system that takes in applications at any time; `decision_days` is the time to decide."""

    decision_days: PositiveInt
    remuneration: Text
    how_to_apply: Text
    ends_on: date | None = None


class TenderDraft(_Draft):
    """What an officer states before publication. The lots' order is free.

    `procedure` and `step` are of `law.procedures`; `under` is the tender that a later step,
    a mini-competition or a call within a system rests on, whose value then counts.
    """

    id: str = Field(pattern=r"^[A-Za-z0-9-]+$")
    buyer_id: str
    diary_number: str
    title: Text
    rulebook: Rulebook
    procedure: str
    step: str
    under: str | None = None
    cpv: str
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    starts_on: date
    bid_deadline_at: AwareDatetime | None = None
    bids_valid_until: date | None = None
    lots_are_separate_contracts: bool
    award_terms: dict[str, Any]
    service_terms: dict[str, Any]
    capacity_rule: Text
    contract_starts_on: date
    contract_months: PositiveInt
    option_months: tuple[PositiveInt, ...]
    lots: tuple[LotDraft, ...] = Field(min_length=1)
    requirements: tuple[RequirementDraft, ...]
    value: ValueDraft | None = None
    framework: FrameworkDraft | None = None
    system: SystemDraft | None = None
