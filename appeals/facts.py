"""Everything a hold can depend on for one lot, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from law.days import swedish_day
from law.reasons import Text
from law.standstill import Notice, Procedure
from models.review import CourtActKind, CourtName

# Which can hold a contract; damages and penalty fees hold none.
ADMINISTRATIVE = (CourtName.FR, CourtName.KR, CourtName.HFD)
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
    """One act in a case, under the number that court gives it. Days are Swedish civil days."""

    court: CourtName
    kind: CourtActKind
    decided_on: date
    dispatched_on: date | None = None
    case_number: str = ""


@dataclass(frozen=True)
class Case:
    """An application about the lot, and what became of it.

    `complied`: it ended in an order of correction, and the decision in force
    rests on an evaluation made after that order was known. A case about an
    earlier decision that has not ended still holds the lot.
    """

    case_number: str
    lodged_on: date
    events: tuple[CourtEvent, ...] = ()
    complied: bool = False

    def numbered(self, court: CourtName, case_number: str | None) -> bool:
        """Whether the case goes by that number in that court."""
        if court is CourtName.FR and self.case_number == case_number:
            return True
        return any(e.court == court and e.case_number == case_number for e in self.events)

    def end_in(self, court: CourtName) -> CourtEvent | None:
        """What closed the case in that court, if anything has; the latest, if several did."""
        kinds = FR_ENDS if court is CourtName.FR else ENDS
        ends = [e for e in self.events if e.court == court and e.kind in kinds]
        return max(ends, key=lambda e: e.decided_on, default=None)

    def of_kind(self, court: CourtName, kind: CourtActKind) -> CourtEvent | None:
        """The latest act of that kind in that court."""
        found = [e for e in self.events if e.court == court and e.kind is kind]
        return max(found, key=lambda e: e.decided_on, default=None)

    def orders(self, kind: CourtActKind) -> bool:
        """Whether any court has ordered a correction, or that the procurement be made anew."""
        return any(event.kind is kind for event in self.events)

    def lifted_in(self, court: CourtName) -> CourtEvent | None:
        """The lifting of that court's interim order, unless a later order took its place."""
        lifted = self.of_kind(court, CourtActKind.INTERIM_LIFTED)
        order = self.of_kind(court, CourtActKind.INTERIM_ORDER)
        if lifted is None or (order is not None and order.decided_on > lifted.decided_on):
            return None
        return lifted


@dataclass(frozen=True)
class Check:
    """A recorded answer from a court; `case_number` when something is pending there."""

    court: CourtName
    checked_on: date
    pending: bool
    case_number: str | None = None


@dataclass(frozen=True)
class ExAnte:
    """A notice under LOU 10:5 or 19a:9; `published_on` is None while it is on its way."""

    published_on: date | None


@dataclass(frozen=True)
class Decision:
    """The lot's award decision in force, with its letters.

    `missing_letters` counts tenderers who have not been sent theirs;
    `stated_last_day` is the latest that any letter states. `evaluation_replaced`:
    the lot has been evaluated again since. `procedure`: how it was awarded, as far as a
    standstill depends on it; None is what is usual under the rulebook. `started`: the day
    that the procurement began. `announced`: what has become of a notice of the intention to
    award without competition. `notice_owed`: whether the tenderers must be told (not where
    one supplier alone was asked in a direct award, LOU 19a:10).
    """

    id: str
    decided_on: date
    notices: tuple[Notice, ...] = ()
    missing_letters: int = 0
    stated_last_day: date | None = None
    evaluation_replaced: bool = False
    procedure: Procedure | None = None
    started: date | None = None
    announced: ExAnte | None = None
    notice_owed: bool = True

    @property
    def told(self) -> bool:
        """Every letter that the law demands has gone."""
        return not self.notice_owed or (bool(self.notices) and not self.missing_letters)


@dataclass(frozen=True)
class EvidenceShown:
    """What a requirement was found met by, and the last day that it is valid, if it has one."""

    title: Text
    valid_until: date | None = None


@dataclass(frozen=True)
class Tie:
    """Another lot whose outcome may change this one's, and whether that one is held.

    `withdrawn`: its decision has been taken back, and it awaits a new one.
    """

    lot_code: str
    held: bool
    withdrawn: bool = False


@dataclass(frozen=True)
class LotFacts:
    """What `appeals.hold.may_conclude` is a function of, beside the rulebook and the time.

    `bids_valid_until` is the chosen bid's own. `withdrawn`: there has been a decision, and
    none is in force.
    """

    lot_id: str
    code: str
    bids_valid_until: date | None
    decision: Decision | None = None
    cases: tuple[Case, ...] = ()
    checks: tuple[Check, ...] = ()
    ties: tuple[Tie, ...] = ()
    evidence_missing: tuple[Text, ...] = ()
    evidence_shown: tuple[EvidenceShown, ...] = ()
    concluded_at: datetime | None = None
    withdrawn: bool = False
    cancelled_on: date | None = None

    def before_conclusion(self) -> LotFacts:
        """The same lot as it stood when its contract was about to be concluded.

        What happened later is left out, and ties too: they are about what may
        still change. What had happened but was learned later stays in, so that
        a contract concluded under an unknown hold is seen for what it is.
        """
        if self.concluded_at is None:
            return self
        day = swedish_day(self.concluded_at)
        return replace(
            self,
            concluded_at=None,
            cases=tuple(_until(case, day) for case in self.cases if case.lodged_on <= day),
            checks=tuple(check for check in self.checks if check.checked_on <= day),
            ties=(),
        )


def _until(case: Case, day: date) -> Case:
    return replace(case, events=tuple(e for e in case.events if e.decided_on <= day))
