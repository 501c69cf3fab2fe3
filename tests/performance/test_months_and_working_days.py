from __future__ import annotations

from datetime import date

import pytest

from performance.months import last_day, months_between, next_month, working_day_after


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        # Easter 2026: 3 and 6 April are closed, so is the weekend between them.
        (date(2026, 3, 31), 5, date(2026, 4, 9)),
        # 1 May is closed and a Friday.
        (date(2026, 4, 30), 5, date(2026, 5, 8)),
        (date(2026, 5, 31), 5, date(2026, 6, 5)),
        # Midsommarafton is closed though it is no public holiday.
        (date(2026, 6, 18), 1, date(2026, 6, 22)),
        (date(2026, 6, 15), 10, date(2026, 6, 30)),
        (date(2026, 12, 23), 1, date(2026, 12, 28)),
        (date(2026, 6, 15), 0, date(2026, 6, 15)),
    ],
)
def test_working_days_pass_over_closed_days(day: date, number: int, expected: date) -> None:
    assert working_day_after(day, number) == expected


def test_months_turn_with_the_year() -> None:
    assert next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert last_day(date(2028, 2, 1)) == date(2028, 2, 29)
    assert months_between(date(2026, 11, 5), date(2027, 1, 31)) == (
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    )
