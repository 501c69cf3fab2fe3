"""Everything a hold can depend on for one lot, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from law.days import swedish_day
from law.reasons import Text
from law.standstill import Notice
from models.review import CourtActKind, CourtName

FR_ENDS = frozenset(
    {
        CourtActKind.REJECTED,
        CourtActKind.DISMISSED,
        CourtActKind.STRUCK_OUT,
        CourtActKind.CORRECTION,
        CourtActKind.REDO,
    }
)
ENDS = FR_ENDS | {CourtActKind.LEAVE_REFUSED}


@dataclass(frozen=True)
class CourtEvent:
    """One act in a case. Days are Swedish civil days."""

    court: CourtName
    kind: CourtActKind
    decided_on: date
    dispatched_on: date | None = None


@dataclass(frozen=True)
class Case:
    """An application against the lot's decision in force, and what became of it."""

    case_number: str
    lodged_on: date
    events: tuple[CourtEvent, ...] = ()

    def end_in(self, court: CourtName) -> CourtEvent | None:
        """What closed the case in that court, if anything has."""
        return next((e for e in self.events if e.court == court and e.kind in ENDS), None)

    def of_kind(self, court: CourtName, kind: CourtActKind) -> CourtEvent | None:
        return next((e for e in self.events if e.court == court and e.kind == kind), None)


@dataclass(frozen=True)
class Check:
    """A recorded answer from a court; `case_number` when something is pending there."""

    court: CourtName
    checked_on: date
    pending: bool
    case_number: str | None = None


@dataclass(frozen=True)
class Decision:
    """The lot's award decision in force, with its letters.

    `missing_letters` counts tenderers who have not been sent theirs;
    `stated_last_day` is the latest that any letter states.
    """

    id: str
    decided_on: date
    notices: tuple[Notice, ...] = ()
    missing_letters: int = 0
    stated_last_day: date | None = None


@dataclass(frozen=True)
class Tie:
    """Another lot whose outcome may change this one's, and whether that one is held."""

    lot_code: str
    held: bool


@dataclass(frozen=True)
class LotFacts:
    """What `appeals.hold.may_conclude` is a function of, beside the rulebook and the time."""

    lot_id: str
    code: str
    bids_valid_until: date
    decision: Decision | None = None
    cases: tuple[Case, ...] = ()
    checks: tuple[Check, ...] = ()
    ties: tuple[Tie, ...] = ()
    evidence_missing: tuple[Text, ...] = ()
    evidence_lapsed: tuple[Text, ...] = ()
    concluded_at: datetime | None = None

    def before_conclusion(self) -> LotFacts:
        """The same lot as it stood when its contract was about to be concluded."""
        if self.concluded_at is None:
            return self
        day = swedish_day(self.concluded_at)
        return replace(self, concluded_at=None, checks=_until(self.checks, day))


def _until(checks: Sequence[Check], day: date) -> tuple[Check, ...]:
    return tuple(check for check in checks if check.checked_on <= day)
