"""What legal staff decide and keep in a matter: dates, clearings, mail, mandates, reminders."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from models.columns import Recorded, one_of, sha256_hex


class StricterDate(Recorded, table=True):
    """No contract for the lot before `not_before`, whatever the law allows; the newest governs.

    One earlier than the one before it takes a second person.
    """

    __tablename__ = "stricter_date"
    __table_args__ = (
        CheckConstraint("approved_by IS NULL OR actor_id <> approved_by", name="two_persons"),
        CheckConstraint("number > 0", name="number"),
    )
    lot_id: str = Field(primary_key=True, foreign_key="lot.id")
    number: int = Field(primary_key=True)
    decision_id: str = Field(foreign_key="award_decision.id")
    set_at: datetime
    not_before: date
    approved_by: str | None = Field(default=None, foreign_key="person.id")
    reason_sv: str
    reason_en: str


class ClearingKind(StrEnum):
    """What a lawyer finds not to hold the lot: a tie to another lot, or a remand."""

    TIE = "tie"
    REMAND = "remand"


class Clearing(Recorded, table=True):
    """The recorded ground on which something no longer holds the lot's decision.

    It speaks of what was on the docket at `cleared_at`: a later fact holds the lot anew.
    """

    __table_args__ = (
        one_of("kind", ClearingKind),
        ForeignKeyConstraint(["act_id", "act_version"], ["court_act.id", "court_act.version"]),
        CheckConstraint(
            "(kind = 'tie') = (tied_lot_id IS NOT NULL)"
            " AND (kind = 'remand') = (act_id IS NOT NULL)"
            " AND (act_id IS NULL) = (act_version IS NULL)",
            name="subject",
        ),
        CheckConstraint("actor_id <> approved_by", name="two_persons"),
        CheckConstraint("number > 0", name="number"),
    )
    lot_id: str = Field(primary_key=True, foreign_key="lot.id")
    number: int = Field(primary_key=True)
    decision_id: str = Field(foreign_key="award_decision.id")
    kind: str
    tied_lot_id: str | None = Field(default=None, foreign_key="lot.id")
    act_id: str | None = None
    act_version: int | None = None
    cleared_at: datetime
    approved_by: str = Field(foreign_key="person.id")
    ground_sv: str
    ground_en: str


class MatterAssignment(Recorded, table=True):
    """Who handles the matter from then on; the newest governs."""

    __tablename__ = "matter_assignment"
    __table_args__ = (CheckConstraint("number > 0", name="number"),)
    matter_id: str = Field(primary_key=True, foreign_key="matter.id")
    number: int = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id")
    assigned_at: datetime


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class MatterMail(Recorded, table=True):
    """One letter or e-mail in the matter, in or out. `correspondent`: the court, or a party."""

    __tablename__ = "matter_mail"
    __table_args__ = (
        one_of("direction", Direction),
        CheckConstraint("number > 0", name="number"),
    )
    matter_id: str = Field(primary_key=True, foreign_key="matter.id")
    number: int = Field(primary_key=True)
    direction: str
    at: datetime
    correspondent: str
    about: str
    document_sha256: str | None = Field(default=None, foreign_key="blob.sha256")


class Principal(StrEnum):
    BUYER = "buyer"
    COUNTERPARTY = "counterparty"


class PowerOfAttorney(Recorded, table=True):
    """Somebody may act for a party in the matter, through `valid_until` if that is said."""

    __tablename__ = "power_of_attorney"
    __table_args__ = (
        one_of("principal", Principal),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="valid_until"),
        CheckConstraint("number > 0", name="number"),
    )
    matter_id: str = Field(primary_key=True, foreign_key="matter.id")
    number: int = Field(primary_key=True)
    principal: str
    attorney: str
    valid_from: date
    valid_until: date | None = None
    document_sha256: str = Field(foreign_key="blob.sha256")


class Reminder(Recorded, table=True):
    """Somebody was reminded of what is due, once for each number of days before it.

    `item` is the worklist's own id of what is due.
    """

    __table_args__ = (CheckConstraint("days_before >= 0", name="days_before"),)
    item: str = Field(primary_key=True)
    due_on: date = Field(primary_key=True)
    days_before: int = Field(primary_key=True)
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    tender_id: str = Field(foreign_key="tender.id", index=True)
    sent_at: datetime
    message_id: str


class CaseFile(Recorded, table=True):
    """The bundle for the court as it was made: with everything, and with what is marked masked.

    `statement_sha256` is the draft statement; `archive_sha256` the zip with all of them.
    """

    __tablename__ = "case_file"
    __table_args__ = (
        CheckConstraint("number > 0", name="number"),
        sha256_hex("full_sha256"),
        sha256_hex("masked_sha256"),
    )
    matter_id: str = Field(primary_key=True, foreign_key="matter.id")
    number: int = Field(primary_key=True)
    made_at: datetime
    full_sha256: str = Field(foreign_key="blob.sha256")
    masked_sha256: str = Field(foreign_key="blob.sha256")
    statement_sha256: str = Field(foreign_key="blob.sha256")
    archive_sha256: str = Field(foreign_key="blob.sha256")


class BridgeGround(StrEnum):
    """On what a need is met while a lot is held: see `law.bridging`."""

    OPTION = "option"
    BELOW_LIMIT = "below_limit"
    DURING_REVIEW = "during_review"
    EXTREME_URGENCY = "extreme_urgency"


class Bridge(Recorded, table=True):
    """What is bought meanwhile for a held lot, two persons behind it. `value`: minor units.

    It ends when the lot's own contract can take over, and on `ends_on` at the latest.
    """

    __table_args__ = (
        one_of("ground", BridgeGround),
        UniqueConstraint("lot_id", "number"),
        CheckConstraint("actor_id <> approved_by", name="two_persons"),
        CheckConstraint("value > 0", name="value"),
        CheckConstraint("ends_on >= starts_on", name="ends_on"),
        CheckConstraint("number > 0", name="number"),
    )
    id: str = Field(primary_key=True)
    lot_id: str = Field(foreign_key="lot.id", index=True)
    number: int
    ground: str
    decided_at: datetime
    approved_by: str = Field(foreign_key="person.id")
    value: int
    starts_on: date
    ends_on: date
    reason_sv: str
    reason_en: str


class RedoneLot(Recorded, table=True):
    """A lot that is procured anew, once, after an order or a decision to redo it.

    `redone_lot_id` is the lot that it has become, in a tender of its own.
    """

    __tablename__ = "redone_lot"
    __table_args__ = (CheckConstraint("lot_id <> redone_lot_id", name="another_lot"),)
    lot_id: str = Field(primary_key=True, foreign_key="lot.id")
    redone_lot_id: str = Field(foreign_key="lot.id", index=True)
