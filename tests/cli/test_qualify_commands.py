"""Qualification by commands: one way through, and wrong input as one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]

OFFICER = ("--as", "officer")
TWO = ("--as", "head", "--as", "officer")
WHY = ("--reason", "Skäl", "--reason-en", "Reasons")
ASK = ("qualify", "ask", TENDER, "--to", "north", "--question", "Varför?", *OFFICER)


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
    world = world_at("registered")
    StoredClock(world.store.engine).set(at(2, 19))
    return world


def test_controls_are_recorded_as_proposed_or_one_by_one(world: World) -> None:
    assert data(world, "qualify", "control", TENDER, *OFFICER) == {"recorded": 6, "not_met": []}
    StoredClock(world.store.engine).set(at(2, 20))
    one = ("qualify", "control", TENDER, "--bid", "n1", "--requirement", "AT", *OFFICER)
    assert data(world, *one, "--failed", "--note", "återkallat", "--note-en", "revoked") == {
        "recorded": 1,
        "not_met": [f"n1 {TENDER}/AT"],
    }
    told = run(world, "qualify", "checklist", TENDER, "--bid", "n1").stdout
    for words in ("L1 · n1 · north · presumptive winner", "AT Named therapist", "not met", "! In"):
        assert words in told
    refused = run(world, *one, "--failed")
    assert (refused.exit_code, refused.stderr) == (
        2,
        "Why the requirement is not met is not stated. State the reason.\n",
    )


def test_a_declaration_and_owners_are_recorded_and_shown(world: World) -> None:
    said = ("qualify", "declare", "n1", "--met", "TAX", "--not-met", "AT", *OFFICER)
    assert data(world, *said) == {"bid": "n1", "recorded": 2}
    owner = ("qualify", "ownership", TENDER, "north", "--owned", "33,3", *OFFICER)
    assert data(world, *owner) == {"tenderer": "north", "party": "", "recorded": True}
    (bid,) = data(world, "qualify", "checklist", TENDER, "--bid", "n1")["bids"]
    assert [row["declared"] for row in bid["requirements"]] == [False, True]
    assert bid["sanctions"] == {"declared": True, "forbidden": False}
    assert bid["kept_by"][0]["code"] == "decision.declared_not_met"


def test_a_tenderer_is_asked_answers_and_is_decided_on(world: World, tmp_path: Path) -> None:
    words = (*ASK, "--kind", "price_explanation", "--bid", "n1", "--answer-by", "2026-02-26")
    inquiry = data(world, *words)["inquiry"]
    letter = tmp_path / "svar.txt"
    letter.write_text("Vi har egna lokaler.\n", encoding="utf-8")
    reply = ("qualify", "reply", inquiry, "--received", "2026-02-19T09:00", "--text", "Se filen")
    assert data(world, *reply, "--file", str(letter), *OFFICER) == {
        "inquiry": inquiry,
        "late": False,
    }
    decide = ("qualify", "price", "decide", "n1", *TWO, *WHY)
    assert run(world, *decide, "--accept", lang="sv").stdout == "Priset i n1 är godtaget.\n"
    (bid,) = data(world, "qualify", "checklist", TENDER, "--bid", "n1")["bids"]
    assert (bid["price"]["accepted"], bid["inquiries"][0]["state"]) == (True, "answered")


def test_a_tenderer_is_heard_and_then_excluded(world: World) -> None:
    raised = ("qualify", "exclusion", "raise", TENDER, "north", "--ground", "misconduct")
    facts = ("--point", "13:3 p. 5", "--occurred", "2025-06-01", "--what", "Brister")
    case = data(world, *raised, *facts, "--as", "lawyer")["case"]
    decide = ("qualify", "exclusion", "decide", case, "--as", "head", "--as", "lawyer", *WHY)
    unheard = run(world, *decide, "--exclude")
    assert unheard.exit_code == 2
    assert "must first be given a set time to comment" in unheard.stderr
    hearing = data(world, *ASK, "--kind", "hearing", "--case", case, "--answer-by", "2026-02-26")[
        "inquiry"
    ]
    reply = ("qualify", "reply", hearing, "--received", "2026-02-19T09:00", "--text", "Nej")
    assert run(world, *reply, *OFFICER).exit_code == 0
    assert data(world, *decide, "--exclude") == {"case": case, "excluded": True, "warnings": []}
    out = data(world, "qualify", "checklist", TENDER, "--lot", "L1")["bids"][1]
    assert out["exclusion"][0]["excluded"] is True
    assert out["out"].startswith("The supplier is excluded")


WRONG = [
    ((*ASK, "--kind", "clarification", "--bid", "n1", "--answer-by", "snart"), "--answer-by snart"),
    ((*ASK, "--kind", "clarification", "--bid", "n1", "--answer-by", "2026-02-19"), "no reason"),
    (
        (*ASK, "--kind", "completion", "--about", "price", "--bid", "n1", "--requirement", "AT",
         "--answer-by", "2026-02-26"),
        "another bid",
    ),
    (("qualify", "declare", "n1", *OFFICER), "answered once"),
    (("qualify", "declare", "n1", "--met", "AT", "--not-met", "AT", *OFFICER), "answered once"),
    (("qualify", "ownership", TENDER, "north", "--owned", "half", *OFFICER), "no percentage"),
    (("qualify", "ownership", TENDER, "north", "--owned", "101", *OFFICER), "between 0 and 100"),
    (("qualify", "price", "decide", "n1", "--as", "head", *WHY, "--accept"), "Two persons"),
    (("qualify", "price", "decide", "n1", *TWO, "--reason", " ", "--reject"), "--reason is empty"),
    (("qualify", "price", "decide", "n1", *TWO, *WHY, "--reject"), "set time to explain"),
    (
        ("qualify", "reply", "Q9", "--received", "2026-02-19T09:00", "--text", "x", *OFFICER),
        "no inquiry",
    ),
    (
        ("qualify", "reply", "Q9", "--received", "2026-02-19T09:00", "--text", "x", "--file",
         "/nowhere/at/all", *OFFICER),
        "cannot be read",
    ),
    (("qualify", "checklist", "NONE"), "no tender"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "told"), WRONG, ids=str)
def test_wrong_input_is_one_sentence_and_changes_nothing(
    world: World, words: tuple[str, ...], told: str
) -> None:
    before = world.dump()
    refused = run(world, *words)
    assert refused.exit_code == 2
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr
    assert world.dump() == before
