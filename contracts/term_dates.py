"""When a contract starts and ends. Pure."""

from __future__ import annotations

from datetime import date, timedelta

# A provider needs time between signature and start: to take on staff, and for
# the site visit that approves the start. A house rule.
DAYS_TO_PREPARE = 30


def starts_on(planned: date, drawn_up: date) -> date:
    """The planned start, or the first of the month that leaves the provider its time."""
    ready = drawn_up + timedelta(days=DAYS_TO_PREPARE)
    first = ready if ready.day == 1 else first_of_next_month(ready)
    return max(planned, first)


def ends_on(start: date, months: int) -> date:
    """The last day of the term; `start` is the first of a month."""
    return add_months(start, months) - timedelta(days=1)


def first_of_next_month(day: date) -> date:
    return add_months(day.replace(day=1), 1)


def add_months(first: date, months: int) -> date:
    """From the first of one month to the first of another, so no day can be lost."""
    if first.day != 1:
        raise ValueError(f"{first.isoformat()} is not the first of a month")
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
