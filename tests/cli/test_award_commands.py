"""`tilldela award` by two persons, one document, and its hash."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from tests.procurement.small_papers import TENDER, WINNERS, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]
OFFICER_AND_HEAD = ("--as", "officer", "--as", "head")
WHY = ("--reason", "Fel bilaga", "--reason-en", "Wrong enclosure")


def run(world: World, *words: str, lang: Lang = "en") -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, ["award", *words, *where])


def answer(result: Result) -> Any:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def sentence(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.strip().splitlines()
    return line


def go(world: World, moment: datetime) -> World:
    """The installation's own clock, which the commands read."""
    clock = StoredClock(world.store.engine)
    clock.set(moment)
    world.clock.at = clock.now()
    return world


@pytest.fixture
def decided(world_at: WorldAt) -> World:
    return go(world_at("decided"), at(3, 2))


def test_an_officer_drafts_and_the_head_decides_on_the_hash_of_what_was_read(
    world_at: WorldAt, tmp_path: Path
) -> None:
    world, paper = go(world_at("controlled"), at(3, 2)), tmp_path / "beslut.pdf"
    made = answer(run(world, "draft", TENDER, "--as", "officer", "--out", str(paper), "--json"))
    read = sha256(paper.read_bytes()).hexdigest()
    assert paper.read_bytes().startswith(b"%PDF-")
    assert made == {
        "tender": TENDER,
        "draft": f"{TENDER}/P1",
        "sha256": read,
        "lots": ["L1", "L2", "L3"],
        "file": str(paper),
    }
    told = run(world, "draft", TENDER, "--as", "officer")
    assert told.stdout == (
        f"Draft {TENDER}/P1 for L1, L2, L3, hash {read}. The head of procurement reads it and"
        " decides with tilldela award decide.\n"
    )
    assert sentence(run(world, "decide", f"{TENDER}/P1", "--as", "head", "--sha256", "0" * 64)) == (
        f"The hash is not the one that draft {TENDER}/P1 has. Read the draft on file and give"
        " its hash."
    )
    once = run(world, "decide", f"{TENDER}/P1", "--as", "head", "--sha256", read, "--json")
    assert answer(once) == {"draft": f"{TENDER}/P1", "decision": f"{TENDER}/D1"}
    again = run(world, "decide", f"{TENDER}/P1", "--as", "head", "--sha256", read)
    assert again.stdout.startswith(f"Decision {TENDER}/D1 has been made on draft {TENDER}/P1.")
    nothing = run(world, "draft", TENDER, "--as", "officer")
    assert nothing.stdout == (
        f"No lot of {TENDER} awaits a decision. Letters may be owed, see tilldela letters list:"
        " L1, L2, L3.\n"
    )


def test_withdrawing_names_the_officer_first(decided: World) -> None:
    words = ("withdraw", TENDER, "--lot", "L3", *WHY)
    wrong = run(decided, *words, "--as", "head", "--as", "officer")
    assert sentence(wrong).startswith("officer may not withdraw award decisions")
    alone = run(decided, *words, "--as", "head")
    assert sentence(alone) == (
        "Two persons withdraw an award decision together, and 1 is named. Give --as twice, first"
        " a procurement officer and then a head of procurement."
    )
    done = run(decided, *words, *OFFICER_AND_HEAD, "--json")
    assert answer(done) == {"tender": TENDER, "withdrawal": f"{TENDER}/W1", "lots": ["L3"]}


def test_cancelling_takes_lots_or_all_and_never_both(decided: World) -> None:
    words = ("cancel", TENDER, *OFFICER_AND_HEAD, "--reason", "Inget behov")
    for lots in ((), ("--all", "--lot", "L1")):
        assert sentence(run(decided, *words, *lots)) == (
            "Which lots are cancelled is not stated unambiguously. Give either --lot for each lot,"
            " or --all."
        )
    one = answer(run(decided, *words, "--lot", "L1", "--redo", "--json"))
    assert one == {"tender": TENDER, "cancellation": f"{TENDER}/C1", "lots": ["L1"]}
    rest = run(decided, *words, "--all", lang="sv")
    assert rest.stdout == (
        f"Upphandlingen av L2, L3 är avbruten ({TENDER}/C2). Skicka breven till anbudsgivarna med"
        " tilldela letters send.\n"
    )


