"""From ranking to notice letters: evaluations, controls, decisions, dispatch."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded, one_of, sha256_hex


class Standing(StrEnum):
    """What became of one bid in one evaluation."""

    WINNER = "winner"
    RANKED = "ranked"
    PASSED_OVER = "passed_over"
    DISREGARDED = "disregarded"


class Channel(StrEnum):
    ELECTRONIC = "electronic"
    POST = "post"


class Evaluation(Recorded, table=True):
    """One ranking session over some lots; a later one replaces it for those lots."""

    __table_args__ = (
        UniqueConstraint("tender_id", "number"),
        CheckConstraint("number > 0", name="number"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    number: int
    evaluated_at: datetime
    cause_sv: str
    cause_en: str


class EvaluatedLot(SQLModel, table=True):
    """The lot's outcome in that evaluation; no winner when nobody is left."""

    __tablename__ = "evaluated_lot"
    __table_args__ = (ForeignKeyConstraint(["lot_id", "winner_bid_id"], ["bid.lot_id", "bid.id"]),)
    evaluation_id: str = Field(primary_key=True, foreign_key="evaluation.id")
    lot_id: str = Field(primary_key=True, foreign_key="lot.id", index=True)
    winner_bid_id: str | None = None


class EvaluatedBid(SQLModel, table=True):
    """One bid's place. `comparison` is exact: minor units as "n" or "p/q"."""

    __tablename__ = "evaluated_bid"
    __table_args__ = (
        one_of("standing", Standing),
        ForeignKeyConstraint(
            ["evaluation_id", "lot_id"], ["evaluated_lot.evaluation_id", "evaluated_lot.lot_id"]
        ),
        ForeignKeyConstraint(["lot_id", "bid_id"], ["bid.lot_id", "bid.id"]),
        CheckConstraint("(place IS NULL) = (standing = 'disregarded')", name="place"),
    )
    evaluation_id: str = Field(primary_key=True)
    bid_id: str = Field(primary_key=True)
    lot_id: str
    place: int | None = None
    comparison: str
    standing: str
    note_sv: str = ""
    note_en: str = ""


class LotTie(SQLModel, table=True):
    """As of that evaluation: a review of `lot_id` can change who wins `tied_lot_id`."""

    __tablename__ = "lot_tie"
    __table_args__ = (CheckConstraint("lot_id <> tied_lot_id", name="another_lot"),)
    evaluation_id: str = Field(primary_key=True, foreign_key="evaluation.id")
    lot_id: str = Field(primary_key=True, foreign_key="lot.id")
    tied_lot_id: str = Field(primary_key=True, foreign_key="lot.id")


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


class AwardDecision(Recorded, table=True):
    """A written decision over one or many lots, prepared by one person, made by another."""

    __tablename__ = "award_decision"
    __table_args__ = (
        UniqueConstraint("tender_id", "number"),
        CheckConstraint("actor_id <> prepared_by", name="two_persons"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    number: int
    decided_at: datetime
    prepared_by: str = Field(foreign_key="person.id")


class AwardedLot(SQLModel, table=True):
    """The decision for one lot, resting on the evaluation it names."""

    __tablename__ = "awarded_lot"
    __table_args__ = (
        ForeignKeyConstraint(["lot_id", "bid_id"], ["bid.lot_id", "bid.id"]),
        ForeignKeyConstraint(
            ["evaluation_id", "lot_id"], ["evaluated_lot.evaluation_id", "evaluated_lot.lot_id"]
        ),
        UniqueConstraint("decision_id", "lot_id", "bid_id"),
    )
    decision_id: str = Field(primary_key=True, foreign_key="award_decision.id")
    lot_id: str = Field(primary_key=True, index=True)
    bid_id: str
    evaluation_id: str


class NoticeLetter(Recorded, table=True):
    """The letter to one tenderer about one decision, as dispatched.

    `stated_last_day` is the standstill's last day as the letter says it
    (LOU 19:19): a longer stated period binds the buyer.
    """

    __tablename__ = "notice_letter"
    __table_args__ = (one_of("channel", Channel), sha256_hex("pdf_sha256"))
    decision_id: str = Field(primary_key=True, foreign_key="award_decision.id")
    organisation_id: str = Field(primary_key=True, foreign_key="organisation.id")
    dispatched_at: datetime
    channel: str
    stated_last_day: date
    pdf_sha256: str = Field(foreign_key="blob.sha256")


class Outgoing(SQLModel, table=True):
    """A letter that is owed: written with the decision, fulfilled by the dispatch."""

    __table_args__ = (
        ForeignKeyConstraint(["decision_id"], ["award_decision.id"]),
        CheckConstraint("kind IN ('notice_letter')", name="kind"),
    )
    kind: str = Field(primary_key=True)
    decision_id: str = Field(primary_key=True)
    organisation_id: str = Field(primary_key=True, foreign_key="organisation.id")
    owed_since: datetime
    sent_at: datetime | None = None


class Protocol(Recorded, table=True):
    """A rendered record of an act: the opening record, an evaluation report."""

    __table_args__ = (
        CheckConstraint("kind IN ('opening', 'evaluation')", name="kind"),
        sha256_hex("pdf_sha256"),
    )
    kind: str = Field(primary_key=True)
    subject_id: str = Field(primary_key=True)
    lang: str = Field(primary_key=True)
    pdf_sha256: str = Field(foreign_key="blob.sha256")
