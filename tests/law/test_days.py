from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone

import holidays
import pytest

from law.days import (
    EU_DAY_RULE,
    MEMBER_STATES,
    UNKNOWN_STATE,
    Rolled,
    closed_day,
    day_rule,
    holidays_of,
    months_after,
    roll,
    spoken,
    swedish_day,
)
from law.reasons import Cite, Text
from law.refusals import ImpossibleFacts

OPEN_ALTHOUGH_OFTEN_FREE = {
    "trettondagsafton": date(2026, 1, 5),
    "skärtorsdagen": date(2026, 4, 2),
    "valborgsmässoafton": date(2026, 4, 30),
    "the bridge day after Ascension": date(2026, 5, 15),
    "annandag pingst": date(2026, 5, 25),
    "alla helgons afton": date(2026, 10, 30),
}


def test_closed_days_are_those_of_the_statutes_on_every_day(
    every_day: list[date], closed_by_statute: Callable[[date], bool]
) -> None:
    ours = [day for day in every_day if closed_day(day)]

    assert ours == [day for day in every_day if closed_by_statute(day)]


@pytest.mark.parametrize("day", OPEN_ALTHOUGH_OFTEN_FREE.values(), ids=OPEN_ALTHOUGH_OFTEN_FREE)
def test_a_day_off_that_no_statute_names_is_open(day: date) -> None:
    assert closed_day(day) is None


def test_a_weekend_day_that_is_a_holiday_is_named_by_the_holiday() -> None:
    assert closed_day(date(2026, 12, 26)) == Text("annandag jul", "Second Day of Christmas")
    assert closed_day(date(2026, 12, 27)) == Text("söndag", "Sunday")


def test_an_open_day_does_not_roll() -> None:
    assert roll(date(2026, 12, 28)) == Rolled(date(2026, 12, 28), ())


def test_rolling_names_every_day_it_passes_over() -> None:
    assert roll(date(2026, 4, 3)) == Rolled(
        date(2026, 4, 7),
        (
            (date(2026, 4, 3), Text("långfredagen", "Good Friday")),
            (date(2026, 4, 4), Text("lördag", "Saturday")),
            (date(2026, 4, 5), Text("påskdagen", "Easter Sunday")),
            (date(2026, 4, 6), Text("annandag påsk", "Easter Monday")),
        ),
    )


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 3, 1, 22, 59, 59, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 1, 23, 0, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 3, 2, 8, 0, tzinfo=timezone(timedelta(hours=14))), date(2026, 3, 1)),
    ],
)
def test_an_instant_belongs_to_the_swedish_day_in_winter_and_summer(
    instant: datetime, day: date
) -> None:
    assert swedish_day(instant) == day


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-03-01T23:30:00 has no UTC offset"):
        swedish_day(datetime(2026, 3, 1, 23, 30, tzinfo=UTC).replace(tzinfo=None))


def test_a_date_is_spoken_with_its_weekday() -> None:
    assert spoken(date(2026, 12, 24)) == Text(
        "torsdagen den 24 december 2026", "Thursday 24 December 2026"
    )


def test_threads_that_meet_a_year_for_the_first_time_agree() -> None:
    christmas = [date(2040 + n % 8, 12, 25) for n in range(400)]

    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = set(pool.map(closed_day, christmas))

    assert answers == {Text("juldagen", "Christmas Day")}


def test_closed_days_are_those_of_the_library_on_every_day(every_day: list[date]) -> None:
    swedish = holidays.Sweden(  # type: ignore[attr-defined]
        categories=(holidays.PUBLIC, holidays.DE_FACTO), years=range(2016, 2036)
    )

    assert [day for day in every_day if closed_day(day)] == [
        day for day in every_day if day in swedish or day.weekday() >= 5
    ]


@pytest.mark.parametrize("country", sorted(MEMBER_STATES - {"SE"}))
def test_another_member_state_closes_on_its_public_holidays_and_weekends(
    country: str, every_day: list[date]
) -> None:
    public = holidays.country_holidays(country, years=[2026, 2027])
    days = [day for day in every_day if day.year in (2026, 2027)]

    assert [day for day in days if closed_day(day, country)] == [
        day for day in days if day in public or day.weekday() >= 5
    ]


