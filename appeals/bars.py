"""The dates that the law sets for one lot: standstill, and the time after each court."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from appeals.facts import ADMINISTRATIVE, Case, Decision, LotFacts
from appeals.places import standstill_place
from appeals.rounds import rounds
from law.bar import STANDSTILL, Bar, end
from law.days import SWEDEN, spoken
from law.reasons import Basis, Reason, Text
from law.remedies import section
from law.rulebook import Rulebook
from law.rulings import CourtDecision, after_rulings
from law.standstill import standstill
from models.review import CourtName, MatterKind


@dataclass(frozen=True)
class Bars:
    """`timely`: the cases that an extended standstill follows from; `others`: all the rest.

    `lifted`: cases in time for which FR has decided that none applies (LOU 20:8).
    `after_courts` has a bar for each of the three that has one, and for orders complied with.
    Where the law knows no standstill, `opens_on` is the day from which the decision and its
    letters allow a contract, and `promised` what a letter has stated all the same.
    `lawful_from` is None while the standstill has not begun to run, or a letter is owed.
    """

    standstill: Bar
    after_courts: tuple[Bar, ...]
    timely: tuple[Case, ...]
    others: tuple[Case, ...]
    lifted: tuple[Case, ...] = ()
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
    """A case whose order the decision complies with extends no standstill by having been in time.

    The ten days after that ruling mostly end with the standstill that the new letters began.
    """
    bar = _standstill(decision, rulebook)
    in_time = [case for case in facts.cases if _timely(case, bar)]
    timely = tuple(case for case in in_time if case.standstill_lifted is None)
    lifted = tuple(case for case in in_time if case.standstill_lifted is not None)
    others = tuple(case for case in facts.cases if case not in in_time)
    after = (
        _after(timely, rulebook, extended=True),
        _after_lifting(lifted, rulebook),
        _after(others, rulebook, extended=False),
        _after_order(facts.cases, bar, rulebook),
    )
    return Bars(
        bar,
        tuple(found for found in after if found),
        timely,
        others,
        lifted,
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
    about_award = case.kind is MatterKind.REVIEW
    return bar.barred and in_time and about_award and not case.complied


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


def _after_order(cases: Sequence[Case], bar: Bar, rulebook: Rulebook) -> Bar | None:
    """The ten days after an order that is complied with, where they outlast the new standstill.

    So they do where the court sent its ruling later than the new letters went.
    """
    answered = [case for case in cases if case.complied and case.kind is MatterKind.REVIEW]
    in_time = [case for case in answered if case.standstill_lifted is None]
    after = _after(in_time, rulebook, extended=True) if bar.barred else None
    if after is None or after.last_day is None or bar.last_day is None:
        return None
    return after if after.last_day > bar.last_day else None


def _after_lifting(cases: Sequence[Case], rulebook: Rulebook) -> Bar | None:
    """FR let the contract be concluded though it had the case; an interim order still counts."""
    if not cases or rulebook is Rulebook.SE_LOV:
        return None
    decided = [each for case in cases for each in _decisions(case, extended=False)]
    told = tuple(_lifted(case, rulebook) for case in cases)
    if not decided:
        return Bar(False, None, None, told)
    bar = after_rulings(decided, lifted=True, rulebook=rulebook)
    return replace(bar, reasons=(*told, *bar.reasons))


def _lifted(case: Case, rulebook: Rulebook) -> Reason:
    act = case.standstill_lifted
    day = act.decided_on.isoformat() if act else ""
    return Reason(
        "standstill-lifted",
        Text(
            f"Förvaltningsrätten beslutade {day} i mål {case.case_number} att någon förlängd"
            " avtalsspärr inte ska gälla",
            f"FR decided on {day} in case {case.case_number} that no extended standstill applies",
        ),
        section(rulebook, "8"),
    )


def _decisions(case: Case, *, extended: bool) -> Iterator[CourtDecision]:
    """What each court decided: the case itself, or to lift an order while it goes on."""
    for court in ADMINISTRATIVE:
        for each in rounds(case, court):
            decision = each.decision(extended=extended)
            if decision is not None:
                yield decision


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
    for case in (*bars.lifted, *bars.others):
        lifted = case.standstill_lifted is not None
        extended = case.complied and bars.standstill.barred and not lifted
        checks.extend(_checks_after_rulings(case, extended=extended))
    return tuple(checks)


def _checks_after_rulings(case: Case, *, extended: bool) -> Iterator[NeededCheck]:
    for court, next_court in ((CourtName.FR, CourtName.KR), (CourtName.KR, CourtName.HFD)):
        ended_next = case.end_in(next_court)
        for each in rounds(case, court):
            decision = each.decision(extended=extended)
            # A case that the next court has ended since was asked about by its ending.
            if decision is None or (ended_next and ended_next.decided_on >= decision.decided):
                continue
            bar = after_rulings([decision], extended_standstill=extended)
            if bar.earliest_contract is not None:
                yield NeededCheck(next_court, bar.earliest_contract)
