from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from law.reasons import ActRefused, Basis
from procurement.qualification.price_screen import ScreenRule, flagged, screen, screen_rule

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("price_screen.yaml").read_text(encoding="utf-8")
)
PRICES = st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(1, 10**12), min_size=3)


def _prices(row: dict[str, Any]) -> dict[str, Fraction]:
    return {bid: Fraction(price) for bid, price in row["prices"].items()}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: str(row["claim"]))
def test_the_table_of_flags_holds(row: dict[str, Any]) -> None:
    found = screen(_prices(row), ScreenRule(Fraction(row.get("percent", 30))))
    assert {bid: flag.below_percent for bid, flag in found.items()} == {
        bid: Fraction(below) for bid, below in row["flagged"].items()
    }


@given(PRICES, st.integers(1, 99))
def test_a_lower_limit_flags_no_fewer(prices: dict[str, int], percent: int) -> None:
    exact = {bid: Fraction(price) for bid, price in prices.items()}
    strict, lax = (screen(exact, ScreenRule(Fraction(limit))) for limit in (percent, 99))
    assert strict.keys() >= lax.keys()


def test_a_flag_says_what_it_rests_on_and_overstates_nothing() -> None:
    rule = ScreenRule()
    prices = {"A": Fraction(6999), "B": Fraction(10000), "C": Fraction(10000)}
    reason = flagged("A", screen(prices, rule)["A"], rule)
    assert (reason.basis, reason.cite) == (Basis.HOUSE_RULE, None)
    assert reason.text.en == (
        "The price of bid A lies at least 30 per cent below the median of the others; more than 30"
        " per cent is looked into"
    )


def test_the_limit_is_thirty_per_cent_where_none_is_stated() -> None:
    assert screen_rule({}) == ScreenRule(Fraction(30))
    assert screen_rule({"price_screen": {"below_median_percent": 45}}) == ScreenRule(Fraction(45))


@pytest.mark.parametrize("stated", [None, {}, 30, {"below_median_percent": 0}, {"percent": 30},
    {"below_median_percent": 100}, {"below_median_percent": "30"}, {"below_median_percent": True},
    {"below_median_percent": 30.5}, {"below_median_percent": 30, "more": 1}])  # fmt: skip
def test_a_limit_that_is_no_whole_percentage_is_refused(stated: object) -> None:
    with pytest.raises(ActRefused) as refusal:
        screen_rule({"price_screen": stated})
    assert refusal.value.reason.code == "price_screen.percent"
