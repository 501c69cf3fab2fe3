"""A second opinion on closed days, sharing nothing with ``law.days``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

DAY = timedelta(days=1)


@pytest.fixture(scope="session")
def every_day() -> list[date]:
    """Every day from 2016 through 2035."""
    return list(_days(date(2016, 1, 1), date(2035, 12, 31)))


@pytest.fixture(scope="session")
def closed_by_statute() -> Callable[[date], bool]:
    """Closed days as lag (1989:253) and lag (1930:173) 2 § list them."""
    known: set[date] = set()
    for year in range(2016, 2038):
        known |= _holidays(year)
    return lambda day: day in known or day.weekday() >= 5


@pytest.fixture(scope="session")
def counted_by_hand(closed_by_statute: Callable[[date], bool]) -> Callable[[date, int], date]:
    """The last day of a period, found by tearing off calendar leaves one by one."""

    def last_day(start: date, days: int) -> date:
        day = start
        for _ in range(days):
            day += DAY
        while closed_by_statute(day):
            day += DAY
        return day

    return last_day


@pytest.fixture(scope="session")
def same_number() -> Callable[[date, int], date]:
    """The day of that number so many months on, found by walking, whatever day it is."""

    leaves = list(_days(date(2016, 1, 1), date(2041, 12, 31)))
    # The numbers of the leaves on which a month begins.
    firsts = [number for number, leaf in enumerate(leaves) if leaf.day == 1]

    def found(start: date, months: int) -> date:
        begun = (start.year - 2016) * 12 + start.month - 1 + months
        month = leaves[firsts[begun] : firsts[begun + 1]]
        return month[min(start.day, len(month)) - 1]

    return found


@pytest.fixture(scope="session")
def months_by_hand(
    closed_by_statute: Callable[[date], bool], same_number: Callable[[date, int], date]
) -> Callable[[date, int], date]:
    """The last day of a period of months that may not end on a closed day."""

    def last_day(start: date, months: int) -> date:
        day = same_number(start, months)
        while closed_by_statute(day):
            day += DAY
        return day

    return last_day


def _holidays(year: int) -> set[date]:
    easter = _easter(year)
    fixed = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)]
    midsummer = _saturday_from(date(year, 6, 20))
    return {
        *(date(year, month, day) for month, day in fixed),
        *(easter + timedelta(days=offset) for offset in (-2, 0, 1, 39, 49)),
        midsummer - DAY,
        midsummer,
        _saturday_from(date(year, 10, 31)),
    }


def _saturday_from(day: date) -> date:
    return next(each for each in _days(day, day + timedelta(days=6)) if each.weekday() == 5)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def _easter(year: int) -> date:
    """Gauss's rule with the constants of 1900–2099."""
    moon = (19 * (year % 19) + 24) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    # The two exceptions of the rule: 26 April becomes 19, and 25 may become 18.
    if moon == 29 and sunday == 6:
        return date(year, 4, 19)
    if moon == 28 and sunday == 6 and year % 19 > 10:
        return date(year, 4, 18)
    return date(year, 3, 22) + timedelta(days=moon + sunday)
