"""`tilldela report`: the reports as files, and a stored lot compared as a file is."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from tests.fact_dump import nothing_committed
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]
FILE = """\
model: value_deduction
criteria: [{id: method, amounts: {'0': 0, '1': 100}}]
bids:
  - {id: e1, price: 950, levels: {method: '0'}}
  - {id: n1, price: 1000, levels: {method: '1'}}
  - {id: s1, price: 1200, levels: {method: '0'}}
"""


def run(world: World, *words: str, lang: Lang = "en") -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, ["report", *words, *where], env={"COLUMNS": "120"})


def answer(result: Result) -> Any:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def sentence(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.strip().splitlines()
    return line


@pytest.mark.parametrize("how", [(), ("--json",)])
def test_a_stored_lot_is_answered_as_a_file_with_the_same_numbers(
    world_at: WorldAt, tmp_path: Path, how: tuple[str, ...]
) -> None:
    file, world = tmp_path / "lot.yaml", world_at("evaluated")
    file.write_text(FILE)
    words = ["evaluate", str(file), "--robustness", *how, "--lang", "en"]
    of_file = CliRunner().invoke(app, words, env={"COLUMNS": "120"})
    stored = run(world, "lot", f"{TENDER}/L1", *how)
    assert (stored.exit_code, stored.stdout) == (0, of_file.stdout)


def test_its_margins_are_drawn_as_a_files(world_at: WorldAt, tmp_path: Path) -> None:
    file, one, other = tmp_path / "lot.yaml", tmp_path / "one.svg", tmp_path / "other.svg"
    file.write_text(FILE)
    drawn = CliRunner().invoke(app, ["evaluate", str(file), "--svg", str(one), "--lang", "en"])
    assert drawn.exit_code == 0
    run(world_at("evaluated"), "lot", f"{TENDER}/L1", "--svg", str(other))
    assert one.read_bytes() == other.read_bytes()


def test_a_lot_with_one_bid_left_is_told_without_margins(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    world.register_all(but=["e3"])
    world.control()
    world.evaluate()
    assert "robustness" not in answer(run(world, "lot", f"{TENDER}/L3", "--json"))


@pytest.mark.render
def test_the_reports_are_written_and_one_is_filed(world_at: WorldAt, tmp_path: Path) -> None:
    world, to = world_at("decided"), tmp_path / "report.pdf"
    StoredClock(world.store.engine).set(at(3, 2))
    before = world.journal()
    told = answer(run(world, "evaluation", TENDER, "--number", "1", "--out", str(to), "--json"))
    assert told == {"evaluation": f"{TENDER}/U1", "file": str(to)}
    assert to.read_bytes().startswith(b"%PDF")
    assert world.journal() == before
    individual = ("individual", TENDER, "--as", "officer", "--out", str(to))
    once, again = (answer(run(world, *individual, "--json")) for _ in range(2))
    assert once == again
    assert once == {
        "report": f"{TENDER}/I1",
        "sha256": sha256(to.read_bytes()).hexdigest(),
        "file": str(to),
    }
    assert world.journal() == [*before, "protocol.individual_report"]
    assert run(world, *individual, lang="sv").stdout == f"{TENDER}/I1 ligger i {to}.\n"


def test_what_cannot_be_reported_is_one_sentence_and_changes_nothing(
    world_at: WorldAt, tmp_path: Path
) -> None:
    world = world_at("evaluated")
    before, to = world.dump(), str(tmp_path / "report.pdf")
    refused = [
        sentence(run(world, *words))
        for words in (
            ("lot", f"{TENDER}/L9"),
            ("evaluation", TENDER, "--number", "7", "--out", to),
            ("evaluation", "NONE", "--out", to),
            ("individual", TENDER, "--as", "officer", "--out", to),
            ("lot", f"{TENDER}/L1", "--svg", str(tmp_path / "margins.png")),
        )
    ]
    assert [line[:38] for line in refused] == [
        "There is no lot DEMO-1/L9. Name the lo",
        "DEMO-1 has no evaluation 7. Evaluate f",
        "There is no tender NONE here. Check th",
        "In DEMO-1 nothing has been decided yet",
        "The picture is in SVG, and " + str(tmp_path)[:11],
    ]
    assert world.dump() == before


@pytest.mark.parametrize("words", [("evaluation",), ("individual", "--as", "officer")])
def test_a_file_that_cannot_be_written_is_refused_first(
    world_at: WorldAt, tmp_path: Path, words: tuple[str, ...]
) -> None:
    world, to = world_at("decided"), tmp_path / "none" / "report.pdf"
    with nothing_committed(world.store):
        result = run(world, words[0], TENDER, *words[1:], "--out", str(to))
    assert sentence(result) == (
        f"The file {to} cannot be written. Name a file in a folder that is there and that you may"
        " write in."
    )
