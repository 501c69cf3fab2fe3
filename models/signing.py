"""What comes before and after a signature: orders to a signing service, a seal, a refusal."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from models.columns import Recorded, one_of, sha256_hex
from models.contract import Party
from models.signed_files import SignedFile, signed_file


class SigningOrder(Recorded, table=True):
    """A signing service is to ask this person to sign this hash, until `expires_at`.

    `prepared_sha256` is the file with its place for the signature; `state_sha256` what it
    takes to put the signature there. No content leaves but the hash.
    """

    __tablename__ = "signing_order"
    __table_args__ = (
        one_of("party", Party),
        UniqueConstraint("contract_id", "party", "number"),
        CheckConstraint("number > 0", name="number"),
        sha256_hex("digest"),
        ForeignKeyConstraint(["contract_id", "pdf_sha256"], ["contract.id", "contract.pdf_sha256"]),
    )
    id: str = Field(primary_key=True)
    contract_id: str = Field(index=True)
    pdf_sha256: str
    party: str
    number: int
    person_id: str = Field(foreign_key="person.id", index=True)
    ordered_at: datetime
    expires_at: datetime
    digest: str
    prepared_sha256: str = Field(foreign_key="blob.sha256")
    state_sha256: str = Field(foreign_key="blob.sha256")


class SigningStart(Recorded, table=True):
    """The service took the order, and calls it by this reference."""

    __tablename__ = "signing_start"
    order_id: str = Field(primary_key=True, foreign_key="signing_order.id")
    reference: str
    started_at: datetime


class SigningEnd(StrEnum):
    """What became of an order. A signature that came too late is `not_accepted`."""

    SIGNED = "signed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    WRONG_PERSON = "wrong_person"
    FAILED = "failed"
    NOT_ACCEPTED = "not_accepted"


class SigningOutcome(Recorded, table=True):
    """How an order ended. A signature that was not accepted is kept, with what held it."""

    __tablename__ = "signing_outcome"
    __table_args__ = (
        one_of("outcome", SigningEnd),
        CheckConstraint("outcome <> 'not_accepted' OR signed_sha256 IS NOT NULL", name="kept"),
    )
    order_id: str = Field(primary_key=True, foreign_key="signing_order.id")
    outcome: str
    ended_at: datetime
    signed_sha256: str | None = Field(default=None, foreign_key="blob.sha256")
    validation_sha256: str | None = Field(default=None, foreign_key="blob.sha256")
    reason_sv: str
    reason_en: str


class SigningDeclined(Recorded, table=True):
    """A party said that it does not sign, and why. It may sign all the same later."""

    __tablename__ = "signing_declined"
    __table_args__ = (one_of("party", Party),)
    contract_id: str = Field(primary_key=True, foreign_key="contract.id")
    party: str = Field(primary_key=True)
    declined_at: datetime
    reason: str


class ContractSeal(Recorded, SignedFile, table=True):
    """The buyer's seal on a concluded contract, put there last of all (eIDAS art. 35)."""

    __tablename__ = "contract_seal"
    __table_args__ = (
        *signed_file(),
        CheckConstraint("method <> 'paper'", name="electronic"),
    )
    contract_id: str = Field(primary_key=True, foreign_key="contract.id")
    sealed_at: datetime
    organisation: str
