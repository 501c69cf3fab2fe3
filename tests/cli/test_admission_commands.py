"""A system of choice by commands: from the example's draft to the page on its providers."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from tests.contracts.signed_pages import SCAN, choice_page_of
from tests.fact_dump import nothing_committed
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at
from tests.procurement.systems import CHOICE, DPS, System, choice_draft, dps_draft, system_of

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "valfrihet"
APPLICATION = EXAMPLES / "application.txt"
OFFICER, HEAD, NORTH = ("--as", "officer"), ("--as", "head"), ("--as", "north-person")
TWO = (*OFFICER, *HEAD)
WHY = ("--reason", "Skäl", "--reason-en", "Reasons")
A1 = f"{CHOICE}/A1"
APPLY = (
    "admission", "apply", CHOICE, "--supplier", "north", "--lot", "A",
    "--file", str(APPLICATION),
)  # fmt: skip


def run(world: World, *words: str, lang: Lang = "en") -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, [*words, *where])


def data(world: World, *words: str) -> dict[str, Any]:
    done = run(world, *words, "--json")
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def world(world_at: WorldAt) -> World:
    world = system_of(world_at("enrolled"), choice_draft()).world
    StoredClock(world.store.engine).set(at(1, 12))
    return world


def evidence(world: World, kind: str) -> None:
    data(
        world, "qualify", "evidence", CHOICE, "north", "--requirement", kind, "--id", f"B {kind}",
        "--issued", "2026-01-10", "--summary", "intyg", *OFFICER,
    )  # fmt: skip


def test_a_provider_is_approved_contracted_and_told_of(world: World, tmp_path: Path) -> None:
    assert data(world, *APPLY, *NORTH) == {"application": A1, "tender": CHOICE, "lot": "A"}
    assert data(world, "admission", "check", A1, *OFFICER)["not_shown"] == ["STAFF", "TAX"]
    question = data(
        world, "admission", "ask", A1, "--question", "Vem?", "--answer-by", "2026-01-20", *OFFICER
    )["question"]
    replied = ("admission", "reply", question, "--text", "Anna Exempel", *NORTH)
    assert data(world, *replied) == {"question": f"{A1}/Q1", "late": False}
    for kind in ("TAX", "STAFF"):
        evidence(world, kind)
    assert data(world, "admission", "check", A1, *OFFICER)["not_shown"] == []
    decided = data(world, "admission", "decide", A1, "--approve", *TWO, *WHY)
    assert decided == {"application": A1, "approved": True, "ground": None}
    drawn_up = data(world, "admission", "contracts", CHOICE, *OFFICER)
    assert drawn_up["contracts"] == ["DEMO 2026/9-A-1"]
    page = tmp_path / "page.png"
    page.write_bytes(SCAN)
    digits = choice_page_of(world.store, A1).digits
    paper = ("admission", "sign", A1, "--page", str(page), "--digits", digits)
    assert data(world, *paper, *NORTH)["party"] == "provider"
    assert data(world, *paper, "--as", "signatory")["party"] == "buyer"
    told = data(
        world, "admission", "profile", A1, "--address", "Storgatan 1", "--phone", "090-00 00",
        "--languages", "svenska", "--accessibility", "Hiss", "--about", "Stöd", *NORTH,
    )  # fmt: skip
    assert told["version"] == 1
    to = tmp_path / "page.html"
    data(world, "admission", "page", CHOICE, "--out", str(to))
    assert "Demo North AB" in to.read_text(encoding="utf-8")
    ended = data(
        world, "admission", "end", A1, "--cause", "own_request", "--last-day", "2026-01-31",
        *WHY, *NORTH,
    )  # fmt: skip
    assert ended["last_day"] == "2026-01-31"


def test_a_refusal_and_its_reason(world: World) -> None:
    data(world, *APPLY, *NORTH)
    one = ("admission", "check", A1, "--requirement", "TAX", *OFFICER)
    assert data(world, *one, "--failed", *WHY)["met"] is False
    refused = data(world, "admission", "decide", A1, "--refuse", *TWO, *WHY)
    assert refused["approved"] is False
    letters = data(world, "letters", "list", CHOICE)
    assert A1 in json.dumps(letters)


def test_the_overview_shows_what_is_due_and_what_to_be_wary_of(world: World) -> None:
    data(world, *APPLY, *NORTH)
    StoredClock(world.store.engine).set(at(3, 2))
    shown = data(world, "admission", "show", CHOICE, *OFFICER)
    assert shown["applications"] == [
        {
            "application": A1, "lot": "A", "supplier": "north", "received": "2026-01-12",
            "standing": "waiting", "due": "2026-02-11", "late": True,
            "missing": ["STAFF", "TAX"], "unanswered": [], "contract": False, "until": None,
        }
    ]  # fmt: skip
    assert [each["cite"] for each in shown["warnings"]] == ["LOV 9:2", "LOV 9:2"]
    table = run(world, "admission", "show", CHOICE, *OFFICER).stdout
    assert "2026-02-11 late" in table
    assert "Note: In lot A there is no option for those who do not choose." in table
    refused = run(world, "admission", "show", CHOICE, "--as", "north-person")
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_the_option_for_those_who_do_not_choose_and_its_warning(world: World) -> None:
    option = ("admission", "option", CHOICE, "--lot", "A", "--from", "2026-01-12", *HEAD)
    own = data(world, *option, "--kind", "own_service", "--rule", "Vi själva")
    assert (own["kind"], own["warnings"]) == ("own_service", [])
    rota = run(world, *option, "--kind", "in_turn", "--rule", "I tur och ordning")
    assert "may be an unlawful direct award" in rota.stdout


def test_a_longer_time_is_taken_in_a_purchasing_system(world_at: WorldAt) -> None:
    world = system_of(world_at("enrolled"), dps_draft()).world
    System(world).apply("north", "L1")
    StoredClock(world.store.engine).set(at(1, 12))
    told = data(world, "admission", "prolong", f"{DPS}/A1", *OFFICER, *WHY)
    assert told == {"application": f"{DPS}/A1", "due": date(2026, 2, 2).isoformat()}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*APPLY[:-1], "none.txt", *NORTH), "The file none.txt cannot be read."),
        (("admission", "check", "none", *OFFICER), "There is no application none here."),
        (("admission", "check", A1, "--met", *OFFICER), "given together, or neither."),
        (("admission", "decide", A1, "--approve", *OFFICER, *WHY), "Two persons decide an"),
        (("admission", "page", CHOICE, "--out", "/nowhere/page.html"), "cannot be written."),
        (("admission", "sign", A1, *NORTH), "The way of signing is not given"),
        (
            ("admission", "sign", A1, *NORTH, "--page", str(APPLICATION), "--digits", "0"),
            "has not been approved",
        ),
    ],
)
def test_wrong_input_is_one_sentence_and_changes_nothing(
    world: World, words: tuple[str, ...], said: str
) -> None:
    data(world, *APPLY, *NORTH)
    with nothing_committed(world.store):
        refused = run(world, *words)
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert said in refused.stderr


def test_the_example_is_drafted_and_published(world_at: WorldAt) -> None:
    world = world_at("enrolled").of("VAL-1")
    StoredClock(world.store.engine).set(at(1, 12))
    drafted = run(world, "tender", "draft", str(EXAMPLES / "system.yaml"), *OFFICER)
    assert drafted.exit_code == 0, drafted.stderr
    world.plan()
    world.publish()
    applied = data(
        world, "admission", "apply", "VAL-1", "--supplier", "north", "--lot", "A",
        "--file", str(EXAMPLES / "application.txt"), *NORTH,
    )  # fmt: skip
    assert applied["application"] == "VAL-1/A1"
