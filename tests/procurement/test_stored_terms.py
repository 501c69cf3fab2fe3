"""What stored award terms may state, and what a sealed bid must hold under them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from law.reasons import ActRefused, Cite, Text
from procurement.bids.bid_content import BidContent
from procurement.tenders.terms import award_terms
from tests.procurement.small_papers import award_terms_of, both, tender_draft
from tests.procurement.small_tender import World
from tests.procurement.stored_models import CASES, levels

WorldAt = Callable[[str], World]
SCALE = {"id": "method", "title": both("Metod", "Method"), "scale": [0, 5]}
ANCHORS = {"price_points": 50, "full_at": 0, "zero_at": 200_000}


def terms_of(model: str, **changes: Any) -> dict[str, Any]:
    return CASES[model].terms | changes


@pytest.mark.parametrize("model", CASES)
def test_each_model_can_be_stated(model: str) -> None:
    terms = award_terms(CASES[model].terms)
    assert (terms.stated.model, terms.model) == (model, CASES[model].evaluated.comparison.model)


def test_texts_levels_and_scales_are_kept() -> None:
    valued, pointed = award_terms(award_terms_of()), award_terms(CASES["fixed_price"].terms)
    assert (valued.unit.en, valued.tie, valued.valued, valued.pointed) == (
        "öre per participant", None, True, False,
    )  # fmt: skip
    assert [(each.level, each.amount) for each in valued.criteria[0].levels] == [
        (0, 0),
        (1, 10_000),
    ]
    assert valued.criteria[0].at(1).commitment == Text("alltid", "always")
    assert [(each.id, each.weight, each.scale) for each in pointed.criteria] == [
        (each.id, each.weight, each.scale) for each in CASES["fixed_price"].file.criteria
    ]
    assert (pointed.fixed_price, pointed.pointed) == (100_000, True)


UNLAWFUL: Mapping[str, tuple[dict[str, Any], str]] = {
    "a price floor": (
        terms_of("absolute_points", parameters={**ANCHORS, "full_at": 1}),
        "HFD 2022 ref. 41 does not accept",
    ),
    "price steps": (
        terms_of("absolute_points", parameters={**ANCHORS, "price_steps": [1, 2]}),
        "Price steps give different prices the same points",
    ),
    "no anchors": (
        terms_of("absolute_points", parameters={"price_points": 50}),
        "The model absolute_points needs the parameter full_at",
    ),
    "a price that does not count": (
        terms_of("relative_ratio", parameters={"price_points": 0}),
        "the price does not count",
    ),
    "weights that are not 1": (
        terms_of("weighted_grades", criteria=[{**SCALE, "weight": "0.9"}]),
        "The weights add up to 0.9 and not to 1",
    ),
    "a weight as a float": (
        terms_of("weighted_grades", criteria=[{**SCALE, "weight": 1.0}]),
        "award_terms: criteria[0].weight",
    ),
    "a scale that goes nowhere": (
        terms_of("absolute_points", criteria=[{**SCALE, "scale": [5, 5]}]),
        "does not end above where it begins",
    ),
    "no scale": (
        terms_of("absolute_points", criteria=[{"id": "m", "title": both("M", "M")}]),
        "Criterion m has no scale of points",
    ),
    "a quotient by zero": (
        terms_of("price_per_point", criteria=[SCALE]),
        "The scales allow a bid without quality points",
    ),
    "no criteria": (terms_of("fixed_price", criteria=[]), "needs at least one criterion"),
    "a criterion twice": (
        terms_of("absolute_points", criteria=[SCALE, SCALE]),
        "Several criteria have the id method",
    ),
    "a criterion without amounts": (
        terms_of("value_deduction", criteria=[SCALE]),
        "Criterion method has no amounts for its levels",
    ),
    "a level twice": (
        terms_of(
            "value_addition",
            criteria=[{"id": "m", "title": both("M", "M"), "levels": levels(5, 0) * 2}],
        ),
        "Criterion m has the level 0 twice",
    ),
    "levels that do not count": (
        terms_of("absolute_points", criteria=[{**SCALE, "levels": levels(0)}]),
        "the model absolute_points does not count with them",
    ),
    "a negative amount": (
        terms_of(
            "value_deduction",
            criteria=[{"id": "m", "title": both("M", "M"), "levels": levels(-5)}],
        ),
        "award_terms: criteria[0].levels[0].amount",
    ),
    "no fixed price": (terms_of("fixed_price", parameters={}), "do not state which it is"),
    "a price where none is fixed": (
        terms_of("price", parameters={"price": 5}),
        "award_terms: parameters.price (5) is not known here",
    ),
    "quality that is not there": (
        terms_of("price", tie="highest_quality"),
        "The model price has no quality where more is better",
    ),
    "another tie rule": (terms_of("price", tie="oldest"), "award_terms: tie (oldest)"),
    "no tie rule in words": (
        {key: value for key, value in terms_of("price").items() if key != "tie_rule"},
        "award_terms: tie_rule is missing",
    ),
    "a total of points": (
        terms_of("absolute_points", lots={"rule": "lowest_total"}),
        "There is no lowest total in the model absolute_points",
    ),
    "points awarded together": (
        terms_of("fixed_price", lots={"combinations": [{"id": "C", "lots": ["L1", "L2"]}]}),
        "Lots cannot be awarded together in the model fixed_price",
    ),
    "a combination of a lot that is not there": (
        terms_of("price", lots={"combinations": [{"id": "C", "lots": ["L1", "L9"]}]}),
        "The combination C has the lot L9, which does not exist",
    ),
}


@pytest.mark.parametrize("what", UNLAWFUL)
def test_terms_that_cannot_lawfully_be_applied_are_refused_at_drafting(
    world_at: WorldAt, what: str
) -> None:
    terms, said = UNLAWFUL[what]
    world = world_at("enrolled")
    refusal = world.refusal_of(lambda: world.draft(tender_draft(award_terms=terms)))
    assert said in refusal.in_("en")
    assert refusal.reason.cite in (None, Cite("LOU", 19, "2"), Cite("LOU", 19, "9"))


def content(price: int = 100_000, **given: int) -> BidContent:
    return BidContent(price=price, levels=given, at_fte_tenths=10)


@pytest.mark.parametrize("model", CASES)
def test_a_bid_has_levels_where_they_have_a_value_and_nowhere_else(model: str) -> None:
    terms = award_terms(CASES[model].terms)
    right, wrong = content(method=1, team=1), content()
    if not CASES[model].valued:
        right, wrong = wrong, right
    right.check_against(terms)
    with pytest.raises(ActRefused):
        wrong.check_against(terms)


@pytest.mark.parametrize(
    ("model", "bid", "code"),
    [
        ("value_deduction", content(method=1), "bid.criteria"),
        ("value_deduction", content(method=1, team=1, x=1), "bid.criteria"),
        ("value_addition", content(method=3, team=1), "bid.level"),
        ("price", content(method=1), "bid.levels"),
        ("fixed_price", content(99_999), "bid.fixed_price"),
    ],
)
def test_a_bid_that_the_model_cannot_compare_is_refused(
    model: str, bid: BidContent, code: str
) -> None:
    with pytest.raises(ActRefused) as refused:
        bid.check_against(award_terms(CASES[model].terms))
    assert refused.value.reason.code == code


def test_the_terms_of_a_lot_are_a_file_in_the_tenders_currency() -> None:
    case = replace(CASES["absolute_points"], tie="lowest_price")
    file = award_terms(case.terms).file(case.file.bids, "NOK")
    assert file == case.file.model_copy(update={"currency": "NOK"})
