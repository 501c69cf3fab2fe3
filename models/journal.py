"""The diary's own tables: the chained journal, its facts and checkpoints, and stored files."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Text
from sqlmodel import Field, SQLModel

from models.columns import one_of, sha256_hex


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
    """One row, locked last by every act: the chain's end.

    `frontier` is what `registry.tree` needs to go on: the roots of the tree's
    perfect subtrees, largest first, each 64 hex digits, one after the other.
    """

    __tablename__ = "journal_head"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("length(frontier) % 64 = 0", name="frontier"),
        sha256_hex("entry_hash"),
    )
    id: int = Field(default=1, primary_key=True)
    seq: int = Field(sa_column=Column(BigInteger(), nullable=False))
    entry_hash: str
    at_us: int = Field(sa_column=Column(BigInteger(), nullable=False))
    frontier: str = Field(sa_column=Column(Text(), nullable=False))


class JournalFact(SQLModel, table=True):
    """A row of another table, as an entry left it: a keyed hash, so that it tells nothing.

    `row_key` is the row's primary key as canonical JSON.
    """

    __tablename__ = "journal_fact"
    __table_args__ = (sha256_hex("mac"),)
    seq: int = Field(
        sa_column=Column(
            BigInteger(), ForeignKey("journal_entry.seq"), primary_key=True, autoincrement=False
        )
    )
    table_name: str = Field(primary_key=True)
    row_key: str = Field(primary_key=True)
    mac: str


class CheckpointReason(StrEnum):
    """Why the journal's root was signed."""

    PUBLISH = "publish"
    DEADLINE = "deadline"
    OPENING = "opening"
    AWARD = "award"
    HOURLY = "hourly"
    EXPORT = "export"


class Checkpoint(SQLModel, table=True):
    """The tree's root over the first `size` entries, signed by the installation.

    `note` is the signed note that verifiers read; the other columns are in it.
    """

    __table_args__ = (
        one_of("reason", CheckpointReason),
        sha256_hex("root"),
    )
    size: int = Field(
        sa_column=Column(
            BigInteger(),
            ForeignKey("journal_entry.seq"),
            primary_key=True,
            autoincrement=False,
        )
    )
    at_us: int = Field(sa_column=Column(BigInteger(), primary_key=True, autoincrement=False))
    reason: str
    root: str
    note: str = Field(sa_column=Column(Text(), nullable=False))
    real_at: datetime


class Blob(SQLModel, table=True):
    """A stored file, named by its content."""

    __table_args__ = (sha256_hex("sha256"), CheckConstraint("size >= 0", name="size"))
    sha256: str = Field(primary_key=True)
    size: int = Field(sa_column=Column(BigInteger(), nullable=False))
    media_type: str
    stored_at: datetime
