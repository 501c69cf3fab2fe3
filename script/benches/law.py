"""How many standstills, each with its reasons, one core computes in a second.

No answer is remembered: every start day of twenty years is counted anew in every
round. What is read beforehand on both sides is the calendar. Beside it, in the
same rounds, runs the working-day arithmetic of ``holidays`` itself, which gives
a day and no reasons.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import holidays

from law.rulebook import Rulebook
from law.standstill import Notice, standstill

FIRST, LAST = date(2016, 1, 1), date(2035, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
ROUNDS = 9
AIM = 20_000
CALENDAR = holidays.country_holidays(
    "SE", categories=(holidays.PUBLIC, holidays.DE_FACTO), years=range(2015, 2038)
)


def with_reasons(day: date) -> date | None:
    return standstill([Notice(day)], rulebook=Rulebook.SE_LOU).last_day


def by_holidays(day: date) -> date:
    """Day 10, or the first working day after it."""
    return CALENDAR.get_nth_working_day(day + timedelta(days=9), 1)


def per_second(compute: Callable[[date], object]) -> float:
    start = time.process_time()
    for day in DAYS:
        compute(day)
    return len(DAYS) / (time.process_time() - start)


def main() -> None:
    differing = sum(with_reasons(day) != by_holidays(day) for day in DAYS)
    rounds = [(per_second(with_reasons), per_second(by_holidays)) for _ in range(ROUNDS)]
    ours = statistics.median(one for one, _ in rounds)
    theirs = statistics.median(other for _, other in rounds)
    sys.stdout.write(
        f"{len(DAYS)} start days, median of {ROUNDS} rounds, one core, no cache of answers\n"
        f"standstill with reasons    {ours:>10,.0f} per second  (aim {AIM:,})\n"
        f"holidays' working days     {theirs:>10,.0f} per second  (a day, no reasons)\n"
        f"ratio                      {ours / theirs:>10.2f}\n"
        f"last days that differ      {differing:>10}\n"
    )


if __name__ == "__main__":
    main()
