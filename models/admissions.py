"""Admission at any time: to a dynamic purchasing system, or to a system of choice (LOV)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded, one_of, sha256_hex
from models.contract import Party
from models.signed_files import SignedFile, signed_file


class SystemTerms(SQLModel, table=True):
    """What the documents of a system state; `decision_days` is the time to decide.

    Working days in a dynamic purchasing system (LOU 8:7), calendar days in a system of
    choice (LOV 4:4). `remuneration` is what providers are paid and how (LOV 4:1).
    """

    __tablename__ = "system_terms"
    __table_args__ = (CheckConstraint("decision_days > 0", name="decision_days"),)
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    decision_days: int
    remuneration_sv: str
    remuneration_en: str
    how_to_apply_sv: str
    how_to_apply_en: str
    ends_on: date | None = None


class Application(Recorded, table=True):
    """A supplier applied for a lot: to a system there is no last day."""

    __table_args__ = (
        ForeignKeyConstraint(["tender_id", "lot_id"], ["lot.tender_id", "lot.id"]),
        UniqueConstraint("lot_id", "number"),
        CheckConstraint("number > 0", name="number"),
        sha256_hex("sha256"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(index=True)
    lot_id: str = Field(index=True)
    number: int
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    received_at: datetime
    sha256: str = Field(foreign_key="blob.sha256")
    says_sv: str
    says_en: str


class ApplicationCheck(Recorded, table=True):
    """One requirement held against what the applicant has shown; the newest check counts."""

    __tablename__ = "application_check"
    __table_args__ = (CheckConstraint("number > 0", name="number"),)
    application_id: str = Field(primary_key=True, foreign_key="application.id")
    requirement_id: str = Field(primary_key=True, foreign_key="requirement.id")
    number: int = Field(primary_key=True)
    met: bool
    evidence_id: str | None = Field(default=None, foreign_key="evidence.id")
    checked_at: datetime
    note_sv: str
    note_en: str


class Completion(Recorded, table=True):
    """The applicant is asked to complete or clarify (LOV 6:2, LOU 4:9)."""

    __table_args__ = (
        UniqueConstraint("application_id", "number"),
        CheckConstraint("number > 0", name="number"),
    )
    id: str = Field(primary_key=True)
    application_id: str = Field(foreign_key="application.id", index=True)
    number: int
    asked_at: datetime
    answer_by: date
    question_sv: str
    question_en: str


class CompletionReply(Recorded, table=True):
    """What the applicant answered, with its file if it sent one."""

    __tablename__ = "completion_reply"
    completion_id: str = Field(primary_key=True, foreign_key="completion.id")
    replied_at: datetime
    text: str
    sha256: str | None = Field(default=None, foreign_key="blob.sha256")


class ProlongedDecision(Recorded, table=True):
    """The time to decide on one application is made longer, with the reason (LOU 8:7)."""

    __tablename__ = "prolonged_decision"
    application_id: str = Field(primary_key=True, foreign_key="application.id")
    prolonged_at: datetime
    reason_sv: str
    reason_en: str


class AdmissionDecision(Recorded, table=True):
    """The application is approved or refused; one person prepares, another decides.

    `ground` is the statute's point where the applicant is excluded ("7:1 p. 5", LOV).
    """

    __tablename__ = "admission_decision"
    __table_args__ = (
        CheckConstraint("actor_id <> prepared_by", name="two_persons"),
        CheckConstraint("NOT approved OR ground IS NULL", name="excluded_is_refused"),
    )
    application_id: str = Field(primary_key=True, foreign_key="application.id")
    approved: bool
    ground: str | None = None
    decided_at: datetime
    prepared_by: str = Field(foreign_key="person.id")
    reason_sv: str
    reason_en: str


class ExitCause(StrEnum):
    """Why a supplier that was admitted is so no longer."""

    OWN_REQUEST = "own_request"
    NO_LONGER_QUALIFIES = "no_longer_qualifies"
    BREACH = "breach"
    CEASED = "ceased"


class AdmissionExit(Recorded, table=True):
    """An admitted supplier leaves; `ends_on` is the last day it takes part."""

    __tablename__ = "admission_exit"
    __table_args__ = (one_of("cause", ExitCause),)
    application_id: str = Field(primary_key=True, foreign_key="admission_decision.application_id")
    exited_at: datetime
    ends_on: date
    cause: str
    reason_sv: str
    reason_en: str


class ProviderProfile(Recorded, table=True):
    """What an approved provider tells those who choose: the same headings for all (LOV 9:1)."""

    __tablename__ = "provider_profile"
    __table_args__ = (CheckConstraint("version > 0", name="version"),)
    application_id: str = Field(primary_key=True, foreign_key="admission_decision.application_id")
    version: int = Field(primary_key=True)
    stated_at: datetime
    address: str
    phone: str
    languages: str
    accessibility_sv: str
    accessibility_en: str
    profile_sv: str
    profile_en: str


class NonChoiceKind(StrEnum):
    """Who serves those who do not choose (LOV 9:2)."""

    OWN_SERVICE = "own_service"
    NAMED = "named"
    IN_TURN = "in_turn"


class NonChoiceOption(Recorded, table=True):
    """The alternative for those who do not choose, in one lot; the newest number is in force."""

    __tablename__ = "non_choice_option"
    __table_args__ = (
        one_of("kind", NonChoiceKind),
        ForeignKeyConstraint(["tender_id", "lot_id"], ["lot.tender_id", "lot.id"]),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("kind <> 'named' OR application_id IS NOT NULL", name="named"),
    )
    tender_id: str = Field(primary_key=True)
    lot_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: str
    application_id: str | None = Field(
        default=None, foreign_key="admission_decision.application_id"
    )
    from_day: date
    rule_sv: str
    rule_en: str


class ChoiceContract(Recorded, table=True):
    """The contract of a provider in a system of choice, as rendered: one for each approval."""

    __tablename__ = "choice_contract"
    __table_args__ = (
        sha256_hex("pdf_sha256"),
        sha256_hex("text_sha256"),
        UniqueConstraint("application_id", "pdf_sha256"),
    )
    application_id: str = Field(primary_key=True, foreign_key="admission_decision.application_id")
    number: str = Field(unique=True)
    rendered_at: datetime
    starts_on: date
    pdf_sha256: str = Field(foreign_key="blob.sha256")
    text_sha256: str


class ChoiceSignature(Recorded, SignedFile, table=True):
    """A party signed exactly these bytes, and was let in at `signed_at`."""

    __tablename__ = "choice_signature"
    __table_args__ = (
        one_of("party", Party),
        *signed_file(),
        ForeignKeyConstraint(
            ["application_id", "pdf_sha256"],
            ["choice_contract.application_id", "choice_contract.pdf_sha256"],
        ),
    )
    application_id: str = Field(primary_key=True)
    party: str = Field(primary_key=True)
    signatory_name: str
    signed_at: datetime
    pdf_sha256: str
