"""Letters that are owed, how they left, and what tenderers ask to be told."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded, one_of, sha256_hex


class Channel(StrEnum):
    ELECTRONIC = "electronic"
    POST = "post"


class LetterKind(StrEnum):
    """What a letter is about; each has the column of its subject in `Outgoing`."""

    AWARD = "award"
    WITHDRAWAL = "withdrawal"
    CANCELLATION = "cancellation"
    INQUIRY = "inquiry"
    EXCLUSION = "exclusion"
    INFORMATION = "information"
    INVITATION = "invitation"
    SELECTION = "selection"
    ANSWER = "answer"
    VALIDITY = "validity"
    ADMISSION = "admission"
    COMPLETION = "completion"
    CALL_OFF = "call_off"


class Transport(StrEnum):
    """What carried a letter out of the house."""

    SMTP = "smtp"
    FOLDER = "folder"
    MAIL = "mail"


class Outgoing(SQLModel, table=True):
    """A letter that is owed: written with the act that owes it, fulfilled by its `Dispatch`.

    The id is ``<subject id>:<organisation id>``. Exactly one subject.
    """

    __table_args__ = (
        one_of("kind", LetterKind),
        CheckConstraint(
            "(kind = 'award') = (decision_id IS NOT NULL)"
            " AND (kind = 'withdrawal') = (withdrawal_id IS NOT NULL)"
            " AND (kind = 'cancellation') = (cancellation_id IS NOT NULL)"
            " AND (kind = 'inquiry') = (inquiry_id IS NOT NULL)"
            " AND (kind = 'exclusion') = (exclusion_case_id IS NOT NULL)"
            " AND (kind = 'information') = (request_id IS NOT NULL)"
            " AND (kind = 'invitation') = (invitation_id IS NOT NULL)"
            " AND (kind = 'selection') = (selection_id IS NOT NULL)"
            " AND (kind = 'answer') = (answer_id IS NOT NULL)"
            " AND (kind = 'validity') = (validity_id IS NOT NULL)"
            " AND (kind = 'admission') = (admission_id IS NOT NULL)"
            " AND (kind = 'completion') = (completion_id IS NOT NULL)"
            " AND (kind = 'call_off') = (call_off_id IS NOT NULL)",
            name="subject",
        ),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    kind: str
    organisation_id: str = Field(foreign_key="organisation.id")
    owed_since: datetime
    decision_id: str | None = Field(default=None, foreign_key="award_decision.id", index=True)
    withdrawal_id: str | None = Field(default=None, foreign_key="withdrawal.id")
    cancellation_id: str | None = Field(default=None, foreign_key="cancellation.id")
    inquiry_id: str | None = Field(default=None, foreign_key="inquiry.id")
    exclusion_case_id: str | None = Field(default=None, foreign_key="exclusion_case.id")
    request_id: str | None = Field(default=None, foreign_key="information_request.id")
    # The call itself: its publication is the sending of the invitations.
    invitation_id: str | None = Field(default=None, foreign_key="publication.tender_id")
    selection_id: str | None = Field(default=None, foreign_key="selection.id")
    answer_id: str | None = Field(default=None, foreign_key="answer.id")
    validity_id: str | None = Field(default=None, foreign_key="validity_request.id")
    admission_id: str | None = Field(default=None, foreign_key="admission_decision.application_id")
    completion_id: str | None = Field(default=None, foreign_key="completion.id")
    call_off_id: str | None = Field(default=None, foreign_key="call_off.id")


class Dispatch(Recorded, table=True):
    """The letter went out, and what shows it.

    `address` is where to; `message_id` the e-mail's own, and `proof` what the receiving
    server answered, or the folder's file, or the post's number. `message_sha256` is the
    e-mail as sent. `stated_last_day` is a standstill's, as the letter says it
    (LOU 19:19): a longer stated period binds the buyer.
    """

    __table_args__ = (
        one_of("channel", Channel),
        one_of("transport", Transport),
        CheckConstraint("(transport = 'mail') = (channel = 'post')", name="way_out"),
        CheckConstraint("(transport = 'smtp') = (message_sha256 IS NOT NULL)", name="message"),
        sha256_hex("pdf_sha256"),
    )
    outgoing_id: str = Field(primary_key=True, foreign_key="outgoing.id")
    dispatched_at: datetime
    channel: str
    transport: str
    address: str
    message_id: str
    proof: str
    pdf_sha256: str = Field(foreign_key="blob.sha256")
    message_sha256: str | None = Field(default=None, foreign_key="blob.sha256")
    stated_last_day: date | None = None


class InformationKind(StrEnum):
    """LOU 12:13, 19:20: why a bid fell, or what the chosen one has over an acceptable one."""

    REJECTION_REASONS = "rejection_reasons"
    RELATIVE_ADVANTAGES = "relative_advantages"


class InformationRequest(Recorded, table=True):
    """A tenderer asks, in writing, why it did not win the lot."""

    __tablename__ = "information_request"
    __table_args__ = (one_of("kind", InformationKind),)
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    lot_id: str = Field(foreign_key="lot.id")
    organisation_id: str = Field(foreign_key="organisation.id")
    kind: str
    received_at: datetime


class SecrecyTest(Recorded, table=True):
    """What of the answer harms somebody if told (OSL 19:3, 31:16), decided for this request."""

    __tablename__ = "secrecy_test"
    request_id: str = Field(primary_key=True, foreign_key="information_request.id")
    tested_at: datetime
    reason_sv: str
    reason_en: str


class MaskedField(SQLModel, table=True):
    """One thing that the answer leaves out, by which paragraph, and why.

    `field` is "price", "comparison", or "criterion:<id>".
    """

    __tablename__ = "masked_field"
    request_id: str = Field(primary_key=True, foreign_key="secrecy_test.request_id")
    field: str = Field(primary_key=True)
    cite: str
    reason_sv: str
    reason_en: str
