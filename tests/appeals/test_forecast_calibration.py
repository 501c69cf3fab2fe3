"""The simulated courts give back the statistics that they are made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from appeals.forecast.court_course import (
    DAYS_IN_MONTH,
    Courts,
    Rounds,
    Ruled,
    held_in_kr,
    in_court,
    months_in_fr,
)
from appeals.forecast.legal_days import legal_days
from appeals.forecast.odds import Curve, odds_of
from appeals.forecast.simulating import MOST_CASES, cases_of
from appeals.forecast.statistics import (
    MalformedStatistics,
    Quantiles,
    every_statistic,
    read_statistics,
    statistics_on,
)
from law.dated import Confidence
from law.rulebook import Rulebook

ROWS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "forecast.yaml").read_text("utf-8")
)
COUNT = 200_000
FIRST = date(2026, 3, 2)


def courts_of(year: int, seed: int = 7) -> Courts:
    odds = odds_of(statistics_on(date(year, 12, 31)))
    days = legal_days(FIRST, Rulebook.SE_LOU_19)
    return Courts(np.random.default_rng(seed), odds, days, Rounds(35, 210))


def fr(courts: Courts, of: Callable[[Any, Any], Any]) -> float:
    return float(of(*months_in_fr(courts, COUNT)))


def kr_mean(courts: Courts) -> float:
    """In months; closed days passed over make it up to a day longer."""
    never = np.zeros(COUNT, dtype=np.bool_)
    ruled = held_in_kr(courts, Ruled(np.zeros(COUNT, dtype=np.int64), never, never))
    return float(ruled.day.mean() / DAYS_IN_MONTH)


def not_tried(courts: Courts) -> float:
    """FR's order stands where KR does not try the case, if KR itself never orders any."""
    never = np.zeros(COUNT, dtype=np.bool_)
    hard = replace(courts, odds=replace(courts.odds, granted_in_kr=0.0))
    ruled = held_in_kr(hard, Ruled(np.zeros(COUNT, dtype=np.int64), ~never, never))
    return float(ruled.correction.mean())


def granted(courts: Courts) -> float:
    alone = replace(courts, odds=replace(courts.odds, held_in_kr=0.0))
    ruled = in_court(alone, np.zeros(COUNT, dtype=np.int64))
    return float((ruled.correction | ruled.redo).mean())


MEASURES: Mapping[str, Callable[[Courts], float]] = {
    "reviewed": lambda courts: float((courts.rng.random(COUNT) < courts.odds.reviewed).mean()),
    "merits_median": lambda courts: fr(courts, lambda months, on: np.median(months[on])),
    "merits_upper_quartile": lambda courts: fr(
        courts, lambda months, on: np.quantile(months[on], 0.75)
    ),
    "merits_mean": lambda courts: fr(courts, lambda months, on: months[on].mean()),
    "other_mean": lambda courts: fr(courts, lambda months, on: months[~on].mean()),
    "fr_mean": lambda courts: fr(courts, lambda months, _: months.mean()),
    "kr_mean": kr_mean,
    "granted": granted,
    "cases": lambda courts: float(cases_of(courts, COUNT).mean()),
    "not_tried": not_tried,
}


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in ROWS])
def test_the_simulated_courts_give_back_the_statistics(row: dict[str, Any]) -> None:
    assert MEASURES[row["measure"]](courts_of(row["year"])) == pytest.approx(
        row["value"], abs=row["within"]
    )


def test_the_curves_have_the_published_means_exactly_as_written() -> None:
    means = {
        name: value.mean
        for name, (*_, newest) in every_statistic().items()
        if isinstance(value := newest.value, Quantiles)
    }
    assert abs(means["months_fr_merits"] - Fraction("4.2")) < Fraction("0.01")
    assert abs(means["months_kr"] - Fraction("6.7")) < Fraction("0.01")


