"""What a KPI is, its colour, and all there are: a new one is a new file in `performance/kpis/`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal

from law.reasons import Text
from performance import kpis as folder
from performance.rows import MonthReport


class Colour(StrEnum):
    """NONE: there was nothing to measure."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"


@dataclass(frozen=True)
class Kpi:
    """One measure of one contract's month.

    `measure` gives numerator and denominator, exact; sums of both over months or
    contracts measure the whole. A value on the green threshold is green and one on
    the red threshold is not red. `source` says where formula and thresholds come from.
    """

    id: str
    title: Text
    definition: Text
    target: Text
    green: Fraction
    red: Fraction
    higher_is_better: bool
    source: Text
    measure: Callable[[MonthReport], tuple[int, int]]
    unit: Literal["percent", "number"] = "percent"
    when_silent: tuple[int, int] | None = None
    """What a month counts as when its report is overdue and has not come; None: nothing."""

    def colour(self, numerator: int, denominator: int) -> Colour:
        if denominator == 0:
            return Colour.NONE
        value = Fraction(numerator, denominator)
        sign = 1 if self.higher_is_better else -1
        if sign * value >= sign * self.green:
            return Colour.GREEN
        return Colour.RED if sign * value < sign * self.red else Colour.YELLOW


@cache
def kpis() -> tuple[Kpi, ...]:
    """Every KPI in the folder, K2 before K10. A file without a `KPI` is a TypeError."""
    found = [_kpi_in(f"{folder.__name__}.{each.name}") for each in iter_modules(folder.__path__)]
    return tuple(sorted(found, key=lambda kpi: (len(kpi.id), kpi.id)))


def _kpi_in(module: str) -> Kpi:
    kpi = getattr(import_module(module), "KPI", None)
    if not isinstance(kpi, Kpi):
        raise TypeError(f"{module} must define KPI, a performance.kpi.Kpi")
    return kpi
