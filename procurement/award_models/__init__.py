"""Award models: what bids are compared by, and the ranking that follows.

Names are the field's: price, value deduction, price per point. Everything is exact
(`Fraction`); nothing is rounded before it is compared. A model is absolute where a
bid's comparison depends on that bid alone, so that a loser who leaves changes
nothing among the others; the models in `relative` are not, and say so.
`docs/evaluation.md` has every formula with an example.
"""

from procurement.award_models.offers import (
    AwardModel,
    EvaluationModel,
    Level,
    Offer,
    Offered,
    Score,
    Scoring,
)
from procurement.award_models.points import AbsolutePoints, FixedPrice, WeightedGrades
from procurement.award_models.price import HighestValue, LowestPrice, PricePerCoefficient
from procurement.award_models.quotient import PricePerPoint
from procurement.award_models.ranking import Placed, rank
from procurement.award_models.relative import RelativeExcess, RelativeRange, RelativeRatio
from procurement.award_models.value import ValueAddition, ValueDeduction

__all__ = [
    "AbsolutePoints",
    "AwardModel",
    "EvaluationModel",
    "FixedPrice",
    "HighestValue",
    "Level",
    "LowestPrice",
    "Offer",
    "Offered",
    "Placed",
    "PricePerCoefficient",
    "PricePerPoint",
    "RelativeExcess",
    "RelativeRange",
    "RelativeRatio",
    "Score",
    "Scoring",
    "ValueAddition",
    "ValueDeduction",
    "WeightedGrades",
    "rank",
]
