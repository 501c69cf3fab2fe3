from __future__ import annotations

from datetime import date

import pytest

from contracts.term_dates import add_months, ends_on, starts_on

PLANNED = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("drawn_up", "start"),
    [
        (date(2025, 12, 30), PLANNED),
        (date(2026, 1, 30), PLANNED),
        # Thirty days to prepare end on 1 March exactly, and a day later.
        (date(2026, 1, 31), date(2026, 4, 1)),
        (date(2026, 3, 2), date(2026, 4, 1)),
        (date(2026, 3, 3), date(2026, 5, 1)),
        (date(2026, 11, 22), date(2027, 1, 1)),
        (date(2027, 12, 2), date(2028, 1, 1)),
    ],
)
def test_a_contract_starts_as_planned_or_when_the_provider_has_had_its_time(
    drawn_up: date, start: date
) -> None:
    assert starts_on(PLANNED, drawn_up) == start


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 3, 1), 24, date(2028, 2, 29)),
        (date(2026, 3, 1), 12, date(2027, 2, 28)),
        (date(2026, 1, 1), 1, date(2026, 1, 31)),
        (date(2026, 12, 1), 13, date(2027, 12, 31)),
    ],
)
def test_a_term_ends_on_the_last_day_of_its_last_month(start: date, months: int, end: date) -> None:
    assert ends_on(start, months) == end


def test_a_term_is_counted_from_the_first_of_a_month() -> None:
    with pytest.raises(ValueError, match="2026-03-02 is not the first of a month"):
        add_months(date(2026, 3, 2), 1)
