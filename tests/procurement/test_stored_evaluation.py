"""A stored tender is evaluated as a file with the same numbers, whatever its award model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import get_args

import pytest

from law.reasons import Cite
from models.evaluation import EvaluatedBid, Standing
from models.tender import Bid
from procurement.allotting.draw import seed_of, tickets
from procurement.evaluation.evaluation_file import POINTED, ModelName
from procurement.ranking.due_lots import lots_to_evaluate
from procurement.ranking.stored_evaluation import evaluated_lot as evaluated_stored
from procurement.ranking.stored_evaluation import lot_file, warnings_of_lot
from tests.procurement.small_papers import TENDER, at, evidence
from tests.procurement.small_tender import World
from tests.procurement.stored_models import (
    CASES,
    LOT,
    Case,
    agree,
    bid_in,
    evaluated_bids,
    evaluated_lot,
    fail_control,
    opened_world,
)

WorldAt = Callable[[str], World]
# C, the dearest, moves the scale: with it B is first, and without it A.
FLIPPING = Case(
    "relative_range",
    {"n1": 100_000, "s1": 120_000, "w1": 200_000},
    {"n1": {"method": 0}, "s1": {"method": 15}, "w1": {"method": 0}},
    ({"id": "method", "scale": [0, 20]},),
    {"price_points": 50},
)
ABSOLUTE = replace(
    FLIPPING,
    model="absolute_points",
    parameters={"price_points": 50, "full_at": 0, "zero_at": 150_000},
)
TOO_MANY = {"method": 6, "team": 1}
TIED = Case("price", {"n1": 100_000, "s1": 100_000, "e1": 100_000, "w1": 90_001}, {})


def figures(row: EvaluatedBid) -> tuple[Fraction | None, ...]:
    numbers = (row.price_points, row.quality, row.comparison)
    return tuple(None if number is None else Fraction(number) for number in numbers)


def due(world: World) -> set[str]:
    with world.store.read() as work:
        return {lot_id.split("/")[1] for lot_id in lots_to_evaluate(work, TENDER).lots}


def test_every_award_model_has_a_case() -> None:
    assert set(CASES) == set(get_args(ModelName))


@pytest.mark.parametrize("model", CASES)
def test_a_stored_tender_comes_to_the_same_as_a_file(world_at: WorldAt, model: str) -> None:
    case = CASES[model]
    world = opened_world(world_at, case, tie="lowest_price")
    assert world.evaluate() == f"{TENDER}/U1"
    rows = evaluated_bids(world)
    expected = replace(case, tie="lowest_price").evaluated.comparison
    assert [(row.bid_id, figures(row)) for row in rows.values()] == [
        (placing.bid.id, tuple(placing.score)) for placing in expected.placings
    ]
    assert evaluated_lot(world).winner_bid_id == expected.first.winner
    assert (due(world), world.evaluate()) == (set(), None)


@pytest.mark.parametrize("model", CASES)
def test_warnings_and_leave_one_out_are_those_of_the_file(world_at: WorldAt, model: str) -> None:
    case = CASES[model]
    world = opened_world(world_at, case)
    world.evaluate()
    with world.store.read() as work:
        found = evaluated_stored(work, f"{TENDER}/U1", LOT)
        warnings = warnings_of_lot(work, f"{TENDER}/U1", LOT)
    assert found is not None
    same = case.evaluated
    assert (found.comparison.without, found.warnings) == (same.comparison.without, same.warnings)
    assert [(each.code, each.text) for each in warnings] == [
        (each.code, each.text) for each in same.warnings
    ]
    cited = {each.cite for each in warnings if each.cite}
    assert cited <= {Cite("LOU", 19, "2"), Cite("LOU", 19, "9")}, "chapters 4 and 16 do not apply"


def test_a_lot_without_bids_has_no_file(world_at: WorldAt) -> None:
    world = opened_world(world_at, TIED)
    with world.store.read() as work:
        assert lot_file(work, LOT, without=TIED.prices) is None


def test_a_relative_model_warns_of_a_loser_that_decides(world_at: WorldAt) -> None:
    world = opened_world(world_at, FLIPPING)
    world.evaluate()
    with world.store.read() as work:
        codes = [each.code for each in warnings_of_lot(work, f"{TENDER}/U1", LOT)]
    assert codes == ["relative_model", "leave_one_out"]


def test_a_losers_exclusion_ranks_a_relative_model_anew(world_at: WorldAt) -> None:
    world = opened_world(world_at, FLIPPING)
    world.evaluate()
    assert evaluated_lot(world).winner_bid_id == "s1"
    fail_control(world, "w1")
    assert due(world) == {"L1"}
    assert world.evaluate() == f"{TENDER}/U2"
    assert evaluated_lot(world, 2).winner_bid_id == "n1"
    out = evaluated_bids(world, 2)["w1"]
    assert (out.standing, out.place, figures(out)) == (Standing.DISREGARDED, None, (None,) * 3)
    assert (due(world), world.evaluate()) == (set(), None)


def test_a_losers_exclusion_changes_nothing_in_an_absolute_model(world_at: WorldAt) -> None:
    world = opened_world(world_at, ABSOLUTE)
    world.evaluate()
    fail_control(world, "w1")
    assert (due(world), world.evaluate()) == (set(), None)


def test_an_excluded_bid_keeps_its_own_score_in_an_absolute_model(world_at: WorldAt) -> None:
    world = opened_world(world_at, ABSOLUTE)
    world.evaluate()
    before = evaluated_bids(world)
    fail_control(world, evaluated_lot(world).winner_bid_id or "")
    assert world.evaluate() == f"{TENDER}/U2"
    after = evaluated_bids(world, 2)
    assert {bid: figures(row) for bid, row in after.items()} == {
        bid: figures(row) for bid, row in before.items()
    }


def test_bids_that_tie_on_the_rule_are_drawn_from_the_sealed_envelopes(world_at: WorldAt) -> None:
    world = opened_world(world_at, TIED)
    world.evaluate()
    with world.store.read() as work:
        envelopes = {bid: work.session.get_one(Bid, bid).envelope_sha256 for bid in TIED.prices}
    seed = seed_of(TENDER, envelopes)
    drawn = tickets(seed, LOT, ["n1", "s1", "e1"])
    rows = evaluated_bids(world)
    assert evaluated_lot(world).draw_seed == seed
    assert list(rows) == ["w1", *sorted(drawn, key=lambda bid: drawn[bid])]
    assert {bid: row.draw_ticket for bid, row in rows.items()} == {"w1": None, **drawn}


def test_the_first_drawn_of_those_that_tie_for_the_win_gets_the_lot(world_at: WorldAt) -> None:
    world = opened_world(world_at, replace(TIED, prices={**TIED.prices, "w1": 100_001}))
    world.evaluate()
    rows = evaluated_bids(world)
    first, *_ = sorted((row.draw_ticket, row.bid_id) for row in rows.values() if row.draw_ticket)
    assert evaluated_lot(world).winner_bid_id == first[1]
    with world.store.read() as work:
        assert [each.code for each in warnings_of_lot(work, f"{TENDER}/U1", LOT)] == ["tie"]


def test_a_tie_that_the_stated_rule_breaks_is_not_drawn(world_at: WorldAt) -> None:
    case = Case(
        "value_deduction",
        {"n1": 100_000, "s1": 109_999},
        {"n1": {"method": 0}, "s1": {"method": 1}},
        (CASES["value_deduction"].criteria[0],),
        tie="highest_quality",
    )
    world = opened_world(world_at, case)
    world.evaluate()
    assert (list(evaluated_bids(world)), evaluated_lot(world).draw_seed) == (["s1", "n1"], None)


def test_a_lot_waits_for_the_panel_and_says_for_which_bids(world_at: WorldAt) -> None:
    world = opened_world(world_at, ABSOLUTE, agreed=())
    refusal = world.refusal_of(world.evaluate)
    assert (refusal.reason.code, refusal.reason.text.en) == (
        "evaluation.waiting",
        "No lot can be ranked yet: L1 (the panel's consensus on n1, s1 and w1)",
    )
    agree(world, "L1", {bid: ABSOLUTE.quality[bid] for bid in ("n1", "w1")})
    assert "(panelens gemensamma poäng för s1)" in world.refusal_of(world.evaluate).in_("sv")
    agree(world, "L1", {"s1": ABSOLUTE.quality["s1"]})
    assert world.evaluate() == f"{TENDER}/U1"


def test_a_lot_that_is_ready_does_not_wait_for_others(world_at: WorldAt) -> None:
    world = opened_world(world_at, ABSOLUTE, ("L1", "L2"), agreed=("L2",))
    assert due(world) == {"L2"}
    assert world.evaluate() == f"{TENDER}/U1"
    assert world.refusal_of(world.evaluate).reason.code == "evaluation.waiting"
    agree(world, "L1", ABSOLUTE.quality)
    assert (due(world), world.evaluate()) == ({"L1"}, f"{TENDER}/U2")


def test_a_ready_lot_waits_for_one_that_a_limit_binds_it_to(world_at: WorldAt) -> None:
    """Staff for one lot: who wins the first has none left for the second."""
    world = opened_world(world_at, ABSOLUTE, ("L1", "L2"), staff=10, agreed=("L2",))
    assert "L2 (lot L1, to which a common limit binds it)" in world.refusal_of(world.evaluate).in_(
        "en"
    )
    agree(world, "L1", ABSOLUTE.quality)
    assert world.evaluate() == f"{TENDER}/U1"
    first, second = (evaluated_lot(world, 1, code).winner_bid_id for code in ("L1", "L2"))
    assert second != bid_in(first or "", "L2")


def test_points_changed_before_the_decision_rank_the_lot_anew(world_at: WorldAt) -> None:
    world = opened_world(world_at, ABSOLUTE)
    world.evaluate()
    assert evaluated_lot(world).winner_bid_id == "s1"
    agree(world, "L1", {"n1": {"method": 20}}, version=2)
    assert due(world) == {"L1"}
    assert world.evaluate() == f"{TENDER}/U2"
    assert evaluated_lot(world, 2).winner_bid_id == "n1"
    assert (due(world), world.evaluate()) == (set(), None)


def test_a_consensus_agreed_anew_ranks_the_lot_anew_even_at_the_same_sum(
    world_at: WorldAt,
) -> None:
    """The report tells the points and reasons of each criterion, not the sum alone."""
    world = opened_world(world_at, ABSOLUTE)
    world.evaluate()
    world.go(at(2, 19))
    agree(world, "L1", {"n1": ABSOLUTE.quality["n1"]}, version=2)
    assert due(world) == {"L1"}
    assert world.evaluate() == f"{TENDER}/U2"
    assert (due(world), world.evaluate()) == (set(), None)


def test_a_lot_for_which_the_model_is_not_defined_waits_and_says_why(world_at: WorldAt) -> None:
    alone = replace(FLIPPING, prices={"n1": 100_000}, quality={"n1": {"method": 3}})
    world = opened_world(world_at, alone)
    assert "relative_range is not defined" in world.refusal_of(world.evaluate).in_("en")


@pytest.mark.parametrize("model", POINTED)
def test_points_out_of_scale_cannot_be_evaluated(world_at: WorldAt, model: str) -> None:
    case = CASES[model]
    world = opened_world(world_at, replace(case, quality={**case.quality, "n1": TOO_MANY}))
    assert "Bid n1 has 6 points for criterion method" in world.refusal_of(world.evaluate).in_("en")


def test_nobody_gets_more_lots_than_the_stated_cap(world_at: WorldAt) -> None:
    lots = {"rule": "lot_order", "cap_lots": 1}
    world = opened_world(world_at, CASES["price"], ("L1", "L2"), lots=lots)
    world.evaluate()
    assert [evaluated_lot(world, 1, code).winner_bid_id for code in ("L1", "L2")] == [
        "e1",
        "n1-L2",
    ]


def test_lots_are_shared_out_at_the_lowest_total_where_that_is_stated(world_at: WorldAt) -> None:
    lots = {"rule": "lowest_total", "cap_lots": 1}
    world = opened_world(world_at, CASES["price"], ("L1", "L2"), lots=lots)
    world.evaluate()
    winners = [evaluated_lot(world, 1, code).winner_bid_id or "" for code in ("L1", "L2")]
    assert {bid.split("-")[0] for bid in winners} == {"e1", "n1"}


def test_lots_that_are_better_together_are_awarded_together(world_at: WorldAt) -> None:
    """East is best on both, and the cap on lots does not hold within a stated group."""
    lots = {"cap_lots": 1, "combinations": [{"id": "C", "lots": ["L1", "L2"]}]}
    world = opened_world(world_at, CASES["price"], ("L1", "L2"), lots=lots)
    world.evaluate()
    rows = [evaluated_lot(world, 1, code) for code in ("L1", "L2")]
    assert [(row.winner_bid_id, row.combination) for row in rows] == [("e1", "C"), ("e1-L2", "C")]


@pytest.mark.parametrize(("case", "again"), [(FLIPPING, {"L1"}), (ABSOLUTE, set())])
def test_a_loser_that_falls_after_the_decision_counts_only_where_the_model_is_relative(
    world_at: WorldAt, case: Case, again: set[str]
) -> None:
    world = opened_world(world_at, case)
    world.evaluate()
    world.go(at(2, 19))
    world.register([evidence("s1")])
    world.control()
    world.decide()
    agree(world, "L1", {"n1": {"method": 20}}, version=2)
    assert due(world) == set(), "points agreed after the decision change nothing"
    fail_control(world, "w1")
    assert due(world) == again
