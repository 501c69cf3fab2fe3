"""Decisions on the award: drafted, made, withdrawn; and a procurement cancelled."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded, sha256_hex


class AwardDraft(Recorded, table=True):
    """A decision as prepared: the very bytes that somebody else is to decide on.

    `pdf_sha256` is the document's hash, `facts_sha256` that of the facts it tells, in
    canonical JSON; both lie on file.
    """

    __tablename__ = "award_draft"
    __table_args__ = (
        UniqueConstraint("tender_id", "number"),
        CheckConstraint("number > 0", name="number"),
        sha256_hex("pdf_sha256"),
        sha256_hex("facts_sha256"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    number: int
    lang: str
    drafted_at: datetime
    pdf_sha256: str = Field(foreign_key="blob.sha256")
    facts_sha256: str = Field(foreign_key="blob.sha256")


class AwardDecision(Recorded, table=True):
    """A written decision over one or many lots: the draft of one person, made by another."""

    __tablename__ = "award_decision"
    __table_args__ = (
        UniqueConstraint("tender_id", "number"),
        CheckConstraint("actor_id <> prepared_by", name="two_persons"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    number: int
    decided_at: datetime
    prepared_by: str = Field(foreign_key="person.id")
    draft_id: str = Field(foreign_key="award_draft.id", unique=True)


class AwardedLot(SQLModel, table=True):
    """The decision for one lot, resting on the evaluation it names."""

    __tablename__ = "awarded_lot"
    __table_args__ = (
        ForeignKeyConstraint(["lot_id", "bid_id"], ["bid.lot_id", "bid.id"]),
        ForeignKeyConstraint(
            ["evaluation_id", "lot_id"], ["evaluated_lot.evaluation_id", "evaluated_lot.lot_id"]
        ),
    )
    decision_id: str = Field(primary_key=True, foreign_key="award_decision.id")
    lot_id: str = Field(primary_key=True, index=True)
    bid_id: str
    evaluation_id: str


class AwardedBid(SQLModel, table=True):
    """Each bid that is awarded the lot by its place: one, or as many as a framework takes in.

    The first is the lot's own in `AwardedLot`. A contract is with one of these.
    """

    __tablename__ = "awarded_bid"
    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "lot_id"], ["awarded_lot.decision_id", "awarded_lot.lot_id"]
        ),
        ForeignKeyConstraint(["lot_id", "bid_id"], ["bid.lot_id", "bid.id"]),
        UniqueConstraint("decision_id", "lot_id", "place"),
        CheckConstraint("place > 0", name="place"),
    )
    decision_id: str = Field(primary_key=True)
    lot_id: str = Field(primary_key=True)
    bid_id: str = Field(primary_key=True)
    place: int


class Withdrawal(Recorded, table=True):
    """An award decision taken back for some of its lots, before their contracts."""

    __table_args__ = (
        UniqueConstraint("tender_id", "number"),
        CheckConstraint("actor_id <> prepared_by", name="two_persons"),
        CheckConstraint("number > 0", name="number"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    number: int
    withdrawn_at: datetime
    prepared_by: str = Field(foreign_key="person.id")
    reason_sv: str
    reason_en: str


class WithdrawnLot(SQLModel, table=True):
    """A lot whose award was taken back: once for each decision."""

    __tablename__ = "withdrawn_lot"
    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "lot_id"], ["awarded_lot.decision_id", "awarded_lot.lot_id"]
        ),
    )
    decision_id: str = Field(primary_key=True)
    lot_id: str = Field(primary_key=True)
    withdrawal_id: str = Field(foreign_key="withdrawal.id")


class Cancellation(Recorded, table=True):
    """The procurement of some lots is ended without a contract; `redo` when it is to be made anew.

    LOU 12:12 and 19:21: with reasons, told to all who take part.
    """

    __table_args__ = (
        UniqueConstraint("tender_id", "number"),
        CheckConstraint("actor_id <> prepared_by", name="two_persons"),
        CheckConstraint("number > 0", name="number"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    number: int
    decided_at: datetime
    prepared_by: str = Field(foreign_key="person.id")
    redo: bool
    reason_sv: str
    reason_en: str


class CancelledLot(SQLModel, table=True):
    """A lot is never awarded after that, and cancelled again only where a court set it aside."""

    __tablename__ = "cancelled_lot"
    lot_id: str = Field(primary_key=True, foreign_key="lot.id")
    cancellation_id: str = Field(primary_key=True, foreign_key="cancellation.id")
