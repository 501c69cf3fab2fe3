"""Sealed bids before their opening: the openers' keys, receipts, deadlines, and what came of it.

No row here tells who bids, or for which lot, before the opening: who sent a bid and
what it is for are kept as keyed tags (`registry.installation_keys`), and the engine
records them (OSL 19:3).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded, one_of, sha256_hex


class KeyEndReason(StrEnum):
    ROTATED = "rotated"
    LOST = "lost"
    EXPOSED = "exposed"
    LEFT = "left"


class OpenerKey(Recorded, table=True):
    """A person's public key, 64 hex digits; the private one never leaves that person.

    The id is the first 16 hex digits of the public key's SHA-256.
    """

    __tablename__ = "opener_key"
    __table_args__ = (
        sha256_hex("public_key"),
        CheckConstraint("length(id) = 16", name="id"),
    )
    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    public_key: str = Field(unique=True)
    registered_at: datetime


class OpenerKeyEnd(Recorded, table=True):
    """Nothing new is sealed to the key. What is sealed to it already, it still opens."""

    __tablename__ = "opener_key_end"
    __table_args__ = (one_of("reason", KeyEndReason),)
    key_id: str = Field(primary_key=True, foreign_key="opener_key.id")
    reason: str
    ended_at: datetime


class OpenerAppointment(Recorded, table=True):
    """The tender's openers, as appointed then; `strict` when every pair holds an outsider."""

    __tablename__ = "opener_appointment"
    __table_args__ = (CheckConstraint("number > 0", name="number"),)
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    number: int = Field(primary_key=True)
    strict: bool
    appointed_at: datetime


class TenderOpener(SQLModel, table=True):
    """One opener of an appointment, by the key that bids are then sealed to."""

    __tablename__ = "tender_opener"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tender_id", "number"], ["opener_appointment.tender_id", "opener_appointment.number"]
        ),
    )
    tender_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    key_id: str = Field(primary_key=True, foreign_key="opener_key.id")
    outsider: bool


class OpenerRehearsal(Recorded, table=True):
    """A pair opened a test envelope, sealed as the tender's bids are."""

    __tablename__ = "opener_rehearsal"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tender_id", "number", "first_key_id"],
            ["tender_opener.tender_id", "tender_opener.number", "tender_opener.key_id"],
        ),
        ForeignKeyConstraint(
            ["tender_id", "number", "second_key_id"],
            ["tender_opener.tender_id", "tender_opener.number", "tender_opener.key_id"],
        ),
        CheckConstraint("first_key_id < second_key_id", name="two_keys"),
    )
    tender_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    first_key_id: str = Field(primary_key=True)
    second_key_id: str = Field(primary_key=True)
    proved_at: datetime = Field(primary_key=True)


class Downtime(Recorded, table=True):
    """Bids could not come in for a while; it may be the ground for an extension."""

    __table_args__ = (CheckConstraint("ended_at > started_at", name="ended_at"),)
    buyer_id: str = Field(primary_key=True, foreign_key="buyer.id")
    started_at: datetime = Field(primary_key=True)
    ended_at: datetime


class DeadlineExtension(Recorded, table=True):
    """A later deadline for all; two persons stand behind it."""

    __tablename__ = "deadline_extension"
    __table_args__ = (
        CheckConstraint("actor_id <> approved_by", name="two_persons"),
        CheckConstraint("number > 0", name="number"),
    )
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    number: int = Field(primary_key=True)
    deadline_at: datetime
    extended_at: datetime
    approved_by: str = Field(foreign_key="person.id")
    reason_sv: str
    reason_en: str


class SealedBid(Recorded, table=True):
    """A version of a bid as received: sealed bytes, and the exact time that the last one came.

    `place_tag` is keyed over tender, lot and tenderer, the same in every version;
    `sender_tag` over bid, version and person.
    """

    __tablename__ = "sealed_bid"
    __table_args__ = (
        UniqueConstraint("tender_id", "bid_id", "version"),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("size > 0", name="size"),
        sha256_hex("place_tag"),
        sha256_hex("sender_tag"),
    )
    bid_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    received_at: datetime
    envelope_sha256: str = Field(foreign_key="blob.sha256")
    size: int = Field(sa_type=BigInteger)
    place_tag: str = Field(index=True)
    sender_tag: str
    journal_seq: int = Field(sa_type=BigInteger, unique=True)


class SealedWithdrawal(Recorded, table=True):
    """A bid was withdrawn before the deadline, and stays sealed for ever."""

    __tablename__ = "sealed_withdrawal"
    __table_args__ = (
        ForeignKeyConstraint(["bid_id", "version"], ["sealed_bid.bid_id", "sealed_bid.version"]),
        sha256_hex("sender_tag"),
    )
    bid_id: str = Field(primary_key=True)
    version: int
    withdrawn_at: datetime
    sender_tag: str
    journal_seq: int = Field(sa_type=BigInteger, unique=True)


class UnreadableBid(SQLModel, table=True):
    """A bid that its sender sealed or filled in wrongly: listed at the opening, not considered.

    `code` is the fault's own; the tags tell whose bid it is.
    """

    __tablename__ = "unreadable_bid"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tender_id", "bid_id", "version"],
            ["sealed_bid.tender_id", "sealed_bid.bid_id", "sealed_bid.version"],
        ),
        ForeignKeyConstraint(["tender_id", "lot_id"], ["lot.tender_id", "lot.id"]),
    )
    bid_id: str = Field(primary_key=True)
    version: int
    tender_id: str = Field(index=True)
    lot_id: str
    organisation_id: str = Field(foreign_key="organisation.id")
    code: str
    note_sv: str
    note_en: str


class BidFile(SQLModel, table=True):
    """A file that lay in an opened bid, under the name that its sender gave it.

    One that is refused has a code (empty otherwise) and a sentence that say why: its
    bytes are kept as part of the bid, and nobody serves, shows or reads them.
    """

    __tablename__ = "bid_file"
    __table_args__ = (
        CheckConstraint("number > 0", name="number"),
        CheckConstraint(
            "(refused = '') = (note_sv = '') AND (refused = '') = (note_en = '')", name="refused"
        ),
    )
    bid_id: str = Field(primary_key=True, foreign_key="bid.id")
    number: int = Field(primary_key=True)
    name: str
    media_type: str
    sha256: str = Field(foreign_key="blob.sha256")
    refused: str = ""
    note_sv: str = ""
    note_en: str = ""


class OpeningAttestation(Recorded, table=True):
    """One of the two who opened attests the list (LOU 12:10); the list itself is on file."""

    __tablename__ = "opening_attestation"
    tender_id: str = Field(primary_key=True, foreign_key="opening.tender_id")
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    list_sha256: str = Field(foreign_key="blob.sha256")
    attested_at: datetime