def test_there_are_twenty_seven_member_states() -> None:
    assert len(MEMBER_STATES) == 27


def test_some_state_nobody_has_named_closes_on_weekends_alone() -> None:
    assert holidays_of(2026, UNKNOWN_STATE) == ()
    assert closed_day(date(2026, 12, 25), UNKNOWN_STATE) is None
    assert closed_day(date(2026, 12, 26), UNKNOWN_STATE) == Text("lördag", "Saturday")


def test_a_country_outside_the_union_has_no_closed_days_here() -> None:
    with pytest.raises(ImpossibleFacts) as raised:
        closed_day(date(2026, 1, 1), "NO")

    assert raised.value.text == Text(
        "NO är ingen medlemsstat i EU; ange två bokstäver, t.ex. DE",
        "NO is no member state of the EU; give two letters, such as DE",
    )


def test_a_last_day_moves_by_the_rule_of_the_place() -> None:
    assert day_rule("SE") == Cite("lag 1930:173", None, "2")
    assert day_rule("DE") == day_rule(UNKNOWN_STATE) == EU_DAY_RULE
    assert roll(date(2026, 12, 24), "DE").day == date(2026, 12, 24)
    assert roll(date(2026, 12, 24), "CZ").day == date(2026, 12, 28)


def test_the_closed_days_of_a_year_are_listed_oldest_first() -> None:
    assert [(day, name.sv) for day, name in holidays_of(2026)] == [
        (date(2026, 1, 1), "nyårsdagen"),
        (date(2026, 1, 6), "trettondedag jul"),
        (date(2026, 4, 3), "långfredagen"),
        (date(2026, 4, 5), "påskdagen"),
        (date(2026, 4, 6), "annandag påsk"),
        (date(2026, 5, 1), "första maj"),
        (date(2026, 5, 14), "Kristi himmelsfärdsdag"),
        (date(2026, 5, 24), "pingstdagen"),
        (date(2026, 6, 6), "nationaldagen"),
        (date(2026, 6, 19), "midsommarafton"),
        (date(2026, 6, 20), "midsommardagen"),
        (date(2026, 10, 31), "alla helgons dag"),
        (date(2026, 12, 24), "julafton"),
        (date(2026, 12, 25), "juldagen"),
        (date(2026, 12, 26), "annandag jul"),
        (date(2026, 12, 31), "nyårsafton"),
    ]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 3, 16), 6, date(2026, 9, 16)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 7, 31), 5, date(2026, 12, 31)),
    ],
)
def test_months_end_on_the_same_number_or_the_months_last_day(
    start: date, months: int, end: date
) -> None:
    assert months_after(start, months) == end


def test_every_month_and_weekday_is_spoken_by_its_name() -> None:
    assert [spoken(date(2026, month, 10 + month)).en.split(" ", 1) for month in range(1, 13)] == [
        ["Sunday", "11 January 2026"],
        ["Thursday", "12 February 2026"],
        ["Friday", "13 March 2026"],
        ["Tuesday", "14 April 2026"],
        ["Friday", "15 May 2026"],
        ["Tuesday", "16 June 2026"],
        ["Friday", "17 July 2026"],
        ["Tuesday", "18 August 2026"],
        ["Saturday", "19 September 2026"],
        ["Tuesday", "20 October 2026"],
        ["Saturday", "21 November 2026"],
        ["Tuesday", "22 December 2026"],
    ]
    assert [spoken(date(2026, month, 1)).sv.split(" ")[3] for month in range(1, 13)] == [
        *("januari", "februari", "mars", "april", "maj", "juni"),
        *("juli", "augusti", "september", "oktober", "november", "december"),
    ]
    assert [spoken(date(2026, 3, day)).sv.split(" ")[0] for day in range(2, 9)] == [
        *("måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen")
    ]
    assert [spoken(date(2026, 3, day)).en.split(" ")[0] for day in range(2, 9)] == [
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    ]
