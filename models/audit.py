"""Contract audits and what they found."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field

from models.columns import Recorded, one_of


class Severity(StrEnum):
    """Classes of the sanctions ladder, gravest last."""

    MINOR = "minor"
    NOTABLE = "notable"
    SERIOUS = "serious"
    CRITICAL = "critical"


class Audit(Recorded, table=True):
    """One run over the contracts of a tender, for the months up to `period_end`."""

    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    period_start: date
    period_end: date
    run_at: datetime
    scope: dict[str, Any] = Field(sa_type=JSON)
    pdf_sha256: str | None = Field(default=None, foreign_key="blob.sha256")


class Finding(Recorded, table=True):
    """What one check found wrong with one contract, with the rows that show it."""

    __table_args__ = (one_of("severity", Severity),)
    audit_id: str = Field(primary_key=True, foreign_key="audit.id")
    number: int = Field(primary_key=True)
    contract_id: str = Field(foreign_key="contract.id", index=True)
    check_id: str
    severity: str
    text_sv: str
    text_en: str
    clause: str
    amount: int | None = Field(default=None, sa_type=BigInteger)
    evidence: list[dict[str, Any]] = Field(sa_type=JSON)
