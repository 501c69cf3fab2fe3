"""Many runs of the same tender: for each lot and run the day it is signed and the day it starts.

One application may attack many lots: in each run one share of the lots is attacked, each of
them is in one of the run's cases, and all lots of a case share its course. Cases of one tender
are decided on the same day in some of the runs, for one court has them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from appeals.forecast.court_course import (
    Courts,
    Ruled,
    free_after,
    free_after_rulings,
    held_in_kr,
)
from appeals.forecast.inputs import ForecastInputs, LotStart, Stage
from appeals.forecast.legal_days import HORIZON, Days, LegalDays, legal_days
from appeals.forecast.odds import odds_of

# Days fit in sixteen bits, and 100 000 runs of 46 lots then in nine megabytes.
Table: TypeAlias = NDArray[np.int16]
MOST_CASES = 6


@dataclass(frozen=True)
class Runs:
    """Both tables have a row for each lot and a column for each run; days as `LegalDays` has them.

    `planned`: the day that each lot should start.
    """

    days: LegalDays
    signed: Table
    started: Table
    planned: Days


def simulate(inputs: ForecastInputs, runs: int, seed: int) -> Runs:
    """The same inputs, number and seed give the same runs."""
    first = min([inputs.today, *(lot.since for lot in inputs.lots)])
    days = legal_days(first, inputs.rulebook)
    odds = odds_of(inputs.statistics)
    courts = Courts(np.random.default_rng(seed), odds, days, inputs.rounds)
    free = np.empty((len(inputs.lots), runs), dtype=np.int16)
    for rows, lots in _alike(inputs.lots):
        _fill(free, rows, lots, courts, inputs)
    return _started(free, inputs, days)


def _alike(lots: Sequence[LotStart]) -> Iterator[tuple[list[int], list[LotStart]]]:
    """Lots that are drawn together: those open to review, and those of one case."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for row, lot in enumerate(lots):
        own = () if lot.stage is Stage.OPEN_TO_REVIEW else (lot.since, lot.case)
        groups.setdefault((lot.stage, *own), []).append(row)
    for rows in groups.values():
        yield rows, [lots[row] for row in rows]


def _fill(
    free: Table,
    rows: Sequence[int],
    lots: Sequence[LotStart],
    courts: Courts,
    inputs: ForecastInputs,
) -> None:
    if lots[0].stage is Stage.OPEN_TO_REVIEW:
        _open_to_review(free, rows, lots, courts, inputs)
    else:
        free[rows, :] = _course(lots[0], courts, inputs, free.shape[1])


def _course(lot: LotStart, courts: Courts, inputs: ForecastInputs, runs: int) -> Days:
    """The first day for a contract in each run, of lots about which something has happened."""
    since = courts.days.number(lot.since)
    at = np.full(runs, since, dtype=np.int64)
    waited = courts.days.number(inputs.today) - since
    never = np.zeros(runs, dtype=np.bool_)
    match lot.stage:
        case Stage.IN_FR:
            return free_after(courts, at, waited)
        case Stage.HELD_IN_KR:
            return free_after_rulings(courts, held_in_kr(courts, Ruled(at, never, never), waited))
        case Stage.RULED:
            return _ruled(courts, at)
        case Stage.CORRECTING | Stage.REDOING:
            # Counted from today where it was ordered before: what is done is done.
            day = np.maximum(at, courts.days.number(inputs.today))
            redo = np.full(runs, lot.stage is Stage.REDOING)
            return free_after_rulings(courts, Ruled(day, ~redo, redo))
        case _:
            return at


def _ruled(courts: Courts, at: Days) -> Days:
    """FR has let the decision stand; KR may still forbid the contract within the ten days."""
    never = np.zeros(len(at), dtype=np.bool_)
    held = courts.rng.random(len(at)) < courts.odds.held_in_kr
    free = courts.days.after_ruling[at]
    ruled = Ruled(at[held], never[held], never[held])
    free[held] = free_after_rulings(courts, held_in_kr(courts, ruled))
    return free


def _open_to_review(
    free: Table,
    rows: Sequence[int],
    lots: Sequence[LotStart],
    courts: Courts,
    inputs: ForecastInputs,
) -> None:
    """Not attacked, a lot is free after its standstill; attacked, when its case is over."""
    letters = np.array([courts.days.number(lot.since) for lot in lots])
    runs, rng = free.shape[1], courts.rng
    free[rows, :] = courts.days.after_standstill[letters][:, None]
    share = 1.0 if inputs.reviewed else courts.odds.reviewed
    reviewed = np.flatnonzero(rng.random(runs) < share)
    if not len(reviewed):
        return
    attacked, case = _attacks(courts, len(lots), len(reviewed), separate=inputs.separate)
    over = _case_courses(courts, letters, len(reviewed))
    columns = np.arange(len(reviewed))
    for number, row in enumerate(rows):
        found = over[letters[number]][case[number], columns]
        hit = attacked[number]
        free[row, reviewed[hit]] = found[hit]


def _attacks(
    courts: Courts, lots: int, runs: int, *, separate: bool
) -> tuple[NDArray[np.bool_], NDArray[np.int8]]:
    """For each lot and run: whether a case attacks it, and which of the run's cases."""
    rng, odds = courts.rng, courts.odds
    share = odds.attacked.at(rng.random(runs)).astype(np.float32)
    attacked = rng.random((lots, runs), dtype=np.float32) < share
    attacked[rng.integers(lots, size=runs), np.arange(runs)] = True
    if not separate:
        attacked[:] = True
    cases = cases_of(courts, runs)
    case = rng.random((lots, runs), dtype=np.float32) * cases.astype(np.float32)
    return attacked, case.astype(np.int8)


def cases_of(courts: Courts, runs: int) -> Days:
    """How many cases each reviewed run has."""
    more = courts.rng.poisson(max(courts.odds.cases - 1.0, 0.0), runs)
    return np.minimum(1 + more, MOST_CASES)


def _case_courses(courts: Courts, letters: Days, runs: int) -> dict[int, Days]:
    """By the day of the letters: when each case of each run leaves its lots free.

    An application comes in on the standstill's last day, as most do.
    """
    together = courts.rng.random(runs) < courts.odds.together
    found: dict[int, Days] = {}
    for day in sorted(set(letters.tolist())):
        lodged = courts.days.standstill_ends[np.full(MOST_CASES * runs, day)]
        free = free_after(courts, lodged).reshape(MOST_CASES, runs)
        free[:, together] = free[0, together]
        found[day] = free
    return found


def _started(free: Table, inputs: ForecastInputs, days: LegalDays) -> Runs:
    """Signed on the first open day, and not before today; started as planned, or when it can."""
    opens = days.open_day.astype(np.int16)
    today = days.number(inputs.today)
    planned = np.array([(lot.planned - days.first).days for lot in inputs.lots], dtype=np.int64)
    signed = opens[np.maximum(free, np.int16(today))]
    for row, lot in enumerate(inputs.lots):
        if lot.stage is Stage.SIGNED:
            signed[row] = days.number(lot.since)
    ready = np.minimum(signed + np.int16(inputs.start_up_days), np.int16(HORIZON - 1))
    if inputs.together:
        ready[:] = ready.max(axis=0)
    return Runs(days, signed, np.maximum(ready, planned[:, None].astype(np.int16)), planned)
