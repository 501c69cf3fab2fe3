"""A tender's stated award terms, as stored in `Tender.award_terms`.

The shape: ``{"model": "value_deduction", "unit": {sv, en}, "tie_rule": {sv, en},
"tie": "lowest_price", "parameters": {"price_points": 50}, "criteria": [{"id", "title":
{sv, en}, "levels": [{"level", "amount", "commitment": {sv, en}}], "weight": "1/4",
"scale": [0, 5]}], "lots": {"rule": "lot_order"}, "price_screen":
{"below_median_percent": 30}}``. Money is in minor units
throughout (amounts, ``full_at``, ``zero_at``, the ``price`` of fixed_price, caps and
rebates); other numbers are whole, or text as a file has them ("0.25", "1/3").
``tie`` tells bids with the same score apart; where it is not stated, or does not
help, lots are drawn. Levels are a list because JSON would turn integer keys into
text. What a file may not state (`docs/evaluation.md`), stored terms may not either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from law.reasons import Text
from procurement.award_models import EvaluationModel
from procurement.evaluation import evaluation_file
from procurement.evaluation.criteria import check_ids
from procurement.evaluation.evaluated import stated_model
from procurement.evaluation.evaluation_file import POINTED, EvaluationFile, StatedBid
from procurement.tenders import stored_terms
from procurement.tenders.stored_terms import StoredLots
from procurement.tenders.terms_refusals import check_terms, no_such_lot

Tie: TypeAlias = Literal["lowest_price", "highest_quality"]


@dataclass(frozen=True)
class StatedLevel:
    """``amount`` in minor units."""

    level: int
    amount: int
    commitment: Text


@dataclass(frozen=True)
class StatedCriterion:
    """``levels`` where the model puts a price on them, ``scale`` where a panel gives points."""

    id: str
    title: Text
    levels: tuple[StatedLevel, ...] = ()
    weight: Fraction | None = None
    scale: tuple[Fraction, Fraction] | None = None

    def at(self, level: int) -> StatedLevel:
        return next(stated for stated in self.levels if stated.level == level)


@dataclass(frozen=True)
class AwardTerms:
    """``stated`` is what a file would state, without its bids; money in minor units.

    ``fixed_price`` is the price that every bid has, where the model fixes it.
    """

    model: EvaluationModel
    unit: Text
    tie_rule: Text
    criteria: tuple[StatedCriterion, ...]
    stated: EvaluationFile
    lots: StoredLots
    fixed_price: int | None = None

    @property
    def tie(self) -> Tie | None:
        return self.stated.tie_rule

    @property
    def pointed(self) -> bool:
        """Whether the quality is points that a panel gives, and not levels that a bid has."""
        return self.stated.model in POINTED

    @property
    def valued(self) -> bool:
        return self.stated.model in ("value_deduction", "value_addition")

    def file(self, bids: Iterable[StatedBid], currency: str) -> EvaluationFile:
        """A lot of the tender as a file with these bids; prices in minor units."""
        return self.stated.model_copy(update={"bids": tuple(bids), "currency": currency})


def award_terms(stored: Mapping[str, Any]) -> AwardTerms:
    """Raises `ActRefused` for terms that name no lawful, complete model."""
    terms = stored_terms.read(stored)
    stated = stored_terms.stated_file(terms)
    model = stated_model(stated)
    check_terms(terms, stated)
    return AwardTerms(
        model,
        terms.unit.text,
        terms.tie_rule.text,
        tuple(map(_criterion, terms.criteria, stated.criteria)),
        stated,
        terms.lots,
        terms.fixed_price,
    )


def check_lots_named(terms: AwardTerms, codes: Collection[str]) -> None:
    """Raises `ActRefused` for a combination with a lot that the tender does not have."""
    for combination in terms.lots.combinations:
        check_ids(combination.lots, "anbudsområden", "lots")
        for unknown in sorted(set(combination.lots) - set(codes))[:1]:
            raise no_such_lot(combination.id, unknown)


def _criterion(
    stored: stored_terms.StoredCriterion, stated: evaluation_file.StatedCriterion
) -> StatedCriterion:
    levels = tuple(
        StatedLevel(each.level, each.amount, each.commitment.text) for each in stored.levels or ()
    )
    return StatedCriterion(stored.id, stored.title.text, levels, stated.weight, stated.scale)
