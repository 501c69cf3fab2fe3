"""From a clear lot to a concluded contract by commands alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from models.store import StoredClock
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]


def run(world: World, *words: str) -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", "en")
    return CliRunner().invoke(app, ["contract", *words, *where])


@pytest.fixture
def drawn(world_at: WorldAt) -> World:
    world = world_at("drawn_up")
    StoredClock(world.store.engine).set(at(3, 16))
    return world


def test_the_provider_signs_first_and_the_buyer_concludes(drawn: World, tmp_path: Path) -> None:
    (waiting, *_) = json.loads(run(drawn, "list", TENDER, "--json").stdout)
    assert waiting["waits_for"] == "provider"
    early = run(drawn, "sign", waiting["contract"], "--as", "signatory")
    assert (early.exit_code, early.stdout, early.stderr.count("\n")) == (2, "", 1)
    pdf = tmp_path / "avtal.pdf"
    assert run(drawn, "read", waiting["contract"], "--out", str(pdf)).exit_code == 0
    assert pdf.read_bytes()
    signed = run(drawn, "sign", waiting["contract"], "--as", f"{waiting['provider']}-person")
    assert signed.stdout == f"The provider has signed the contract {waiting['contract']}.\n"
    assert f"{waiting['contract']}: waits for the buyer" in run(drawn, "list", TENDER).stdout


def test_nothing_is_drawn_up_while_nothing_is_decided(world_at: WorldAt) -> None:
    told = run(world_at("drafted"), "draw", TENDER, "--as", "officer")
    assert told.stdout == (f"No contract can be drawn up now. tilldela lots {TENDER} says why.\n")


@pytest.mark.parametrize(
    "words", [("sign", "X", "--as", "officer"), ("read", "X", "--out", "x.pdf")]
)
def test_an_unknown_contract_is_one_sentence(drawn: World, words: tuple[str, ...]) -> None:
    told = run(drawn, *words)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr == "There is no contract X. Check the contract's id.\n"
