"""K4: are there occupational therapists enough for those in the mapping parts?

Too few therapists is what the real service was most criticised for.
"""

from __future__ import annotations

from fractions import Fraction

from law.reasons import Text
from performance.kpi import Kpi
from performance.rows import MonthReport

PARTICIPANTS_PER_THERAPIST = 25
MAPPING_PARTS = frozenset({1, 2})


def _measure(report: MonthReport) -> tuple[int, int]:
    tenths = sum(row.fte_tenths for row in report.staff if row.role == "AT")
    active = sum(row.part in MAPPING_PARTS for row in report.participants)
    return tenths * PARTICIPANTS_PER_THERAPIST, active * 10


KPI = Kpi(
    id="K4",
    title=Text("Täckning av arbetsterapeuter", "Occupational therapist coverage"),
    definition=Text(
        "Arbetsterapeuter i heltidstjänster gånger 25 delat med deltagare i del 1 och 2",
        "Occupational therapists in full-time equivalents times 25 divided by participants"
        " in parts 1 and 2",
    ),
    target=Text("minst 100 procent, rött under 80", "at least 100 per cent, red below 80"),
    green=Fraction(1),
    red=Fraction(4, 5),
    higher_is_better=True,
    source=Text("påhittad gräns för demonstrationen", "threshold invented for the demonstration"),
    measure=_measure,
)
