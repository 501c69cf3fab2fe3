"""Everything a hold can depend on for one lot, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from law.days import swedish_day
from law.reasons import Text
from law.standstill import Notice, Procedure
from models.review import CourtActKind, CourtName, MatterKind, ReturnTo

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
# A court that sends a case back has decided it, as far as its own orders and bars go.
ENDS = FR_ENDS | {CourtActKind.LEAVE_REFUSED, CourtActKind.UPHELD, CourtActKind.REMANDED}
# What a higher court decides about the application itself; all else lets the ruling below stand.
OWN_OUTCOMES = frozenset({CourtActKind.REJECTED, CourtActKind.CORRECTION, CourtActKind.REDO})
# What the buyer is ordered to do before it may conclude (LOU 20:6).
ANEW = frozenset({CourtActKind.CORRECTION, CourtActKind.REDO})


@dataclass(frozen=True)
class CourtEvent:
    """One act in a case that concerns the lot. Days are Swedish civil days.

    `number`: which of its kind in that court that day. `returns_to`: the act of the
    procurement that a correction begins anew at. `cleared`: a remand that no longer holds
    the lot, by a lawyer's recorded ground. `case_number` is the acting court's own.
    """

    court: CourtName
    kind: CourtActKind
    decided_on: date
    dispatched_on: date | None = None
    case_number: str = ""
    number: int = 1
    returns_to: ReturnTo | None = None
    cleared: bool = False


@dataclass(frozen=True)
class Case:
    """An application about the lot, and what became of it, as far as that concerns the lot.

    `complied`: the order that stands is answered by the decision in force, which begins anew
    where the court said, by people who knew of the order. A case about an earlier decision
    that has not ended still holds the lot. `kind`: about the award, or about a cancellation
    of the lot; the latter holds by an interim order alone.
    """

    case_number: str
    lodged_on: date
    events: tuple[CourtEvent, ...] = ()
    complied: bool = False
    kind: MatterKind = MatterKind.REVIEW

    def numbered(self, court: CourtName, case_number: str | None) -> bool:
        """Whether the case goes by that number in that court.

        In FR by the docket's own, without what was added when a wrong entry had been struck.
        """
        bare, _, _ = self.case_number.partition(" ")
        if court is CourtName.FR and case_number in (self.case_number, bare):
            return True
        return any(e.court == court and e.case_number == case_number for e in self.events)

    def ends_in(self, court: CourtName) -> tuple[CourtEvent, ...]:
        """What closed the case in that court: once, or after a remand again. Oldest first."""
        kinds = FR_ENDS if court is CourtName.FR else ENDS
        ends = (e for e in self.events if e.court == court and e.kind in kinds)
        return tuple(sorted(ends, key=lambda e: (e.decided_on, e.number)))

    def end_in(self, court: CourtName) -> CourtEvent | None:
        """The latest of these, if there is any."""
        ends = self.ends_in(court)
        return ends[-1] if ends else None

    def of_kind(self, court: CourtName, kind: CourtActKind) -> CourtEvent | None:
        """The latest act of that kind in that court."""
        found = [e for e in self.events if e.court == court and e.kind is kind]
        return max(found, key=lambda e: (e.decided_on, e.number), default=None)

    @property
    def outcome(self) -> tuple[CourtEvent, ...]:
        """What stands: the ruling on the application by the highest court that made one.

        A court that refuses leave, upholds, dismisses or strikes out lets the ruling below
        stand; one that sends the case back sets aside what it was asked about. Empty while
        no court has ruled, or none has anew. A court's several rulings all stand.
        """
        for court in reversed(ADMINISTRATIVE):
            after = self._set_aside_on(court)
            own = FR_ENDS if court is CourtName.FR else OWN_OUTCOMES
            ruled = tuple(
                e
                for e in self.ends_in(court)
                if e.kind in own and (after is None or e.decided_on > after)
            )
            if ruled:
                return ruled
        return ()

    def _set_aside_on(self, court: CourtName) -> date | None:
        """The last day on which what that court had ruled was set aside by a remand.

        HFD may send a case to either court below: what FR ruled stands until FR rules anew.
        """
        above = ADMINISTRATIVE[ADMINISTRATIVE.index(court) :]
        days = []
        for each in above:
            remand = self.of_kind(each, CourtActKind.REMANDED)
            if remand is None:
                continue
            past_kr = court is CourtName.FR and each is CourtName.HFD
            if not past_kr or self._ended_after(remand, (CourtName.FR,)):
                days.append(remand.decided_on)
        return max(days, default=None)

    def _ended_after(self, remand: CourtEvent, courts: tuple[CourtName, ...]) -> bool:
        ends = (end for court in courts for end in self.ends_in(court))
        return any(end.decided_on > remand.decided_on for end in ends)

    @property
    def remands(self) -> tuple[CourtEvent, ...]:
        """Those that no court below has answered by ending the case anew, on a later day."""
        return tuple(
            e
            for e in self.events
            if e.kind is CourtActKind.REMANDED
            and e.court in ADMINISTRATIVE
            and not self._ended_after(e, ADMINISTRATIVE[: ADMINISTRATIVE.index(e.court)])
        )

    def orders(self, kind: CourtActKind) -> bool:
        """Whether a correction, or that the procurement be made anew, is ordered and stands.

        What a court orders about a cancellation says nothing of an award.
        """
        about_award = self.kind is MatterKind.REVIEW
        return about_award and any(event.kind is kind for event in self.outcome)

    @property
    def returns_to(self) -> ReturnTo | None:
        """The first act that a standing correction says to begin anew at."""
        named = {event.returns_to for event in self.outcome}
        return next((each for each in ReturnTo if each in named), None)

    @property
    def standstill_lifted(self) -> CourtEvent | None:
        """FR's decision, while it had the case, that no extended standstill applies (LOU 20:8)."""
        lifted = self.of_kind(CourtName.FR, CourtActKind.STANDSTILL_LIFTED)
        ends = self.ends_in(CourtName.FR)
        if lifted is None or (ends and ends[0].decided_on < lifted.decided_on):
            return None
        return lifted


