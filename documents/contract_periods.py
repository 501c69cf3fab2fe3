"""The years of a contract and its options, as its price list counts them. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

YEAR = 12


@dataclass(frozen=True)
class ContractPeriod:
    """``number`` counts the contract years, or the options; the last year may be shorter."""

    option: bool
    number: int
    starts_on: date
    ends_on: date
    months: int


def contract_periods(
    starts_on: date, ends_on: date, option_months: Sequence[int]
) -> tuple[ContractPeriod, ...]:
    """Year by year until ``ends_on``, and then one period for each option."""
    years = list(_years(starts_on, ends_on))
    after = ends_on + timedelta(days=1)
    options = []
    for number, months in enumerate(option_months, start=1):
        before = sum(option_months[: number - 1])
        last = months_after(after, before + months) - timedelta(days=1)
        options.append(ContractPeriod(True, number, months_after(after, before), last, months))
    return (*years, *options)


def _years(starts_on: date, ends_on: date) -> Iterator[ContractPeriod]:
    number, start = 1, starts_on
    while start <= ends_on:
        following = months_after(starts_on, YEAR * number)
        last = min(following - timedelta(days=1), ends_on)
        yield ContractPeriod(False, number, start, last, _months(start, last))
        number, start = number + 1, following


def _months(start: date, last: date) -> int:
    """Whole months, and one more for a month that is begun."""
    months = 1
    while months_after(start, months) <= last:
        months += 1
    return months


def months_after(day: date, months: int) -> date:
    """The same day of the month, or the month's last where it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
