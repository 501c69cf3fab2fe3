"""Models of the price alone, and of the price with the coefficient of ProZorro."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from law.reasons import Basis, refuse
from procurement.award_models.offers import Absolute, Offered, Score


@dataclass(frozen=True)
class LowestPrice(Absolute):
    """M1: the price itself."""

    name: str = field(default="price", init=False)
    lowest_wins: bool = field(default=True, init=False)

    def score(self, offer: Offered) -> Score:
        return Score(None, None, offer.price)


def _coefficient(points: Fraction, max_points: Fraction) -> Fraction:
    return 1 + points / (1 - max_points)


def _check_max_points(max_points: Fraction) -> None:
    if 0 <= max_points < 1:
        return
    raise refuse(
        "award_model.max_points",
        sv=f"Högsta möjliga poäng är {max_points}, men måste vara minst 0 och mindre än 1",
        en=f"The highest possible points are {max_points}, but must be at least 0 and below 1",
        todo_sv="Rätta poängskalorna så att summan av deras högsta värden är mindre än 1.",
        todo_en="Correct the scales so that their highest values add up to less than 1.",
        basis=Basis.TENDER_DOCUMENTS,
    )


@dataclass(frozen=True)
class PricePerCoefficient(Absolute):
    """Price / (1 + points / (1 − max points)), lowest wins (ProZorro's rule with features).

    ``max_points`` is the sum of each feature's highest value, 0 ≤ max < 1;
    anything else raises ActRefused.
    """

    max_points: Fraction
    name: str = field(default="price_per_coefficient", init=False)
    lowest_wins: bool = field(default=True, init=False)

    def __post_init__(self) -> None:
        _check_max_points(self.max_points)

    def score(self, offer: Offered) -> Score:
        divided = offer.price / _coefficient(offer.points, self.max_points)
        return Score(None, offer.points, divided)


@dataclass(frozen=True)
class HighestValue(Absolute):
    """Highest value wins (ESCO: the price is the saving promised to the buyer).

    With features the value is multiplied by the coefficient that
    `PricePerCoefficient` divides by.
    """

    max_points: Fraction = Fraction(0)
    name: str = field(default="highest_value", init=False)
    lowest_wins: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        _check_max_points(self.max_points)

    def score(self, offer: Offered) -> Score:
        multiplied = offer.price * _coefficient(offer.points, self.max_points)
        return Score(None, offer.points, multiplied)
