"""K6: how much of the supervised time that was scheduled the participants got."""

from __future__ import annotations

from fractions import Fraction

from law.reasons import Text
from performance.kpi import Kpi
from performance.rows import MonthReport


def _measure(report: MonthReport) -> tuple[int, int]:
    attended = sum(row.attended_minutes for row in report.participants)
    scheduled = sum(row.scheduled_minutes for row in report.participants)
    return attended, scheduled


KPI = Kpi(
    id="K6",
    title=Text("Genomförd handledd tid", "Supervised time delivered"),
    definition=Text(
        "Handledda timmar som deltagarna har närvarat delat med schemalagda handledda timmar",
        "Supervised hours attended by the participants divided by supervised hours scheduled",
    ),
    target=Text("minst 90 procent, rött under 75", "at least 90 per cent, red below 75"),
    green=Fraction(9, 10),
    red=Fraction(3, 4),
    higher_is_better=True,
    source=Text("påhittad gräns för demonstrationen", "threshold invented for the demonstration"),
    measure=_measure,
)
