"""A provider's three months in figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from documents.contexts import (
    KpiMonth,
    KpiSeries,
    KpiValue,
    LotPerformance,
    PerformanceContext,
    Rating,
)
from documents.samples.contract_clauses import annex
from documents.samples.demo import PROVIDER, Demo


def performance(demo: Demo) -> PerformanceContext:
    say = demo.say
    months = [date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)]
    return PerformanceContext(
        **demo.tender_head("performance"),
        provider=PROVIDER,
        period_from=date(2026, 6, 1),
        period_to=date(2026, 8, 31),
        kpis=[
            KpiSeries(
                code="K1",
                name=say("Start i tid", "Start in time"),
                unit="percent",
                target=Decimal("0.95"),
                months=[
                    KpiMonth(month=months[0], value=Decimal("0.82"), colour="red"),
                    KpiMonth(month=months[1], value=Decimal("0.905"), colour="yellow"),
                    KpiMonth(month=months[2], value=Decimal("0.97"), colour="green"),
                ],
            ),
            KpiSeries(
                code="K4",
                name=say("Arbetsterapeuttäckning", "Therapist coverage"),
                unit="number",
                target=Decimal(1),
                months=[
                    KpiMonth(month=months[0], value=None, colour=None),
                    KpiMonth(month=months[1], value=Decimal("1.04"), colour="green"),
                    KpiMonth(month=months[2], value=Decimal("0.92"), colour="yellow"),
                ],
            ),
        ],
        lots=[
            LotPerformance(
                lot=demo.lot(number),
                contract_number=f"STA-2026-A{number:02}",
                participants=12 + number,
                values=[
                    KpiValue(value=Decimal("0.95"), colour="green"),
                    KpiValue(value=Decimal("0.7"), colour="red"),
                ],
            )
            for number in range(1, 6)
        ],
        rating=Rating(
            stars=3,
            why=[
                say("Målen nås i genomsnitt.", "Targets are met on average."),
                say("63 deltagare ingår.", "63 participants are included."),
            ],
        ),
        chart="K1",
        method=[
            say(
                "Underlaget är godkända leveransrapporter. Grönt är målet nått, rött är under"
                f" gränsen i avtalets {annex(demo, 'kpis')}.",
                "The data are approved delivery reports. Green means the target is met, red"
                f" below the limit in {annex(demo, 'kpis')} of the contract.",
            )
        ],
    )
