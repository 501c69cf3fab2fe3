"""Reports on what was done with the bids: the evaluation, and the whole procurement.

Numbers of an award model are exact and can be money or points: they come as the text
that is to be printed. Money that is only shown is öre.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from documents.bid_contexts import Officer
from documents.margin_picture import MarginPicture
from documents.parts import (
    Basis,
    CitedReason,
    Count,
    Currency,
    Document,
    Lot,
    Ore,
    Part,
    Party,
    RootHash,
)

Column = Literal["price", "price_points", "deduction", "addition", "quality", "comparison"]


class CriterionLevel(Part):
    """``level`` is the level's name, as the margins say it."""

    level: str
    text: str
    amount_ore: Ore


class Criterion(Part):
    """``levels`` where the model puts a price on them; ``scale`` where points are given."""

    title: str
    weight: str | None = None
    scale: str | None = None
    levels: list[CriterionLevel] = Field(default_factory=list)


class RankingRow(Part):
    """``values`` are those of the context's ``columns``, in that order; empty where unknown."""

    place: Count | None
    tenderer: str
    values: list[str]
    status: Literal["winner", "ranked", "passed_over", "failed_control", "rejected"]
    """``passed_over``: best, but the tenderer's declared capacity or cap is used up."""
    reason: str | None = None


class LotRanking(Part):
    lot: Lot
    rows: list[RankingRow]
    notes: list[str] = Field(default_factory=list)
    warnings: list[CitedReason] = Field(default_factory=list)
    """What a person should know before the comparison is relied on."""


class Ticket(Part):
    tenderer: str
    bid_id: str
    ticket: RootHash


class Lottery(Part):
    """Bids that tied on every stated rule; the smallest ticket goes first.

    ``tickets`` in their order, the first first.
    """

    lot: Lot
    lot_id: str
    seed: RootHash
    tickets: list[Ticket]


class MarginRow(Part):
    """One number moved alone: to whom the lot goes, and where."""

    to: str
    what: str
    now: str
    turn: str
    change: str
    share: str


class LotMargins(Part):
    """``winner`` None where no ranking can change hands; then ``notes`` say why."""

    lot: Lot
    winner: str | None
    rows: list[MarginRow] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)
    picture: MarginPicture | None = None


class Control(Part):
    """``lots`` is empty where ``evidence`` names the lots that each of it is for."""

    tenderer: str
    lots: list[str] = Field(default_factory=list)
    requirement: str
    basis: Basis
    cite: str | None = None
    outcome: Literal["met", "not_met"]
    evidence: str
    checked_by: str
    checked_at: AwareDatetime


PriceOutcome = Literal["accepted", "rejected", "undecided"]


class PriceQuestion(Part):
    """A price that looks low or was asked about, the explanation, and what was decided of it."""

    tenderer: str
    lot: str
    flag: str | None = None
    """What the screen saw; None where it saw nothing."""
    asked_at: AwareDatetime | None = None
    answers: list[str] = Field(default_factory=list)
    outcome: PriceOutcome = "undecided"
    reason: str | None = None
    decided_by: str | None = None


class Assessor(Part):
    name: str
    chair: bool
    left: str | None = None
    """Why, where the assessor left the panel."""


class DeclaredConflict(Part):
    """An assessor's declaration; no tenderers means that none of them is tied to the assessor."""

    assessor: str
    declared_at: AwareDatetime
    tenderers: list[str]
    statement: str


class AssessorScore(Part):
    assessor: str
    points: str
    reason: str


class ConsensusScore(Part):
    """``version`` above 1: the consensus was changed, and the earlier ones are in the journal."""

    criterion: str
    points: str
    reason: str
    version: Count
    scores: list[AssessorScore]


class ScoredBid(Part):
    lot: Lot
    tenderer: str
    scores: list[ConsensusScore]


class EvaluationContext(Document):
    document: Literal["evaluation"] = "evaluation"
    tender_title: str
    buyer: Party
    drawn_up_on: date
    drawn_up_by: list[Officer]
    background: list[str] = Field(default_factory=list)
    model: list[str]
    """The award rule in words, one paragraph per entry."""
    columns: Annotated[list[Column], Field(min_length=1)]
    criteria: list[Criterion]
    currency: Currency = "SEK"
    warnings: list[CitedReason] = Field(default_factory=list)
    """What holds for every lot; a lot's own are with its ranking."""
    lots: list[LotRanking]
    lotteries: list[Lottery] = Field(default_factory=list)
    seed_lines: list[str] = Field(default_factory=list)
    """What the lotteries' seed is the SHA-256 of, each line ended by a line feed."""
    margins: list[LotMargins] = Field(default_factory=list)
    price_questions: list[PriceQuestion] = Field(default_factory=list)
    controls: list[Control]
    assessors: list[Assessor] = Field(default_factory=list)
    conflicts: list[DeclaredConflict] = Field(default_factory=list)
    scored_bids: list[ScoredBid] = Field(default_factory=list)
    capacity_rule: list[str]

    @model_validator(mode="after")
    def _rows_fit_the_columns(self) -> Self:
        rows = [row for ranking in self.lots for row in ranking.rows]
        if any(len(row.values) != len(self.columns) for row in rows):
            raise ValueError("lots: every row needs one value per column")
        return self


class AwardedContract(Part):
    """A lot that was awarded; ``concluded_on`` None while there is no contract."""

    lot: Lot
    provider: str
    org_number: str
    price: str
    value_ore: Ore
    """The estimated value of the lot."""
    decision: str
    concluded_on: date | None
    reason: str
    relied_on: list[str] = Field(default_factory=list)
    """Subcontractors and others relied on, with their share, as far as known."""


class RejectedBid(Part):
    """A bid that was not chosen, and why. ``lot`` is its code."""

    lot: str
    tenderer: str
    reason: str


class NotAwarded(Part):
    lot: Lot
    decided_on: date | None
    reason: str


class ExclusionTold(Part):
    tenderer: str
    point: str
    excluded: bool
    reason: str
    decided_on: date


Event = Literal["contract", "cancellation"]


class ReportDue(Part):
    """When the report must be complete, counted from the act that the row names."""

    event: Event
    on: date
    due: date
    last_day: date
    lots: list[str]


class IndividualReportContext(Document):
    """LOU 12:15–16, 19:22; förordning (2016:1162)."""

    document: Literal["individual_report"] = "individual_report"
    tender_title: str
    buyer: Party
    procedure: str
    cpv: list[str]
    rule: str
    """The paragraph that asks for the report."""
    facts_through: date
    entered: str | None = None
    """When and by whom facts were entered later, if they were."""
    value_ore: Ore
    """The lots' estimated values together."""
    currency: Currency = "SEK"
    lot_count: Count
    tenderers: list[str]
    contracts: list[AwardedContract]
    not_chosen: list[RejectedBid]
    rejected: list[RejectedBid]
    low_prices: list[RejectedBid]
    exclusions: list[ExclusionTold]
    not_awarded: list[NotAwarded]
    withdrawn: list[NotAwarded] = Field(default_factory=list)
    conflicts: list[DeclaredConflict]
    conflict_measures: list[str]
    deadlines: list[ReportDue]
    law: list[CitedReason] = Field(default_factory=list)
    """How the time for the report is counted, step by step."""
