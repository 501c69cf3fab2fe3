"""The dates that the law sets for one lot: standstill, and the time after each court."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    """`timely`: the cases that an extended standstill follows from; `others`: all the rest.

    `after_courts` has a bar for each of the two that has one. `lawful_from` is
    None while the standstill has not begun to run.
    """

    standstill: Bar
    after_courts: tuple[Bar, ...]
    timely: tuple[Case, ...]
    others: tuple[Case, ...]

    @property
    def lawful_from(self) -> date | None:
        bars = (self.standstill, *self.after_courts)
        days = [bar.earliest_contract for bar in bars if bar.barred]
        return None if None in days else max((day for day in days if day), default=None)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        after = (reason for bar in self.after_courts for reason in bar.reasons)
        return (*self.standstill.reasons, *after)

    @property
    def warnings(self) -> tuple[Reason, ...]:
        after = (warning for bar in self.after_courts for warning in bar.warnings)
        return (*self.standstill.warnings, *after)


@dataclass(frozen=True)
class NeededCheck:
    """A court must have been asked on this day or later."""

    court: CourtName
    not_before: date


def bars_of(facts: LotFacts, decision: Decision, rulebook: Rulebook) -> Bars:
    """A case whose order the decision complies with sets no dates by having been in time.

    The decision's own letters went out after that ruling, so its standstill
    ends no earlier than the ten days would.
    """
    # A standstill that somebody's missing letter keeps from beginning has no last day.
    notices = () if decision.missing_letters else decision.notices
    bar = standstill(notices, rulebook=rulebook, stated_end=decision.stated_last_day)
    timely = tuple(case for case in facts.cases if _timely(case, bar))
    others = tuple(case for case in facts.cases if not _timely(case, bar))
    after = (
        _after(timely, rulebook, extended=True),
        _after(others, rulebook, extended=False),
    )
    return Bars(bar, tuple(found for found in after if found), timely, others)


def _timely(case: Case, bar: Bar) -> bool:
    """LOU 20:11: in before the standstill ended; a bar that has not begun cannot be missed."""
    in_time = bar.last_day is None or case.lodged_on <= bar.last_day
    return in_time and not case.complied


def _after(cases: Sequence[Case], rulebook: Rulebook, *, extended: bool) -> Bar | None:
    """Without an extended standstill only an interim order leaves ten days (LOU 20:10).

    LOV knows neither.
    """
    decided = [
        decision
        for case in cases
        for decision in _decisions(case, extended=extended)
        if extended or decision.had_interim_order
    ]
    if not decided or rulebook is Rulebook.SE_LOV:
        return None
    return after_rulings(decided, extended_standstill=extended, rulebook=rulebook)


def _decisions(case: Case, *, extended: bool) -> Iterator[CourtDecision]:
    """What each court decided: the case itself, or to lift an order while it goes on."""
    for court in CourtName:
        end, lifted = case.end_in(court), case.lifted_in(court)
        if end is not None:
            yield court_decision(case, end)
        # While FR handles a case in time the extended standstill bars by itself.
        elif lifted is not None and not (extended and court is CourtName.FR):
            yield CourtDecision(
                Court(court.value),
                lifted.decided_on,
                lifted.dispatched_on,
                interim_lifted=lifted.decided_on,
            )


def court_decision(case: Case, end: CourtEvent) -> CourtDecision:
    lifted = case.lifted_in(end.court)
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
    An interim order of KR or HFD may come until a ten-day period ends, also in
    a case whose order the decision complies with: it was in time in FR.
    """
    checks = []
    if bars.standstill.earliest_contract is not None:
        checks.append(NeededCheck(CourtName.FR, bars.standstill.earliest_contract))
    for case in bars.timely:
        checks.extend(_checks_after_rulings(case, extended=True))
    for case in bars.others:
        checks.extend(_checks_after_rulings(case, extended=case.complied))
    return tuple(checks)


def _checks_after_rulings(case: Case, *, extended: bool) -> Iterator[NeededCheck]:
    for court, next_court in ((CourtName.FR, CourtName.KR), (CourtName.KR, CourtName.HFD)):
        end, ended_next = case.end_in(court), case.end_in(next_court)
        # A case that the next court has ended was asked about by its ending.
        if end is None or (ended_next and ended_next.decided_on >= end.decided_on):
            continue
        bar = after_rulings([court_decision(case, end)], extended_standstill=extended)
        if bar.earliest_contract is not None:
            yield NeededCheck(next_court, bar.earliest_contract)