def test_status_tells_each_lot(decided: World) -> None:
    run(decided, "withdraw", TENDER, "--lot", "L2", *WHY, *OFFICER_AND_HEAD)
    run(decided, "cancel", TENDER, "--lot", "L3", *WHY, "--redo", *OFFICER_AND_HEAD)
    told = answer(run(decided, "status", TENDER, "--json"))
    day = "2026-03-02"
    same: dict[str, Any] = {"last_day": None, "redo": False, "kept_by": []}
    assert told == {
        "tender": TENDER,
        "lots": [
            {**same, "lot": "L1", "state": "decided", "act": f"{TENDER}/D1", "on": day},
            {**same, "lot": "L2", "state": "withdrawn", "act": f"{TENDER}/W1", "on": day},
            {
                **same,
                "lot": "L3",
                "state": "cancelled",
                "act": f"{TENDER}/C1",
                "on": day,
                "redo": True,
            },
        ],
    }
    shown = run(decided, "status", TENDER).stdout
    assert [code in shown for code in WINNERS] == [True, True, True]
    assert "cancelled, to be redone" in shown


def test_status_says_what_is_to_be_done_next(world_at: WorldAt) -> None:
    steps = {
        "opened": "Not ranked, see tilldela rank: L1, L2, L3.",
        "evaluated": "Kept, see tilldela qualify checklist: L1, L2, L3.",
        "controlled": "Ready for tilldela award draft: L1, L2, L3.",
        "decided": "Letters may be owed, see tilldela letters list: L1, L2, L3.",
    }
    for stage, step in steps.items():
        world = go(world_at(stage), at(3, 2))
        assert run(world, "status", TENDER).stdout.splitlines()[-1] == step
    nothing = run(world_at("opened"), "draft", TENDER, "--as", "officer", lang="sv")
    assert nothing.stdout == (
        f"Inget område i {TENDER} väntar på beslut. Inte rangordnade, se tilldela rank: L1, L2,"
        " L3.\n"
    )


def test_status_says_what_keeps_a_lot(world_at: WorldAt) -> None:
    world = go(world_at("evaluated"), at(2, 19))
    told = answer(run(world, "status", TENDER, "--json"))
    assert {lot["state"] for lot in told["lots"]} == {"undecided"}
    assert told["lots"][0]["kept_by"][0]["text"] == (
        "In L1 the requirement “Named therapist” has not been checked and met for the presumptive"
        " winner"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status", "NONE"), "There is no tender NONE"),
        (("draft", "NONE", "--as", "officer"), "There is no tender NONE"),
        (("draft", TENDER, "--as", "nobody"), "nobody"),
        (("draft", TENDER, "--as", "officer", "--out", "/nowhere/x.pdf"), "cannot be written"),
        (("decide", "NONE", "--as", "head", "--sha256", "0"), "There is no draft decision NONE"),
        (
            ("withdraw", TENDER, "--lot", "L9", *WHY, *OFFICER_AND_HEAD),
            "There is no lot L9 in DEMO-1",
        ),
        (
            ("withdraw", TENDER, "--lot", "L1", *WHY, "--as", "officer", "--as", "officer"),
            "both are named as the same person",
        ),
        (
            ("cancel", TENDER, "--all", "--reason", " ", *OFFICER_AND_HEAD),
            "--reason is empty",
        ),
    ],
)
def test_wrong_input_is_one_sentence(decided: World, words: tuple[str, ...], said: str) -> None:
    before = decided.dump()
    assert said in sentence(run(decided, *words))
    assert decided.dump() == before
