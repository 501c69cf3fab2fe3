"""What the runs say: days that so many of them reach, and what a late start costs. Whole numbers.

A quantile is a day that some run has: of n runs in order, the one at n·p, rounded up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from appeals.forecast.delay import MonthOfDelay, delay_by_month, summed
from appeals.forecast.inputs import ForecastInputs, LotStart
from appeals.forecast.simulating import Runs
from law.days import months_after

SHOWN = (10, 50, 90)
# Each hundredth is drawn; more would be drawn on top of each other.
MONTHS_DRAWN = 36
Integers: TypeAlias = NDArray[np.int64] | NDArray[np.int16]


@dataclass(frozen=True)
class Late:
    """What a delay of so many days means: whole months' worth by the day, of 365 in a year.

    `participant_months` and `appropriation` (minor units) are rounded down;
    `without_contract`: days after the old contract's last on which nobody provides it.
    """

    days: int
    participant_months: int
    appropriation: int
    without_contract: int


@dataclass(frozen=True)
class LotForecast:
    """`start`: by percentile. `on_time`: the share of runs that start by the planned day.

    `months`: of the same days as `Forecast.reached`.
    """

    lot: LotStart
    start: dict[int, date]
    on_time: Fraction
    late: dict[int, Late]
    bids_lapse: Fraction | None
    months: tuple[MonthOfDelay, ...]


@dataclass(frozen=True)
class Reached:
    """The percentage of the lots that have started by the day, by percentile of the runs.

    The 10th: nine runs of ten have no fewer lots started. `old_contracts_over`: how many lots'
    old contracts have ended before the day. `month`: what the month that begins then costs.
    """

    day: date
    share: dict[int, int]
    old_contracts_over: int
    month: MonthOfDelay


@dataclass(frozen=True)
class Forecast:
    """`all_start`: when every lot has started. `mean_started`: share of the lots on that day."""

    inputs: ForecastInputs
    runs: int
    seed: int
    lots: tuple[LotForecast, ...]
    planned: date
    all_start: dict[int, date]
    all_on_time: Fraction
    all_late: dict[int, Late]
    reached: tuple[Reached, ...]


def outcome(inputs: ForecastInputs, found: Runs, seed: int) -> Forecast:
    runs, days = found.started.shape[1], found.days
    whole = {p: days.date(at) for p, at in _percentiles(found.started.max(axis=0)).items()}
    planned = [lot.planned for lot in inputs.lots]
    months = _months_drawn(min(planned), whole[90])
    delays = delay_by_month(inputs, found, months)
    return Forecast(
        inputs,
        runs,
        seed,
        tuple(_lot(inputs, found, row, delay) for row, delay in enumerate(delays)),
        max(planned),
        whole,
        Fraction(int((found.started <= found.planned[:, None]).all(axis=0).sum()), runs),
        _all_late(inputs, found),
        tuple(_reached(inputs, found, summed(month)) for month in zip(*delays, strict=True)),
    )


def _months_drawn(planned: date, until: date) -> list[date]:
    """Month by month from the first planned start, until nine runs of ten have all started."""
    days = [months_after(planned, month) for month in range(MONTHS_DRAWN + 1)]
    shown = sum(day < until + timedelta(days=31) for day in days[:-1])
    return days[: max(shown, 1) + 1]


def _lot(
    inputs: ForecastInputs, found: Runs, row: int, months: tuple[MonthOfDelay, ...]
) -> LotForecast:
    lot, started, signed = inputs.lots[row], found.started[row], found.signed[row]
    runs = len(started)
    start = {p: found.days.date(at) for p, at in _percentiles(started).items()}
    lapsed = None
    if lot.bids_valid_until is not None:
        until = (lot.bids_valid_until - found.days.first).days
        lapsed = Fraction(int((signed > until).sum()), runs)
    return LotForecast(
        lot,
        start,
        Fraction(int((started <= found.planned[row]).sum()), runs),
        {p: late(lot, day) for p, day in start.items()},
        lapsed,
        months,
    )


def late(lot: LotStart, start: date) -> Late:
    """Exact: every figure grows with the day, so its quantiles are those of the day."""
    days = max((start - lot.planned).days, 0)
    ends = lot.waiting.old_contract_ends
    return Late(
        days,
        lot.waiting.participants * 12 * days // 365,
        lot.waiting.appropriation * 12 * days // 365,
        0 if ends is None else max((start - ends).days - 1, 0),
    )


def _all_late(inputs: ForecastInputs, found: Runs) -> dict[int, Late]:
    """Each figure's own quantile of the sums over the lots; days of delay summed over them too."""
    runs = found.started.shape[1]
    totals = np.zeros((4, runs), dtype=np.int64)
    for row, lot in enumerate(inputs.lots):
        started = found.started[row].astype(np.int64)
        delay = np.maximum(started - found.planned[row], 0)
        totals[0] += delay
        totals[1] += delay * lot.waiting.participants
        totals[2] += delay * lot.waiting.appropriation
        ends = lot.waiting.old_contract_ends
        if ends is not None:
            totals[3] += np.maximum(started - (ends - found.days.first).days - 1, 0)
    delays, people, money, gaps = (_percentiles(each) for each in totals)
    return {p: Late(delays[p], people[p] * 12 // 365, money[p] * 12 // 365, gaps[p]) for p in SHOWN}


def _percentiles(values: Integers) -> dict[int, int]:
    at = [ceil(len(values) * Fraction(p, 100)) - 1 for p in SHOWN]
    ordered = np.partition(values, at)
    return {p: int(ordered[index]) for p, index in zip(SHOWN, at, strict=True)}


def _reached(inputs: ForecastInputs, found: Runs, month: MonthOfDelay) -> Reached:
    lots = len(found.started)
    ends = [lot.waiting.old_contract_ends for lot in inputs.lots]
    at = np.int16(min((month.day - found.days.first).days, np.iinfo(np.int16).max))
    started = (found.started <= at).sum(axis=0, dtype=np.int16)
    share = {p: 100 * count // lots for p, count in _percentiles(started).items()}
    over = sum(end is not None and end < month.day for end in ends)
    return Reached(month.day, share, over, month)
