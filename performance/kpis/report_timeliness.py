"""K2: did the month's report come in by the fifth working day after the month?"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from law.days import swedish_day
from law.reasons import Text
from performance.kpi import Kpi
from performance.months import last_day, working_day_after
from performance.rows import MonthReport

WORKING_DAYS = 5


def due_on(month: date) -> date:
    """The last day on which the report for `month` is in time."""
    return working_day_after(last_day(month), WORKING_DAYS)


def _measure(report: MonthReport) -> tuple[int, int]:
    return int(swedish_day(report.submitted_at) <= due_on(report.month)), 1


KPI = Kpi(
    id="K2",
    title=Text("Rapport i tid", "Report on time"),
    definition=Text(
        "Månadsrapporter inkomna senast femte arbetsdagen efter månadens slut delat med"
        " månadsrapporter som skulle ha kommit",
        "Monthly reports received by the fifth working day after the end of the month divided"
        " by monthly reports due",
    ),
    target=Text("minst 95 procent, rött under 85", "at least 95 per cent, red below 85"),
    green=Fraction(95, 100),
    red=Fraction(85, 100),
    higher_is_better=True,
    source=Text("påhittad gräns för demonstrationen", "threshold invented for the demonstration"),
    measure=_measure,
    when_silent=(0, 1),
)
