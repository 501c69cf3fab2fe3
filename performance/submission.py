"""A monthly report as a provider hands it in, checked value by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from performance.months import last_day
from performance.rows import InvoiceLine, ParticipantMonth, StaffMember

HOURS_IN_A_MONTH = 31 * 24


def _whole_minutes(hours: int | Decimal) -> int | Decimal:
    """Hours with at most whole minutes: 67, 67.5 and 67.25, but not 67.333."""
    minutes = Decimal(hours) * 60
    if not minutes.is_finite() or minutes != minutes.to_integral_value():
        raise ValueError("hours must come to whole minutes")
    if not 0 <= hours <= HOURS_IN_A_MONTH:
        raise ValueError(f"a month has between 0 and {HOURS_IN_A_MONTH} hours")
    return hours


def _no_personal_number(text: str) -> str:
    """A pseudonym that reads like a personnummer is none."""
    digits = text.replace("-", "").replace("+", "")
    if digits.isdigit() and len(digits) in {10, 12}:
        raise ValueError("a participant is named by pseudonym, never by personal identity number")
    return text


def _first_of_month(day: date) -> date:
    if day.day != 1:
        raise ValueError("a month is given as its first day")
    return day


Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[\w./:-]+$")]
Pseudonym = Annotated[Id, AfterValidator(_no_personal_number)]
Hours = Annotated[int | Decimal, AfterValidator(_whole_minutes)]
Month = Annotated[date, AfterValidator(_first_of_month)]
Count = Annotated[int, Field(ge=0, le=10**12)]


class Submitted(BaseModel):
    # Strict: "8" is not 8, and a float is never an amount or a time.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ParticipantRow(Submitted):
    """Hours are supervised ones, exact to the minute."""

    participant: Pseudonym
    part: Literal[1, 2, 3, 4]
    started_on: date
    scheduled_hours: Hours
    attended_hours: Hours
    outcome: Literal["none", "work", "studies", "left"]

    @model_validator(mode="after")
    def _attendance_has_a_schedule(self) -> Self:
        if self.attended_hours and not self.scheduled_hours:
            raise ValueError(f"{self.participant}: hours attended, but none scheduled")
        return self

    def stored(self) -> ParticipantMonth:
        return ParticipantMonth(
            self.participant,
            self.part,
            self.started_on,
            int(Decimal(self.scheduled_hours) * 60),
            int(Decimal(self.attended_hours) * 60),
            self.outcome,
        )


class StaffRow(Submitted):
    """AT is an occupational therapist, AK a counsellor; `fte_tenths` 15 is 1.5 posts."""

    staff: Pseudonym
    role: Literal["AT", "AK"]
    fte_tenths: Annotated[int, Field(ge=0, le=10_000)]
    licence: Id | None = None

    def stored(self) -> StaffMember:
        return StaffMember(self.staff, self.role, self.fte_tenths, self.licence)


class LineRow(Submitted):
    """`amount` in minor units without VAT."""

    line: Id
    participant: Pseudonym
    service_month: Month
    amount: Count

    def stored(self) -> InvoiceLine:
        return InvoiceLine(self.line, self.participant, self.service_month, self.amount)


class SubmittedReport(Submitted):
    """One contract's month. `submitted_at` is when it was received, by the receiver's clock."""

    contract_id: str
    month: Month
    submitted_at: AwareDatetime
    participants: tuple[ParticipantRow, ...]
    staff: tuple[StaffRow, ...]
    lines: tuple[LineRow, ...]

    @model_validator(mode="after")
    def _each_id_once(self) -> Self:
        _refuse_repeats("participant", (row.participant for row in self.participants))
        _refuse_repeats("member of staff", (row.staff for row in self.staff))
        _refuse_repeats("invoice line", (row.line for row in self.lines))
        return self

    @model_validator(mode="after")
    def _nothing_from_after_the_month(self) -> Self:
        for participant in self.participants:
            if participant.started_on > last_day(self.month):
                raise ValueError(f"{participant.participant}: started after the month reported")
        for line in self.lines:
            if line.service_month > self.month:
                raise ValueError(f"{line.line}: bills a month after the month reported")
        return self


def _refuse_repeats(what: str, ids: Iterable[str]) -> None:
    twice = sorted(each for each, times in Counter(ids).items() if times > 1)
    if twice:
        raise ValueError(f"the same {what} more than once: {', '.join(twice)}")
