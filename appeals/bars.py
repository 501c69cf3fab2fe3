"""The dates that the law sets for one lot: standstill, and the time after each court."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from appeals.facts import ADMINISTRATIVE, Case, CourtEvent, Decision, LotFacts
from appeals.places import standstill_place
from law.bar import STANDSTILL, Bar, end
from law.days import SWEDEN, spoken
from law.reasons import Basis, Reason, Text
from law.rulebook import Rulebook
from law.rulings import Court, CourtDecision, after_rulings
from law.standstill import standstill
from models.review import CourtActKind, CourtName


@dataclass(frozen=True)
class Bars:
    """`timely`: the cases that an extended standstill follows from; `others`: all the rest.

    `after_courts` has a bar for each of the two that has one. Where the law knows no
    standstill, `opens_on` is the day from which the decision and its letters allow a
    contract, and `promised` what a letter has stated all the same. `lawful_from` is None
    while the standstill has not begun to run, or a letter is owed.
    """

    standstill: Bar
    after_courts: tuple[Bar, ...]
    timely: tuple[Case, ...]
    others: tuple[Case, ...]
    promised: Bar | None = None
    opens_on: date | None = None

    @property
    def all(self) -> tuple[Bar, ...]:
        promised = () if self.promised is None else (self.promised,)
        return (self.standstill, *promised, *self.after_courts)

    @property
    def last_day(self) -> date | None:
        """Of the standstill, also of one that only a letter states."""
        return self.promised.last_day if self.promised else self.standstill.last_day

    @property
    def lawful_from(self) -> date | None:
        days = [bar.earliest_contract for bar in self.all if bar.barred]
        if not self.standstill.barred:
            days.append(self.opens_on)
        return None if None in days else max((day for day in days if day), default=None)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return tuple(reason for bar in self.all for reason in bar.reasons)

    @property
    def warnings(self) -> tuple[Reason, ...]:
        return tuple(warning for bar in self.all for warning in bar.warnings)


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
    bar = _standstill(decision, rulebook)
    timely = tuple(case for case in facts.cases if _timely(case, bar))
    others = tuple(case for case in facts.cases if not _timely(case, bar))
    after = (
        _after(timely, rulebook, extended=True),
        _after(others, rulebook, extended=False),
    )
    return Bars(
        bar,
        tuple(found for found in after if found),
        timely,
        others,
        promised=_promised(decision, bar, rulebook),
        opens_on=None if bar.barred else _opens_on(decision),
    )


def _standstill(decision: Decision, rulebook: Rulebook) -> Bar:
    # A standstill that somebody's missing letter keeps from beginning has no last day.
    notices = () if decision.missing_letters else decision.notices
    return standstill(
        notices,
        rulebook=rulebook,
        stated_end=decision.stated_last_day if notices else None,
        procedure=decision.procedure,
        ex_ante_notice=decision.announced.published_on if decision.announced else None,
        started=decision.started,
    )


def _promised(decision: Decision, bar: Bar, rulebook: Rulebook) -> Bar | None:
    """A standstill that the law does not require, or a longer one than a published notice gives.

    What the letters state is kept to; it extends nothing when somebody applies for review
    (LOU 20:8 speaks of the standstill under 20:1 and 20:3).
    """
    stated = decision.stated_last_day
    if stated is None or (bar.last_day is None and bar.barred):
        return None
    if bar.last_day is not None and bar.last_day >= stated:
        return None
    counted = end(STANDSTILL, stated, standstill_place(rulebook), SWEDEN)
    text = Text(
        f"Underrättelsen anger en avtalsspärr till och med {spoken(counted.last_day).sv}, som lagen"
        " inte kräver; myndigheten håller vad den har angett",
        f"The notice states a standstill through {spoken(counted.last_day).en}, which the law does"
        " not require; the authority keeps to what it has stated",
    )
    reason = Reason("stated-end-kept", text, basis=Basis.HOUSE_RULE)
    return Bar(True, counted.last_day, counted.last_day + timedelta(days=1), (reason,))


def _opens_on(decision: Decision) -> date | None:
    """The day that the last letter went: before it the contract waits (LOU 20:13b p. 2)."""
    if not decision.told or (decision.announced and decision.announced.published_on is None):
        return None
    owed = decision.notices if decision.notice_owed else ()
    return max([decision.decided_on, *(notice.day for notice in owed)])


def _timely(case: Case, bar: Bar) -> bool:
    """LOU 20:11: in before the standstill ended; a bar that has not begun cannot be missed.

    Where there is no standstill there is none to extend, only interim orders (LOU 20:8–9).
    """
    in_time = bar.last_day is None or case.lodged_on <= bar.last_day
    return bar.barred and in_time and not case.complied


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
    for court in ADMINISTRATIVE:
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
        extended = case.complied and bars.standstill.barred
        checks.extend(_checks_after_rulings(case, extended=extended))
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
