"""Requests for documents: secrecy marked and tested, and what was given to whom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded, one_of, sha256_hex


class SecrecyMark(Recorded, table=True):
    """Pages of a filed document that somebody's secrecy may cover; all of them without pages.

    A mark is a warning and no decision: what is asked for is tested each time (OSL 5:5).
    `claimed_by`: the tenderer that has asked for it.
    """

    __tablename__ = "secrecy_mark"
    __table_args__ = (
        UniqueConstraint("tender_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint(
            "(first_page IS NULL) = (last_page IS NULL)"
            " AND (first_page IS NULL OR (first_page > 0 AND last_page >= first_page))",
            name="pages",
        ),
        sha256_hex("document_sha256"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    number: int
    document_sha256: str = Field(foreign_key="blob.sha256", index=True)
    first_page: int | None = None
    last_page: int | None = None
    marked_at: datetime
    claimed_by: str | None = Field(default=None, foreign_key="organisation.id")
    cite: str
    reason_sv: str
    reason_en: str


class SecrecyByLot(Recorded, table=True):
    """Each lot is a matter of its own: absolute secrecy ends lot by lot (OSL 19:3)."""

    __tablename__ = "secrecy_by_lot"
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    decided_at: datetime
    reason_sv: str
    reason_en: str


class DisclosureRequest(Recorded, table=True):
    """Somebody asks for documents. Nobody need say who they are or why (TF 2:18)."""

    __tablename__ = "disclosure_request"
    __table_args__ = (
        UniqueConstraint("tender_id", "number"),
        CheckConstraint("number > 0", name="number"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    number: int
    received_at: datetime
    requester: str | None = None
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id")
    wanted: str


class RequestedDocument(SQLModel, table=True):
    """A filed document that the request covers."""

    __tablename__ = "requested_document"
    request_id: str = Field(primary_key=True, foreign_key="disclosure_request.id")
    sha256: str = Field(primary_key=True, foreign_key="blob.sha256")
    title_sv: str
    title_en: str


class DisclosureOutcome(StrEnum):
    GIVEN = "given"
    MASKED = "masked"
    REFUSED = "refused"


class DisclosureDecision(Recorded, table=True):
    """What was decided of one document, after a test of harm; a later one replaces it.

    `copy_sha256`: the bytes that were given, masked where the outcome says so.
    """

    __tablename__ = "disclosure_decision"
    __table_args__ = (
        ForeignKeyConstraint(
            ["request_id", "sha256"], ["requested_document.request_id", "requested_document.sha256"]
        ),
        one_of("outcome", DisclosureOutcome),
        CheckConstraint("(outcome = 'refused') = (copy_sha256 IS NULL)", name="copy"),
        CheckConstraint("(outcome = 'given') = (cite IS NULL)", name="cite"),
        CheckConstraint("outcome <> 'given' OR copy_sha256 = sha256", name="given_whole"),
        CheckConstraint("number > 0", name="number"),
    )
    request_id: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    outcome: str
    decided_at: datetime
    cite: str | None = None
    reason_sv: str
    reason_en: str
    copy_sha256: str | None = Field(default=None, foreign_key="blob.sha256")


class MaskedRange(SQLModel, table=True):
    """Pages of the document that the given copy leaves out."""

    __tablename__ = "masked_range"
    __table_args__ = (
        ForeignKeyConstraint(
            ["request_id", "sha256", "number"],
            [
                "disclosure_decision.request_id",
                "disclosure_decision.sha256",
                "disclosure_decision.number",
            ],
        ),
        CheckConstraint("first_page > 0 AND last_page >= first_page", name="pages"),
    )
    request_id: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    first_page: int = Field(primary_key=True)
    last_page: int


class DisclosureLetter(Recorded, table=True):
    """The decision letter, with how to appeal, and when it and the copies were given."""

    __tablename__ = "disclosure_letter"
    __table_args__ = (CheckConstraint("number > 0", name="number"),)
    request_id: str = Field(primary_key=True, foreign_key="disclosure_request.id")
    number: int = Field(primary_key=True)
    given_at: datetime
    pdf_sha256: str = Field(foreign_key="blob.sha256")
