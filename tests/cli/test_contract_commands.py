"""From a clear lot to a concluded contract by commands alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from models.store import StoredClock
from tests.contracts.signed_pages import SCAN
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


def on_paper(world: World, contract: str, folder: Path) -> tuple[str, ...]:
    """The options that a page takes which was signed by hand, with the digits printed on it."""
    page = folder / "page.png"
    page.write_bytes(SCAN)
    shown = json.loads(run(world, "show", contract, "--json").stdout)
    return ("--page", str(page), "--digits", shown["text_sha256"][:16])


def test_the_provider_signs_first_and_the_buyer_concludes(drawn: World, tmp_path: Path) -> None:
    (waiting, *_) = json.loads(run(drawn, "list", TENDER, "--json").stdout)
    contract, provider = waiting["contract"], waiting["provider"]
    assert waiting["waits_for"] == "provider"
    paper = on_paper(drawn, contract, tmp_path)
    early = run(drawn, "sign", contract, "--as", "signatory", *paper)
    assert (early.exit_code, early.stdout, early.stderr.count("\n")) == (2, "", 1)
    pdf = tmp_path / "avtal.pdf"
    assert run(drawn, "read", contract, "--out", str(pdf)).exit_code == 0
    assert pdf.read_bytes()
    signed = run(drawn, "sign", contract, "--as", f"{provider}-person", *paper)
    assert signed.stdout == f"The provider has signed the contract {contract}.\n"
    told = run(drawn, "list", TENDER).stdout
    (line,) = (each for each in told.splitlines() if contract in each)
    assert line.split("waits for the buyer")[1].split()[0] == "2026-03-13"
    assert "2 wait for the provider, 1 for the buyer, 0 are concluded." in told
    assert run(drawn, "sign", contract, "--as", "signatory", *paper).exit_code == 0
    told = run(drawn, "show", contract).stdout
    for line in (
        "The provider signed on 2026-03-16 on paper: Demo Firma.",
        "Concluded on 2026-03-16, the day on which the last party signed.",
        "Award notice: by 2026-04-15",
        "Its validity can be challenged through 2026-09-16",
    ):
        assert line in told
    again = run(drawn, "sign", contract, "--as", "signatory", *paper)
    already = f"The buyer signed the contract {contract} before; nothing is changed.\n"
    assert (again.exit_code, again.stdout) == (0, already)
    data = json.loads(run(drawn, "show", contract, "--json").stdout)
    assert data["concluded"] == "2026-03-16"
    assert data["follows"]["documentation"][0]["last_day"] == "2026-04-15"


def test_an_officer_hands_in_the_page_that_came_by_post(drawn: World, tmp_path: Path) -> None:
    contract = json.loads(run(drawn, "list", TENDER, "--json").stdout)[0]["contract"]
    paper = on_paper(drawn, contract, tmp_path)
    told = run(drawn, "sign", contract, "--as", "officer", "--for", "provider", *paper)
    assert told.stdout == f"The provider has signed the contract {contract}.\n"


def test_whoever_declines_is_told_of_in_the_list(drawn: World) -> None:
    contract = json.loads(run(drawn, "list", TENDER, "--json").stdout)[0]["contract"]
    why = ("--reason", "Vi har sålt verksamheten")
    assert run(drawn, "decline", contract, "--as", "north-person", *why).exit_code == 0
    line = f"The provider declined to sign {contract} on 2026-03-16: Vi har sålt verksamheten"
    assert line in run(drawn, "list", TENDER).stdout
    assert line in run(drawn, "show", contract).stdout


WRONG_WAYS = (
    ((), "The way of signing is not given, or given more than once."),
    (("--page", "x.png"), "The digits on the signed page are not given."),
    (("--file", "missing.pdf"), "The file missing.pdf cannot be read."),
    (("--file", "x.png"), "No issuer of certificates is trusted: there is no"),
    (("--key", "x.png"), "The key file does not hold a private key and its certificate"),
    (("--page", "x.png", "--digits", "0000"), "The digits “0000” do not belong to the text"),
    (("--page", "x.txt", "--digits", "0000"), "The scanned page is neither PDF, JPEG nor PNG."),
    (("--page", "x.png", "--file", "x.png"), "The way of signing is not given, or given more"),
)


def test_a_way_of_signing_that_is_none_is_one_sentence(
    drawn: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.png").write_bytes(SCAN)
    Path("x.txt").write_text("x", encoding="utf-8")
    for words, why in WRONG_WAYS:
        told = run(drawn, "sign", f"{TENDER}/D1/L1", "--as", "north-person", *words)
        assert (told.exit_code, told.stdout, told.stderr.count("\n")) == (2, "", 1)
        assert told.stderr.startswith(why)


def test_nothing_is_drawn_up_while_nothing_is_decided(world_at: WorldAt) -> None:
    told = run(world_at("drafted"), "draw", TENDER, "--as", "officer")
    assert told.stdout == (f"No contract can be drawn up now. tilldela lots {TENDER} says why.\n")


@pytest.mark.parametrize(
    "words",
    [
        ("read", "X", "--out", "x.pdf"),
        ("show", "X"),
        ("order", "X", "--as", "signatory"),
        ("decline", "X", "--as", "signatory", "--reason", "y"),
    ],
)
def test_an_unknown_contract_is_one_sentence(drawn: World, words: tuple[str, ...]) -> None:
    told = run(drawn, *words)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr == "There is no contract X. Check the contract's id.\n"
