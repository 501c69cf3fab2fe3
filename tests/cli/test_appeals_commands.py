"""`tilldela appeals`: what a court answers, and an application for review, by commands alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from models.tender import Tender
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]
CHECK = ("appeals", "check", TENDER)
LAWYER = ("--as", "lawyer")
FR = ("--court", "FR")
LODGED = "2026-03-11T16:40"
APPLY = (
    "appeals", "open", TENDER, "--case", "4711-26", "--applicant", "west",
    "--grounds", "Fel utvärdering", "--relief", "Rättelse",
)  # fmt: skip


def run(world: World, *words: str, lang: Lang = "en") -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, [*words, *where])


def answer(world: World, *words: str) -> Any:
    result = run(world, *words, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def refusal(world: World, *words: str) -> str:
    """The one sentence of a command that is refused and changes nothing."""
    before = world.dump()
    result = run(world, *words)
    assert (result.exit_code, result.stdout, world.dump()) == (2, "", before)
    (line,) = result.stderr.strip().splitlines()
    return line


def go(world: World, moment: datetime) -> World:
    """The installation's own clock, which the commands read."""
    clock = StoredClock(world.store.engine)
    clock.set(moment)
    world.clock.at = clock.now()
    return world


@pytest.fixture
def told(world_at: WorldAt) -> World:
    """All have been told, and the standstill has run out."""
    return go(world_at("notified"), at(3, 13))


def test_a_check_of_every_decided_lot_clears_them_for_their_contracts(told: World) -> None:
    draw = ("contract", "draw", TENDER, "--as", "officer")
    assert answer(told, *draw)["drawn_up"] == 0
    assert answer(told, "tender", "show", TENDER)["next"][-1] == (
        "ask the court about L1, L2, L3 and record the answer with"
        f" tilldela appeals check {TENDER}, see tilldela lots {TENDER}"
    )
    result = run(told, *CHECK, *LAWYER, *FR)
    assert result.stdout == (
        "The answer of FR at 2026-03-13 09:00 is recorded: no case about L1, L2, L3. tilldela lots"
        f" {TENDER} shows what holds the contracts.\n"
    )
    assert "appeals check" not in str(answer(told, "tender", "show", TENDER)["next"])
    assert answer(told, *draw)["drawn_up"] == 3


def test_the_lots_named_are_the_lots_asked_about(told: World) -> None:
    words = (*CHECK, *LAWYER, *FR, "--lot", "L3", "--pending", "L1=4711-26")
    assert answer(told, *words, "--at", "2026-03-13T08:10") == {
        "tender": TENDER,
        "court": "FR",
        "at": "2026-03-13T08:10:00+01:00",
        "lots": {"L1": "4711-26", "L3": None},
    }
    assert answer(told, "contract", "draw", TENDER, "--as", "officer")["drawn_up"] == 1
    shown = run(told, "lots", TENDER, "--lot", "L1").stdout
    assert "case 4711-26 is pending, but it is not on the docket" in shown


def test_the_diary_number_names_the_tender(told: World) -> None:
    with told.store.read() as work:
        number = work.session.get_one(Tender, TENDER).diary_number
    asked = answer(told, "appeals", "check", number.lower(), *LAWYER, *FR)
    assert (asked["tender"], asked["lots"]) == (TENDER, {"L1": None, "L2": None, "L3": None})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as", "nobody", *FR), "nobody"),
        (("--as", "officer", *FR), "record answers from courts"),
        ((*LAWYER, "--court", "EU"), "--court: 'EU' is not one of"),
        ((*LAWYER, "--court", "TR"), "its answer says nothing of the contracts (LOU 20:4)"),
        ((*LAWYER, *FR, "--lot", "L9"), f"Tender {TENDER} has no lot L9."),
        ((*LAWYER, *FR, "--lot", "L1", "--pending", "L9=1-26"), f"Tender {TENDER} has no lot L9."),
        ((*LAWYER, *FR, "--pending", "L1"), "--pending L1 is not a lot and its only case."),
        (
            (*LAWYER, *FR, "--pending", "L1=1-26", "--pending", "L1=2-26"),
            "--pending L1=2-26 is not a lot and its only case.",
        ),
        ((*LAWYER, *FR, "--at", "2026-03-13"), "--at 2026-03-13 is no unambiguous time."),
        ((*LAWYER, *FR, "--at", "2026-03-14T09:00"), "dated in the future"),
    ],
)
def test_a_check_that_cannot_be_is_one_sentence_and_changes_nothing(
    told: World, words: tuple[str, ...], said: str
) -> None:
    assert said in refusal(told, *CHECK, *words)


