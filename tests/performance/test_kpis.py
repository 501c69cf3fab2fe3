from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from law.days import STOCKHOLM
from performance import kpis as folder
from performance.kpi import Colour, kpis
from performance.rows import MonthReport, ParticipantMonth, StaffMember

KPIS = {kpi.id: kpi for kpi in kpis()}
MARCH = date(2026, 3, 1)
NOON = datetime(2026, 4, 8, 10, tzinfo=UTC)


def report(
    *,
    participants: tuple[ParticipantMonth, ...] = (),
    staff: tuple[StaffMember, ...] = (),
    submitted_at: datetime = NOON,
) -> MonthReport:
    return MonthReport("r", "c", MARCH, submitted_at, participants, staff)


def someone(name: str, part: int, scheduled: int = 60, attended: int = 60) -> ParticipantMonth:
    return ParticipantMonth(name, part, MARCH, scheduled, attended, "none")


def test_every_file_in_the_folder_is_a_kpi() -> None:
    files = {path.stem for path in Path(folder.__path__[0]).glob("*.py")} - {"__init__"}
    assert {kpi.measure.__module__.rsplit(".", 1)[1] for kpi in kpis()} == files


def test_kpis_come_in_the_order_of_their_numbers() -> None:
    assert [kpi.id for kpi in kpis()] == ["K2", "K4", "K6"]


@pytest.mark.parametrize(
    ("kpi", "numerator", "denominator", "colour"),
    [
        ("K6", 90, 100, Colour.GREEN),
        ("K6", 8999, 10_000, Colour.YELLOW),
        ("K6", 75, 100, Colour.YELLOW),
        ("K6", 7499, 10_000, Colour.RED),
        ("K6", 0, 0, Colour.NONE),
        ("K4", 10, 10, Colour.GREEN),
        ("K4", 999, 1000, Colour.YELLOW),
        ("K4", 4, 5, Colour.YELLOW),
        ("K4", 799, 1000, Colour.RED),
        ("K4", 25, 0, Colour.NONE),
        ("K2", 95, 100, Colour.GREEN),
        ("K2", 85, 100, Colour.YELLOW),
        ("K2", 84, 100, Colour.RED),
        ("K2", 0, 1, Colour.RED),
    ],
)
def test_a_value_on_a_threshold_gets_the_better_colour(
    kpi: str, numerator: int, denominator: int, colour: Colour
) -> None:
    assert KPIS[kpi].colour(numerator, denominator) is colour


def test_dose_is_time_attended_over_time_scheduled() -> None:
    both = (someone("a", 1, 600, 300), someone("b", 3, 400, 400))
    assert KPIS["K6"].measure(report(participants=both)) == (700, 1000)
    assert KPIS["K6"].measure(report()) == (0, 0)


def test_coverage_counts_therapists_and_mapping_parts_only() -> None:
    staff = (
        StaffMember("a", "AT", 3, "1"),
        StaffMember("b", "AT", 1, None),
        StaffMember("c", "AK", 50, None),
    )
    people = (someone("p", 1), someone("q", 2), someone("r", 3), someone("s", 4))
    # 0.4 posts times 25 is ten participants, and there are two.
    assert KPIS["K4"].measure(report(participants=people, staff=staff)) == (100, 20)


@pytest.mark.parametrize(
    ("submitted_at", "in_time"),
    [
        (datetime(2026, 4, 9, 23, 59, 59, tzinfo=STOCKHOLM), 1),
        # 22:00 UTC is midnight in Sweden: the tenth has begun.
        (datetime(2026, 4, 9, 22, 0, 0, tzinfo=UTC), 0),
        (datetime(2026, 4, 13, 9, tzinfo=STOCKHOLM), 0),
    ],
)
def test_a_report_is_in_time_through_the_fifth_working_day(
    submitted_at: datetime, in_time: int
) -> None:
    assert KPIS["K2"].measure(report(submitted_at=submitted_at)) == (in_time, 1)
