"""`tilldela appeals case-file` wrongly given; what it makes is in tests/appeals."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from models.store import StoredClock
from tests.appeals.case_file_world import lodged_world
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]


@pytest.fixture
def lodged(world_at: WorldAt) -> World:
    world = lodged_world(world_at("notified"))
    StoredClock(world.store.engine).set(at(3, 13))
    return world


def run(world: World, *words: str) -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", "en")
    return CliRunner().invoke(app, ["appeals", "case-file", *words, *where])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("1-26", "--as", "lawyer"), "Matter 1-26 is not on the docket."),
        (("4711-26", "--as", "officer"), "make the case file for the court"),
        (("4711-26", "--as", "lawyer", "--out", "/dev/null"), "/dev/null cannot be written"),
    ],
)
def test_what_cannot_be_made_is_one_sentence_and_changes_nothing(
    lodged: World, words: tuple[str, ...], told: str
) -> None:
    before = lodged.dump()
    result = run(lodged, *words)
    assert (result.exit_code, result.stdout, lodged.dump()) == (2, "", before)
    (line,) = result.stderr.strip().splitlines()
    assert told in line