def test_nothing_is_asked_before_there_is_a_decision(world_at: WorldAt) -> None:
    world = go(world_at("controlled"), at(3, 2))
    assert refusal(world, *CHECK, *LAWYER, *FR) == (
        f"No lot of {TENDER} has an award decision in force. Ask the court once the decision has"
        " been made."
    )
    assert refusal(world, "appeals", "check", "X", *LAWYER, *FR).startswith("There is no tender X")


def test_an_application_holds_its_lots_and_adds_more_when_entered_again(world_at: WorldAt) -> None:
    world = go(world_at("checked"), at(3, 13))
    words = (*APPLY, *LAWYER, "--lodged", LODGED)
    first = run(world, *words, "--lot", "L1")
    assert first.stdout == (
        f"Case 4711-26 is on the docket for L1 ({TENDER}/4711-26). tilldela lots {TENDER} shows"
        " what holds the contracts.\n"
    )
    assert "Case 4711-26 is pending in FR" in run(world, "lots", TENDER, "--lot", "L1").stdout
    go(world, at(3, 16))
    found = answer(world, *words, "--lot", "L1", "--lot", "L3")
    times = found.pop("times")
    assert found == {
        "tender": TENDER,
        "matter": f"{TENDER}/4711-26",
        "case": "4711-26",
        "kind": "review",
        "court": "FR",
        "lots": ["L1", "L3"],
    }
    assert {lot: (each["in_time"], each["last_day"]) for lot, each in times.items()} == {
        "L1": (True, "2026-03-12"),
        "L3": (True, "2026-03-12"),
    }
    assert times["L3"]["reasons"][-1]["cite"].startswith("LOU 20:")
    once = world.dump()
    assert run(world, *words, "--lot", "L3").exit_code == 0
    assert world.dump() == once
    told = "is already on the docket with another applicant"
    assert told in refusal(world, *words, "--lot", "L1", "--informed", "2026-03-12T08:00")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as", "head", "--lot", "L1"), "record events in review cases"),
        ((*LAWYER, "--lot", "L9"), f"Tender {TENDER} has no lot L9. Name lots"),
        ((*LAWYER,), "Give --lot for each lot; if the application is not clearly limited, give --"),
        ((*LAWYER, "--lot", "L1", "--all"), "Which lots it is about is not stated unambiguously."),
        ((*LAWYER, "--lot", "L1", "--applicant", "nobody"), "applicant nobody is not in"),
        ((*LAWYER, "--lot", "L1", "--case", " "), "--case is empty."),
        ((*LAWYER, "--lot", "L1", "--grounds", ""), "--grounds is empty."),
        ((*LAWYER, "--lot", "L1", "--relief", ""), "--relief is empty."),
        ((*LAWYER, "--lot", "L1", "--lodged", "11 mars"), "--lodged 11 mars is no unambiguous"),
        ((*LAWYER, "--lot", "L1", "--informed", "2026-03-10T08:00"), "cannot have come in later"),
    ],
)
def test_an_application_that_cannot_be_is_one_sentence_and_changes_nothing(
    told: World, words: tuple[str, ...], said: str
) -> None:
    assert said in refusal(told, *APPLY, "--lodged", LODGED, *words)


