"""Absolute models in which the most points win."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from law.reasons import refuse
from procurement.award_models.offers import Absolute, Offered, Score
from procurement.award_models.refusals import BEST_BID, check_price_points
from procurement.exact.numbers import in_words


def linear_price_points(
    price: Fraction, full_at: Fraction, zero_at: Fraction, price_points: Fraction
) -> Fraction:
    """W·(zero_at − P)/(zero_at − full_at), never above W and never below zero."""
    points = price_points * (zero_at - price) / (zero_at - full_at)
    return min(price_points, max(Fraction(0), points))


@dataclass(frozen=True)
class AbsolutePoints(Absolute):
    """M4: linear price points between fixed anchors, plus quality points.

    ``full_at`` is the price that gives all ``price_points`` and can only be 0: from
    an anchor above it on a lower price gives nothing, which HFD 2022 ref. 41 does not
    accept (an anchor at 0 was accepted in HFD 2023 ref. 7). A price of ``zero_at`` or
    more gives 0. Raises ActRefused for anchors that are unlawful or undefined.
    """

    price_points: Fraction
    full_at: Fraction
    zero_at: Fraction
    name: str = field(default="absolute_points", init=False)
    lowest_wins: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        check_price_points(self.price_points)
        _check_anchors(self.full_at, self.zero_at)

    @property
    def price_of_point(self) -> Fraction:
        return (self.zero_at - self.full_at) / self.price_points

    @property
    def flat_above(self) -> Fraction:
        return self.zero_at

    def score(self, offer: Offered) -> Score:
        points = linear_price_points(offer.price, self.full_at, self.zero_at, self.price_points)
        return Score(points, offer.points, points + offer.points)


def _check_anchors(full_at: Fraction, zero_at: Fraction) -> None:
    full, zero = in_words(full_at), in_words(zero_at)
    if full_at > 0:
        raise refuse(
            "award_model.price_floor",
            sv=f"full_at är {full.sv}, så att ett lägre pris än det inte ger någonting, vilket"
            " HFD 2022 ref. 41 inte godtar",
            en=f"full_at is {full.en}, so that a price below it gives nothing, which HFD 2022"
            " ref. 41 does not accept",
            todo_sv="Ange full_at: 0",
            todo_en="State full_at: 0",
            cite=BEST_BID,
        )
    if full_at < 0 or zero_at <= full_at:
        raise refuse(
            "award_model.anchors",
            sv=f"Mellan full_at {full.sv} och zero_at {zero.sv} går det inte att räkna prispoäng",
            en=f"Between full_at {full.en} and zero_at {zero.en} there are no price points to"
            " compute",
            todo_sv="Ange full_at: 0 och ett högre pris som zero_at",
            todo_en="State full_at: 0 and a higher price as zero_at",
            cite=BEST_BID,
        )


@dataclass(frozen=True)
class WeightedGrades(Absolute):
    """M5: Σ weight·grade, highest wins; ``points`` of an offer are that sum already."""

    name: str = field(default="weighted_grades", init=False)
    lowest_wins: bool = field(default=False, init=False)

    def score(self, offer: Offered) -> Score:
        return Score(None, offer.points, offer.points)


@dataclass(frozen=True)
class FixedPrice(Absolute):
    """M7: the price is given and the quality decides, highest wins."""

    name: str = field(default="fixed_price", init=False)
    lowest_wins: bool = field(default=False, init=False)

    def score(self, offer: Offered) -> Score:
        return Score(None, offer.points, offer.points)
