"""Where the marks of a line chart go, in the units of its viewBox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal

from documents.contexts import KpiMonth, KpiSeries
from documents.parts import Colour, Quantity, Unit

WIDTH, HEIGHT = 640, 176
LEFT, RIGHT, TOP, BOTTOM = 56, 84, 22, 34
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Mark:
    """One measured month. ``y`` grows downwards, as SVG has it."""

    x: Decimal
    y: Decimal
    point: KpiMonth
    colour: Colour | None
    label_y: Decimal
    """Baseline of the value: under the mark where the target's line would cross it."""


@dataclass(frozen=True)
class LineChart:
    """``line`` holds one ``points`` attribute per unbroken run of measured months."""

    marks: list[Mark]
    lines: list[str]
    ticks: list[tuple[Decimal, Decimal]]
    months: list[tuple[Decimal, KpiMonth]]
    target_y: Decimal
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def line_chart(series: KpiSeries) -> LineChart:
    """A chart from zero, so that a fall is not drawn larger than it is."""
    ceiling = _ceiling(series)
    xs = _columns(len(series.months))
    months = list(zip(xs, series.months, strict=True))
    target_y = _row(series.target, ceiling)
    marks = [
        _mark(x, _row(month.value, ceiling), month, target_y)
        for x, month in months
        if month.value is not None
    ]
    ticks = [(_row(value, ceiling), value) for value in _ticks(ceiling)]
    return LineChart(marks, _runs(months, ceiling), ticks, months, target_y)


def _mark(x: Decimal, y: Decimal, month: KpiMonth, target_y: Decimal) -> Mark:
    crossed = 0 <= y - target_y < 26
    return Mark(x, y, month, month.colour, y + 20 if crossed else y - 10)


def _ceiling(series: KpiSeries) -> Decimal:
    values = [month.value for month in series.months if month.value is not None]
    highest = Decimal(max([series.target, *values]))
    return _round_up(highest, series.unit)


def _round_up(highest: Decimal, unit: Unit) -> Decimal:
    """The next value that four even steps divide readably."""
    step = Decimal("0.2") if unit == "percent" else Decimal(4)
    return max(step, (highest / step).to_integral_value(ROUND_CEILING) * step)


def _ticks(ceiling: Decimal) -> list[Decimal]:
    return [ceiling * quarter / 4 for quarter in range(5)]


def _columns(count: int) -> list[Decimal]:
    span = Decimal(WIDTH - LEFT - RIGHT)
    return [
        (LEFT + span * (2 * index + 1) / (2 * count)).quantize(_TENTH) for index in range(count)
    ]


def _row(value: Quantity, ceiling: Decimal) -> Decimal:
    height = Decimal(HEIGHT - TOP - BOTTOM)
    return (HEIGHT - BOTTOM - height * Decimal(value) / ceiling).quantize(_TENTH, ROUND_HALF_EVEN)


def _runs(months: Sequence[tuple[Decimal, KpiMonth]], ceiling: Decimal) -> list[str]:
    runs: list[list[str]] = [[]]
    for x, month in months:
        if month.value is None:
            runs.append([])
        else:
            runs[-1].append(f"{x},{_row(month.value, ceiling)}")
    return [" ".join(run) for run in runs if len(run) > 1]
