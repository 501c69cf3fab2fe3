"""Ranking the bids: evaluations, what they came to, and which lots hang together."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded, one_of


class Standing(StrEnum):
    """What became of one bid in one evaluation."""

    WINNER = "winner"
    RANKED = "ranked"
    PASSED_OVER = "passed_over"
    DISREGARDED = "disregarded"


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
    """The lot's outcome in that evaluation; no winner when nobody is left.

    `draw_seed` is the lottery's where bids tied on the stated rule; `combination` the
    stated group that the lot was awarded together with, if it was.
    """

    __tablename__ = "evaluated_lot"
    __table_args__ = (
        ForeignKeyConstraint(["lot_id", "winner_bid_id"], ["bid.lot_id", "bid.id"]),
        CheckConstraint("draw_seed IS NULL OR length(draw_seed) = 64", name="draw_seed"),
    )
    evaluation_id: str = Field(primary_key=True, foreign_key="evaluation.id")
    lot_id: str = Field(primary_key=True, foreign_key="lot.id", index=True)
    winner_bid_id: str | None = None
    draw_seed: str | None = None
    combination: str | None = None


class EvaluatedBid(SQLModel, table=True):
    """One bid's place. Numbers are exact, as "n" or "p/q": money in minor units, points as such.

    `comparison` is what bids are ranked by, `price_points` and `quality` what it is made
    of where the model has them. A bid that takes no part has them only where the model can
    score it alone. `draw_ticket` is the bid's in the lottery, if it took part.
    """

    __tablename__ = "evaluated_bid"
    __table_args__ = (
        one_of("standing", Standing),
        ForeignKeyConstraint(
            ["evaluation_id", "lot_id"], ["evaluated_lot.evaluation_id", "evaluated_lot.lot_id"]
        ),
        ForeignKeyConstraint(["lot_id", "bid_id"], ["bid.lot_id", "bid.id"]),
        CheckConstraint("(place IS NULL) = (standing = 'disregarded')", name="place"),
        CheckConstraint("place IS NULL OR comparison IS NOT NULL", name="compared"),
        CheckConstraint("draw_ticket IS NULL OR length(draw_ticket) = 64", name="draw_ticket"),
    )
    evaluation_id: str = Field(primary_key=True)
    bid_id: str = Field(primary_key=True)
    lot_id: str
    place: int | None = None
    comparison: str | None = None
    price_points: str | None = None
    quality: str | None = None
    standing: str
    draw_ticket: str | None = None
    note_sv: str = ""
    note_en: str = ""


class LotTie(SQLModel, table=True):
    """As of that evaluation: a review of `lot_id` can change who wins `tied_lot_id`."""

    __tablename__ = "lot_tie"
    __table_args__ = (CheckConstraint("lot_id <> tied_lot_id", name="another_lot"),)
    evaluation_id: str = Field(primary_key=True, foreign_key="evaluation.id")
    lot_id: str = Field(primary_key=True, foreign_key="lot.id")
    tied_lot_id: str = Field(primary_key=True, foreign_key="lot.id")
