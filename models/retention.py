"""How long records are kept, what was handed to an archive, disposed of, and erased."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded, sha256_hex


class RecordsRule(Recorded, table=True):
    """Whether a buyer is under archive law, and its own disposal decision; the newest governs.

    `decision` is the reference of the buyer's disposal decision (gallringsbeslut),
    `years` how long it has the records kept from the award. A buyer without a row is
    under archive law and has decided nothing.
    """

    __tablename__ = "records_rule"
    __table_args__ = (
        CheckConstraint("actor_id <> approved_by", name="two_persons"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("(decision IS NULL) = (years IS NULL)", name="years_of_decision"),
        CheckConstraint("archive_law OR decision IS NULL", name="decision_under_archive_law"),
        CheckConstraint("years IS NULL OR years > 0", name="years"),
    )
    buyer_id: str = Field(primary_key=True, foreign_key="buyer.id")
    number: int = Field(primary_key=True)
    archive_law: bool
    decision: str | None = None
    years: int | None = None
    decided_at: datetime
    approved_by: str = Field(foreign_key="person.id")


class ArchiveExport(Recorded, table=True):
    """Everything of a tender was written out; `manifest_sha256` is of the list of its files."""

    __tablename__ = "archive_export"
    __table_args__ = (
        sha256_hex("manifest_sha256"),
        CheckConstraint("files > 0", name="files"),
        CheckConstraint("size > 0", name="size"),
    )
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    manifest_sha256: str = Field(primary_key=True)
    exported_at: datetime
    files: int
    size: int = Field(sa_type=BigInteger)


class Disposal(Recorded, table=True):
    """Two persons decided that a tender's bids are disposed of, once they were archived."""

    __table_args__ = (
        CheckConstraint("actor_id <> approved_by", name="two_persons"),
        ForeignKeyConstraint(
            ["tender_id", "archive_sha256"],
            ["archive_export.tender_id", "archive_export.manifest_sha256"],
        ),
    )
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    decided_at: datetime
    approved_by: str = Field(foreign_key="person.id")
    ground: str
    due_since: date
    archive_sha256: str


class DisposedBlob(SQLModel, table=True):
    """A file that the decision takes; `removed_at` is empty until it is gone from the store."""

    __tablename__ = "disposed_blob"
    tender_id: str = Field(primary_key=True, foreign_key="disposal.tender_id")
    sha256: str = Field(primary_key=True, foreign_key="blob.sha256", index=True)
    removed_at: datetime | None = None


class Erasure(Recorded, table=True):
    """Two others decided that a person's name and e-mail go; the id stays as a pseudonym."""

    __table_args__ = (
        CheckConstraint("actor_id <> approved_by", name="two_persons"),
        CheckConstraint("person_id <> actor_id AND person_id <> approved_by", name="by_others"),
    )
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    erased_at: datetime
    approved_by: str = Field(foreign_key="person.id")
    ground: str
