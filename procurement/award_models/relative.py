"""Relative models: the price points of a bid depend on the other bids' prices.

So a loser who comes or leaves can change who wins among the rest, and nobody knows
beforehand what a quality point costs. They are not unlawful in themselves; whoever
uses them is warned, and every exclusion ranks anew.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from fractions import Fraction

from law.reasons import refuse
from procurement.award_models.offers import Offered, Score
from procurement.award_models.refusals import BEST_BID, check_price_points, price_not_above_zero
from procurement.exact.numbers import in_words


@dataclass(frozen=True)
class _Relative:
    """``price_points`` is W, above zero; anything else raises ActRefused."""

    price_points: Fraction
    lowest_wins: bool = field(default=False, init=False)
    relative: bool = field(default=True, init=False)

    def __post_init__(self) -> None:
        check_price_points(self.price_points)


@dataclass(frozen=True)
class RelativeRatio(_Relative):
    """M6: W·Pl/P plus quality points, Pl the lowest price among the bids; P > 0."""

    name: str = field(default="relative_ratio", init=False)

    def among(self, prices: Collection[Fraction]) -> _RatioAmong:
        return _RatioAmong(self.price_points, min(prices))


@dataclass(frozen=True)
class _RatioAmong:
    price_points: Fraction
    lowest: Fraction
    # What a point costs depends on the price that one starts from.
    price_of_point: None = field(default=None, init=False)
    flat_above: None = field(default=None, init=False)

    def score(self, offer: Offered) -> Score:
        if offer.price <= 0:
            raise price_not_above_zero(offer.id, "relative_ratio")
        points = self.price_points * self.lowest / offer.price
        return Score(points, offer.points, points + offer.points)


@dataclass(frozen=True)
class RelativeExcess(_Relative):
    """M6: W·(2 − P/Pl) plus quality points, price points never below zero; P > 0."""

    name: str = field(default="relative_excess", init=False)

    def among(self, prices: Collection[Fraction]) -> _ExcessAmong:
        return _ExcessAmong(self.price_points, min(prices))


@dataclass(frozen=True)
class _ExcessAmong:
    price_points: Fraction
    lowest: Fraction

    @property
    def price_of_point(self) -> Fraction:
        return self.lowest / self.price_points

    @property
    def flat_above(self) -> Fraction:
        return 2 * self.lowest

    def score(self, offer: Offered) -> Score:
        if offer.price <= 0 or self.lowest <= 0:
            raise price_not_above_zero(offer.id, "relative_excess")
        points = max(Fraction(0), self.price_points * (2 - offer.price / self.lowest))
        return Score(points, offer.points, points + offer.points)


@dataclass(frozen=True)
class RelativeRange(_Relative):
    """M6: W·(Ph − P)/(Ph − Pl) plus quality points, Ph the highest price among the bids.

    Undefined where all prices are the same, also of a single bid: ActRefused.
    """

    name: str = field(default="relative_range", init=False)

    def among(self, prices: Collection[Fraction]) -> _RangeAmong:
        lowest, highest = min(prices), max(prices)
        if lowest == highest:
            said = in_words(lowest)
            raise refuse(
                "award_model.one_price",
                sv=f"Alla priser är {said.sv}, och relative_range är inte definierad där",
                en=f"Every price is {said.en}, and relative_range is not defined there",
                todo_sv="Ange en modell som är definierad för alla anbud, t.ex. absolute_points",
                todo_en="State a model that is defined for all bids, e.g. absolute_points",
                cite=BEST_BID,
            )
        return _RangeAmong(self.price_points, lowest, highest)


@dataclass(frozen=True)
class _RangeAmong:
    price_points: Fraction
    lowest: Fraction
    highest: Fraction
    flat_above: None = field(default=None, init=False)

    @property
    def price_of_point(self) -> Fraction:
        return (self.highest - self.lowest) / self.price_points

    def score(self, offer: Offered) -> Score:
        span = self.highest - self.lowest
        points = self.price_points * (self.highest - offer.price) / span
        return Score(points, offer.points, points + offer.points)
