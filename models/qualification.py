"""Who may win: controls of requirements, declarations, exclusion cases, low prices."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field

from models.columns import Recorded, one_of


class Control(Recorded, table=True):
    """An officer's recorded judgement of one requirement for one bid, on evidence.

    Evidence lapses, so a requirement may be checked again: the newest governs.
    """

    __table_args__ = (
        CheckConstraint("outcome IN ('passed', 'failed')", name="outcome"),
        CheckConstraint(
            "outcome = 'failed' OR evidence_id IS NOT NULL", name="passed_needs_evidence"
        ),
    )
    bid_id: str = Field(primary_key=True, foreign_key="bid.id")
    requirement_id: str = Field(primary_key=True, foreign_key="requirement.id")
    evaluation_id: str = Field(primary_key=True, foreign_key="evaluation.id")
    checked_at: datetime = Field(primary_key=True)
    outcome: str
    evidence_id: str | None = Field(default=None, foreign_key="evidence.id")
    note_sv: str
    note_en: str


class SelfDeclaration(Recorded, table=True):
    """What a tenderer answers in its own declaration (ESPD), for one requirement of one bid."""

    __tablename__ = "self_declaration"
    bid_id: str = Field(primary_key=True, foreign_key="bid.id")
    requirement_id: str = Field(primary_key=True, foreign_key="requirement.id")
    declared_at: datetime = Field(primary_key=True)
    met: bool
    statement: str


class OwnershipSource(StrEnum):
    """Who says it: the tenderer itself, or a register that the buyer has looked in."""

    TENDERER = "tenderer"
    REGISTER = "register"


class SanctionsDeclaration(Recorded, table=True):
    """Ownership and ties as regulation 833/2014 art. 5k asks, of a tenderer or one it relies on.

    Percentages are exact decimals as text; `relied_on_percent` is NULL for the tenderer
    itself, which `party` "" names. The newest of each party governs.
    """

    __tablename__ = "sanctions_declaration"
    __table_args__ = (
        one_of("source", OwnershipSource),
        CheckConstraint("(party = '') = (relied_on_percent IS NULL)", name="relied_on"),
    )
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    organisation_id: str = Field(primary_key=True, foreign_key="organisation.id")
    party: str = Field(primary_key=True)
    declared_at: datetime = Field(primary_key=True)
    established: bool
    owned_percent: str
    acts_for: bool
    relied_on_percent: str | None = None
    source: str


class SelfCleaning(StrEnum):
    """What the tenderer has shown of its reliability (LOU 13:5)."""

    NONE = "none"
    INSUFFICIENT = "insufficient"
    SUFFICIENT = "sufficient"


class ExclusionCase(Recorded, table=True):
    """A ground for exclusion that has come up against a tenderer.

    `ground` is `law.exclusion.Ground`'s value, `point` the statute's own ("13:3 p. 5");
    `occurred_on` the day of the judgment, the decision on tax, or the event.
    """

    __tablename__ = "exclusion_case"
    __table_args__ = (CheckConstraint("ground IN ('crime', 'tax', 'misconduct')", name="ground"),)
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    organisation_id: str = Field(foreign_key="organisation.id")
    ground: str
    point: str
    occurred_on: date
    final: bool = True
    what_sv: str
    what_en: str
    raised_at: datetime


class ExclusionDecision(Recorded, table=True):
    """The decision in an exclusion case; the newest governs. Two persons stand behind it."""

    __tablename__ = "exclusion_decision"
    __table_args__ = (
        one_of("self_cleaning", SelfCleaning),
        CheckConstraint("actor_id <> prepared_by", name="two_persons"),
    )
    case_id: str = Field(primary_key=True, foreign_key="exclusion_case.id")
    decided_at: datetime = Field(primary_key=True)
    excluded: bool
    paid: bool
    self_cleaning: str
    public_interest: bool
    reason_sv: str
    reason_en: str
    prepared_by: str = Field(foreign_key="person.id")


class PriceDecision(Recorded, table=True):
    """Whether a price that looks abnormally low is accepted, after it has been explained.

    `inquiry_id` is the explanation that was asked for; the newest decision governs.
    """

    __tablename__ = "price_decision"
    __table_args__ = (
        CheckConstraint("actor_id <> prepared_by", name="two_persons"),
        ForeignKeyConstraint(["lot_id", "bid_id"], ["bid.lot_id", "bid.id"]),
    )
    bid_id: str = Field(primary_key=True)
    decided_at: datetime = Field(primary_key=True)
    lot_id: str
    inquiry_id: str = Field(foreign_key="inquiry.id")
    accepted: bool
    reason_sv: str
    reason_en: str
    prepared_by: str = Field(foreign_key="person.id")
