"""The rows of an accepted monthly report, as the rules read them.

Time is whole minutes, posts are tenths of a full-time one, money is minor units.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

Section = Literal["participants", "staff", "lines"]
SECTIONS: tuple[Section, ...] = ("participants", "staff", "lines")


class ParticipantMonth(NamedTuple):
    """One pseudonymous participant's month in part 1–4 of the service."""

    participant: str
    part: int
    started_on: date
    scheduled_minutes: int
    attended_minutes: int
    outcome: str


class StaffMember(NamedTuple):
    """Occupational therapist (AT) or counsellor (AK); `licence` is the AT's own number."""

    staff: str
    role: str
    fte_tenths: int
    licence: str | None


class InvoiceLine(NamedTuple):
    """One participant billed for one month; `service_month` is that month's first day."""

    line: str
    participant: str
    service_month: date
    amount: int


@dataclass(frozen=True)
class MonthReport:
    """What one contract's provider reported for one month; each section sorted by its id."""

    id: str
    contract_id: str
    month: date
    submitted_at: datetime
    participants: tuple[ParticipantMonth, ...] = ()
    staff: tuple[StaffMember, ...] = ()
    lines: tuple[InvoiceLine, ...] = ()

    def row_count(self, section: Section) -> int:
        counts = {
            "participants": len(self.participants),
            "staff": len(self.staff),
            "lines": len(self.lines),
        }
        return counts[section]
