from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.reasons import ActRefused
from procurement.award_models import (
    AwardModel,
    HighestValue,
    LowestPrice,
    Offer,
    Placed,
    PricePerCoefficient,
    ValueDeduction,
    rank,
)

DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
METHOD = ValueDeduction({"method": {0: 0, 1: 100, 2: 300}})
MODELS: tuple[AwardModel, ...] = (
    LowestPrice(),
    HighestValue(),
    PricePerCoefficient(Fraction(3, 10)),
    METHOD,
)


def offer(id_: str, price: int, minute: int = 0, *, level: int = 0, points: str = "0") -> Offer:
    received_at = DAY + timedelta(minutes=minute)
    return Offer(id_, Fraction(price), received_at, {"method": level}, Fraction(points))


offers_of_a_lot = st.lists(
    st.builds(
        offer,
        st.sampled_from("ABCDEFGH"),
        st.integers(0, 6),
        st.integers(0, 2),
        level=st.integers(0, 2),
        points=st.sampled_from(["0", "1/10", "3/10"]),
    ),
    unique_by=lambda made: made.id,
    max_size=8,
)


def test_the_lowest_price_is_placed_first() -> None:
    assert rank([offer("A", 200), offer("B", 100)], LowestPrice()) == (
        Placed("B", Fraction(100), 1),
        Placed("A", Fraction(200), 2),
    )


def test_the_highest_value_is_placed_first() -> None:
    assert rank([offer("A", 200), offer("B", 100)], HighestValue()) == (
        Placed("A", Fraction(200), 1),
        Placed("B", Fraction(100), 2),
    )


def test_points_divide_the_price_by_their_coefficient() -> None:
    model = PricePerCoefficient(Fraction(3, 10))
    assert rank([offer("A", 100), offer("B", 130, points="3/10")], model) == (
        Placed("B", Fraction(91), 1),
        Placed("A", Fraction(100), 2),
    )


def test_points_multiply_a_value_by_their_coefficient() -> None:
    assert HighestValue(Fraction(1, 5)).comparison(offer("A", 100, points="1/5")) == 125


@pytest.mark.parametrize("top", [Fraction(1), Fraction(6, 5), Fraction(-1, 10)])
def test_points_that_leave_the_coefficient_undefined_are_refused(top: Fraction) -> None:
    for model in (PricePerCoefficient, HighestValue):
        with pytest.raises(ActRefused) as refused:
            model(top)
        assert str(refused.value) == (
            f"The highest possible points are {top}, but must be at least 0 and below 1. "
            "Correct the scales so that their highest values add up to less than 1."
        )


def test_a_commitment_deducts_the_amount_of_its_level() -> None:
    assert rank([offer("A", 900), offer("B", 1100, level=2)], METHOD) == (
        Placed("B", Fraction(800), 1),
        Placed("A", Fraction(900), 2),
    )


def test_a_missing_level_names_offer_and_criterion() -> None:
    with pytest.raises(ActRefused) as refused:
        METHOD.comparison(Offer("A", Fraction(1), DAY))
    assert refused.value.in_("sv") == (
        "Anbudet A saknar nivå för kriteriet method. Ange den nivå som anbudet åtar sig."
    )


def test_a_level_without_an_amount_names_offer_criterion_and_level() -> None:
    with pytest.raises(ActRefused) as refused:
        METHOD.comparison(offer("A", 1, level=7))
    assert refused.value.in_("en") == (
        "Offer A has level 7 for criterion method, which has no amount. "
        "Correct the level, or state its amount in the tender documents."
    )


def test_a_tie_goes_to_the_earlier_offer_and_is_told() -> None:
    late, early, other = offer("A", 100, 5), offer("C", 100, 1), offer("B", 150)
    assert rank([late, other, early], LowestPrice()) == (
        Placed("C", Fraction(100), 1, ("A",)),
        Placed("A", Fraction(100), 2, ("C",)),
        Placed("B", Fraction(150), 3),
    )


def test_a_tie_at_the_same_instant_goes_by_id() -> None:
    ranking = rank([offer("B", 100), offer("A", 100)], LowestPrice())
    assert [placed.offer_id for placed in ranking] == ["A", "B"]


def test_offers_that_share_an_id_are_refused() -> None:
    with pytest.raises(ActRefused, match="Several offers have the id A"):
        rank([offer("A", 1), offer("A", 2)], LowestPrice())


@given(offers_of_a_lot, st.sampled_from(MODELS), st.randoms(use_true_random=False))
def test_the_order_in_which_offers_are_given_changes_nothing(
    offers: list[Offer], model: AwardModel, dice: Any
) -> None:
    shuffled = list(offers)
    dice.shuffle(shuffled)
    assert rank(shuffled, model) == rank(offers, model)


@given(offers_of_a_lot, st.integers(0, 7), st.sampled_from([m for m in MODELS if m.lowest_wins]))
def test_a_lower_price_at_equal_quality_never_ranks_worse(
    offers: list[Offer], which: int, model: AwardModel
) -> None:
    if not offers:
        return
    chosen = offers[which % len(offers)]
    cheaper = Offer(chosen.id, chosen.price - 1, chosen.received_at, chosen.levels, chosen.points)
    lowered = [cheaper if made is chosen else made for made in offers]
    assert _place(chosen.id, lowered, model) <= _place(chosen.id, offers, model)


def _place(id_: str, offers: list[Offer], model: AwardModel) -> int:
    return next(placed.place for placed in rank(offers, model) if placed.offer_id == id_)


@given(offers_of_a_lot, st.integers(0, 7), st.sampled_from(MODELS))
def test_an_offer_that_leaves_does_not_reorder_the_others(
    offers: list[Offer], which: int, model: AwardModel
) -> None:
    gone = offers[which % len(offers)].id if offers else ""
    before = [placed.offer_id for placed in rank(offers, model) if placed.offer_id != gone]
    after = rank([made for made in offers if made.id != gone], model)
    assert [placed.offer_id for placed in after] == before
