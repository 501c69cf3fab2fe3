"""An amendment of a contract: on what ground, for how much in all, and the new words."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from documents.parts import CitedReason, Currency, Document, Lot, Ore, Part, Party


class AmendedClause(Part):
    """``was`` None: the clause is new. ``now`` None: it is struck out."""

    number: str
    name: str
    was: str | None
    now: str | None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.was == self.now:
            raise ValueError("amendment: a clause that stays as it was is no amendment")
        return self


class AmendmentSum(Part):
    """One change and what it adds to the contract's value, or takes away when negative."""

    number: str
    agreed_on: date
    ground: str
    amount_ore: Ore


class AmendmentLimit(Part):
    """What a sum is held against: the threshold, a share of the value."""

    what: str
    cite: str | None = None
    limit_ore: Ore
    counted_ore: Ore
    """What counts against it: the net sum, or this change alone."""


class AmendmentContext(Document):
    """``sums`` are the earlier changes and this one, the last; ``value_ore`` before them all."""

    document: Literal["amendment"] = "amendment"
    number: str
    tender_title: str
    contract_number: str
    contract_signed_on: date
    lot: Lot
    buyer: Party
    provider: Party
    currency: Currency = "SEK"
    background: list[str] = Field(min_length=1)
    ground: CitedReason
    """The rule that the change rests on."""
    reasons: list[CitedReason] = Field(min_length=1)
    """Condition by condition, why the rule allows it."""
    value_ore: Ore
    value_is: str
    """Which value it is: as signed, or as the contract's index has made it."""
    sums: list[AmendmentSum] = Field(min_length=1)
    limits: list[AmendmentLimit] = Field(default_factory=list)
    """Empty where the law knows none, and then the reasons say why."""
    clauses: list[AmendedClause] = Field(min_length=1)
    applies_from: date
    notice: CitedReason | None = None
    """Whether the change has to be announced, where the law asks."""

    @property
    def net_ore(self) -> int:
        return sum(row.amount_ore for row in self.sums)

    @property
    def new_value_ore(self) -> int:
        return self.value_ore + self.net_ore
