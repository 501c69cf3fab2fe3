"""What the buyer asks a tenderer after the opening, and what comes back."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field

from models.columns import Recorded, one_of


class InquiryKind(StrEnum):
    """Clarify or complete a bid, explain a price, be heard before exclusion, send evidence."""

    CLARIFICATION = "clarification"
    COMPLETION = "completion"
    PRICE_EXPLANATION = "price_explanation"
    HEARING = "hearing"
    EVIDENCE = "evidence"


class Inquiry(Recorded, table=True):
    """A question to one tenderer, to be answered through the day `answer_by`.

    About one bid or, in a hearing, about an exclusion case; a completion or evidence
    names the requirement.
    """

    __table_args__ = (
        one_of("kind", InquiryKind),
        ForeignKeyConstraint(["bid_id", "organisation_id"], ["bid.id", "bid.organisation_id"]),
        CheckConstraint("(kind = 'hearing') = (exclusion_case_id IS NOT NULL)", name="hearing"),
        CheckConstraint("kind = 'hearing' OR bid_id IS NOT NULL", name="about_bid"),
        CheckConstraint(
            "kind NOT IN ('completion', 'evidence') OR requirement_id IS NOT NULL",
            name="about_requirement",
        ),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    organisation_id: str = Field(foreign_key="organisation.id")
    kind: str
    bid_id: str | None = None
    requirement_id: str | None = Field(default=None, foreign_key="requirement.id")
    exclusion_case_id: str | None = Field(default=None, foreign_key="exclusion_case.id")
    question_sv: str
    question_en: str
    asked_at: datetime
    answer_by: date


class Reply(Recorded, table=True):
    """What a tenderer answered; a file that came with it is on file as a blob."""

    inquiry_id: str = Field(primary_key=True, foreign_key="inquiry.id")
    received_at: datetime = Field(primary_key=True)
    text: str
    file_sha256: str | None = Field(default=None, foreign_key="blob.sha256")
