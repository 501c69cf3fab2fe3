"""A notice as people read it; what the registered database takes in is its data."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from documents.parts import Count, Currency, Document, Lot, Ore, Part, Party

NoticeWord = Literal[
    "prior_information", "contract", "system", "correction", "ex_ante", "cancellation", "award"
]


class NoticeLot(Part):
    """``tenders`` is how many came in, told in an award notice alone."""

    lot: Lot
    region: str
    value_ore: Ore
    winners: list[Party] = Field(default_factory=list)
    tenders: Count | None = None


class NoticeFramework(Part):
    """Each lot is a framework. ``way`` as it stands after "call-offs are placed"."""

    parties_most: Count
    ceiling_ore: Ore
    way: str
    conditions: str


class NoticeSystem(Part):
    """Applications are taken in at any time. ``days`` is the time to decide, with its unit."""

    how_to_apply: str
    remuneration: str
    days: str
    ends_on: date | None = None


class NoticeContext(Document):
    """``on`` is the day of the decision, contract or change that the notice tells of.

    ``why`` is that act's reason, or what it changed.
    """

    document: Literal["notice"] = "notice"
    kind: NoticeWord
    number: str
    tender_title: str
    buyer: Party
    court: str
    cite: str | None
    """Of the rule on the notice, as printed: "19 kap. 7 § LOU"."""
    procedure: str
    cpv: list[str]
    currency: Currency = "SEK"
    value_ore: Ore
    lots: list[NoticeLot]
    criteria: list[str] = Field(default_factory=list)
    unit: str | None = None
    deadline: AwareDatetime | None = None
    bids_valid_until: date | None = None
    contract_starts_on: date
    contract_months: Count
    option_months: list[Count] = Field(default_factory=list)
    documents: list[str] = Field(default_factory=list)
    framework: NoticeFramework | None = None
    system: NoticeSystem | None = None
    on: date | None = None
    why: str | None = None
    redo: bool | None = None
    tenderers: list[Party] = Field(default_factory=list)
