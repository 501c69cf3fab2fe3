"""The JSON in `Tender.award_terms`: its shape, and the same terms as a file states them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, NonNegativeInt, PositiveInt

from law.reasons import Text
from procurement.evaluation.evaluation_file import EvaluationFile, ModelName
from procurement.exact.files import Id, fitted

NAME = "award_terms"


def _written(number: object) -> object:
    """A whole number as a file has it: text. A float is no exact number, and stays one."""
    whole = isinstance(number, int) and not isinstance(number, bool)
    return str(number) if whole else number


Written: TypeAlias = Annotated[str, BeforeValidator(_written)]


class _Stored(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class StoredText(_Stored):
    sv: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    @property
    def text(self) -> Text:
        return Text(self.sv, self.en)


class StoredLevel(_Stored):
    level: NonNegativeInt
    amount: NonNegativeInt
    commitment: StoredText


class StoredCriterion(_Stored):
    id: Id
    title: StoredText
    levels: Annotated[list[StoredLevel], Field(min_length=1)] | None = None
    weight: Written | None = None
    scale: Annotated[list[Written], Field(min_length=2, max_length=2)] | None = None


class StoredCombination(_Stored):
    """Lots, by code, that can be awarded together (no rebate: bids are sealed without any)."""

    id: Id
    lots: Annotated[list[str], Field(min_length=2)]


class StoredLots(_Stored):
    rule: Literal["lot_order", "lowest_total"] = "lot_order"
    cap_lots: PositiveInt | None = None
    cap_value: PositiveInt | None = None
    combinations: list[StoredCombination] = []


class StoredPriceScreen(_Stored):
    """Which low prices are to be explained; `price_screen` says how it flags."""

    below_median_percent: Annotated[int, Field(gt=0, lt=100)]


class StoredTerms(_Stored):
    """Money in minor units."""

    model: ModelName
    unit: StoredText
    tie_rule: StoredText
    tie: Literal["lowest_price", "highest_quality"] | None = None
    parameters: dict[str, Any] = {}
    criteria: list[StoredCriterion] = []
    lots: StoredLots = StoredLots()
    price_screen: StoredPriceScreen | None = None

    @property
    def fixed_price(self) -> int | None:
        price = self.parameters.get("price") if self.model == "fixed_price" else None
        return price if isinstance(price, int) and price > 0 else None


def read(stored: Mapping[str, Any]) -> StoredTerms:
    """Raises `ActRefused` with the first thing that is missing, unknown or of another kind."""
    return fitted(dict(stored), StoredTerms, NAME, NAME)


def stated_file(terms: StoredTerms) -> EvaluationFile:
    """The terms as a file states them, without bids."""
    parameters = {name: _written(value) for name, value in terms.parameters.items()}
    if terms.fixed_price is not None:
        # The model has no use for it: bids are held against it when they are opened.
        del parameters["price"]
    data = {
        "model": terms.model,
        "parameters": parameters,
        "criteria": [_criterion(each) for each in terms.criteria],
        "tie_rule": terms.tie,
        "bids": [],
    }
    return fitted(data, EvaluationFile, NAME, NAME)


def _criterion(stored: StoredCriterion) -> dict[str, Any]:
    amounts = {str(each.level): str(each.amount) for each in stored.levels or ()}
    return {
        "id": stored.id,
        "weight": stored.weight,
        "scale": stored.scale,
        "amounts": amounts or None,
    }
