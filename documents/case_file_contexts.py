"""The case file for the court, and the draft of the buyer's statement."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from documents.parts import CitedReason, Count, Currency, Document, Lot, Ore, Part, Party, RootHash


class Fact(Part):
    label: str
    value: str


class Rows(Part):
    """A small table of words; every row has as many cells as there are headings.

    `numbers`: columns, counted from 0, whose cells stand to the right. `widths`: of the
    columns in percent, of those that print.css has; even where none are given.
    """

    caption: str
    headings: list[str]
    rows: list[list[str]]
    numbers: list[Count] = Field(default_factory=list)
    widths: list[Literal[8, 10, 12, 15, 20, 25, 30, 35]] = Field(default_factory=list)


class BundlePart(Part):
    """One part: its line in the index, and its cover.

    `first_page` and `pages` are of the whole bundle, cover included. `masked` says what is
    withheld of it in this copy, by which paragraph; `notes` what else to know of it.
    """

    number: Count
    group: str
    title: str
    day: date | None
    reference: str
    first_page: Count
    pages: Count
    sha256: RootHash | None = None
    marked: bool = False
    masked: list[str] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)
    facts: list[Fact] = Field(default_factory=list)
    tables: list[Rows] = Field(default_factory=list)


class CaseFileContext(Document):
    """`masked`: the copy in which what is marked as secret is taken out."""

    document: Literal["case_file"] = "case_file"
    masked: bool
    is_court: bool = True
    """False where it is for an authority, that supervises."""
    tender_title: str
    matter: str
    """What the matter is about, in a few words."""
    court: str
    case_number: str
    buyer: Party
    counterparty: Party | None
    lots: list[Lot]
    journal: str
    """How far the journal's extract reaches, and what covers it."""
    parts: list[BundlePart]


class ValuedLot(Part):
    lot: Lot
    estimated_value_ore: Ore


class Event(Part):
    """One line of the chronology; `part` is the number of the enclosure that shows it.

    `page` is where that begins in the complete file.
    """

    day: date
    what: str
    part: Count | None = None
    page: Count | None = None


class Enclosure(Part):
    """A part by its number, with its pages in the complete file, cover included."""

    number: Count
    title: str
    day: date | None
    marked: bool
    first_page: Count = 0
    last_page: Count = 0


class GroundSection(Part):
    """One ground that the counterparty invokes, with the facts that bear on it.

    `cites`: under what to argue. `sources`: the enclosures that show the facts. `missing`
    says what the record does not hold.
    """

    number: Count
    heading: str
    raised_on: date
    text: str
    cites: list[str]
    facts: list[Fact]
    tables: list[Rows]
    missing: list[str]
    sources: list[Enclosure] = Field(default_factory=list)


class StatementContext(Document):
    """A draft: what the record shows is filled in, what the buyer argues is left to a lawyer."""

    document: Literal["statement"] = "statement"
    is_court: bool = True
    """False where it answers an authority, that supervises."""
    is_review: bool = True
    """Whether a supplier's application is tried: its time, an interim order, and harm."""
    tender_title: str
    court: str
    case_number: str
    matter: str
    buyer: Party
    counterparty: Party | None
    procedure: str
    act: str
    published_on: date | None
    currency: Currency = "SEK"
    lots: list[ValuedLot]
    relief: str
    grounds_stated: str
    lodged_on: date
    answer_by: date | None
    timely: list[CitedReason]
    """Whether the application came in in time, lot by lot where they differ."""
    interim: list[CitedReason]
    """What has been ordered meanwhile, and what the law holds back without any order."""
    harm_cite: str | None
    """Under what the court asks whether the applicant has come to harm; None: not of the case."""
    chronology: list[Event]
    grounds: list[GroundSection]
    enclosures: list[Enclosure]
