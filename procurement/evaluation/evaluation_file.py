"""The file with a tender's award model, criteria and bids: its shape and nothing else."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from procurement.exact.files import Exact, Id, Money

ModelName: TypeAlias = Literal[
    "price",
    "value_deduction",
    "value_addition",
    "price_per_point",
    "absolute_points",
    "weighted_grades",
    "relative_ratio",
    "relative_excess",
    "relative_range",
    "fixed_price",
]
PRICED_POINTS = ("absolute_points", "relative_ratio", "relative_excess", "relative_range")
POINTED = (*PRICED_POINTS, "price_per_point", "weighted_grades", "fixed_price")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StatedParameters(_Part):
    """W, and the anchors of absolute_points; steps are read to be refused in words."""

    price_points: Exact | None = None
    full_at: Exact | None = None
    zero_at: Exact | None = None
    price_steps: Any = None


class StatedCriterion(_Part):
    id: Id
    weight: Exact | None = None
    scale: tuple[Exact, Exact] | None = None
    amounts: Annotated[dict[Id, Money], Field(min_length=1)] | None = None


class StatedBid(_Part):
    id: Id
    price: Money | None = None
    points: dict[Id, Exact] = {}
    levels: dict[Id, Id] = {}


class EvaluationFile(_Part):
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "SEK"
    model: ModelName
    parameters: StatedParameters = StatedParameters()
    criteria: tuple[StatedCriterion, ...] = ()
    tie_rule: Literal["lowest_price", "highest_quality"] | None = None
    bids: tuple[StatedBid, ...]


def counted_parameters(model: str) -> frozenset[str]:
    """The parameters that a model counts with."""
    if model == "absolute_points":
        return frozenset({"price_points", "full_at", "zero_at"})
    return frozenset({"price_points"} if model in PRICED_POINTS else ())
