"""The rating sheet: stars, what they rest on, how they were counted, and how to object.

A reader can count the stars again from what is printed: each step of the method stands with
the provider's own numbers. Values compare an outcome with what was expected of the
participants that the provider had; 1 is as expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from documents.contract_act_parts import Objection
from documents.parts import Colour, Count, Document, Lot, Part, Party, Quantity, RootHash, Unit

Stars = Annotated[int, Field(strict=True, ge=1, le=4)]
Ratio = Annotated[Decimal, Field(ge=0)]
Share = Annotated[Decimal, Field(ge=0, le=1)]


class Interval(Part):
    """The value, between what it could also have been by chance."""

    low: Ratio
    value: Ratio
    high: Ratio

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise ValueError("rating: a value lies within its interval")
        return self


class Outcome(Part):
    """``expected`` is the sum of the participants' own chances, in parts of a participant."""

    participants: Count
    observed: Count
    expected: Ratio
    interval: Interval


class RatedLot(Part):
    """``outcome`` None: too few participants for a value of its own."""

    lot: Lot
    contract_number: str
    participants: Count
    outcome: Outcome | None


class Indicator(Part):
    """A minimum level of the service over the period. ``colour`` None: not measured."""

    code: str
    name: str
    definition: str
    unit: Unit
    target: Quantity
    target_is: Literal["at_least", "at_most"] = "at_least"
    value: Quantity | None
    colour: Colour | None


class StarRule(Part):
    """What it takes, in words; ``providers`` how many have it this time."""

    stars: Stars | None
    rule: str
    providers: Count


class MethodStep(Part):
    """``own`` is the step with this provider's numbers put in."""

    step: str
    formula: str | None = None
    own: str | None = None


class OtherMeasure(Part):
    """Another way of counting, shown beside so that a difference is seen. It gives no stars."""

    name: str
    value: str
    says: str


class EarlierRating(Part):
    period_from: date
    period_to: date
    stars: Stars | None


class Model(Part):
    """``sha256`` is of the frozen model: with it and the inputs anybody gets the same numbers."""

    name: str
    frozen_on: date
    sha256: RootHash
    revision: Annotated[int, Field(strict=True, ge=1)]
    """Of this rating: results approved late give a new revision of an old period."""


class RatingContext(Document):
    document: Literal["rating"] = "rating"
    number: str
    tender_title: str
    buyer: Party
    provider: Party
    period_from: date
    period_to: date
    stars: Stars | None
    why: list[str] = Field(min_length=1)
    outcome: Outcome | None
    certainty: Share | None = None
    """How likely it is that the value is truly on the side of 1 where it was found."""
    lots: list[RatedLot]
    cuts: tuple[Ratio, Ratio]
    """Values at which one star ends and four begin; drawn in the picture beside 1."""
    indicators: list[Indicator]
    rules: list[StarRule] = Field(min_length=1)
    earlier: list[EarlierRating] = Field(default_factory=list)
    steps: list[MethodStep] = Field(min_length=1)
    limits: list[str] = Field(min_length=1)
    """What the rating cannot show."""
    others: list[OtherMeasure] = Field(default_factory=list)
    model: Model
    published_from: date
    objection: Objection

    @property
    def intervals(self) -> Sequence[Interval]:
        """Everything that is drawn on one scale."""
        found = [each.outcome.interval for each in self.lots if each.outcome is not None]
        return [self.outcome.interval, *found] if self.outcome is not None else found

    @property
    def most_providers(self) -> int:
        return max(rule.providers for rule in self.rules)

    @model_validator(mode="after")
    def _stars_rest_on_an_outcome(self) -> Self:
        if self.stars is not None and self.outcome is None:
            raise ValueError("rating: no stars without an outcome")
        if self.stars not in [rule.stars for rule in self.rules]:
            raise ValueError("rating: the rules say what these stars take")
        if not self.published_from > self.objection.until:
            raise ValueError("rating: it is published after the last day to object")
        return self
