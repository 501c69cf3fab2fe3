"""What a late start costs month by month and lot by lot: means over all the runs, exact.

A day is late when the lot should have started and has not; a day is without a contract when the
old one has ended and nobody has started. Counted from how many runs start on each day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from appeals.forecast.inputs import ForecastInputs, LotStart
from appeals.forecast.legal_days import HORIZON, LegalDays
from appeals.forecast.simulating import Runs


@dataclass(frozen=True)
class MonthOfDelay:
    """The means of the month from `day` to the next one's: of a lot, or the sum of all.

    `late` and `without_contract`: so many lots' months, of 1 for each lot (share of its days).
    `waiting`: participants who wait, on average over the month; `appropriation`: minor units.
    """

    day: date
    late: Fraction
    waiting: Fraction
    appropriation: Fraction
    without_contract: Fraction


def delay_by_month(
    inputs: ForecastInputs, found: Runs, months: Sequence[date]
) -> list[tuple[MonthOfDelay, ...]]:
    """For each lot a row of months; `months` has also the day on which the last one ends."""
    return [
        tuple(_months(lot, started, found.days, months))
        for lot, started in zip(inputs.lots, found.started, strict=True)
    ]


def summed(months: Iterable[MonthOfDelay]) -> MonthOfDelay:
    """One month of many lots."""
    each = list(months)
    return MonthOfDelay(
        each[0].day,
        sum((month.late for month in each), Fraction()),
        sum((month.waiting for month in each), Fraction()),
        sum((month.appropriation for month in each), Fraction()),
        sum((month.without_contract for month in each), Fraction()),
    )


def _months(
    lot: LotStart, started: NDArray[np.int16], days: LegalDays, months: Sequence[date]
) -> Iterator[MonthOfDelay]:
    runs = len(started)
    not_yet = runs - np.cumsum(np.bincount(started, minlength=HORIZON))
    # The sum over all earlier days of how many runs had not started then.
    before = np.concatenate([[0], np.cumsum(not_yet)])

    def lost(since: date, day: date, following: date) -> int:
        """Days of the month on which it should be there, from `since`, and is not; in all runs."""
        first, last = ((each - days.first).days for each in (max(since, day), following))
        return _until(before, last, runs) - _until(before, first, runs) if first < last else 0

    ends = lot.waiting.old_contract_ends
    for day, following in pairwise(months):
        length = (following - day).days * runs
        missed = lost(lot.planned, day, following)
        late = Fraction(missed, length)
        gap = 0 if ends is None else lost(ends + timedelta(days=1), day, following)
        yield MonthOfDelay(
            day,
            late,
            late * lot.waiting.participants,
            Fraction(12 * lot.waiting.appropriation * missed, 365 * runs),
            Fraction(gap, length),
        )


def _until(before: NDArray[np.int64], day: int, runs: int) -> int:
    """Before the first day there is nobody had started."""
    return int(before[min(day, HORIZON)]) if day >= 0 else day * runs
