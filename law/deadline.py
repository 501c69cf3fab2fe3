"""A last day for doing something, with the steps that led to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from law.bar import passed_over
from law.dated import DatedValue
from law.days import (
    EU_DAY_RULE,
    MONTH_RULE,
    SWEDEN,
    closed_day,
    day_rule,
    months_after,
    roll,
    spoken,
)
from law.notices import Notice
from law.reasons import Cite, Reason, Text

# A period of months ends on the date of the same number, or the last of the month.
EU_MONTH_RULE = Cite(EU_DAY_RULE.act, None, "3.2")


@dataclass(frozen=True)
class Deadline:
    """The last day on which something is in time; None when no such time runs."""

    last_day: date | None
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


def days_after(
    what: Text,
    event: Text,
    zero: date,
    days: DatedValue,
    unit: int = 1,
    country: str = SWEDEN,
) -> Deadline:
    """``days`` (or weeks, with a unit of 7) after day 0, moved to an open day.

    ``what`` must be done, and reads after "senast" and its English likeness:
    "ansökan ska ha kommit in till förvaltningsrätten".
    """
    number = days.value * unit
    nominal = zero + timedelta(days=number)
    when = spoken(nominal)
    weeks = unit != 1
    nth = Text(f"Dag {number} är {when.sv}", f"Day {number} is {when.en}")
    if weeks:
        nth = Text(
            f"{days.value} veckor därefter är {when.sv}", f"{days.value} weeks later is {when.en}"
        )
    steps = (day_zero(zero, event, days.cite), Reason("nominal-last-day", nth, days.cite))
    return _moved(what, nominal, days.cite, steps, country)


def months_from(
    what: Text,
    event: Text,
    zero: date,
    months: DatedValue,
    unit: int = 1,
    country: str = SWEDEN,
) -> Deadline:
    """Months (or years, with a unit of 12) after a day, moved to an open day."""
    nominal = months_after(zero, months.value * unit)
    when = spoken(nominal)
    name = Text("år", "years" if months.value > 1 else "year")
    if unit == 1:
        name = Text("månader" if months.value > 1 else "månad", "months")
    text = Text(
        f"{months.value} {name.sv} därefter, räknat till samma datum, är {when.sv}",
        f"{months.value} {name.en} later, counted to the same date, is {when.en}",
    )
    if nominal.day != zero.day:
        text = Text(
            f"{months.value} {name.sv} därefter finns inget sådant datum; månadens sista dag är"
            f" {when.sv}",
            f"{months.value} {name.en} later there is no such date; the month's last day is"
            f" {when.en}",
        )
    rule = MONTH_RULE if country == SWEDEN else EU_MONTH_RULE
    steps = (day_zero(zero, event, months.cite), Reason("nominal-last-day", text, rule))
    return _moved(what, nominal, months.cite, steps, country)


def days_before(
    what: Text, event: Text, end: date, days: DatedValue, country: str = SWEDEN
) -> Deadline:
    """``days`` before a day; counted backwards, so it never moves.

    A closed day stays the last one, with a warning to act on an open day before it.
    """
    last = end - timedelta(days=days.value)
    to, when = spoken(end), spoken(last)
    steps = (
        Reason(
            "day-zero",
            Text(f"{_capital(event.sv)} är {to.sv}", f"{_capital(event.en)} is {to.en}"),
            days.cite,
        ),
        Reason(
            "last-day",
            Text(
                f"{_capital(what.sv)} senast {days.value} dagar före den dagen, alltså {when.sv}",
                f"{_capital(what.en)} at the latest {days.value} days before it, that is {when.en}",
            ),
            days.cite,
        ),
        Reason(
            "never-moves-backwards",
            Text(
                "En tid som räknas bakåt flyttas aldrig, vare sig framåt eller bakåt",
                "A time counted backwards never moves, neither forward nor back",
            ),
            EU_DAY_RULE,
        ),
    )
    return Deadline(last, steps, tuple(_closed(last, country)))


def earlier_of(deadlines: Sequence[Deadline], cite: Cite) -> Deadline:
    """The earliest of several last days, with the reasons of all of them."""
    last = min(each.last_day for each in deadlines if each.last_day is not None)
    reasons = tuple(reason for each in deadlines for reason in each.reasons)
    when = spoken(last)
    governs = Reason(
        "earlier-governs",
        Text(
            f"Den tid som går ut först gäller, till och med {when.sv}",
            f"The time that ends first governs, through {when.en}",
        ),
        cite,
    )
    return Deadline(
        last, (*reasons, governs), tuple(w for each in deadlines for w in each.warnings)
    )


def last_dispatch(notices: Sequence[Notice]) -> tuple[date, bool]:
    """The day the last notice was sent, and whether all were sent electronically."""
    return max(each.day for each in notices), all(each.electronic for each in notices)


def day_zero(zero: date, event: Text, cite: Cite) -> Reason:
    when = spoken(zero)
    return Reason(
        "day-zero",
        Text(f"Dag 0 är {when.sv}, {event.sv}", f"Day 0 is {when.en}, {event.en}"),
        cite,
    )


def _moved(
    what: Text, nominal: date, cite: Cite, steps: Sequence[Reason], country: str
) -> Deadline:
    rolled = roll(nominal, country)
    when, rule = spoken(rolled.day), day_rule(country)
    last = Reason(
        "last-day",
        Text(
            f"{_capital(what.sv)} senast {when.sv}",
            f"{_capital(what.en)} at the latest on {when.en}",
        ),
        rule if rolled.skipped else cite,
    )
    skipped = (passed_over(day, name, rule) for day, name in rolled.skipped)
    return Deadline(rolled.day, (*steps, *skipped, last))


def _closed(last: date, country: str) -> Iterator[Reason]:
    name = closed_day(last, country)
    if name is None:
        return
    before = last
    while closed_day(before, country):
        before -= timedelta(days=1)
    when = spoken(before)
    yield Reason(
        "last-day-closed",
        Text(
            f"Den sista dagen är {name.sv}; den sista öppna dagen dessförinnan är {when.sv}",
            f"The last day is closed ({name.en}); the last open day before it is {when.en}",
        ),
        EU_DAY_RULE,
    )


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]
