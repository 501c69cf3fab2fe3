"""What providers report each month, and what was measured from it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded


class DeliveryReport(Recorded, table=True):
    """An accepted monthly report; its rows are the Parquet blobs of `ReportSection`.

    `month` is the first day of the month that the report is about.
    """

    __tablename__ = "delivery_report"
    __table_args__ = (UniqueConstraint("contract_id", "month", "version"),)
    id: str = Field(primary_key=True)
    contract_id: str = Field(foreign_key="contract.id", index=True)
    month: date
    version: int
    submitted_at: datetime


class ReportSection(SQLModel, table=True):
    __tablename__ = "report_section"
    __table_args__ = (
        CheckConstraint("section IN ('participants', 'staff', 'lines')", name="section"),
        CheckConstraint("row_count >= 0", name="row_count"),
    )
    report_id: str = Field(primary_key=True, foreign_key="delivery_report.id")
    section: str = Field(primary_key=True)
    row_count: int
    parquet_sha256: str = Field(foreign_key="blob.sha256")


class KpiResult(Recorded, table=True):
    """One KPI of one contract and month, exact: numerator over denominator."""

    __tablename__ = "kpi_result"
    __table_args__ = (
        CheckConstraint("denominator >= 0", name="denominator"),
        CheckConstraint("colour IN ('green', 'yellow', 'red', 'none')", name="colour"),
    )
    contract_id: str = Field(primary_key=True, foreign_key="contract.id")
    month: date = Field(primary_key=True)
    kpi: str = Field(primary_key=True)
    numerator: int = Field(sa_type=BigInteger)
    denominator: int = Field(sa_type=BigInteger)
    colour: str
    measured_at: datetime


class Rating(Recorded, table=True):
    """A provider's rating over a period; no stars when there is too little to go on."""

    __table_args__ = (CheckConstraint("stars IS NULL OR stars BETWEEN 1 AND 4", name="stars"),)
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    organisation_id: str = Field(primary_key=True, foreign_key="organisation.id")
    period_start: date = Field(primary_key=True)
    period_end: date = Field(primary_key=True)
    stars: int | None = None
    basis: dict[str, Any] = Field(sa_type=JSON)
    rated_at: datetime
    pdf_sha256: str | None = Field(default=None, foreign_key="blob.sha256")
