"""Records of acts, as rendered and filed."""

from __future__ import annotations

from enum import StrEnum

from sqlmodel import Field

from models.columns import Recorded, one_of, sha256_hex


class ProtocolKind(StrEnum):
    OPENING = "opening"
    EVALUATION = "evaluation"
    INDIVIDUAL_REPORT = "individual_report"


class Protocol(Recorded, table=True):
    """A rendered record of an act: the opening record, an evaluation report, the final report."""

    __table_args__ = (one_of("kind", ProtocolKind), sha256_hex("pdf_sha256"))
    kind: str = Field(primary_key=True)
    subject_id: str = Field(primary_key=True)
    lang: str = Field(primary_key=True)
    pdf_sha256: str = Field(foreign_key="blob.sha256")