def test_the_merits_have_a_tail_that_no_lognormal_of_that_median_and_quartile_has() -> None:
    """Its mean would be 3.7: exp(mu + s²/2) with exp(mu) = 3.6 and exp(0.6745·s) = 4.2/3.6."""
    spread = np.log(4.2 / 3.6) / 0.6745
    assert 3.6 * np.exp(spread**2 / 2) == pytest.approx(3.7, abs=0.05)


def test_who_has_waited_waits_on_as_those_do_who_waited_as_long() -> None:
    """Given the wait, the months are those of the cases in the whole that are longer."""
    courts = courts_of(2022)
    waited = 5.0
    months, on_merits = months_in_fr(courts, COUNT, waited)
    every, every_on_merits = months_in_fr(courts_of(2022, seed=8), 5 * COUNT)
    longer = every > waited
    assert months.min() >= waited
    assert np.quantile(months, [0.1, 0.5, 0.9]) == pytest.approx(
        np.quantile(every[longer], [0.1, 0.5, 0.9]), rel=0.02
    )
    assert on_merits.mean() == pytest.approx(every_on_merits[longer].mean(), abs=0.005)


def test_who_has_waited_longer_than_anybody_waits_on_all_the_same() -> None:
    courts = replace(
        courts_of(2022),
        odds=replace(courts_of(2022).odds, fr_other=courts_of(2022).odds.fr_merits),
    )
    months, _ = months_in_fr(courts, 1000, 40.0)
    assert months.min() > 40.0
    assert months.mean() == pytest.approx(41.0, abs=0.2)


def test_a_curve_knows_what_share_is_over_by_then() -> None:
    curve = Curve(np.array([0.0, 0.5, 1.0]), np.array([1.0, 3.0, 5.0]))
    assert [curve.below(each) for each in (0.0, 2.0, 3.0, 5.0, 9.0)] == [0.0, 0.25, 0.5, 1.0, 1.0]


def test_days_in_a_month_are_a_years() -> None:
    assert DAYS_IN_MONTH * 12 == 365.25
    assert MOST_CASES == 6


def test_every_value_is_dated_and_sourced_and_says_how_it_is_used() -> None:
    every = [each for values in every_statistic().values() for each in values]
    assert all(
        each.source and each.used.sv and each.used.en and each.last_checked for each in every
    )
    assumed = [each for each in every if each.source == "assumed"]
    assert {each.confidence for each in assumed} == {Confidence.LOW}


def test_a_year_has_its_own_values() -> None:
    shares = [
        statistics_on(date(year, 7, 1))["share_reviewed"].value for year in (2019, 2021, 2026)
    ]
    assert shares == [Fraction("0.076"), Fraction("0.061"), Fraction("0.053")]


HEAD = "x:\n  title: {sv: a, en: b}\n  used: {sv: a, en: b}\n  values:\n    - "
TAIL = ", last_checked: 2026-01-01, confidence: high}\n"


@pytest.mark.parametrize(
    "entry",
    [
        "{from: 2022-01-01, value: '1', source: ''" + TAIL,
        "{from: 2022-01-01, source: y" + TAIL,
        "{from: 2022-01-01, value: much, source: y" + TAIL,
        "{from: 2022-01-01, quantiles: [['0', '1'], ['0.5', '2']], source: y" + TAIL,
        "{from: 2022-01-01, quantiles: [['0', '3'], ['1', '2']], source: y" + TAIL,
        "{from: 2022-01-01, value: '1', source: y" + TAIL.replace("high", "sure"),
    ],
)
def test_a_value_that_says_less_than_it_must_is_refused(entry: str) -> None:
    with pytest.raises(MalformedStatistics, match=r"^x: "):
        read_statistics(HEAD + entry)


def test_values_of_one_day_twice_are_refused() -> None:
    one = "{from: 2022-01-01, value: '1', source: y" + TAIL
    with pytest.raises(MalformedStatistics, match="in order"):
        read_statistics(HEAD + one + "    - " + one)
