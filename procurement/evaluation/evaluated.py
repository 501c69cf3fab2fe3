"""A file's bids compared by its award model, with what a person should know beforehand.

The file is the whole input: no database. `docs/evaluation.md` shows each model with
an example. What the model has no use for is told in a warning, never counted in
silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from law.reasons import ActRefused, Reason, refuse
from procurement.award_models import (
    AbsolutePoints,
    EvaluationModel,
    FixedPrice,
    LowestPrice,
    PricePerPoint,
    RelativeExcess,
    RelativeRange,
    RelativeRatio,
    ValueAddition,
    ValueDeduction,
    WeightedGrades,
)
from procurement.award_models.refusals import BEST_BID, price_steps
from procurement.evaluation.criteria import (
    CRITERIA,
    Criterion,
    ScoredSheet,
    check_ids,
    check_price_grades,
    check_readable,
    check_scales,
    check_weights,
    quality_points,
    weighted_points,
)
from procurement.evaluation.evaluation_file import POINTED, PRICED_POINTS, EvaluationFile, StatedBid
from procurement.evaluation.scoring import Comparison, Contender, TieRule, compare
from procurement.evaluation.warnings import warnings_of
from procurement.exact.files import read_exact


@dataclass(frozen=True)
class Evaluated:
    """The comparison and what a person should know before relying on it."""

    file: EvaluationFile
    comparison: Comparison
    warnings: tuple[Reason, ...]

    def price_of(self, bid: str) -> Fraction | None:
        return next(stated.price for stated in self.file.bids if stated.id == bid)


def evaluate_file(path: Path) -> Evaluated:
    """Read and evaluate; raises `ActRefused` in one sentence where either cannot be done."""
    return evaluated(read_exact(path, EvaluationFile))


def evaluated(file: EvaluationFile) -> Evaluated:
    check_ids((bid.id for bid in file.bids), "anbud", "bids")
    check_ids((criterion.id for criterion in file.criteria), "kriterier", "criteria")
    _check_prices(file)
    if file.parameters.price_steps is not None:
        raise price_steps()
    model = _MODELS[file.model](file)
    comparison = compare(model, _contenders(file), _tie_rule(file))
    check_readable(*(each.score.total.denominator for each in comparison.placings))
    return Evaluated(file, comparison, warnings_of(file, comparison))


def stated_model(file: EvaluationFile) -> EvaluationModel:
    """The model that a file states, whatever bids come: all that can be checked before they do."""
    check_ids((criterion.id for criterion in file.criteria), "kriterier", "criteria")
    if file.parameters.price_steps is not None:
        raise price_steps()
    model = _MODELS[file.model](file)
    _tie_rule(file)
    if file.model in POINTED:
        _counted(file.model, _criteria(file))
    return model


def _criteria(file: EvaluationFile) -> list[Criterion]:
    return [Criterion(each.id, each.weight, each.scale) for each in file.criteria]


def _tie_rule(file: EvaluationFile) -> TieRule | None:
    if file.tie_rule == "highest_quality" and file.model in ("price", "value_addition"):
        raise refuse(
            "evaluation.tie_rule",
            sv=f"I modellen {file.model} finns ingen kvalitet där mer är bättre, att skilja"
            " anbud åt med",
            en=f"The model {file.model} has no quality where more is better, to tell bids apart by",
            todo_sv="Ange tie_rule: lowest_price, eller ingen",
            todo_en="State tie_rule: lowest_price, or none",
            cite=BEST_BID,
        )
    return None if file.tie_rule is None else TieRule(file.tie_rule)


def _contenders(file: EvaluationFile) -> list[Contender]:
    if file.model not in POINTED:
        return [Contender(bid.id, _price(bid), bid.levels) for bid in file.bids]
    criteria = _criteria(file)
    sheets = [ScoredSheet(bid.id, _price(bid), bid.points) for bid in file.bids]
    count = _counted(file.model, criteria)
    contenders = [
        Contender(sheet.id, sheet.price, points=count(sheet, criteria)) for sheet in sheets
    ]
    if file.model == "weighted_grades":
        check_price_grades(sheets, criteria)
    return contenders


def _price(bid: StatedBid) -> Fraction:
    return Fraction(0) if bid.price is None else bid.price


def _counted(
    model: str, criteria: Sequence[Criterion]
) -> Callable[[ScoredSheet, Sequence[Criterion]], Fraction]:
    """How the quality is added up; raises ActRefused for scales or weights that cannot be."""
    check_scales(criteria)
    if not criteria and model not in PRICED_POINTS:
        raise _no_criteria(model)
    weighed = model == "fixed_price" and any(each.weight is not None for each in criteria)
    if model == "weighted_grades" or weighed:
        check_weights(criteria)
        return weighted_points
    return quality_points


def _check_prices(file: EvaluationFile) -> None:
    """Every bid has a price, except where the price is given: there no bid has another."""
    if file.model != "fixed_price":
        missing = [bid.id for bid in file.bids if bid.price is None]
        if missing:
            raise refuse(
                "evaluation.price_missing",
                sv=f"Anbudet {missing[0]} saknar pris",
                en=f"Bid {missing[0]} has no price",
                todo_sv="Ange priset",
                todo_en="State the price",
                cite=BEST_BID,
            )
    elif len({bid.price for bid in file.bids}) > 1:
        raise refuse(
            "evaluation.prices_differ",
            sv="Priset är fast, men anbuden har olika priser",
            en="The price is fixed, but the bids have different prices",
            todo_sv="Ange samma pris för alla eller för inget, eller en annan modell",
            todo_en="State the same price for all or for none, or another model",
            cite=BEST_BID,
        )


def _parameter(file: EvaluationFile, name: str) -> Fraction:
    found = getattr(file.parameters, name)
    if isinstance(found, Fraction):
        return found
    raise refuse(
        "evaluation.parameter_missing",
        sv=f"Modellen {file.model} behöver parametern {name}",
        en=f"The model {file.model} needs the parameter {name}",
        todo_sv="Ange den ur upphandlingsdokumenten",
        todo_en="State it as in the tender documents",
        cite=BEST_BID,
    )


def _absolute_points(file: EvaluationFile) -> AbsolutePoints:
    names = ("price_points", "full_at", "zero_at")
    return AbsolutePoints(*(_parameter(file, name) for name in names))


def _amounts(file: EvaluationFile) -> Mapping[str, Mapping[Any, Fraction]]:
    if not file.criteria:
        raise _no_criteria(file.model)
    for criterion in file.criteria:
        if criterion.amounts is None:
            raise refuse(
                "evaluation.amounts_missing",
                sv=f"Kriteriet {criterion.id} saknar belopp för sina nivåer",
                en=f"Criterion {criterion.id} has no amounts for its levels",
                todo_sv="Ange amounts: {nivå: belopp}",
                todo_en="State amounts: {level: money}",
                cite=CRITERIA,
            )
    known = {criterion.id for criterion in file.criteria}
    for bid in file.bids:
        for unknown in sorted(bid.levels.keys() - known)[:1]:
            raise refuse(
                "evaluation.criterion_unknown",
                sv=f"Anbudet {bid.id} har en nivå för {unknown}, som inte är något kriterium",
                en=f"Bid {bid.id} has a level for {unknown}, which is no criterion",
                todo_sv="Rätta namnet, eller lägg till kriteriet",
                todo_en="Correct the name, or add the criterion",
                cite=CRITERIA,
            )
    return {criterion.id: criterion.amounts or {} for criterion in file.criteria}


def _no_criteria(model: str) -> ActRefused:
    return refuse(
        "evaluation.no_criteria",
        sv=f"Modellen {model} behöver minst ett kriterium",
        en=f"The model {model} needs at least one criterion",
        todo_sv="Ange kriterierna ur upphandlingsdokumenten",
        todo_en="State the criteria of the tender documents",
        cite=CRITERIA,
    )


_MODELS: Mapping[str, Callable[[EvaluationFile], EvaluationModel]] = {
    "price": lambda file: LowestPrice(),
    "value_deduction": lambda file: ValueDeduction(_amounts(file)),
    "value_addition": lambda file: ValueAddition(_amounts(file)),
    "price_per_point": lambda file: PricePerPoint(),
    "absolute_points": _absolute_points,
    "weighted_grades": lambda file: WeightedGrades(),
    "relative_ratio": lambda file: RelativeRatio(_parameter(file, "price_points")),
    "relative_excess": lambda file: RelativeExcess(_parameter(file, "price_points")),
    "relative_range": lambda file: RelativeRange(_parameter(file, "price_points")),
    "fixed_price": lambda file: FixedPrice(),
}
