"""`tilldela appeals`: stricter dates, clearings, papers, the worklist, and purchases meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.review import CourtActKind, CourtName
from models.store import StoredClock
from tests.appeals.docket_views import codes
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]
LAWYER = ("--as", "lawyer")
TWO = (*LAWYER, "--as", "head")
MATTER = f"{TENDER}/1-26"
STRICTER = ("appeals", "stricter", TENDER, "--lot", "L3", "--reason", "Klagomål väntas")
CLEAR = ("appeals", "clear", TENDER, "--ground", "Utgången saknar betydelse")
MAIL = ("appeals", "mail", "1-26")
BRIDGE = (TENDER, "--lot", "L3")
RECORD = (
    "appeals", "bridge-record", *BRIDGE, "--ground", "during_review", "--until", "2026-05-31",
    "--reason", "Deltagare väntar",
)  # fmt: skip
OFFICER = ("--as", "officer", "--as", "head")
MET = (
    "--met", "pressing-need", "--met", "no-longer-than-needed", "--met", "no-larger-than-needed",
)  # fmt: skip


def run(world: World, *words: str, lang: Lang = "en") -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, [*words, *where])


def answer(world: World, *words: str) -> Any:
    result = run(world, *words, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def refusal(world: World, *words: str, lang: Lang = "en") -> str:
    """The one sentence of a command that is refused and changes nothing."""
    before = world.dump()
    result = run(world, *words, lang=lang)
    assert (result.exit_code, result.stdout, world.dump()) == (2, "", before)
    (line,) = result.stderr.strip().splitlines()
    return line


def go(world: World, moment: datetime) -> World:
    """The installation's own clock, which the commands read."""
    clock = StoredClock(world.store.engine)
    clock.set(moment)
    world.clock.at = clock.now()
    return world


def lodged(world_at: WorldAt, code: str) -> World:
    """An application of 12 March about one lot, and the court asked the day after."""
    world = go(world_at("notified"), at(3, 12))
    world.lodge("1-26", code)
    go(world, at(3, 13))
    pending = {code: "1-26"}
    world.ask(CourtName.FR, codes=(), **pending)
    return world


@pytest.fixture
def held(world_at: WorldAt) -> World:
    return lodged(world_at, "L3")


def test_a_stricter_date_takes_one_person_and_an_earlier_one_two(world_at: WorldAt) -> None:
    world = go(world_at("checked"), at(3, 13))
    first = answer(world, *STRICTER, *LAWYER, "--not-before", "2026-03-20")
    assert first == {"tender": TENDER, "lot": "L3", "not_before": "2026-03-20", "number": 1}
    earlier = (*STRICTER, "--not-before", "2026-03-18")
    assert refusal(world, *earlier, *LAWYER) == (
        "The day is set to Friday 20 March 2026, and an earlier day takes two persons. Give --as"
        " twice: who changes it and who approves."
    )
    told = run(world, *earlier, *TWO, lang="sv").stdout
    assert told.startswith("Inget avtal för L3 ingås före 2026-03-18.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*LAWYER, "--not-before", "2026-03-12"), "has no effect"),
        ((*LAWYER, "--not-before", "i morgon"), "--not-before i morgon is no day."),
        (("--as", "officer", "--not-before", "2026-04-01"), "Ask somebody with the role"),
        ((*TWO, "--as", "officer", "--not-before", "2026-04-01"), "and 3 are named"),
    ],
)
def test_a_stricter_date_that_cannot_be_is_one_sentence(
    world_at: WorldAt, words: tuple[str, ...], said: str
) -> None:
    assert said in refusal(go(world_at("checked"), at(3, 13)), *STRICTER, *words)


def test_a_tie_is_cleared_by_two_persons(world_at: WorldAt) -> None:
    world = lodged(world_at, "L1")
    words = (*CLEAR, "--lot", "L2", "--tie", "L1")
    assert "1 is named" in refusal(world, *words, *LAWYER)
    assert answer(world, *words, *TWO) == {
        "tender": TENDER, "lot": "L2", "tie": "L1", "remand": None, "number": 1,
    }  # fmt: skip
    either = "Give either --tie with the tied lot, or --remand with the matter."
    assert refusal(world, *CLEAR, "--lot", "L2", *TWO).endswith(either)
    assert refusal(world, *words, "--remand", "1-26", *TWO).endswith(either)


