"""The small protocol: everything that may happen next to a lot, a case or two, and the clock."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from tests.appeals.court_moves import moves
from tests.appeals.reference_holds import (
    COURTS,
    ENDS,
    Act,
    Application,
    Check,
    Lot,
    Tie,
    acts_of,
    cases_of,
    in_court,
    may_sign,
    ordered,
    standstill_end,
    ten_days,
)

FIRST = date(2026, 3, 2)
DAY, WEEK = timedelta(days=1), timedelta(days=7)

# What is entered about a lot, beside what courts do, so that a finding about its tie is outdated.
ENTRIES = frozenset({"apply", "told", "strike", "clear", "comply"})
# A court that may do no more in the search still ends what it has begun.
LETS_GO = frozenset({"interim_lifted", "rejected"})


class State(NamedTuple):
    """One lot, or two of which a fall of the second may change the first.

    `untied`: a lawyer has found that it does not; what is entered after that outdates it.
    """

    lots: tuple[Lot, ...]
    today: date
    untied: bool = False


@dataclass(frozen=True)
class Bounds:
    """What the search is limited to. `courts`: whose acts, and which of them.

    `told`: FR may tell of a case first; `struck`: an entry may be wrong; `slow`: a court may send
    its ruling a week after it.
    """

    applications: int = 1
    acts: int = 4
    courts: frozenset[str] = frozenset(COURTS)
    without: frozenset[str] = frozenset()
    told: bool = True
    struck: bool = True
    slow: bool = False


def start(lots: int) -> State:
    """Decided; the letters of a lot by itself are still to be sent."""
    letters = ((FIRST, True),) if lots > 1 else ()
    return State((Lot(letters=letters),) * lots, FIRST)


def with_ties(state: State) -> tuple[Lot, ...]:
    """The lots as they are judged: the first tied to the second."""
    first, *rest = state.lots
    return (first._replace(ties=tuple(Tie(other, state.untied) for other in rest)), *rest)


def ended(lot: Lot) -> bool:
    """Signed, or to be procured anew: nothing more is to be done about it here."""
    return lot.concluded or any(
        act.kind == "redo" and ordered(lot, case) for case in cases_of(lot) for act in acts_of(case)
    )


def successors(state: State, bounds: Bounds) -> Iterator[tuple[str, State]]:
    for number, lot in enumerate(with_ties(state)):
        if lot.concluded:
            continue
        # Of two lots the second is the one that is applied for: the other way nothing is tied.
        limits = bounds if number == len(state.lots) - 1 else replace(bounds, applications=0)
        for name, after in _acts(lot, state.today, limits):
            lots = list(state.lots)
            lots[number] = after._replace(ties=())
            outdated = name in ENTRIES or name.split()[0] in COURTS
            yield name, State(tuple(lots), state.today, state.untied and not outdated)
    if len(state.lots) > 1 and not state.untied:
        yield "untie", state._replace(untied=True)
    later = next_day(state)
    if later is not None:
        yield "pass", state._replace(today=later)


def next_day(state: State) -> date | None:
    """The day after the next that something ends on: only then may an answer change by itself."""
    ends = [standstill_end(lot) for lot in state.lots]
    lasts = [
        last for lot in state.lots for case in cases_of(lot) for _, _, last in ten_days(lot, case)
    ]
    days = {each + DAY for each in (*lasts, *(end for end in ends if end))}
    return min((day for day in days if day > state.today), default=None)


def _acts(lot: Lot, today: date, bounds: Bounds) -> Iterator[tuple[str, Lot]]:
    if not lot.letters:
        yield "letter", lot._replace(letters=((today, True),))
    if may_sign(lot, today):
        yield "sign", lot._replace(concluded=True)
    if len(lot.applications) < bounds.applications:
        number = f"{len(lot.applications) + 1}-26"
        yield "apply", lot._replace(applications=(*lot.applications, Application(number, today)))
        if bounds.told and lot.letters and not lot.checks:
            yield "told", _with_check(lot, Check("FR", today, number))
    known = {case.number for case in cases_of(lot)}
    for place, check in enumerate(lot.checks):
        if check.told and check.told not in known and lot.applications:
            yield "strike", lot._replace(checks=lot.checks[:place] + lot.checks[place + 1 :])
    for court in _worth_asking(lot, today):
        if Check(court, today) not in lot.checks:
            yield f"check {court}", _with_check(lot, Check(court, today))
    yield from _in_cases(lot, today, bounds)


def _worth_asking(lot: Lot, today: date) -> Iterator[str]:
    """FR once the standstill has ended, and the court above one with a period that has."""
    end = standstill_end(lot)
    if end is not None and today > end:
        yield "FR"
    periods = [period for case in cases_of(lot) for period in ten_days(lot, case)]
    for court, above in itertools.pairwise(COURTS):
        if any(each == court and today > last for each, _, last in periods):
            yield above


def _with_check(lot: Lot, check: Check) -> Lot:
    """Of one court the newest answer is enough: what an older one allows, it allows."""
    kept = (each for each in lot.checks if each.court != check.court or each.told)
    return lot._replace(checks=tuple(sorted((*kept, check), key=lambda c: (c.court, c.day))))


def _in_cases(lot: Lot, today: date, bounds: Bounds) -> Iterator[tuple[str, Lot]]:
    for number, case in enumerate(lot.applications):
        if case.struck:
            continue

        def put(changed: Application, place: int = number) -> Lot:
            cases = list(lot.applications)
            cases[place] = changed
            return lot._replace(applications=tuple(cases))

        if bounds.struck and not case.acts:
            yield "strike", put(case._replace(struck=True))
        yield from _court_acts(lot, case, today, bounds, put)
        if any(act.kind == "remanded" and not act.cleared for act in case.acts):
            acts = tuple(act._replace(cleared=act.kind == "remanded") for act in case.acts)
            yield "clear", put(case._replace(acts=acts))
    if any(ordered(lot, case) for case in cases_of(lot)) and not ended(lot):
        again = max(act.at for case in lot.applications for act in case.acts) + 1
        if again > lot.rests_on:
            yield "comply", lot._replace(letters=((today, True),), rests_on=again)


def _court_acts(
    lot: Lot, case: Application, today: date, bounds: Bounds, put: Callable[[Application], Lot]
) -> Iterator[tuple[str, Lot]]:
    spent = len(case.acts) >= bounds.acts
    for court, kind in moves(case):
        once = kind in ("interim_order", "remanded") and in_court(case, court, {kind})
        allowed = kind in LETS_GO if spent else court in bounds.courts
        if allowed and kind not in bounds.without and not once:
            act = Act(court, kind, today, at=lot.rests_on)
            yield f"{court} {kind}", put(case._replace(acts=(*case.acts, act)))
            if bounds.slow and kind in ENDS:
                late = act._replace(sent=today + WEEK)
                yield f"{court} {kind} late", put(case._replace(acts=(*case.acts, late)))
