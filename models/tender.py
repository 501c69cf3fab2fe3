"""The tender and its lots, and the facts up to the opening of bids."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from law.reasons import Basis
from models.columns import Recorded, one_of, sha256_hex


class Tender(Recorded, table=True):
    """One call of a procedure. Its rulebook and award terms are fixed when it is published.

    `procedure` and `step` name what it is in `law.procedures`; what an earlier step or a
    framework is to a later call says `models.stages.TenderBasis`. A system that takes in
    applications at any time has neither a deadline nor bids that could lapse.
    `award_terms` is the stated award model as `procurement.tenders.terms` reads it;
    `service_terms` the description of the service as `contracts.terms` reads it.
    """

    __table_args__ = (
        CheckConstraint("bids_valid_until > starts_on", name="validity_after_start"),
        CheckConstraint("contract_months > 0", name="contract_months"),
        CheckConstraint(
            "(bid_deadline_at IS NULL) = (bids_valid_until IS NULL)", name="deadline_and_validity"
        ),
    )
    id: str = Field(primary_key=True)
    buyer_id: str = Field(foreign_key="buyer.id", index=True)
    diary_number: str = Field(unique=True)
    title_sv: str
    title_en: str
    rulebook: str
    procedure: str
    step: str
    cpv: str
    currency: str = Field(max_length=3)
    starts_on: date
    bid_deadline_at: datetime | None = None
    bids_valid_until: date | None = None
    lots_are_separate_contracts: bool
    award_terms: dict[str, Any] = Field(sa_type=JSON)
    service_terms: dict[str, Any] = Field(sa_type=JSON)
    capacity_rule_sv: str
    capacity_rule_en: str
    contract_starts_on: date
    contract_months: int
    option_months: list[int] = Field(sa_type=JSON)


class Lot(SQLModel, table=True):
    """The unit of awards, standstills, appeals and contracts.

    FTE in tenths; none where what is bought takes up no staff that could run out.
    """

    __table_args__ = (
        UniqueConstraint("tender_id", "code"),
        UniqueConstraint("tender_id", "id"),
        CheckConstraint("estimated_value > 0", name="estimated_value"),
        CheckConstraint("places_per_year > 0", name="places_per_year"),
        CheckConstraint("at_fte_tenths >= 0", name="at_fte_tenths"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    code: str
    name: str
    region: str
    places_per_year: int
    estimated_value: int = Field(sa_type=BigInteger)
    at_fte_tenths: int


class Requirement(SQLModel, table=True):
    """Something a bid or its tenderer must show, and where it gets its force from.

    `at_least` is the smallest number that evidence may show: a turnover in minor units, a
    count of references.
    """

    __table_args__ = (
        one_of("basis", Basis),
        CheckConstraint("stage IN ('bid', 'winner_evidence')", name="stage"),
        CheckConstraint("basis <> 'statute' OR cite_act IS NOT NULL", name="statute_is_cited"),
        CheckConstraint("max_age_days IS NULL OR max_age_days > 0", name="max_age_days"),
        CheckConstraint("at_least IS NULL OR at_least > 0", name="at_least"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    code: str
    title_sv: str
    title_en: str
    basis: str
    cite_act: str | None = None
    cite_chapter: str | None = None
    cite_section: str | None = None
    stage: str
    evidence_kind: str
    max_age_days: int | None = None
    per_bid: bool = False
    at_least: int | None = Field(default=None, sa_type=BigInteger)


class Publication(Recorded, table=True):
    """The notice was sent for publication; two persons stand behind it."""

    __table_args__ = (CheckConstraint("actor_id <> approved_by", name="two_persons"),)
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    published_at: datetime
    approved_by: str = Field(foreign_key="person.id")


class Bid(Recorded, table=True):
    """A bid whose envelope has been opened: the newest version of those not withdrawn.

    The id is the token that its sender gave it. `received_at` is the sealed bid's,
    `sender_id` the person who sent it.
    """

    __table_args__ = (
        UniqueConstraint("lot_id", "organisation_id"),
        UniqueConstraint("lot_id", "id"),
        UniqueConstraint("id", "organisation_id"),
        ForeignKeyConstraint(["tender_id", "lot_id"], ["lot.tender_id", "lot.id"]),
        ForeignKeyConstraint(
            ["tender_id", "id", "version"],
            ["sealed_bid.tender_id", "sealed_bid.bid_id", "sealed_bid.version"],
        ),
        sha256_hex("envelope_sha256"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(index=True)
    lot_id: str = Field(index=True)
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    version: int
    received_at: datetime
    sender_id: str = Field(foreign_key="person.id")
    envelope_sha256: str


class Opening(Recorded, table=True):
    """Bids of a tender were opened, by two different persons in one session."""

    __table_args__ = (CheckConstraint("actor_id <> second_officer_id", name="two_persons"),)
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    opened_at: datetime
    second_officer_id: str = Field(foreign_key="person.id")


class OpenedBid(SQLModel, table=True):
    """What a bid says, readable from the opening on. Price in minor units per unit.

    `levels` maps each award criterion to the level of commitment offered;
    `at_fte_tenths` is the tenderer's declared capacity over all lots.
    """

    __tablename__ = "opened_bid"
    __table_args__ = (
        ForeignKeyConstraint(["lot_id", "bid_id"], ["bid.lot_id", "bid.id"]),
        CheckConstraint("price > 0", name="price"),
        CheckConstraint("at_fte_tenths >= 0", name="at_fte_tenths"),
    )
    bid_id: str = Field(primary_key=True)
    lot_id: str = Field(index=True)
    price: int = Field(sa_type=BigInteger)
    levels: dict[str, int] = Field(sa_type=JSON)
    at_fte_tenths: int


class Evidence(Recorded, table=True):
    """A certificate or document about a tenderer, or about one bid of it.

    `number` is what it shows where a number is asked for, in the requirement's own unit.
    """

    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_until >= issued_on", name="valid_until"),
        CheckConstraint("number IS NULL OR number >= 0", name="number"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    organisation_id: str = Field(foreign_key="organisation.id")
    bid_id: str | None = Field(default=None, foreign_key="bid.id")
    kind: str
    issued_on: date
    valid_until: date | None = None
    summary: str
    number: int | None = Field(default=None, sa_type=BigInteger)