def test_a_remand_is_cleared_by_two_persons(held: World) -> None:
    words = (*CLEAR, "--lot", "L3", "--remand", "1-26", *TWO)
    assert refusal(held, *words).startswith("No remand in case 1-26 holds the contract for L3.")
    go(held, at(5, 4))
    held.court("1-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 4, 10))
    held.court("1-26", CourtName.KR, CourtActKind.REMANDED, date(2026, 5, 4))
    assert "remanded" in codes(held, "L3")
    assert run(held, *words, lang="sv").stdout.startswith("Grunden är antecknad för L3.")
    assert "remanded" not in codes(held, "L3")


def test_a_matter_is_assigned_and_stands_on_that_lawyers_list(held: World) -> None:
    words = ("appeals", "assign", "1-26", *LAWYER, "--to")
    assert answer(held, *words, "lawyer") == {"matter": MATTER, "person": "lawyer"}
    (due,) = answer(held, "appeals", "worklist", "--person", "lawyer")["due"]
    assert (due["kind"], due["on"], due["persons"]) == ("new_grounds", "2026-04-02", ["lawyer"])
    assert "(LOU 20:5b)" in run(held, "appeals", "worklist").stdout.replace("\n", " ")
    assert "is not a legal officer of this buyer" in refusal(held, *words, "officer")
    assert "nobody" in refusal(held, "appeals", "worklist", "--person", "nobody")
    assert "Case 9-26 is not on the docket" in refusal(
        held, "appeals", "assign", "9-26", *LAWYER, "--to", "lawyer"
    )


def test_where_nothing_is_due_the_list_says_so(world_at: WorldAt) -> None:
    world = world_at("controlled")
    assert run(world, "appeals", "worklist").stdout == "Nothing to do or to watch.\n"
    assert run(world, "appeals", "worklist", lang="sv").stdout == "Inget att göra eller bevaka.\n"


def test_mail_is_registered_and_shown(held: World, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Föreläggande\n", encoding="utf-8")
    assert run(held, *MAIL).stdout == f"No letter has been entered in {MATTER}.\n"
    came = (*MAIL, *LAWYER, "--from", "FR", "--about", "Föreläggande", "--file", str(letter))
    assert answer(held, *came, "--at", "2026-03-13T08:30") == {"matter": MATTER, "number": 1}
    run(held, *MAIL, *LAWYER, "--to", "FR", "--about", "Yttrande")
    rows = answer(held, *MAIL)["mail"]
    assert [(row["direction"], row["about"]) for row in rows] == [
        ("in", "Föreläggande"), ("out", "Yttrande"),
    ]  # fmt: skip
    assert "in from" in run(held, *MAIL).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "FR", "--about", "x"), "Who enters the letter is not stated."),
        ((*LAWYER, "--about", "x"), "Give either --from or --to."),
        ((*LAWYER, "--from", "FR", "--to", "FR", "--about", "x"), "Give either --from or --to."),
        ((*LAWYER, "--from", "FR"), "what it is about, is not stated."),
        ((*LAWYER, "--from", "FR", "--about", "x", "--at", "2026-04-01T10:00"), "T10:00:00+02:00"),
        ((*LAWYER, "--from", "FR", "--about", "x", "--file", "/none.txt"), "cannot be read."),
        (("--as", "officer", "--from", "FR", "--about", "x"), "legal officer"),
    ],
)
def test_mail_that_cannot_be_is_one_sentence(
    held: World, words: tuple[str, ...], said: str
) -> None:
    assert said in refusal(held, *MAIL, *words)


def test_a_power_of_attorney_is_kept_and_its_end_watched(held: World, tmp_path: Path) -> None:
    paper = tmp_path / "mandate.txt"
    paper.write_text("Fullmakt\n", encoding="utf-8")
    words = (
        "appeals", "mandate", "1-26", "--for", "counterparty", "--attorney", "Ombud Exempel",
        "--from", "2026-03-01", "--file", str(paper),
    )  # fmt: skip
    kept = answer(held, *words, *LAWYER, "--until", "2026-03-31")
    assert kept == {"matter": MATTER, "number": 1, "until": "2026-03-31"}
    kinds = [due["kind"] for due in answer(held, "appeals", "worklist")["due"]]
    assert kinds == ["mandate", "new_grounds"]
    assert "cannot be valid from" in refusal(held, *words, *LAWYER, "--until", "2026-02-01")
    assert "legal officer" in refusal(held, *words, "--as", "officer")


def test_reminders_go_once_and_only_by_those_who_may(held: World) -> None:
    go(held, at(3, 30))
    remind = ("appeals", "remind")
    assert "may not send reminders" in refusal(held, *remind, "--as", "officer")
    assert answer(held, *remind, *LAWYER) == {"sent": ["lawyer"], "failed": []}
    assert run(held, *remind, *LAWYER).stdout == "Nothing new to remind of.\n"
    assert run(held, *remind, *LAWYER, lang="sv").stdout == "Inget nytt att påminna om.\n"


def test_a_purchase_meanwhile_is_advised_decided_and_listed(held: World) -> None:
    before = held.dump()
    words = ("appeals", "bridge", *BRIDGE, "--until", "2026-05-31", "--option-until", "2026-06-30")
    advice = answer(held, *words)
    assert [(each["ground"], each["allowed"]) for each in advice["grounds"]] == [
        ("option", None), ("below_limit", None), ("during_review", None), ("extreme_urgency", None),
    ]  # fmt: skip
    assert (advice["court"], advice["since"]) == ("no-contract", "2026-03-12")
    assert "Direktupphandling i samband med överprövning" in run(held, *words, lang="sv").stdout
    assert held.dump() == before
    made = answer(held, *RECORD, *OFFICER, *MET)
    assert made["bridge"] == f"{TENDER}/L3/bridge/1"
    ends = [due for due in answer(held, "appeals", "worklist")["due"] if due["kind"] == "bridge"]
    assert [(due["on"], due["lots"]) for due in ends] == [("2026-05-31", ["L3"])]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("appeals", "bridge", TENDER, "--lot", "L1"), "there is nothing to bridge."),
        (("appeals", "bridge", *BRIDGE, "--value", "abc"), "--value abc is not an amount."),
        (("appeals", "bridge", *BRIDGE, "--from", "x"), "--from x is no day."),
        ((*RECORD, *OFFICER), "Nobody answers for this:"),
        ((*RECORD, "--as", "officer", *MET), "and 1 is named."),
        ((*RECORD, "--as", "officer", "--as", "lawyer", *MET), "Ask somebody with the role"),
        ((*RECORD, *OFFICER, *MET, "--met", "weather"), "weather"),
    ],
)
def test_a_purchase_that_cannot_be_is_one_sentence(
    held: World, words: tuple[str, ...], said: str
) -> None:
    assert said in refusal(held, *words)
