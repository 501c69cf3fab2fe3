"""Review proceedings as facts: applications, what courts did, what we asked them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded, one_of


class CourtActKind(StrEnum):
    """What happened in a case, in the words of LOU chapter 20.

    `APPEALED` is the party's act, recorded with the court appealed to.
    """

    APPEALED = "appealed"
    INTERIM_ORDER = "interim_order"
    INTERIM_LIFTED = "interim_lifted"
    REJECTED = "rejected"
    DISMISSED = "dismissed"
    STRUCK_OUT = "struck_out"
    CORRECTION = "correction"
    REDO = "redo"
    LEAVE_REFUSED = "leave_refused"


class CourtName(StrEnum):
    FR = "FR"
    KR = "KR"
    HFD = "HFD"


class ReviewApplication(Recorded, table=True):
    """An application for review (ansökan om överprövning) with the administrative court."""

    __tablename__ = "review_application"
    __table_args__ = (UniqueConstraint("tender_id", "case_number"),)
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    case_number: str
    applicant_id: str = Field(foreign_key="organisation.id")
    lodged_at: datetime
    informed_at: datetime
    grounds_sv: str
    grounds_en: str
    relief_sv: str
    relief_en: str


class ReviewedLot(SQLModel, table=True):
    """A lot that the application concerns, under the decision it attacks."""

    __tablename__ = "reviewed_lot"
    application_id: str = Field(primary_key=True, foreign_key="review_application.id")
    lot_id: str = Field(primary_key=True, foreign_key="lot.id", index=True)
    decision_id: str = Field(foreign_key="award_decision.id")


class CourtAct(Recorded, table=True):
    """One act of a court in a case. `disregard_bid_id`: a correction may name a bid.

    `case_number` is that court's own; the application keeps the first instance's.
    What was learned of the act later is a further `version`, and the newest governs;
    a bid that any version names is to be disregarded.
    """

    __tablename__ = "court_act"
    __table_args__ = (
        one_of("kind", CourtActKind),
        one_of("court", CourtName),
        CheckConstraint(
            "disregard_bid_id IS NULL OR kind = 'correction'", name="disregard_in_correction"
        ),
        CheckConstraint(
            "dispatched_on IS NULL OR dispatched_on >= decided_on", name="dispatched_on"
        ),
        CheckConstraint("version > 0", name="version"),
    )
    application_id: str = Field(primary_key=True, foreign_key="review_application.id")
    court: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    decided_on: date = Field(primary_key=True)
    version: int = Field(default=1, primary_key=True)
    dispatched_on: date | None = None
    case_number: str
    disregard_bid_id: str | None = Field(default=None, foreign_key="bid.id")
    summary_sv: str
    summary_en: str


class CourtCheck(Recorded, table=True):
    """Somebody asked a court whether anything has come in for the lot."""

    __tablename__ = "court_check"
    __table_args__ = (
        one_of("court", CourtName),
        CheckConstraint("answer IN ('nothing', 'pending')", name="answer"),
    )
    lot_id: str = Field(primary_key=True, foreign_key="lot.id")
    decision_id: str = Field(primary_key=True, foreign_key="award_decision.id")
    court: str = Field(primary_key=True)
    checked_at: datetime = Field(primary_key=True)
    answer: str
    case_number: str | None = None
