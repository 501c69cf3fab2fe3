"""The geometry of the line chart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from documents.charts import line_chart
from documents.contexts import KpiMonth, KpiSeries
from documents.parts import Quantity


def series(*values: Quantity | None, target: Quantity = Decimal("0.95")) -> KpiSeries:
    months = [
        KpiMonth(month=date(2026, 1 + index, 1), value=value, colour=None)
        for index, value in enumerate(values)
    ]
    return KpiSeries(code="K1", name="Start", unit="percent", target=target, months=months)


def test_the_axis_goes_from_zero_past_the_highest_value() -> None:
    chart = line_chart(series(Decimal("0.5"), Decimal("1.01")))
    assert [value for _, value in chart.ticks] == [
        Decimal(0),
        Decimal("0.3"),
        Decimal("0.6"),
        Decimal("0.9"),
        Decimal("1.2"),
    ]
    assert chart.ticks[0][0] == chart.bottom


def test_a_higher_value_stands_higher() -> None:
    low, high = line_chart(series(Decimal("0.4"), Decimal("0.9"))).marks
    assert (low.x < high.x, low.y > high.y) == (True, True)


def test_an_unmeasured_month_breaks_the_line() -> None:
    chart = line_chart(series(1, 1, None, 1, 1))
    assert [len(line.split()) for line in chart.lines] == [2, 2]
    assert len(chart.marks) == 4
    assert len(chart.months) == 5


def test_a_value_does_not_sit_on_the_line_of_the_target() -> None:
    under, over = line_chart(series(Decimal("0.9"), Decimal(1))).marks
    assert under.label_y > under.y
    assert over.label_y < over.y


def test_nothing_measured_is_an_empty_chart() -> None:
    chart = line_chart(series(None, None, target=0))
    assert (chart.marks, chart.lines) == ([], [])
