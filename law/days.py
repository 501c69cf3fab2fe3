"""Swedish civil days: which day it is, which days are closed, where a period ends.

Lag (1930:173) om beräkning av lagstadgad tid, 2 §: a last day that falls on a
Saturday, Sunday, other public holiday, midsommarafton, julafton or nyårsafton
moves to the next weekday that is none of these. Public holidays are those of
lag (1989:253).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from holidays import DE_FACTO, PUBLIC, country_holidays

from law.reasons import Cite, Text

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAY_RULE = Cite("lag 1930:173", None, "2")

SATURDAY = Text("lördag", "Saturday")
SUNDAY = Text("söndag", "Sunday")

_ONE_DAY = timedelta(days=1)
_WEEKEND = {5: SATURDAY, 6: SUNDAY}
_WEEKDAYS_SV = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_SV = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Rolled:
    """The day a period ends, and each closed day passed over to get there.

    ``skipped`` is oldest first and empty when the day was open to begin with.
    """

    day: date
    skipped: tuple[tuple[date, Text], ...]


def swedish_day(instant: datetime) -> date:
    """The civil date in Sweden at an aware instant; a naive one is a ValueError."""
    if instant.utcoffset() is None:
        raise ValueError(
            f"{instant.isoformat()} has no UTC offset, so its Swedish day is unknown;"
            " write it with one, such as +01:00 or Z"
        )
    return instant.astimezone(STOCKHOLM).date()


def closed_day(day: date) -> Text | None:
    """What makes ``day`` one on which no period ends (lag 1930:173 2 §), if anything.

    A holiday that falls on a weekend is named by the holiday.
    """
    return _holidays(day.year).get(day) or _WEEKEND.get(day.weekday())


def roll(day: date) -> Rolled:
    """Move a last day to the first open day on or after it (lag 1930:173 2 §)."""
    skipped: list[tuple[date, Text]] = []
    while name := closed_day(day):
        skipped.append((day, name))
        day += _ONE_DAY
    return Rolled(day, tuple(skipped))


def spoken(day: date) -> Text:
    """The date with its weekday: "torsdagen den 24 december 2026"."""
    weekday, month = day.weekday(), day.month - 1
    return Text(
        f"{_WEEKDAYS_SV[weekday]}en den {day.day} {_MONTHS_SV[month]} {day.year}",
        f"{_WEEKDAYS_EN[weekday]} {day.day} {_MONTHS_EN[month]} {day.year}",
    )


@cache
def _holidays(year: int) -> Mapping[date, Text]:
    """Closed days of one year, finished before anybody can see them.

    A shared ``holidays`` object fills itself in while being read: a second
    thread can find the year marked as known and its days still missing.
    """
    swedish, english = _named(year, "sv"), _named(year, "en_US")
    return MappingProxyType(
        {day: Text(_in_a_sentence(name), english[day]) for day, name in swedish.items()}
    )


def _named(year: int, language: str) -> dict[date, str]:
    categories = (PUBLIC, DE_FACTO)
    days = country_holidays(
        "SE", years=year, expand=False, language=language, categories=categories
    )
    return {day: days[day] for day in days}


def _in_a_sentence(name: str) -> str:
    """Swedish holidays take a small letter, save the one that begins with a name."""
    return name if name.startswith("Kristi") else name[0].lower() + name[1:]
