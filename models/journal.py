"""The diary's own tables: the chained journal and stored files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Column, Text
from sqlmodel import Field, SQLModel

from models.columns import sha256_hex


class JournalEntry(SQLModel, table=True):
    """One act. `payload` is canonical JSON; both hashes are over its exact bytes.

    `at_us` is the clock's time in microseconds since 1970 UTC: what is hashed
    must not depend on how a database prints a timestamp.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (
        sha256_hex("payload_sha256"),
        sha256_hex("prev_hash"),
        sha256_hex("entry_hash"),
        CheckConstraint("seq > 0", name="seq"),
    )
    seq: int = Field(sa_column=Column(BigInteger(), primary_key=True, autoincrement=False))
    prev_hash: str = Field(unique=True)
    at_us: int = Field(sa_column=Column(BigInteger(), nullable=False))
    actor_id: str
    kind: str
    subject: str = Field(index=True)
    payload: str = Field(sa_column=Column(Text(), nullable=False))
    payload_sha256: str
    entry_hash: str = Field(unique=True)
    real_at: datetime


class JournalHead(SQLModel, table=True):
    """One row, locked last by every act: the chain's end."""

    __tablename__ = "journal_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"), sha256_hex("entry_hash"))
    id: int = Field(default=1, primary_key=True)
    seq: int = Field(sa_column=Column(BigInteger(), nullable=False))
    entry_hash: str


class Blob(SQLModel, table=True):
    """A stored file, named by its content."""

    __table_args__ = (sha256_hex("sha256"), CheckConstraint("size >= 0", name="size"))
    sha256: str = Field(primary_key=True)
    size: int = Field(sa_column=Column(BigInteger(), nullable=False))
    media_type: str
    stored_at: datetime
