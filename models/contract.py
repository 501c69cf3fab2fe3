"""Contracts and their signatures. A contract is concluded by the buyer's, the last one."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from models.columns import Recorded, one_of, sha256_hex
from models.signed_files import SignedFile, signed_file


class Party(StrEnum):
    PROVIDER = "provider"
    BUYER = "buyer"


class Contract(Recorded, table=True):
    """The contract document of one awarded lot, as rendered. Price in minor units.

    With the tenderer of a bid that was awarded the lot, and with nobody else. `text_sha256`
    is of what it says: its first digits are printed where it is signed on paper.
    """

    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "lot_id", "bid_id"],
            ["awarded_bid.decision_id", "awarded_bid.lot_id", "awarded_bid.bid_id"],
        ),
        ForeignKeyConstraint(["bid_id", "organisation_id"], ["bid.id", "bid.organisation_id"]),
        UniqueConstraint("decision_id", "lot_id", "bid_id", "version"),
        sha256_hex("pdf_sha256"),
        sha256_hex("text_sha256"),
        CheckConstraint("ends_on > starts_on", name="term"),
        CheckConstraint("price > 0", name="price"),
        CheckConstraint("version > 0", name="version"),
        UniqueConstraint("id", "pdf_sha256"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    lot_id: str = Field(index=True)
    decision_id: str
    organisation_id: str = Field(index=True)
    bid_id: str
    number: str = Field(unique=True)
    rendered_at: datetime
    starts_on: date
    ends_on: date
    version: int
    lawful_from: date
    price: int = Field(sa_type=BigInteger)
    pdf_sha256: str = Field(foreign_key="blob.sha256")
    text_sha256: str


class Signature(Recorded, SignedFile, table=True):
    """A party signed exactly these bytes, and was let in at `signed_at`."""

    __table_args__ = (
        one_of("party", Party),
        *signed_file(),
        ForeignKeyConstraint(["contract_id", "pdf_sha256"], ["contract.id", "contract.pdf_sha256"]),
    )
    contract_id: str = Field(primary_key=True)
    party: str = Field(primary_key=True)
    signatory_name: str
    signed_at: datetime
    pdf_sha256: str