def test_the_answers_are_in_swedish_too(told: World) -> None:
    asked = run(told, *CHECK, *LAWYER, *FR, "--pending", "L2=4711-26", lang="sv")
    assert asked.stdout == (
        "Svaret från FR 2026-03-13 09:00 är antecknat: inget mål om L1, L3; mål pågår om L2"
        f" (4711-26). Vad som hindrar avtal visar tilldela lots {TENDER}.\n"
    )
    entered = run(told, *APPLY, *LAWYER, "--lodged", LODGED, "--lot", "L2", lang="sv")
    assert entered.stdout == (
        f"Mål 4711-26 är diariefört för L2 ({TENDER}/4711-26). Vad som hindrar avtal visar"
        f" tilldela lots {TENDER}.\n"
    )


@pytest.fixture
def applied(world_at: WorldAt) -> World:
    """Case 4711-26 about L1 has come in, in time."""
    world = go(world_at("notified"), at(3, 20))
    words = (*LAWYER, "--lodged", LODGED, "--informed", "2026-03-12T08:00", "--lot", "L1")
    answer(world, *APPLY, *words)
    return world


ACT = ("appeals", "act", "4711-26", *LAWYER)


def test_what_is_not_said_of_an_act_anew_stays_as_it_was(applied: World) -> None:
    answer(applied, *ACT, *FR, "--kind", "rejected", "--on", "2026-03-16", "--sent", "2026-03-17")
    appealed = (*ACT, "--court", "KR", "--kind", "appealed", "--on", "2026-03-18")
    answer(applied, *appealed, "--case", "99-26")
    served = (*ACT, "--court", "KR", "--kind", "served", "--on", "2026-03-19")
    answer(applied, *served, "--answer-by", "2026-04-02")
    assert answer(applied, *served, "--sent", "2026-03-20")["version"] == 2
    once = applied.dump()
    for again in (appealed, served):
        assert not answer(applied, *again)["fresh"]
    assert applied.dump() == once
    shown = answer(applied, "appeals", "show", "4711-26")
    assert [(act["kind"], act["case"], act["sent"], act["due"]) for act in shown["acts"]] == [
        ("rejected", "4711-26", "2026-03-17", None),
        ("appealed", "99-26", None, None),
        ("served", "99-26", "2026-03-20", "2026-04-02"),
    ]
    assert shown["answer_due"] == [{"court": "KR", "due": "2026-04-02"}]
    assert "pending in the administrative court of appeal (KR)" in run(
        applied, "appeals", "list", "--pending"
    ).stdout.replace("\n", " ")


def test_a_ruling_that_grants_is_told_to_be_open_to_appeal(applied: World) -> None:
    words = (*ACT, *FR, "--kind", "correction", "--on", "2026-03-16", "--sent", "2026-03-17")
    assert "may appeal through Tuesday 7 April 2026" in run(applied, *words).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*FR, "--kind", "granted", "--on", "2026-03-16"), "does not occur in review of"),
        (("--court", "KR", "--kind", "redo", "--on", "2026-03-16"), "First enter the ruling of"),
        ((*FR, "--kind", "rejected", "--on", "2026-03-10"), "cannot be older than the application"),
        ((*FR, "--kind", "waived", "--on", "2026-03-16"), "must be on file (LOU 20:10)"),
        ((*FR, "--kind", "rejected", "--on", "2026-03-16", "--lot", "L3"), "is not about"),
        (
            (*FR, "--kind", "served", "--on", "2026-03-16", "--answer-by", "2026-03-01"),
            "before 2026-03",
        ),
        ((*FR, "--kind", "served", "--on", "2026-03-16", "--number", "3"), "is not clear"),
    ],
)
def test_an_act_that_cannot_be_is_one_sentence_and_changes_nothing(
    applied: World, words: tuple[str, ...], said: str
) -> None:
    assert said in refusal(applied, *ACT, *words)


def test_a_strike_takes_two_persons_and_takes_the_act_away(applied: World) -> None:
    done = answer(applied, *ACT, *FR, "--kind", "interim_order", "--on", "2026-03-16")["act"]
    words = ("appeals", "strike", done, "--reason", "Fel mål", *LAWYER)
    assert "Two persons correct the docket" in refusal(applied, *words)
    assert answer(applied, *words, "--as", "head")["struck"] == done
    assert answer(applied, "appeals", "show", "4711-26")["acts"] == []
