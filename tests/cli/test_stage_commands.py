"""A procurement in steps by commands: the selection's file, meetings, and what staff see."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from models.store import StoredClock
from tests.fact_dump import nothing_committed
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at
from tests.procurement.staged_tender import (
    FIRST,
    SECOND,
    choices,
    lot,
    receive,
    request,
    select,
    staged_draft,
)

__all__ = ["stages", "world_at"]
TWO = ("--as", "officer", "--as", "head")
FILE = """\
reason: {sv: Enligt annonsen., en: By the notice.}
lots:
  L1:
    north: {outcome: selected, reason: {sv: Uppfyller., en: Meets.}}
    south: {outcome: not_qualified, reason: {sv: Saknar referenser., en: No references.}}
"""


@pytest.fixture
def world(world_at: Callable[[str], World]) -> World:
    """Two asked to take part in a dialogue, and both were opened."""
    world = world_at("enrolled")
    world.go(at(1, 13))
    first = world.call(staged_draft("dialogue", "requests", FIRST, lots=(lot("L1"),)))
    receive(first, request(FIRST, "north"), request(FIRST, "south"))
    world.go(at(2, 17))
    first.open()
    StoredClock(world.store.engine).set(world.clock.at)
    return first


def run(world: World, *words: str) -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", "en")
    return CliRunner().invoke(app, ["stage", *words, *where])


def done(world: World, *words: str) -> str:
    result = run(world, *words)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def refused(world: World, *words: str) -> str:
    with nothing_committed(world.store):
        result = run(world, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


def test_a_selection_is_made_from_its_file(world: World, tmp_path: Path) -> None:
    file = tmp_path / "selection.yaml"
    file.write_text(FILE, encoding="utf-8")
    said = done(world, "select", FIRST, str(file), *TWO)
    assert said.startswith(f"Selection {FIRST}/S1 is decided.")
    again = json.loads(done(world, "select", FIRST, str(file), *TWO, "--json"))
    assert again == {"tender": FIRST, "selection": f"{FIRST}/S1"}
    shown = json.loads(done(world, "show", FIRST, "--as", "officer", "--json"))
    assert [(each["step"], each["state"]) for each in shown["steps"]] == [
        ("requests", "selected"),
        ("dialogue", "to_come"),
        ("tenders", "to_come"),
    ]
    assert shown["participants"] == [
        {"lot": "L1", "organisation": "north", "in": True, "meetings": 0,
         "why": {"sv": "Uppfyller.", "en": "Meets."}},
        {"lot": "L1", "organisation": "south", "in": False, "meetings": 0,
         "why": {"sv": "Saknar referenser.", "en": "No references."}},
    ]  # fmt: skip
    table = done(world, "show", FIRST, "--as", "head")
    assert "Demo South AB (south)" in table
    assert "No references." in table


@pytest.mark.parametrize(
    ("changed", "to", "told"),
    [
        ("outcome: selected", "outcome: perhaps", "outcome"),
        ("    south:", "    nobody:", "is no candidate in lot L1"),
        ("en: By the notice.", "eng: By", "en"),
    ],
)
def test_a_wrong_file_is_told_in_one_sentence(
    world: World, tmp_path: Path, changed: str, to: str, told: str
) -> None:
    file = tmp_path / "selection.yaml"
    file.write_text(FILE.replace(changed, to), encoding="utf-8")
    assert told in refused(world, "select", FIRST, str(file), *TWO)


def test_one_person_is_not_two(world: World, tmp_path: Path) -> None:
    file = tmp_path / "selection.yaml"
    file.write_text(FILE, encoding="utf-8")
    assert "Two persons decide a selection together" in refused(
        world, "select", FIRST, str(file), "--as", "head"
    )


def test_a_meeting_is_recorded_with_whoever_takes_part(world: World) -> None:
    select(world, choices(["north"], out="south"))
    world.call(staged_draft("dialogue", "dialogue", SECOND, FIRST, lots=(lot("L1"),)))
    meeting = ("--at", "2026-02-17T09:00", "--minutes", "Lösningen", "--minutes-en", "The solution")
    meet = ("meet", SECOND, "--as", "officer", *meeting)
    assert done(world, *meet, "--with", "north") == f"Meeting 1 in {SECOND} is recorded.\n"
    assert "does not take part" in refused(world, *meet, "--with", "south")
    assert "no unambiguous time" in refused(
        world, *meet[:4], "--with", "north", "--at", "nine", "--minutes", "Lösningen"
    )
    assert "may not prepare selections" in refused(world, "show", SECOND, "--as", "lawyer")
