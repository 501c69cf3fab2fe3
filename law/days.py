"""Civil days: which day it is, which days are closed, where a period ends.

In Sweden lag (1930:173) om beräkning av lagstadgad tid, 2 §: a last day that
falls on a Saturday, Sunday, other public holiday, midsommarafton, julafton or
nyårsafton moves to the next weekday that is none of these. Public holidays are
those of lag (1989:253). In the other member states regulation (EEC, Euratom)
1182/71 article 3(4): their public holidays, Saturdays and Sundays. Time counted
backwards never moves.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from holidays import DE_FACTO, PUBLIC, country_holidays

from law.reasons import Cite, Text
from law.refusals import ImpossibleFacts

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAY_RULE = Cite("lag 1930:173", None, "2")
MONTH_RULE = Cite("lag 1930:173", None, "1")
EU_DAY_RULE = Cite("förordning (EEG, Euratom) nr 1182/71", None, "3.4")

SWEDEN = "SE"
MEMBER_STATES = frozenset(
    (
        *("AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE"),
        *("IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"),
    )
)
# Some state of the Union, nobody has said which: Saturdays and Sundays only.
UNKNOWN_STATE = "EU"

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


def closed_day(day: date, country: str = SWEDEN) -> Text | None:
    """What makes ``day`` one on which no period ends in the country, if anything.

    A holiday that falls on a weekend is named by the holiday. Raises
    ImpossibleFacts for a country that is no member state.
    """
    return _holidays(day.year, country).get(day) or _WEEKEND.get(day.weekday())


def roll(day: date, country: str = SWEDEN) -> Rolled:
    """Move a last day to the first open day on or after it."""
    skipped: list[tuple[date, Text]] = []
    while name := closed_day(day, country):
        skipped.append((day, name))
        day += _ONE_DAY
    return Rolled(day, tuple(skipped))


def day_rule(country: str) -> Cite:
    """The rule by which ``roll`` moves a last day there."""
    return DAY_RULE if country == SWEDEN else EU_DAY_RULE


def holidays_of(year: int, country: str = SWEDEN) -> tuple[tuple[date, Text], ...]:
    """The closed days of a year that have a name, oldest first; weekends apart from these."""
    return tuple(sorted(_holidays(year, country).items(), key=lambda item: item[0]))


def months_after(day: date, months: int) -> date:
    """The day with the same number, else the month's last (lag 1930:173 1 §)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def spoken(day: date) -> Text:
    """The date with its weekday: "torsdagen den 24 december 2026"."""
    weekday, month = day.weekday(), day.month - 1
    return Text(
        f"{_WEEKDAYS_SV[weekday]}en den {day.day} {_MONTHS_SV[month]} {day.year}",
        f"{_WEEKDAYS_EN[weekday]} {day.day} {_MONTHS_EN[month]} {day.year}",
    )


def check_state(country: str) -> None:
    """Raise ImpossibleFacts for what is neither a member state nor the unknown one."""
    if country != UNKNOWN_STATE and country not in MEMBER_STATES:
        raise ImpossibleFacts(
            sv=f"{country} är ingen medlemsstat i EU; ange två bokstäver, t.ex. DE",
            en=f"{country} is no member state of the EU; give two letters, such as DE",
        )


@cache
def _holidays(year: int, country: str) -> Mapping[date, Text]:
    """Closed days of one year, finished before anybody can see them.

    A shared ``holidays`` object fills itself in while being read: a second
    thread can find the year marked as known and its days still missing.
    """
    if country == SWEDEN:
        categories = (PUBLIC, DE_FACTO)
        swedish = _named(year, country, "sv", categories)
        english = _named(year, country, "en_US", categories)
        return MappingProxyType(
            {day: Text(_in_a_sentence(name), english[day]) for day, name in swedish.items()}
        )
    check_state(country)
    if country == UNKNOWN_STATE:
        return MappingProxyType({})
    # No list names other states' holidays in Swedish; English serves in both.
    named = _named(year, country, "en_US", (PUBLIC,))
    return MappingProxyType({day: Text(name, name) for day, name in named.items()})


def _named(year: int, country: str, language: str, categories: tuple[str, ...]) -> dict[date, str]:
    days = country_holidays(
        country, years=year, expand=False, language=language, categories=categories
    )
    return {day: days[day] for day in days}


def _in_a_sentence(name: str) -> str:
    """Swedish holidays take a small letter, save the one that begins with a name."""
    return name if name.startswith("Kristi") else name[0].lower() + name[1:]
