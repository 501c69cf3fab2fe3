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
from tests.fact_dump import nothing_committed
from tests.procurement.qualifying import send
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]

OFFICER = ("--as", "officer")
TWO = ("--as", "officer", "--as", "head")
WHY = ("--reason", "Skäl", "--reason-en", "Reasons")
SAYS = ("--summary", "Inga skulder")
EVIDENCE = (
    "qualify", "evidence", TENDER, "north", "--requirement", "TAX", "--id", "KS 7",
    "--issued", "2026-02-01", *SAYS, *OFFICER,
)  # fmt: skip
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
    assert data(world, "qualify", "control", TENDER, *OFFICER) == {
        "recorded": 6,
        "not_met": [],
        "not_shown": [],
    }
    StoredClock(world.store.engine).set(at(2, 20))
    one = ("qualify", "control", TENDER, "--bid", "n1", "--requirement", "AT", *OFFICER)
    assert data(world, *one, "--failed", "--reason", "återkallat", "--reason-en", "revoked") == {
        "recorded": 1,
        "not_met": [{"bid": "n1", "requirement": "AT", "why": "revoked"}],
        "not_shown": [],
    }
    told = run(world, "qualify", "checklist", TENDER, "--bid", "n1").stdout
    for words in (
        "L1 · n1 · north · presumptive winner",
        "AT Named therapist",
        "not met: revoked",
        "! In",
    ):
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
    send(world)
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
    decide = ("qualify", "exclusion", "decide", case, "--as", "lawyer", "--as", "head", *WHY)
    unheard = run(world, *decide, "--exclude")
    assert unheard.exit_code == 2
    assert "must first be given a set time to comment" in unheard.stderr
    hearing = data(world, *ASK, "--kind", "hearing", "--case", case, "--answer-by", "2026-02-26")[
        "inquiry"
    ]
    send(world)
    reply = ("qualify", "reply", hearing, "--received", "2026-02-19T09:00", "--text", "Nej")
    assert run(world, *reply, *OFFICER).exit_code == 0
    assert data(world, *decide, "--exclude") == {"case": case, "excluded": True, "warnings": []}
    out = data(world, "qualify", "checklist", TENDER, "--lot", "L1")["bids"][1]
    assert out["exclusion"][0]["excluded"] is True
    assert out["out"].startswith("The supplier is excluded")


def test_evidence_is_registered_and_carries_the_control(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    StoredClock(world.store.engine).set(at(2, 19))
    tax = {"evidence": "KS 7", "tenderer": "north", "bid": None, "kind": "tax", "recorded": True}
    assert data(world, *EVIDENCE) == tax
    assert data(world, *EVIDENCE) == {**tax, "recorded": False}
    about = ("qualify", "evidence", TENDER, "north", "--requirement", "AT", "--bid", "n1")
    told = run(world, *about, "--id", "KS 8", "--issued", "2026-02-01", *OFFICER, *SAYS, lang="sv")
    assert told.stdout == (
        "Beviset KS 8 är registrerat. Anteckna kontrollen med tilldela qualify control,"
        " i ett system med tilldela admission check.\n"
    )
    found = data(world, "qualify", "control", TENDER, *OFFICER)
    assert (found["recorded"], found["not_met"]) == (2, [])
    rows = data(world, "qualify", "checklist", TENDER, "--bid", "n1")["bids"][0]["requirements"]
    assert [(row["outcome"], row["evidence"]) for row in rows] == [
        ("passed", "KS 8"),
        ("passed", "KS 7"),
    ]


def test_nobody_falls_because_evidence_is_not_on_file_yet(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    StoredClock(world.store.engine).set(at(2, 19))
    before = world.dump()
    found = data(world, "qualify", "control", TENDER, *OFFICER)
    assert (found["recorded"], found["not_met"]) == (0, [])
    assert found["not_shown"][0] == {
        "bid": "n1",
        "requirement": "AT",
        "why": "there is no evidence",
    }
    assert "Not shown, and not recorded: n1 AT (there is no evidence);" in (
        run(world, "qualify", "control", TENDER, *OFFICER).stdout
    )
    assert world.dump() == before


def test_a_checklist_fits_a_screen_of_80_columns(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    data(world, "qualify", "control", TENDER, *OFFICER)
    monkeypatch.setattr("cli.console.PIPED_WIDTH", 80)
    told = run(world, "qualify", "checklist", TENDER, "--bid", "n1").stdout
    table = [line for line in told.splitlines() if line[:1] in "┃│"]
    assert {len(line) for line in table} == {80}
    headings = [word for word in table[0].split() if word != "┃"]
    assert headings == ["Requirement", "Basis", "Outcome", "Check", "Evidence"]


WRONG = [
    ((*EVIDENCE, "--requirement", "ZZ"), "Give one of AT, TAX."),
    ((*EVIDENCE, "--requirement", "AT"), "Evidence for AT is about one bid. Give --bid."),
    ((*EVIDENCE, "--bid", "n1"), "Evidence for TAX is about the tenderer. Leave out --bid."),
    ((*EVIDENCE, "--requirement", "AT", "--bid", "e1"), "somebody else's bid"),
    ((*EVIDENCE, "--issued", "2026-02-20"), "no later than today, 2026-02-19"),
    ((*EVIDENCE, "--valid-until", "2026-01-31"), "valid at least until the day it was issued"),
    ((*EVIDENCE, "--number", "5"), "TAX is not measured by a number. Leave out --number."),
    ((*EVIDENCE, "--id", "tax-north-2026-02-01"), "Another piece of evidence already has the id"),
    ((*EVIDENCE, "--id", " "), "--id is empty"),
    ((*EVIDENCE, "--as", "head"), "may not check that requirements are met"),
    (("qualify", "control", TENDER, "--bid", "n1", *OFFICER), "Give both --bid and --requirement."),
    (("qualify", "control", TENDER, "--failed", *OFFICER), "Give both --bid and --requirement."),
    (
        ("qualify", "control", TENDER, "--bid", "n1", "--requirement", "AT", *OFFICER),
        "The outcome is not stated. Give --passed or --failed.",
    ),
    ((*ASK, "--kind", "hearing", "--answer-by", "2026-02-26"), "Give --case, and not --bid."),
    ((*ASK, "--kind", "evidence", "--answer-by", "2026-02-26"), "Give --bid, and not --case."),
    (("qualify", "price", "decide", "n1", *TWO, *WHY), "Give --accept or --reject."),
    (
        ("qualify", "price", "decide", "n1", *OFFICER, *OFFICER, *WHY, "--accept"),
        "both are named as the same person",
    ),
    (("qualify", "checklist", TENDER, "--lot", "L9"), "There is no opened bid L9 in DEMO-1."),
    (("qualify", "checklist", TENDER, "--bid", "zz"), "There is no opened bid zz in DEMO-1."),
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
    with nothing_committed(world.store):
        refused = run(world, *words)
    assert refused.exit_code == 2
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr
