"""Many runs of a tender: what is certain comes out certain, lots depend, money is exact."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from appeals.forecast.court_course import Rounds
from appeals.forecast.delay import MonthOfDelay, delay_by_month
from appeals.forecast.inputs import ForecastInputs, LotStart, Stage, Waiting
from appeals.forecast.legal_days import legal_days
from appeals.forecast.limits import limits
from appeals.forecast.making import forecast
from appeals.forecast.outcome import Late, late
from appeals.forecast.picture import forecast_picture
from appeals.forecast.simulating import simulate
from appeals.forecast.standing import lot_stands, with_stored_lots
from appeals.forecast.statistics import statistics_on
from appeals.forecast.words import percent
from appeals.loading import load_lot_facts
from law.days import months_after, roll
from law.reasons import ActRefused, Text
from law.rulebook import Rulebook
from law.rulings import Court, CourtDecision, after_rulings
from law.standstill import Notice, standstill
from models.review import CourtActKind, CourtName
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World

ROOT = Path(__file__).parents[2]
LETTERS, PLANNED = date(2027, 3, 1), date(2027, 6, 1)
RUNS = 20_000


def lot(code: str = "L1", stage: Stage = Stage.OPEN_TO_REVIEW, **changes: Any) -> LotStart:
    return replace(LotStart(code, "", stage, LETTERS, PLANNED), **changes)


def inputs(*lots: LotStart, **changes: Any) -> ForecastInputs:
    given = ForecastInputs(
        Text("x", "y"),
        LETTERS,
        Rulebook.SE_LOU_19,
        "SEK",
        lots or (lot(),),
        statistics_on(LETTERS),
    )
    return replace(given, **changes)


def with_share(given: ForecastInputs, **shares: str) -> ForecastInputs:
    own = {
        name: replace(given.statistics[name], value=Fraction(value))
        for name, value in shares.items()
    }
    return replace(given, statistics={**given.statistics, **own})


def starts(given: ForecastInputs, seed: int = 1) -> Any:
    found = simulate(given, RUNS, seed)
    return found.days, found.started


def test_every_day_looked_up_is_the_laws() -> None:
    days = legal_days(LETTERS, Rulebook.SE_LOU_19)
    for number in (0, 17, 300, 1234, 2500):
        day = days.date(number)
        bar = standstill([Notice(day)], rulebook=Rulebook.SE_LOU_19)
        ten = after_rulings([CourtDecision(Court.FR, day, day)], rulebook=Rulebook.SE_LOU_19)
        assert [
            days.date(int(table[number]))
            for table in (
                days.open_day,
                days.standstill_ends,
                days.after_standstill,
                days.after_ruling,
            )
        ] == [roll(day).day, bar.last_day, bar.earliest_contract, ten.earliest_contract]


def test_the_same_seed_gives_the_same_and_another_nearly_the_same() -> None:
    given = inputs(*(lot(f"L{n}") for n in range(6)), reviewed=True)
    one, same, other = (forecast(given, RUNS, seed) for seed in (1, 1, 2))
    assert one == same
    assert abs((one.all_start[50] - other.all_start[50]).days) <= 5
    assert one.lots != other.lots


def test_if_nobody_applies_every_lot_starts_as_planned() -> None:
    found = forecast(with_share(inputs(), share_reviewed="0"), 1000)
    assert found.all_start == dict.fromkeys((10, 50, 90), PLANNED)
    assert found.all_on_time == 1


def test_a_start_that_the_standstill_does_not_leave_room_for_is_late_for_certain() -> None:
    """Letters Monday 1 March, signed Friday 12 March, thirty days to start: 11 April."""
    early = with_share(inputs(lot(planned=date(2027, 4, 1))), share_reviewed="0")
    found = forecast(early, 1000)
    assert found.all_start == dict.fromkeys((10, 50, 90), date(2027, 4, 11))
    assert found.all_late[50].days == 10


def test_where_lots_are_no_contracts_of_their_own_all_wait_for_one() -> None:
    lots = [lot(f"L{n}") for n in range(8)]
    own = with_share(inputs(*lots, reviewed=True), share_decided_together="1")
    _, apart = starts(own)
    _, whole = starts(replace(own, separate=False))
    assert (whole == whole[0]).all()
    assert not (apart == apart[0]).all()


def test_who_starts_together_starts_when_the_last_can() -> None:
    given = inputs(*(lot(f"L{n}") for n in range(5)), reviewed=True)
    _, apart = starts(given)
    _, together = starts(replace(given, together=True))
    assert (together == apart.max(axis=0)).all()


def test_lots_of_one_tender_are_late_together_more_often_than_by_chance() -> None:
    _, started = starts(inputs(lot("L1"), lot("L2"), *(lot(f"M{n}") for n in range(10))))
    late_ones = started > started.min()
    one, other = late_ones[0].mean(), late_ones[1].mean()
    assert (late_ones[0] & late_ones[1]).mean() > 3 * one * other


def test_a_reviewed_procurement_has_at_least_one_lot_that_waits() -> None:
    given = inputs(*(lot(f"L{n}", planned=LETTERS) for n in range(46)), reviewed=True)
    days, started = starts(given)
    unhurt = days.number(date(2027, 4, 11))
    assert ((started > unhurt).sum(axis=0) >= 1).all()


def test_a_signed_lot_starts_and_a_free_one_is_signed_today() -> None:
    today = date(2027, 5, 20)
    signed = lot("L1", Stage.SIGNED, since=date(2027, 3, 20))
    free = lot("L2", Stage.FREE, since=date(2027, 3, 12))
    found = forecast(inputs(signed, free, today=today), 1000)
    assert [each.start[90] for each in found.lots] == [PLANNED, date(2027, 6, 19)]


@pytest.mark.parametrize(
    ("stage", "since"),
    [
        (Stage.IN_FR, date(2027, 3, 11)),
        (Stage.HELD_IN_KR, date(2027, 3, 11)),
        (Stage.RULED, date(2027, 5, 14)),
        (Stage.CORRECTING, date(2027, 5, 14)),
        (Stage.REDOING, date(2027, 5, 14)),
    ],
)
def test_lots_of_one_case_go_the_same_way_and_none_is_signed_in_the_past(
    stage: Stage, since: date
) -> None:
    today = date(2027, 5, 20)
    lots = [lot(f"L{n}", stage, since=since, case="1-27") for n in range(3)]
    found = simulate(inputs(*lots, today=today), RUNS, 1)
    assert (found.signed == found.signed[0]).all()
    assert found.signed.min() >= found.days.number(today)


def test_the_longer_a_case_has_waited_the_later_it_ends_but_the_less_is_left() -> None:
    def middle(today: date) -> date:
        pending = lot(stage=Stage.IN_FR, since=date(2027, 3, 11), planned=LETTERS)
        return forecast(inputs(pending, today=today), RUNS).lots[0].start[50]

    days = [date(2027, 3, 11), date(2027, 4, 11), date(2027, 6, 11)]
    found = [middle(day) for day in days]
    left = [(end - day).days for end, day in zip(found, days, strict=True)]
    assert found == sorted(found)
    assert left[2] < left[0] + 30


def test_a_new_procurement_takes_longer_than_a_correction() -> None:
    lots = [lot("L1", Stage.CORRECTING), lot("L2", Stage.REDOING)]
    given = with_share(inputs(*lots, rounds=Rounds(35, 210)), share_reviewed="0")
    found = [each.start[50] for each in forecast(given, 1000).lots]
    # Letters after 35 and after 210 days, each rolled; ten days, rolled; thirty days to start.
    assert found == [PLANNED, date(2027, 11, 7)]


def test_what_a_delay_costs_is_whole_and_exact() -> None:
    waiting = Waiting(7, 100_000_01, date(2027, 5, 31))
    assert late(lot(waiting=waiting), date(2027, 7, 1)) == Late(30, 6, 9_863_014, 30)
    assert late(lot(waiting=waiting), PLANNED) == Late(0, 0, 0, 0)


def test_sums_over_lots_are_those_of_the_lots_where_all_are_as_late() -> None:
    waiting = Waiting(7, 100_000_01, date(2027, 5, 31))
    lots = [lot(f"L{n}", Stage.FREE, waiting=waiting) for n in range(3)]
    found = forecast(inputs(*lots, today=date(2027, 6, 1)), 1000)
    one = found.lots[0].late[50]
    assert found.all_late[50] == Late(
        3 * one.days, 3 * 7 * 12 * one.days // 365, 3 * 100_000_01 * 12 * one.days // 365,
        3 * one.without_contract,
    )  # fmt: skip


def test_what_each_month_of_delay_costs_is_told_for_each_lot_and_for_all() -> None:
    """Signed and started Thursday 1 July in every run: June is lost, and no day of July."""
    waiting = Waiting(7, 36_500, date(2027, 6, 15))
    lots = [lot(f"L{n}", Stage.FREE, waiting=waiting) for n in range(2)]
    found = forecast(inputs(*lots, today=date(2027, 6, 1)), 1000)
    june, july = (
        MonthOfDelay(date(2027, 6, 1), Fraction(1), Fraction(7), Fraction(36_000), Fraction(1, 2)),
        MonthOfDelay(date(2027, 7, 1), Fraction(), Fraction(), Fraction(), Fraction()),
    )
    assert found.lots[0].start[90] == date(2027, 7, 1)
    assert found.lots[0].months[:2] == (june, july)
    assert found.reached[0].month == MonthOfDelay(
        date(2027, 6, 1), Fraction(2), Fraction(14), Fraction(72_000), Fraction(1)
    )


def test_the_months_of_delay_add_up_to_the_mean_delay() -> None:
    waiting = Waiting(0, 0, date(2027, 1, 31))
    early = lot(planned=date(2027, 1, 1), waiting=waiting)
    given = inputs(early, reviewed=True)
    runs = simulate(given, RUNS, 1)
    months = [months_after(early.planned, number) for number in range(96)]
    (row,) = delay_by_month(given, runs, months)
    lengths = [(after - day).days for day, after in pairwise(months)]
    late = sum(each.late * days for each, days in zip(row, lengths, strict=True))
    gaps = sum(each.without_contract * days for each, days in zip(row, lengths, strict=True))
    mean = Fraction(int((runs.started[0] - runs.planned[0]).sum()), RUNS)
    assert (late, gaps) == (mean, mean - 31)


def test_how_often_the_bids_lapse_is_told() -> None:
    sure = lot("L1", Stage.FREE, bids_valid_until=date(2027, 3, 1))
    never = lot("L2", Stage.FREE, bids_valid_until=date(2028, 3, 1))
    found = forecast(inputs(sure, never, lot("L3"), today=date(2027, 3, 2)), 1000)
    assert [each.bids_lapse for each in found.lots] == [1, 0, None]


def test_shares_grow_month_by_month_to_all() -> None:
    found = forecast(inputs(*(lot(f"L{n}") for n in range(10)), reviewed=True), RUNS)
    middle = [each.share[50] for each in found.reached]
    assert middle == sorted(middle)
    assert all(each.share[10] <= each.share[50] <= each.share[90] for each in found.reached)
    assert found.reached[-1].share[10] == 100


@pytest.mark.parametrize(
    ("share", "told"),
    [("0", "0 %"), ("1", "100 %"), ("1/1000", "< 1 %"), ("999/1000", "> 99 %"), ("1/3", "33 %")],
)
def test_a_share_is_all_or_nothing_only_where_it_is(share: str, told: str) -> None:
    assert percent(Fraction(share)) == told


@pytest.mark.parametrize(("runs", "lots"), [(999, (lot(),)), (1_000_001, (lot(),)), (1000, ())])
def test_too_few_runs_too_many_and_no_lots_are_refused(
    runs: int, lots: tuple[LotStart, ...]
) -> None:
    with pytest.raises(ActRefused):
        forecast(replace(inputs(), lots=lots), runs)


def test_what_the_statistics_cannot_say_is_said_in_both_languages() -> None:
    told = limits(inputs(lot(stage=Stage.IN_FR)))
    assert all(each.sv and each.en and each.sv != each.en for each in told)
    assert len(told) == len(limits(inputs())) + 1


def test_the_picture_has_a_row_for_every_lot_and_fetches_nothing() -> None:
    found = forecast(inputs(*(lot(f"L{n:02}") for n in range(46)), reviewed=True), 1000)
    drawn = forecast_picture(found, "sv")
    assert [f">L{n:02}<" in drawn for n in range(46)] == [True] * 46
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")


def bench() -> ModuleType:
    path = ROOT / "script" / "benches" / "forecast.py"
    spec = importlib.util.spec_from_file_location("bench_of_forecast", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its own module up there.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_same_model_as_a_plain_loop_says_the_same() -> None:
    plain = bench()
    given = plain.made(lots=6)
    runs = np.array(plain.plain_starts(given, 6000)).T
    _, started = starts(given)
    for p in (0.5, 0.9):
        of_lots = [np.quantile(each.max(axis=0), p) for each in (runs, started)]
        assert of_lots[0] == pytest.approx(of_lots[1], rel=0.04)
    assert (runs > 92).mean() == pytest.approx((started > 92).mean(), abs=0.02)


def stands(world: World, code: str, letters: date | None = None) -> tuple[Stage, date] | None:
    with world.store.read() as work:
        facts = load_lot_facts(work, world.lot(code))
        today = work.now.date()
    found = lot_stands(facts, Rulebook.SE_LOU_19, today, lot(), letters)
    return None if found is None else (found.stage, found.since)


def test_a_stored_lot_stands_where_its_facts_put_it(world_at: Callable[[str], World]) -> None:
    world = world_at("notified")
    assert stands(world, "L1") == (Stage.OPEN_TO_REVIEW, date(2026, 3, 2))
    world.go(at(3, 12))
    world.lodge("1-26", "L1")
    world.go(at(4, 13))
    assert stands(world, "L1") == (Stage.IN_FR, date(2026, 3, 12))
    assert stands(world, "L3") == (Stage.FREE, date(2026, 3, 13))
    world.go(at(6, 15))
    world.court("1-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 6, 12))
    assert stands(world, "L1") == (Stage.RULED, date(2026, 6, 12))
    world.go(at(6, 16))
    world.court("1-26", CourtName.KR, CourtActKind.INTERIM_ORDER, date(2026, 6, 16))
    assert stands(world, "L1") == (Stage.HELD_IN_KR, date(2026, 6, 12))


@pytest.mark.parametrize(
    ("kind", "stage"),
    [(CourtActKind.CORRECTION, Stage.CORRECTING), (CourtActKind.REDO, Stage.REDOING)],
)
def test_a_lot_that_a_court_has_ordered_otherwise_starts_anew(
    world_at: Callable[[str], World], kind: CourtActKind, stage: Stage
) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L1")
    world.go(at(6, 15))
    world.court("1-26", CourtName.FR, kind, date(2026, 6, 12))
    assert stands(world, "L1") == (stage, date(2026, 6, 12))


def test_before_the_letters_their_day_is_asked_for(world_at: Callable[[str], World]) -> None:
    world = world_at("evaluated")
    with pytest.raises(ActRefused) as refusal:
        stands(world, "L1")
    assert refusal.value.reason.code == "forecast.letters"
    assert stands(world, "L1", date(2026, 3, 9)) == (Stage.OPEN_TO_REVIEW, date(2026, 3, 9))


def test_a_stored_tender_has_its_own_lots_with_what_is_given_of_them(
    world_at: Callable[[str], World],
) -> None:
    world = world_at("notified")
    before = world.dump()
    waiting = Waiting(3, 500)
    given = inputs(lot("L2", planned=date(2026, 7, 1), waiting=waiting))
    found = with_stored_lots(world.store, world.tender, given, None)
    assert [(each.code, each.planned, each.waiting) for each in found.lots] == [
        ("L1", date(2026, 5, 1), Waiting()),
        ("L2", date(2026, 7, 1), waiting),
        ("L3", date(2026, 5, 1), Waiting()),
    ]
    assert world.dump() == before
