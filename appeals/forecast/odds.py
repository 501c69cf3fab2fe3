"""The statistics as the simulation draws from them. Here, and only after here, are floats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from appeals.forecast.statistics import Memoryless, Quantiles, Statistic

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True)
class Curve:
    """A quantile function that runs straight between its points."""

    shares: Floats
    values: Floats

    def at(self, share: Floats) -> Floats:
        return np.interp(share, self.shares, self.values)

    def below(self, value: float) -> float:
        """The share of the cases that are over by then."""
        return float(np.interp(value, self.values, self.shares, left=0.0, right=1.0))


@dataclass(frozen=True)
class Waiting:
    """An exponential waiting time."""

    mean: float

    def at(self, share: Floats) -> Floats:
        return -self.mean * np.log1p(-share)

    def below(self, value: float) -> float:
        return 1.0 - float(np.exp(-max(value, 0.0) / self.mean))


Spread: TypeAlias = Curve | Waiting


@dataclass(frozen=True)
class Odds:
    """Shares from 0 to 1; months as spreads, at the pace of the year they are used for."""

    reviewed: float
    cases: float
    on_merits: float
    fr_merits: Spread
    fr_other: Spread
    granted_on_merits: float
    correction: float
    held_in_kr: float
    kr: Spread
    leave_refused: float
    granted_in_kr: float
    attacked: Spread
    together: float


def odds_of(statistics: Mapping[str, Statistic]) -> Odds:
    def number(name: str) -> float:
        value = statistics[name].value
        assert not isinstance(value, Quantiles | Memoryless)
        return float(value)

    def spread(name: str, pace: float = 1.0) -> Spread:
        return _spread(statistics[name], pace)

    fr, kr, on_merits = number("pace_fr"), number("pace_kr"), number("share_on_merits")
    return Odds(
        reviewed=number("share_reviewed"),
        cases=number("cases_per_reviewed"),
        on_merits=on_merits,
        fr_merits=spread("months_fr_merits", fr),
        fr_other=spread("months_fr_other", fr),
        granted_on_merits=min(number("share_granted") / on_merits, 1.0) if on_merits else 0.0,
        correction=number("share_correction"),
        held_in_kr=number("share_held_in_kr"),
        kr=spread("months_kr", kr),
        leave_refused=number("share_leave_refused"),
        granted_in_kr=number("share_granted_in_kr"),
        attacked=spread("share_of_lots_attacked"),
        together=number("share_decided_together"),
    )


def _spread(statistic: Statistic, pace: float) -> Spread:
    value = statistic.value
    if isinstance(value, Memoryless):
        return Waiting(float(value.mean) * pace)
    assert isinstance(value, Quantiles)
    shares, values = zip(*value.pairs, strict=True)
    return Curve(np.array(shares, dtype=float), np.array(values, dtype=float) * pace)


def longer_than(spread: Spread, waited: float, share: Floats) -> Floats:
    """Values of the spread, given that they are greater than what has been waited."""
    below = spread.below(waited)
    return spread.at(below + share * (1.0 - below))
