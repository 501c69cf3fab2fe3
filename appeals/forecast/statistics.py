"""Dated, sourced values of `statistics.yaml`: what the forecast rests on.

Kept exactly as written; they become binary fractions inside the simulation alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeAlias

import yaml

from law.dated import Confidence
from law.reasons import Text


@dataclass(frozen=True)
class Quantiles:
    """Pairs of (share of the cases, at most this much), rising in both, from 0 to 1."""

    pairs: tuple[tuple[Fraction, Fraction], ...]

    @property
    def mean(self) -> Fraction:
        """Of values that run straight between the pairs."""
        steps = zip(self.pairs, self.pairs[1:], strict=False)
        return sum(((q - p) * (low + high) / 2 for (p, low), (q, high) in steps), Fraction())


@dataclass(frozen=True)
class Memoryless:
    """A waiting time of which only the mean is known: exponential."""

    mean: Fraction


Value: TypeAlias = Fraction | Quantiles | Memoryless


@dataclass(frozen=True)
class Statistic:
    """One value in force from `since`. `used`: how the forecast uses it. `own`: the buyer's."""

    name: str
    title: Text
    used: Text
    since: date
    value: Value
    source: str
    last_checked: date | None
    confidence: Confidence
    own: bool = False


class MalformedStatistics(ValueError):
    """A file of statistics that says less, or something other, than an entry must."""


@cache
def every_statistic() -> Mapping[str, tuple[Statistic, ...]]:
    """Each by name, its values oldest first."""
    text = files("appeals.forecast").joinpath("statistics.yaml").read_text("utf-8")
    return MappingProxyType(read_statistics(text))


def statistics_on(day: date) -> dict[str, Statistic]:
    """Those in force on the day; the oldest there is before that."""
    return {
        name: max(
            (each for each in values if each.since <= day),
            key=lambda each: each.since,
            default=values[0],
        )
        for name, values in every_statistic().items()
    }


def read_statistics(text: str) -> dict[str, tuple[Statistic, ...]]:
    """Raises MalformedStatistics, naming the entry."""
    content: Any = yaml.safe_load(text)
    return {name: _values(name, raw) for name, raw in content.items()}


def _values(name: str, raw: Any) -> tuple[Statistic, ...]:
    try:
        title, used = Text(**raw["title"]), Text(**raw["used"])
        found = tuple(_statistic(name, title, used, each) for each in raw["values"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise MalformedStatistics(f"{name}: {wrong}") from wrong
    days = [each.since for each in found]
    if not days or days != sorted(set(days)):
        raise MalformedStatistics(f"{name}: values must exist and be in order, one per date")
    return found


def _statistic(name: str, title: Text, used: Text, raw: Any) -> Statistic:
    if not raw["source"]:
        raise ValueError("a value needs a source")
    return Statistic(
        name,
        title,
        used,
        raw["from"],
        _value(raw),
        raw["source"],
        raw["last_checked"],
        Confidence(raw["confidence"]),
    )


def _value(raw: Any) -> Value:
    if "quantiles" in raw:
        return _quantiles(tuple((Fraction(p), Fraction(value)) for p, value in raw["quantiles"]))
    if "mean" in raw:
        return Memoryless(Fraction(raw["mean"]))
    return Fraction(raw["value"])


def _quantiles(pairs: tuple[tuple[Fraction, Fraction], ...]) -> Quantiles:
    shares, values = [p for p, _ in pairs], [value for _, value in pairs]
    whole = shares[0] == 0 and shares[-1] == 1
    if not whole or shares != sorted(set(shares)) or values != sorted(set(values)):
        raise ValueError("quantiles must rise, from the share 0 to the share 1")
    return Quantiles(pairs)
