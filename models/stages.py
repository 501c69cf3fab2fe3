"""The steps of a procedure: what a call rests on, who is invited, whom the buyer met."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded, one_of


class TenderBasis(SQLModel, table=True):
    """The earlier step, framework or system that a tender's call rests on."""

    __tablename__ = "tender_basis"
    __table_args__ = (CheckConstraint("tender_id <> under_id", name="another_tender"),)
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    under_id: str = Field(foreign_key="tender.id", index=True)


class Invited(SQLModel, table=True):
    """Somebody who may send something in for the lot: written when the call is sent."""

    __table_args__ = (ForeignKeyConstraint(["tender_id", "lot_id"], ["lot.tender_id", "lot.id"]),)
    tender_id: str = Field(primary_key=True)
    lot_id: str = Field(primary_key=True)
    organisation_id: str = Field(primary_key=True, foreign_key="organisation.id")


class Selection(Recorded, table=True):
    """Who goes on to the next step, by the stated criteria; one person's draft, another's act."""

    __table_args__ = (
        UniqueConstraint("tender_id", "number"),
        CheckConstraint("actor_id <> prepared_by", name="two_persons"),
        CheckConstraint("number > 0", name="number"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    number: int
    selected_at: datetime
    prepared_by: str = Field(foreign_key="person.id")
    reason_sv: str
    reason_en: str


class SelectedCandidate(SQLModel, table=True):
    """What the selection came to for one candidate in one lot, and why."""

    __tablename__ = "selected_candidate"
    __table_args__ = (CheckConstraint("NOT selected OR qualified", name="selected_is_qualified"),)
    selection_id: str = Field(primary_key=True, foreign_key="selection.id")
    lot_id: str = Field(primary_key=True, foreign_key="lot.id")
    organisation_id: str = Field(primary_key=True, foreign_key="organisation.id")
    qualified: bool
    selected: bool
    reason_sv: str
    reason_en: str


class MeetingKind(StrEnum):
    NEGOTIATION = "negotiation"
    DIALOGUE = "dialogue"


class Meeting(Recorded, table=True):
    """The buyer negotiated or held a dialogue with one participant, on the record."""

    __table_args__ = (one_of("kind", MeetingKind), CheckConstraint("number > 0", name="number"))
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    number: int = Field(primary_key=True)
    kind: str
    organisation_id: str = Field(foreign_key="organisation.id")
    held_at: datetime
    minutes_sv: str
    minutes_en: str
