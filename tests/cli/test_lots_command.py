"""`tilldela lots --lot`: what holds a lot, until when, and what would lift it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from typer.testing import CliRunner

from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

__all__ = ["stages", "world_at"]


def shown(world: World, lot: str, moment: datetime, lang: Lang) -> str:
    """Without the line breaks of the console."""
    StoredClock(world.store.engine).set(moment)
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    result = CliRunner().invoke(app, ["lots", TENDER, "--lot", lot, *where])
    assert result.exit_code == 0, result.stderr
    return " ".join(result.stdout.split())


@pytest.fixture
def applied_against(world_at: Callable[[str], World]) -> World:
    world = world_at("notified")
    world.go(at(3, 10))
    world.lodge("1-26", "L3")
    return world


def test_a_running_standstill_is_told_with_the_day_that_it_ends(applied_against: World) -> None:
    told = shown(applied_against, "L1", at(3, 12), "en")
    assert told.endswith(
        "· The standstill runs through 2026-03-12. [LOU 20:1] The hold ends on 2026-03-13 at the"
        " earliest. Lifted by: The passing of time."
    )


def test_every_hold_is_told_with_what_would_lift_it(applied_against: World) -> None:
    told = shown(applied_against, "L3", at(3, 13), "sv")
    assert told.endswith(
        "· Mål 1-26 pågår i förvaltningsrätten, så förlängd avtalsspärr gäller. [20 kap. 8 § LOU]"
        " · Ingen kontroll med förvaltningsrätten är antecknad efter fristens sista dag; en ansökan"
        " i tid hindrar avtal även om myndigheten inte känner till den. [20 kap. 8 § LOU]"
        " Lyfts av: Förvaltningsrättens avgörande och tio dagar därefter."
        " Lyfts av: En antecknad kontroll med förvaltningsrätten."
    )
