"""A bar on concluding a contract: its last day, and how that day was counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from law.dated import DatedValue
from law.days import SATURDAY, SUNDAY, SWEDEN, Rolled, closed_day, day_rule, roll, spoken
from law.reasons import Cite, Reason, Text


@dataclass(frozen=True)
class Bar:
    """Whether a contract is barred by law, until when, and why.

    ``barred`` says that a bar exists, not that it still runs: compare the day
    with ``last_day``, which belongs to the bar. ``earliest_contract`` is the
    day after it. A bar without a last day has not begun to run, so no contract
    can be concluded. Warnings are what a person must look at before relying on
    the dates.
    """

    barred: bool
    last_day: date | None
    earliest_contract: date | None
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


# What a bar is called in its own reasons, in the definite form.
STANDSTILL = Text("avtalsspärren", "the standstill")
TEN_DAY_BAR = Text("tiodagarsfristen", "the ten-day bar")

# The codes that say where a period ends; a later end takes their place.
ENDING = frozenset({"closed-day", "last-day"})


@dataclass(frozen=True)
class Counted:
    """A last day and the steps that led to it."""

    last_day: date
    reasons: tuple[Reason, ...]


def count(period: Text, day_zero: date, days: DatedValue, country: str = SWEDEN) -> Counted:
    """The last day of ``days`` calendar days after ``day_zero``, rolled."""
    nominal = day_zero + timedelta(days=days.value)
    when = spoken(nominal)
    nth = Reason(
        "nominal-last-day",
        Text(f"Dag {days.value} är {when.sv}", f"Day {days.value} is {when.en}"),
        days.cite,
    )
    counted = end(period, nominal, days.cite, country)
    return Counted(counted.last_day, (nth, *counted.reasons))


def end(period: Text, named: date, cite: Cite, country: str = SWEDEN) -> Counted:
    """The last day of a period that somebody ended on a named day, rolled."""
    rolled = roll(named, country)
    return Counted(rolled.day, _ending(period, rolled, cite, day_rule(country)))


def earliest_contract(
    period: Text, last_day: date, cite: Cite, country: str = SWEDEN
) -> tuple[date, Reason]:
    """The first day a contract may be concluded, and the reason.

    The day itself never rolls: a contract may be signed on a Saturday.
    """
    earliest = last_day + timedelta(days=1)
    when, name = spoken(earliest), closed_day(earliest, country)
    text = Text(
        f"Avtal får ingås tidigast {when.sv}, dagen efter {period.sv}s sista dag",
        f"A contract may be concluded on {when.en} at the earliest,"
        f" the day after the last day of {period.en}",
    )
    if name:
        text = Text(
            f"{text.sv}. Att den dagen är {name.sv} flyttar den inte",
            f"{text.en}. That this day is a closed one ({name.en}) does not move it",
        )
    return earliest, Reason("earliest-contract", text, cite)


def _ending(period: Text, rolled: Rolled, cite: Cite, rule: Cite) -> tuple[Reason, ...]:
    when = spoken(rolled.day)
    last = Reason(
        "last-day",
        Text(
            f"{_capital(period.sv)} löper till och med {when.sv}",
            f"{_capital(period.en)} runs through {when.en}",
        ),
        rule if rolled.skipped else cite,
    )
    return (*(passed_over(day, name, rule) for day, name in rolled.skipped), last)


def passed_over(day: date, name: Text, rule: Cite) -> Reason:
    """Why a closed day is not the last day of a period."""
    when = spoken(day)
    plain = name in (SATURDAY, SUNDAY)
    return Reason(
        "closed-day",
        Text(
            f"{_capital(when.sv)}{'' if plain else f' ({name.sv})'} kan inte vara sista dag",
            f"{when.en}{'' if plain else f' ({name.en})'} cannot be a last day",
        ),
        rule,
    )


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]
