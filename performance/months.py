"""Calendar months, and days on which an authority works."""

from __future__ import annotations

from datetime import date, timedelta

from law.days import closed_day

_ONE_DAY = timedelta(days=1)


def next_month(month: date) -> date:
    """The first day of the month after the one `month` lies in."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)


def last_day(month: date) -> date:
    return next_month(month) - _ONE_DAY


def working_day_after(day: date, number: int) -> date:
    """The `number`th working day after `day`, which is itself not counted.

    A working day is one that is not closed by lag 1930:173 2 §: neither weekend,
    public holiday, midsommarafton, julafton nor nyårsafton.
    """
    while number > 0:
        day += _ONE_DAY
        number -= closed_day(day) is None
    return day


def months_between(first: date, last: date) -> tuple[date, ...]:
    """First days of all months from the one of `first` to the one of `last`."""
    months = []
    month = first.replace(day=1)
    while month <= last:
        months.append(month)
        month = next_month(month)
    return tuple(months)
