"""Notices to the registered database: owed by an act, worded, and sent with their reference."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded, one_of, sha256_hex


class NoticeKind(StrEnum):
    """What the notice tells; in chapter 19 as in the directives."""

    PRIOR_INFORMATION = "prior_information"
    CONTRACT = "contract"
    SYSTEM = "system"
    CORRECTION = "correction"
    EX_ANTE = "ex_ante"
    CANCELLATION = "cancellation"
    AWARD = "award"


class OwedNotice(SQLModel, table=True):
    """A notice that an act owes: written with it, fulfilled by its `SentNotice`.

    `about` is the id of what it tells of: the tender, a correction, a decision. `due_on` is
    the law's last day for sending it, where there is one.
    """

    __tablename__ = "owed_notice"
    __table_args__ = (one_of("kind", NoticeKind),)
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    kind: str
    about: str
    owed_since: datetime
    due_on: date | None = None


class SentNotice(Recorded, table=True):
    """The notice went to the database, in these bytes; `reference` is the database's own."""

    __tablename__ = "sent_notice"
    __table_args__ = (
        sha256_hex("content_sha256"),
        CheckConstraint("reference <> ''", name="reference"),
    )
    notice_id: str = Field(primary_key=True, foreign_key="owed_notice.id")
    sent_at: datetime
    reference: str
    content_sha256: str = Field(foreign_key="blob.sha256")


class PublishedNotice(Recorded, table=True):
    """The database made the notice public on this day."""

    __tablename__ = "published_notice"
    notice_id: str = Field(primary_key=True, foreign_key="sent_notice.notice_id")
    published_on: date
