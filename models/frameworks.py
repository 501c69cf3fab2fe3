"""Framework agreements: their terms, their parties, and what is called off under them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded, one_of


class CallOffWay(StrEnum):
    """How call-offs are placed: in the ranking's order, by a mini-competition, or either."""

    RANKED = "ranked"
    MINI_COMPETITION = "mini_competition"
    EITHER = "either"


class FrameworkTerms(SQLModel, table=True):
    """The tender leads to a framework in each of its lots, and not to a contract.

    `ceiling` is the largest value of each lot in minor units (C-23/20); `parties_most` how
    many are taken in, by their place. Where `way` is either, `conditions` say when which.
    """

    __tablename__ = "framework_terms"
    __table_args__ = (
        one_of("way", CallOffWay),
        CheckConstraint("parties_most > 0", name="parties_most"),
        CheckConstraint("ceiling > 0", name="ceiling"),
        CheckConstraint(
            "(special_reasons_sv IS NULL) = (special_reasons_en IS NULL)", name="special_reasons"
        ),
    )
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    way: str
    parties_most: int
    ceiling: int = Field(sa_type=BigInteger)
    conditions_sv: str
    conditions_en: str
    special_reasons_sv: str | None = None
    special_reasons_en: str | None = None


class CallOff(Recorded, table=True):
    """A need to be met in the ranking's order; `value` in minor units counts to the ceiling."""

    __tablename__ = "call_off"
    __table_args__ = (
        ForeignKeyConstraint(["tender_id", "lot_id"], ["lot.tender_id", "lot.id"]),
        UniqueConstraint("lot_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("value > 0", name="value"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(index=True)
    lot_id: str = Field(index=True)
    number: int
    value: int = Field(sa_type=BigInteger)
    opened_at: datetime
    what_sv: str
    what_en: str


class CallOffOffer(Recorded, table=True):
    """The party at this place was offered the call-off."""

    __tablename__ = "call_off_offer"
    __table_args__ = (CheckConstraint("place > 0", name="place"),)
    call_off_id: str = Field(primary_key=True, foreign_key="call_off.id")
    place: int = Field(primary_key=True)
    organisation_id: str = Field(foreign_key="organisation.id")
    offered_at: datetime


class CallOffAnswer(Recorded, table=True):
    """The party took it, or declined with its reason."""

    __tablename__ = "call_off_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["call_off_id", "place"], ["call_off_offer.call_off_id", "call_off_offer.place"]
        ),
    )
    call_off_id: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    accepted: bool
    answered_at: datetime
    reason_sv: str
    reason_en: str


class CallOffDecision(Recorded, table=True):
    """The call-off is placed with the party that accepted; two persons stand behind it."""

    __tablename__ = "call_off_decision"
    __table_args__ = (
        ForeignKeyConstraint(
            ["call_off_id", "place"], ["call_off_answer.call_off_id", "call_off_answer.place"]
        ),
        CheckConstraint("actor_id <> prepared_by", name="two_persons"),
    )
    call_off_id: str = Field(primary_key=True)
    place: int
    decided_at: datetime
    prepared_by: str = Field(foreign_key="person.id")
