"""Before the notice: needs, value, documents, interests; and what suppliers are then told."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from law.direct_award import Ground
from law.thresholds import Buyer, Kind
from models.columns import Recorded, one_of, sha256_hex


class NoteKind(StrEnum):
    """What an officer's note is about. Those that a procedure asks for are `RecordKind`."""

    NEED = "need"
    MARKET_DIALOGUE = "market_dialogue"
    LOTS = "lots"
    PROCEDURE = "procedure"
    GUIDELINES = "guidelines"
    URGENCY = "urgency"
    DOCUMENTATION = "documentation"


class Note(Recorded, table=True):
    """An officer's note in the tender's file; `on_day` is when what it tells of happened."""

    __table_args__ = (one_of("kind", NoteKind), CheckConstraint("number > 0", name="number"))
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    number: int = Field(primary_key=True)
    kind: str
    on_day: date
    text_sv: str
    text_en: str


class ValueEstimate(Recorded, table=True):
    """What the procurement is worth as the law counts it (LOU 5:3–14), beside its lots' values.

    Amounts in minor units of the tender's currency: `options` and extensions, `similar`
    contracts within twelve months, `premiums`. `rate` is kronor per euro where the
    Commission's is not known. The newest number governs until the notice is sent.
    """

    __tablename__ = "value_estimate"
    __table_args__ = (
        one_of("buyer_kind", Buyer),
        one_of("kind", Kind),
        CheckConstraint("number > 0", name="number"),
    )
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    number: int = Field(primary_key=True)
    buyer_kind: str
    kind: str
    options: list[int] = Field(sa_type=JSON)
    similar: list[int] = Field(sa_type=JSON)
    premiums: list[int] = Field(sa_type=JSON)
    rate: str | None = None
    reason_sv: str
    reason_en: str


class ClaimedGround(Recorded, table=True):
    """A ground for awarding directly although the value is not low (LOU 19a:3–7).

    `shown` holds, for each condition of the ground by its code, whether it is met.
    """

    __tablename__ = "claimed_ground"
    __table_args__ = (one_of("ground", Ground), CheckConstraint("number > 0", name="number"))
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    number: int = Field(primary_key=True)
    ground: str
    shown: dict[str, Any] = Field(sa_type=JSON)
    excepted_lot: bool = False
    reason_sv: str
    reason_en: str


class TenderInterest(Recorded, table=True):
    """A person who prepares or decides says whether a conflict of interest exists (jäv).

    The newest statement counts; `free` is that there is none.
    """

    __tablename__ = "tender_interest"
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    declared_at: datetime = Field(primary_key=True)
    free: bool
    statement: str


class PriorInvolvement(Recorded, table=True):
    """A supplier took part in preparing the procurement (LOU 4:8)."""

    __tablename__ = "prior_involvement"
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    organisation_id: str = Field(primary_key=True, foreign_key="organisation.id")
    what_sv: str
    what_en: str


class InvolvementMeasure(Recorded, table=True):
    """What was done so that its knowledge does not distort competition.

    `sufficient`: somebody has judged that equal treatment is kept by the measures so far.
    """

    __tablename__ = "involvement_measure"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tender_id", "organisation_id"],
            ["prior_involvement.tender_id", "prior_involvement.organisation_id"],
        ),
        CheckConstraint("number > 0", name="number"),
    )
    tender_id: str = Field(primary_key=True)
    organisation_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    taken_on: date
    sufficient: bool
    measure_sv: str
    measure_en: str


class TenderDocument(Recorded, table=True):
    """One version of one of the tender documents, as suppliers get it."""

    __tablename__ = "tender_document"
    __table_args__ = (
        CheckConstraint("version > 0", name="version"),
        sha256_hex("sha256"),
    )
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    code: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    title_sv: str
    title_en: str
    file_name: str
    media_type: str
    sha256: str = Field(foreign_key="blob.sha256")
    issued_at: datetime


class Correction(Recorded, table=True):
    """The notice or the documents were changed after the notice; two persons stand behind it.

    A `substantial` change takes a later deadline (LOU 11:8, 19:14).
    """

    __table_args__ = (
        UniqueConstraint("tender_id", "number"),
        CheckConstraint("actor_id <> approved_by", name="two_persons"),
        CheckConstraint("number > 0", name="number"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    number: int
    corrected_at: datetime
    substantial: bool
    what_sv: str
    what_en: str
    approved_by: str = Field(foreign_key="person.id")


class CorrectedDocument(SQLModel, table=True):
    """A version of a document that came with a correction."""

    __tablename__ = "corrected_document"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tender_id", "code", "version"],
            ["tender_document.tender_id", "tender_document.code", "tender_document.version"],
        ),
    )
    tender_id: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    correction_id: str = Field(foreign_key="correction.id")


class Question(Recorded, table=True):
    """What a supplier asked about the tender. Who asked is kept as a keyed tag alone."""

    __table_args__ = (
        UniqueConstraint("tender_id", "number"),
        CheckConstraint("number > 0", name="number"),
        sha256_hex("asker_tag"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    number: int
    received_at: datetime
    asker_tag: str
    text: str


class Answer(Recorded, table=True):
    """Additional information, told to all alike; `question_id` is None for the buyer's own.

    `asked_sv` and `asked_en` are the question without what tells who asked.
    """

    __table_args__ = (
        UniqueConstraint("tender_id", "number"),
        CheckConstraint("number > 0", name="number"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    number: int
    question_id: str | None = Field(default=None, foreign_key="question.id", unique=True)
    answered_at: datetime
    asked_sv: str
    asked_en: str
    answer_sv: str
    answer_en: str
