"""A planned procurement as a file: what `tilldela schedule FILE` reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from law.rulebook import Rulebook
from law.thresholds import Buyer
from procurement.exact.files import Id, read_exact
from procurement.schedule.plan import Margins, Plan

FIRST_YEAR, LAST_YEAR = 1994, 2199


def _day(written: object) -> date:
    try:
        day = date.fromisoformat(str(written))
    except ValueError:
        raise PydanticCustomError("day", "not a day") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise PydanticCustomError("day", "not a day")
    return day


def _flag(written: object) -> bool:
    if written not in ("true", "false"):
        raise PydanticCustomError("flag", "neither true nor false")
    return written == "true"


def _days(written: object) -> int:
    text = str(written)
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise PydanticCustomError("days", "not a number of days")
    return int(text)


Days = Annotated[int, PlainValidator(_days)]
Day = Annotated[date, PlainValidator(_day)]
Flag = Annotated[bool, PlainValidator(_flag)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MarginsFile(_Part):
    documents: Days = 0
    requests: Days = 0
    tenders: Days = 0
    questions: Days = 0
    selection: Days = 0
    meetings: Days = 0
    evaluation: Days = 0
    decision: Days = 0
    signing: Days = 0
    start_up: Days = 0


class PlanFile(_Part):
    procedure: Id
    rules: Rulebook = Rulebook.SE_LOU
    notice: Day | None = None
    start: Day | None = None
    margins: MarginsFile = Field(default_factory=MarginsFile)
    buyer: Buyer | None = None
    electronic: Flag = True
    documents_open: Flag = True
    urgent: Flag = False
    prior_notice: Day | None = None
    agreed_days: Days | None = None
    country: Id | None = None
    name: Id | None = None


def read_plan(path: Path) -> Plan:
    """Raises `ActRefused` with the first thing that is wrong in the file."""
    return to_plan(read_exact(path, PlanFile))


def to_plan(given: PlanFile) -> Plan:
    return Plan(
        procedure=given.procedure,
        rulebook=given.rules,
        notice=given.notice,
        start=given.start,
        margins=Margins(**given.margins.model_dump()),
        buyer=given.buyer,
        electronic=given.electronic,
        documents_open=given.documents_open,
        urgent=given.urgent,
        prior_notice=given.prior_notice,
        agreed_days=given.agreed_days,
        country=given.country,
        name=given.name or "",
    )
