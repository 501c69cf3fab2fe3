from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from law.days import Rolled, closed_day, roll, spoken, swedish_day
from law.reasons import Text

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
