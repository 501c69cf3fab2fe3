"""Every day of the law that a run can need, looked up beforehand by the functions of `law`.

A day is a number here: days after the first one. What would fall after the last is the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from law.days import roll
from law.rulebook import Rulebook
from law.rulings import Court, CourtDecision, after_rulings
from law.standstill import Notice, standstill

Days: TypeAlias = NDArray[np.int64]
# Eight years and some: longer than any course of three rounds that the statistics know.
HORIZON = 3000


@dataclass(frozen=True)
class LegalDays:
    """For each day: the first open one; of letters sent that day, the standstill's last day and
    the first for a contract; and the first for one after a ruling of that day (LOU 20:10).
    """

    first: date
    open_day: Days
    standstill_ends: Days
    after_standstill: Days
    after_ruling: Days

    def number(self, day: date) -> int:
        return min(max((day - self.first).days, 0), HORIZON - 1)

    def date(self, number: int) -> date:
        return self.first + timedelta(days=int(number))

    def later(self, days: Days, more: Days | int) -> Days:
        """The first open day so many days later."""
        found: Days = self.open_day[np.minimum(days + more, HORIZON - 1)]
        return found


@lru_cache(maxsize=8)
def legal_days(first: date, rulebook: Rulebook) -> LegalDays:
    days = [first + timedelta(days=number) for number in range(HORIZON)]

    def numbers(each: Iterable[date]) -> Days:
        ordinals = np.fromiter((day.toordinal() for day in each), dtype=np.int64)
        found: Days = np.minimum(ordinals - first.toordinal(), HORIZON - 1)
        return found

    bars = [standstill([Notice(day)], rulebook=rulebook) for day in days]
    return LegalDays(
        first,
        numbers(roll(day).day for day in days),
        numbers(bar.last_day or day for bar, day in zip(bars, days, strict=True)),
        numbers(bar.earliest_contract or day for bar, day in zip(bars, days, strict=True)),
        numbers(map(_after_ruling(rulebook), days)),
    )


def _after_ruling(rulebook: Rulebook) -> Callable[[date], date]:
    def earliest(day: date) -> date:
        decided = CourtDecision(Court.FR, day, day)
        return after_rulings([decided], rulebook=rulebook).earliest_contract or day

    return earliest
