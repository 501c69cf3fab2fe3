"""`tilldela rank`: the lots that need it are ranked, and what came of it is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at
from tests.procurement.stored_models import CASES, Case, agree, fail_control, opened_world

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]
CASE = Case(
    "relative_range",
    {"n1": 100_000, "s1": 120_000, "w1": 200_000},
    {"n1": {"method": 0}, "s1": {"method": "46/3"}, "w1": {"method": 0}},
    ({"id": "method", "scale": [0, 20]},),
    {"price_points": 50},
)


def rank(world: World, *words: str, by: str = "officer", lang: Lang = "en") -> Result:
    world.go(at(2, 18))
    StoredClock(world.store.engine).set(at(2, 18))
    where = ("--as", by, "--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, ["rank", TENDER, *words, *where])


def test_the_evaluation_is_told_with_its_warnings(world_at: WorldAt) -> None:
    world = opened_world(world_at, CASE)
    told = json.loads(rank(world, "--json").stdout)
    (lot,) = told["lots"]
    assert (told["evaluation"], told["model"], told["waiting"]) == (
        f"{TENDER}/U1", "relative_range", {},
    )  # fmt: skip
    assert (lot["winner"], [each["code"] for each in lot["warnings"]]) == (
        "s1", ["relative_model", "leave_one_out"],
    )  # fmt: skip
    assert lot["bids"][0] == {
        "id": "s1", "tenderer": "Demo South AB", "place": 1, "price_points": 40,
        "quality": 15.333333, "quality_exact": "46/3", "score": 55.333333, "exact": "166/3",
        "standing": "winner", "note": "", "draw_ticket": None,
    }  # fmt: skip
    assert json.loads(rank(world, "--json").stdout)["evaluation"] is None


def test_money_is_told_in_the_currency_and_not_in_minor_units(world_at: WorldAt) -> None:
    world = opened_world(world_at, CASES["value_deduction"])
    (lot,) = json.loads(rank(world, "--json").stdout)["lots"]
    assert [(each["id"], each["quality"], each["score"]) for each in lot["bids"]] == [
        ("n1", 99.99, 900.01),
        ("s1", 263.45, 936.55),
        ("e1", 0, 950.01),
        ("w1", 140, 960),
    ]


def test_a_person_reads_tables_and_sentences(world_at: WorldAt) -> None:
    world = opened_world(world_at, replace(CASES["price"], prices={"n1": 5, "s1": 5, "e1": 9}))
    first = rank(world).stdout
    assert "L1, DEMO-1/U1: price, SEK" in first
    assert "Drawn with the seed" in first
    assert (
        "NOTE: n1 and s1 could not be told apart by the stated rule; their order was drawn by lot."
        in first
    )
    fail_control(world, "e1")
    again = rank(world, lang="sv").stdout
    assert "Lottat med fröet" in again


def test_what_waits_is_named(world_at: WorldAt) -> None:
    world = opened_world(world_at, CASE, ("L1", "L2"), agreed=("L2",))
    assert "L1 waits for: the panel's consensus on n1, s1 and w1." in rank(world).stdout
    refused = rank(world)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("No lot can be ranked yet: L1 (")
    agree(world, "L1", CASE.quality)
    assert rank(world).exit_code == 0


def test_others_than_officers_are_refused(world_at: WorldAt) -> None:
    refused = rank(opened_world(world_at, CASE), by="lawyer")
    assert (refused.exit_code, refused.stdout) == (2, "")
