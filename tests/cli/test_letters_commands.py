"""Letters by commands: what is owed, what went, what is asked for; wrong input is one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from procurement.letters.ways import letters_folder
from tests.fact_dump import nothing_committed
from tests.procurement.letters_out import send
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at
from tests.procurement.test_paper_letters import SomeOnPaper

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]

D1 = f"{TENDER}/D1"
ASK = ("letters", "request", f"{TENDER}/L1", "--from", "south", "--as", "officer")
ADVANTAGES = ("--kind", "relative_advantages")
TEST = ("letters", "test-secrecy", f"{TENDER}/R1", "--as", "lawyer", "--reason", "Prövat")
MASKS = ("--mask", "price=Kalkylen röjs|Discloses the calculation", "--mask", "comparison=Samma")


def run(world: World, *words: str, lang: Lang = "en") -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, [*words, *where])


def as_data(world: World, *words: str) -> Any:
    done = run(world, *words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def go(world: World, moment: datetime) -> None:
    StoredClock(world.store.engine).set(moment)
    world.go(moment)


@pytest.fixture
def world(world_at: WorldAt) -> World:
    world = world_at("notified")
    go(world, at(3, 4))
    return world


def test_letters_are_sent_into_the_folder_and_listed_with_their_proof(world_at: WorldAt) -> None:
    world = world_at("decided")
    go(world, at(3, 2))
    owed = as_data(world, "letters", "list", TENDER)["letters"]
    assert [(row["letter"], row["kind"], row["to"], row["sent"]) for row in owed] == [
        (f"{D1}:{name}", "award", name, None) for name in ("east", "north", "south", "west")
    ]
    sent = as_data(world, "letters", "send", TENDER, "--as", "officer")
    assert sent == {
        "tender": TENDER,
        "sent": [row["letter"] for row in owed],
        "to_post": [],
        "failed": [],
    }
    first = as_data(world, "letters", "list", TENDER)["letters"][0]["sent"]
    pdf = letters_folder(world.store) / "DEMO-1-D1-east.pdf"
    assert pdf.read_bytes() == world.store.blobs.get(first["pdf_sha256"])
    assert (first["transport"], first["proof"], first["last_day"], first["at"]) == (
        "folder",
        "DEMO-1-D1-east.pdf",
        "2026-03-12",
        "2026-03-02T09:00:00+01:00",
    )
    again = run(world, "letters", "send", TENDER, "--as", "officer")
    assert (again.exit_code, again.stdout) == (0, "No letters sent.\n")
    shown = run(world, "letters", "list", TENDER, lang="sv").stdout
    for word in ("Tilldelning", "DEMO-1-D1-east.pdf", "2026-03-02 09:00", "mapp"):
        assert word in shown


def test_a_letter_that_fails_is_told_and_is_exit_code_two(world_at: WorldAt) -> None:
    world = world_at("decided")
    go(world, at(3, 2))
    letters_folder(world.store).mkdir()
    (letters_folder(world.store) / "DEMO-1-D1-north.pdf").mkdir()
    done = run(world, "letters", "send", TENDER, "--as", "officer")
    folder = letters_folder(world.store)
    assert (done.exit_code, done.stdout.splitlines()) == (
        2,
        ["3 letters sent.", f"They are in {folder}, to be mailed from there electronically today."],
    )
    assert done.stderr.startswith(f"The letter {D1}:north did not go out: the folder")


def test_a_posted_letter_is_recorded(world_at: WorldAt) -> None:
    world = world_at("decided")
    go(world, at(3, 2))
    send(world, SomeOnPaper())
    posted = ("letters", "mailed", f"{D1}:west", "--as", "officer", "--number", "RR 1 SE")
    refused = run(world, *posted, "--on", "2026-03-01")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert as_data(world, *posted) == {
        "letter": f"{D1}:west",
        "posted": "2026-03-02",
        "number": "RR 1 SE",
    }
    (row,) = [
        row for row in as_data(world, "letters", "list", TENDER)["letters"] if row["to"] == "west"
    ]
    assert (row["sent"]["transport"], row["sent"]["proof"]) == ("mail", "RR 1 SE")


def test_a_request_is_received_tested_answered_and_shown(world: World) -> None:
    assert as_data(world, *ASK, *ADVANTAGES) == {"request": f"{TENDER}/R1", "due": "2026-03-19"}
    tested = as_data(world, *TEST, *MASKS)
    assert tested == {"request": f"{TENDER}/R1", "masked": ["price", "comparison"]}
    go(world, at(3, 20))
    (late,) = as_data(world, "letters", "list", TENDER)["requests"]
    assert (late["tested"], late["answered"], late["late"]) == (True, None, True)
    assert "LATE" in run(world, "letters", "list", TENDER).stdout
    sent = as_data(world, "letters", "send", TENDER, "--as", "officer")
    assert sent["sent"] == [f"{TENDER}/R1:south"]
    (done,) = as_data(world, "letters", "list", TENDER)["requests"]
    assert (done["answered"], done["late"]) == ("2026-03-20", True)


WRONG: Mapping[str, tuple[tuple[str, ...], str]] = {
    "tender": (("letters", "list", "NO"), "There is no tender NO"),
    "sender": (("letters", "send", TENDER, "--as", "lawyer"), "may not dispatch letters"),
    "nobody": (("letters", "send", TENDER, "--as", "none"), "no person none"),
    "letter": (
        ("letters", "mailed", "x", "--as", "officer", "--number", "1"),
        "There is no letter x",
    ),
    "day": (
        ("letters", "mailed", "x", "--as", "officer", "--number", "1", "--on", "soon"),
        "--on soon is no day",
    ),
    "lot": (("letters", "request", "L1", *ASK[3:], *ADVANTAGES), "There is no lot L1"),
    "time": ((*ASK, *ADVANTAGES, "--received", "2026-03-04"), "no unambiguous time"),
    "kind": ((*ASK, "--kind", "rejection_reasons"), "is admissible"),
    "request": (TEST, f"There is no request {TENDER}/R1"),
    "mask": ((*TEST, "--mask", "price"), "--mask price is not a figure and a reason"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_input_is_one_sentence_and_changes_nothing(world: World, wrong: str) -> None:
    words, said = WRONG[wrong]
    with nothing_committed(world.store):
        done = run(world, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