@dataclass(frozen=True)
class Check:
    """A recorded answer from a court; `case_number` when something is pending there.

    `about_other`: the court was asked about another lot of the same contract, not about this one.
    """

    court: CourtName
    checked_on: date
    pending: bool
    case_number: str | None = None
    about_other: bool = False


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
    one supplier alone was asked in a direct award, LOU 19a:10). `interrupted_on`: the lot was
    cancelled that day, after the decision, and a court has set the cancellation aside.
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
    interrupted_on: date | None = None

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

    `withdrawn`: its decision has been taken back, and it awaits a new one. `cleared`: a
    lawyer has recorded why the tie does not hold this one, and nothing has come in since.
    """

    lot_code: str
    held: bool
    withdrawn: bool = False
    cleared: bool = False


@dataclass(frozen=True)
class Stricter:
    """A lawyer's own date for the decision in force: no contract before `not_before`."""

    not_before: date
    reason: Text
    set_at: datetime


@dataclass(frozen=True)
class LotFacts:
    """What `appeals.hold.may_conclude` is a function of, beside the rulebook and the time.

    `bids_valid_until` is the chosen bid's own. `withdrawn`: there has been a decision, and
    none is in force. `cancelled_on` is None where a court has set the cancellation aside.
    `stricter`: the newest date that a lawyer has set for the decision. `other_numbers`: by
    what numbers, in which courts, cases go that are on the docket and hold no contract.
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
    stricter: Stricter | None = None
    other_numbers: frozenset[tuple[CourtName, str]] = frozenset()

    def before_conclusion(self) -> LotFacts:
        """The same lot as it stood when its contract was about to be concluded.

        What happened later is left out, and ties too: they are about what may
        still change. What had happened but was learned later stays in, so that
        a contract concluded under an unknown hold is seen for what it is.
        """
        if self.concluded_at is None:
            return self
        day = swedish_day(self.concluded_at)
        later = self.stricter is not None and self.stricter.set_at > self.concluded_at
        return replace(
            self,
            stricter=None if later else self.stricter,
            concluded_at=None,
            cases=tuple(_until(case, day) for case in self.cases if case.lodged_on <= day),
            checks=tuple(check for check in self.checks if check.checked_on <= day),
            ties=(),
        )


def _until(case: Case, day: date) -> Case:
    return replace(case, events=tuple(e for e in case.events if e.decided_on <= day))
