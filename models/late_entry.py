"""A procurement that ran elsewhere is entered mid-life: what was entered, by whom, from where."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from models.columns import Recorded, sha256_hex


class LateEntry(Recorded, table=True):
    """Facts with past dates, entered from a file of another system; two persons stand behind it.

    `through` is the last instant that the entered facts tell of.
    """

    __tablename__ = "late_entry"
    __table_args__ = (
        CheckConstraint("actor_id <> approved_by", name="two_persons"),
        CheckConstraint("number > 0", name="number"),
        sha256_hex("file_sha256"),
    )
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    number: int = Field(primary_key=True)
    entered_at: datetime
    through: datetime
    approved_by: str = Field(foreign_key="person.id")
    file_sha256: str = Field(foreign_key="blob.sha256")
    source_sv: str
    source_en: str
