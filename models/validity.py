"""How long bids bind: requests to extend their validity, and each tenderer's answer."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.columns import Recorded


class ValidityRequest(Recorded, table=True):
    """All tenderers of these lots are asked to let their bids bind through `until`."""

    __tablename__ = "validity_request"
    __table_args__ = (
        UniqueConstraint("tender_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("until > answer_by", name="until"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    number: int
    asked_at: datetime
    answer_by: date
    until: date
    reason_sv: str
    reason_en: str


class ValidityAnswer(Recorded, table=True):
    """A tenderer extends the validity of one bid, or declines. What it said first stands."""

    __tablename__ = "validity_answer"
    request_id: str = Field(primary_key=True, foreign_key="validity_request.id")
    bid_id: str = Field(primary_key=True, foreign_key="bid.id")
    extended: bool
    answered_at: datetime
    statement: str
