"""Times in years, months and working days, on every start day of twenty years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from law.exclusion import Case, Exclude, Ground, exclusion
from law.penalty_fee import after_direct_award, after_ruling
from law.retention import retention
from law.rulebook import Rulebook
from law.working_days import WorkingDays, admission, auction_start, renewed_declaration

SameNumber = Callable[[date, int], date]
DAY = timedelta(days=1)
BEGUN = date(2026, 1, 7)


@pytest.mark.parametrize("rulebook", [Rulebook.SE_LOU, Rulebook.SE_LUF])
def test_every_time_in_working_days_agrees_with_a_count_by_hand(
    every_day: list[date], closed_by_statute: Callable[[date], bool], rulebook: Rulebook
) -> None:
    rules: list[tuple[Callable[[date], WorkingDays], int]] = [
        (lambda day: admission(day, rulebook=rulebook), 10),
        (lambda day: admission(day, reasoned=True, rulebook=rulebook), 15),
        (lambda day: renewed_declaration(day, rulebook=rulebook), 5),
        (lambda day: auction_start(day, rulebook=rulebook), 2),
    ]
    open_days = [day for day in every_day if not closed_by_statute(day)]
    following = 0
    for start in every_day:
        while following < len(open_days) and open_days[following] <= start:
            following += 1
        for rule, days in rules:
            if start >= date(2017, 1, 1) and following + days <= len(open_days):
                assert rule(start).day == open_days[following + days - 1], (start, days)


def test_tenders_are_kept_four_years_from_every_day(
    every_day: list[date], same_number: SameNumber
) -> None:
    for awarded in every_day:
        if awarded >= date(2017, 1, 1):
            kept = retention(awarded, rulebook=Rulebook.SE_LOU)
            assert kept.tenders_through == same_number(awarded, 48), awarded


@pytest.mark.parametrize(("ground", "years"), [(Ground.CRIME, 5), (Ground.MISCONDUCT, 3)])
def test_a_ground_for_exclusion_can_be_used_through_its_anniversary_and_not_after(
    every_day: list[date], same_number: SameNumber, ground: Ground, years: int
) -> None:
    for on in every_day:
        last = same_number(on, 12 * years)
        if last >= date(2022, 7, 1):
            found = [
                exclusion(Case(ground, on, decision, heard=True), rulebook=Rulebook.SE_LOU).exclude
                for decision in (last, last + DAY)
            ]
            assert Exclude.NO not in found[:1], on
            assert found[1] is Exclude.NO, on


def test_a_penalty_fee_is_decided_within_six_months_or_two_years_of_every_day(
    every_day: list[date], same_number: SameNumber
) -> None:
    for day in every_day:
        half, two_years = same_number(day, 6), same_number(day, 24)
        awarded = after_direct_award(day, review_closes=day, begun=BEGUN)
        reviewed = after_direct_award(day, review_closes=day, reviews_final=[day], begun=BEGUN)
        ruled = after_ruling(day, begun=BEGUN)
        assert (awarded.earliest, awarded.latest) == (day + DAY, two_years), day
        assert reviewed.latest == ruled.latest == half, day
