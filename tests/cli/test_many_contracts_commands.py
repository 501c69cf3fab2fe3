"""Signing day with many contracts: one list, and one command for all that wait for a party."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from cli.contract_list import listed
from cli.main import app
from contracts.signing.standing import standings
from documents.signing.validating import Validator
from law.reasons import Lang
from models.store import StoredClock
from tests.contracts.signed_worlds import SignedWorld
from tests.fact_dump import nothing_committed
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]


def run(world: World, *words: str, lang: str = "en", columns: str = "100") -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, ["contract", *words, *where], env={"COLUMNS": columns})


@pytest.fixture
def drawn(world_at: WorldAt) -> World:
    """Three contracts that are real PDFs, in an installation with a signing service."""
    world = world_at("checked")
    with Validator() as validator:
        SignedWorld(world, validator).draw_up()
    StoredClock(world.store.engine).set(at(3, 16))
    return world


def collected(world: World) -> dict[str, str]:
    ended = json.loads(run(world, "collect", "--as", "officer", "--json").stdout)["ended"]
    return {each["order"]: each["end"] for each in ended}


def waits(world: World) -> dict[str, str | None]:
    rows = json.loads(run(world, "list", TENDER, "--json").stdout)
    return {row["contract"]: row["waits_for"] for row in rows}


def test_each_party_signs_all_of_its_contracts_by_two_commands(drawn: World) -> None:
    assert set(waits(drawn).values()) == {"provider"}
    ordered = json.loads(run(drawn, "order", TENDER, "--as", "north-person", "--json").stdout)
    (own,) = ordered["done"]
    assert (own["order"], ordered["refused"]) == (f"{own['contract']}/provider/1", [])
    assert collected(drawn) == {own["order"]: "signed"}
    assert [each for each, party in waits(drawn).items() if party == "buyer"] == [own["contract"]]
    told = run(drawn, "order", TENDER, "--as", "signatory")
    assert told.stdout == f"{own['contract']}: the signature is ordered\n"
    assert collected(drawn) == {f"{own['contract']}/buyer/1": "signed"}
    assert waits(drawn)[own["contract"]] is None
    listed = run(drawn, "list", TENDER).stdout
    assert "2 wait for the provider, 0 for the buyer, 1 are concluded." in listed
    again = run(drawn, "order", TENDER, "--as", "north-person")
    assert (again.exit_code, again.stdout) == (0, "No contract waits for that party.\n")


def test_what_is_refused_is_a_line_for_each_contract(drawn: World) -> None:
    run(drawn, "order", TENDER, "--as", "north-person")
    collected(drawn)
    ready = [each for each, party in waits(drawn).items() if party == "buyer"]
    told = run(drawn, "order", TENDER, "--as", "officer")
    assert (told.exit_code, told.stdout) == (2, "")
    assert [line.partition(":")[0] for line in told.stderr.splitlines()] == ready != []


def test_one_file_or_page_is_for_one_contract(drawn: World, tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(b"%PDF-1.7")
    with nothing_committed(drawn.store):
        told = run(drawn, "sign", TENDER, "--as", "north-person", "--file", str(file))
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith("--file is for one contract, but a tender is given. Give")


def test_all_contracts_are_read_into_a_folder_that_is_there(drawn: World, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    told = run(drawn, "read", TENDER, "--out", str(folder))
    assert told.stdout == f"3 contracts lie in {folder}.\n"
    names = {f"{each.replace('/', '-')}.pdf" for each in waits(drawn)}
    assert {path.name for path in folder.iterdir()} == names
    missing = run(drawn, "read", TENDER, "--out", str(tmp_path / "no"))
    assert (missing.exit_code, missing.stderr.count("\n")) == (2, 1)
    assert "several files" in missing.stderr


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_list_fits_a_hundred_columns(drawn: World, lang: Lang) -> None:
    console = Console(width=100, file=StringIO(), record=True)
    console.print(listed(standings(drawn.store, TENDER), lang))
    lines = console.export_text().splitlines()
    assert max(map(len, lines)) <= 100
    assert not any("…" in line for line in lines)
    told = run(drawn, "list", "NO-1", lang=lang)
    assert (told.exit_code, told.stderr.count("\n")) == (2, 1)


def test_before_anything_is_drawn_up_the_list_says_what_to_do(world_at: WorldAt) -> None:
    told = run(world_at("drafted"), "list", TENDER).stdout
    assert told == f"No contract is drawn up. tilldela contract draw {TENDER} draws them up.\n"
