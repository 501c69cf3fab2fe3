"""The dates that the law sets for one lot: standstill, and the time after each court."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from appeals.facts import Case, CourtEvent, Decision, LotFacts
from law.bar import Bar
from law.reasons import Reason
from law.rulebook import Rulebook
from law.rulings import Court, CourtDecision, after_rulings
from law.standstill import standstill
from models.review import CourtActKind, CourtName


@dataclass(frozen=True)
class Bars:
    """`lawful_from` is None while the standstill has not begun to run."""

    standstill: Bar
    after_courts: Bar | None
    timely: tuple[Case, ...]
    late: tuple[Case, ...]

    @property
    def lawful_from(self) -> date | None:
        days = [
            bar.earliest_contract
            for bar in (self.standstill, self.after_courts)
            if bar is not None and bar.barred
        ]
        return None if None in days else max((day for day in days if day), default=None)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        after = self.after_courts.reasons if self.after_courts else ()
        return (*self.standstill.reasons, *after)

    @property
    def warnings(self) -> tuple[Reason, ...]:
        after = self.after_courts.warnings if self.after_courts else ()
        return (*self.standstill.warnings, *after)


@dataclass(frozen=True)
class NeededCheck:
    """A court must have been asked on this day or later."""

    court: CourtName
    not_before: date


def bars_of(facts: LotFacts, decision: Decision, rulebook: Rulebook) -> Bars:
    bar = standstill(decision.notices, rulebook=rulebook, stated_end=decision.stated_last_day)
    timely = tuple(case for case in facts.cases if _timely(case, bar))
    late = tuple(case for case in facts.cases if not _timely(case, bar))
    decided = [*_ended(timely), *(d for d in _ended(late) if d.had_interim_order)]
    return Bars(bar, after_rulings(decided) if decided else None, timely, late)


def _timely(case: Case, bar: Bar) -> bool:
    """LOU 20:11: in before the standstill ended; a bar that has not begun cannot be missed."""
    return bar.last_day is None or case.lodged_on <= bar.last_day


def _ended(cases: tuple[Case, ...]) -> Iterator[CourtDecision]:
    for case in cases:
        for court in CourtName:
            end = case.end_in(court)
            if end is not None:
                yield court_decision(case, end)


def court_decision(case: Case, end: CourtEvent) -> CourtDecision:
    lifted = case.of_kind(end.court, CourtActKind.INTERIM_LIFTED)
    return CourtDecision(
        court=Court(end.court.value),
        decided=end.decided_on,
        dispatched=end.dispatched_on,
        interim_order=case.of_kind(end.court, CourtActKind.INTERIM_ORDER) is not None,
        interim_lifted=lifted.decided_on if lifted else None,
    )


def needed_checks(bars: Bars) -> tuple[NeededCheck, ...]:
    """Which courts to ask, and from which day the answer counts.

    An application is in time until midnight of the last day, and FR need not
    tell us of it (LOU 20:8, 20:11); so FR is asked after that day has ended.
    An interim order of KR or HFD may come until a ten-day period ends.
    """
    checks = []
    if bars.standstill.earliest_contract is not None:
        checks.append(NeededCheck(CourtName.FR, bars.standstill.earliest_contract))
    for case in bars.timely:
        checks.extend(_checks_after_rulings(case))
    return tuple(checks)


def _checks_after_rulings(case: Case) -> Iterator[NeededCheck]:
    for court, next_court in ((CourtName.FR, CourtName.KR), (CourtName.KR, CourtName.HFD)):
        end = case.end_in(court)
        # A case that the next court has ended was asked about by its ending.
        if end is None or case.end_in(next_court) is not None:
            continue
        day = after_rulings([court_decision(case, end)]).earliest_contract
        if day is not None:
            yield NeededCheck(next_court, day)
