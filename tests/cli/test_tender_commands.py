"""A tender by commands, from its file to its deadline; wrong input is one sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from tests.fact_dump import nothing_committed
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "tender"
FILES = sorted(EXAMPLES.glob("*.yaml"))
OFFICER, HEAD = ("--as", "officer"), ("--as", "head")


def run(world: World, *words: str, lang: Lang = "en") -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, [*words, *where])


def done(world: World, *words: str, lang: Lang = "en") -> str:
    result = run(world, *words, lang=lang)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def data(world: World, *words: str) -> Any:
    return json.loads(done(world, *words, "--json"))


def refused(world: World, *words: str, lang: Lang = "en") -> str:
    with nothing_committed(world.store):
        result = run(world, *words, lang=lang)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    return result.stderr.strip()


@pytest.fixture
def world(world_at: WorldAt) -> World:
    world = world_at("enrolled")
    StoredClock(world.store.engine).set(at(1, 12))
    return world


@pytest.fixture
def published(world_at: WorldAt) -> World:
    world = world_at("published")
    StoredClock(world.store.engine).set(at(1, 14))
    return world


def test_every_example_is_drafted_and_found_by_its_diary_number(world: World) -> None:
    for file in FILES:
        done(world, "tender", "draft", str(file), *OFFICER)
    before = world.dump()
    done(world, "tender", "draft", str(FILES[0]), *OFFICER, lang="sv")
    assert world.dump() == before
    listed = [each["tender"] for each in data(world, "tender", "list")]
    assert listed == ["CH19-1", "DIR-1", "FRAME-1", "LOV-1", "OPEN-1", "RESTR-1"]
    assert [each["tender"] for each in data(world, "tender", "find", "ex 2026/3")] == ["RESTR-1"]
    assert data(world, "tender", "show", "ex 2026/3")["tender"] == "RESTR-1"
    assert "Steg till arbete" in done(world, "tender", "find", "STEG", lang="sv")
    assert done(world, "tender", "find", "rymdfärja", lang="sv") == "Ingen upphandling hittades.\n"


def test_a_diary_number_is_one_tenders_alone(world: World) -> None:
    first, second = FILES[:2]
    done(world, "tender", "draft", str(first), *OFFICER)
    twin = world.store.data_dir / "twin.yaml"
    body = second.read_text(encoding="utf-8").replace("EX 2026/4", "ex 2026/2")
    twin.write_text(body, encoding="utf-8")
    assert refused(world, "tender", "draft", str(twin), *OFFICER) == (
        "The diary number EX 2026/2 is that of CH19-1 already. State one of its own, for a later"
        " step such as with a number last."
    )
    assert refused(world, "award", "status", "S 2", lang="sv").startswith(
        "Det finns ingen upphandling S 2 här"
    )


def test_an_id_is_read_however_it_is_cased_unless_that_is_several(world: World) -> None:
    first, second = FILES[:2]
    for file, name in ((first, "Same"), (second, "SAME")):
        given = world.store.data_dir / f"{name}.yaml"
        body = file.read_text(encoding="utf-8")
        given.write_text(re.sub(r"^id: .*$", f"id: {name}", body, flags=re.M), encoding="utf-8")
        done(world, "tender", "draft", str(given), *OFFICER)
    assert data(world, "tender", "show", "SAME")["tender"] == "SAME"
    assert refused(world, "deadline", "show", "same") == (
        "same is several tenders: SAME, Same. Name one of them."
    )


def test_every_command_takes_the_diary_number(published: World) -> None:
    for words in (("deadline", "show"), ("award", "status"), ("lots",), ("keys", "list")):
        by_id, by_number = (run(published, *words, each) for each in (TENDER, "demo 2026/1"))
        assert (by_id.exit_code, by_id.output) == (by_number.exit_code, by_number.output)
        assert "demo 2026/1" not in by_number.output


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("contract_months: 24", "contract_months: x", "contract_months (x) is no whole number"),
        ("contract_months: 24", "", "contract_months is missing. Add it."),
        ("step: tenders", "stepp: tenders", "step is missing. Add it."),
        ("currency: SEK", "currency: SEK\nextra: 1", "extra (1) is not known here"),
        ("places_per_year: 40", "places_per_year: 0", "lots[0].places_per_year (0) is too small"),
        ("kind: social", "kind: care", "value.kind (care) is none of the values there are. State"),
        ("starts_on: 2026-01-13", "starts_on: 13/1", "starts_on (13/1) is no day"),
        ("cite: LOU 19:17", "cite: x", "requirements[0].cite has the wrong form. Write it as"),
        ("    max_age_days: 60", "    max_age: 60", "requirements[0].max_age is not known here"),
        ("cite: LOU 19:17", "cite: LOU 13:2", "Correct the basis of the requirement"),
        ("purpose: {sv: Deltagarna närmar sig arbete., en:", "purpose: {en:",
         "service_terms.purpose.sv is missing"),
        ("amount: 10_000", "amount: 0.5", "award_terms: criteria[0].levels[1].amount"),
        ("2026-02-16T23:59", "soon", "bid_deadline_at soon is no unambiguous time"),
        ("2026-02-16T23:59", "2026-01-11T23:59", "The deadline for bids would already have passed"),
        ("chapter_19", "chapter_twenty", "There is no procedure chapter_twenty under SE-LOU-19"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_named(world: World, old: str, new: str, said: str) -> None:
    body = (EXAMPLES / "chapter-19.yaml").read_text(encoding="utf-8")
    assert old in body
    file = world.store.data_dir / "draft.yaml"
    file.write_text(body.replace(old, new, 1), encoding="utf-8")
    assert said in refused(world, "tender", "draft", str(file), *OFFICER)


NOTES = ("need", "lots", "market_dialogue")
NOTE = ("--on", "2026-01-07", "--text", "Samråd med branschen", "--text-en", "A talk")


def planned(world: World) -> str:
    """The example under chapter 19 with all that it takes, not yet published."""
    done(world, "tender", "draft", str(EXAMPLES / "chapter-19.yaml"), *OFFICER)
    paper = world.store.data_dir / "ffu.txt"
    paper.write_text("Steg till arbete\n", encoding="utf-8")
    for kind in NOTES:
        done(world, "tender", "note", "EX 2026/2", *OFFICER, "--kind", kind, *NOTE)
    titled = ("--code", "FFU", "--title", "Förfrågan", "--title-en", "Request")
    done(world, "tender", "document", "CH19-1", str(paper), *OFFICER, *titled)
    for person in ("officer", "head"):
        words = ("--as", person, "--statement", "Inga bindningar", "--free")
        done(world, "tender", "declare", "CH19-1", *words)
    world.of("CH19-1").appoint()
    return "CH19-1"


def test_show_says_what_remains_until_nothing_does(world: World) -> None:
    done(world, "tender", "draft", str(EXAMPLES / "chapter-19.yaml"), *OFFICER)
    shown = done(world, "tender", "show", "CH19-1", lang="sv")
    for each in (
        "utkast", "Upphandling enligt 19 kap.", "en anteckning om behovet saknas",
        "två förordnade anbudsöppnare", "Svar på frågor senast: 2026-02-10",
    ):  # fmt: skip
        assert each in shown
    planned(world)
    told = done(world, "tender", "show", "CH19-1", lang="sv")
    assert "Nästa steg:" in told
    assert "tilldela tender publish CH19-1 --as UPPHANDLARE --as UPPHANDLINGSCHEF" in told
    shown = data(world, "tender", "show", "CH19-1")
    assert (shown["remains"], shown["declared"]) == (
        [],
        [{"person": "head", "free": True}, {"person": "officer", "free": True}],
    )
    assert [each["kind"] for each in shown["notes"]] == list(NOTES)
    told = done(world, "tender", "publish", "CH19-1", *OFFICER, *HEAD)
    assert told.startswith("CH19-1 is published.")
    shown = data(world, "tender", "show", "CH19-1")
    assert shown["stage"] == "published"
    assert shown["next"] == [
        "send the notice, see tilldela notice list CH19-1",
        "answer questions, see tilldela tender questions CH19-1",
        "after the deadline: tilldela open CH19-1",
    ]
    StoredClock(world.store.engine).set(at(3, 1))
    assert data(world, "tender", "show", "CH19-1")["next"] == [
        "open what has come in with tilldela open CH19-1"
    ]


def test_a_value_is_estimated_anew_and_its_regime_shown(world: World) -> None:
    done(world, "tender", "draft", str(EXAMPLES / "direct-award.yaml"), *OFFICER)
    assert data(world, "tender", "show", "DIR-1")["regime"] == "direct-award"
    why = ("--buyer", "central", "--kind", "services", "--reason", "Med optionen")
    done(world, "tender", "value", "DIR-1", *OFFICER, *why, "--option", "400000")
    for none in ("0", "-5"):
        assert refused(world, "tender", "value", "DIR-1", *OFFICER, *why, "--option", none) == (
            f"--option: {none} is not above zero; write what it is worth."
        )
    shown = data(world, "tender", "show", "DIR-1")
    assert (shown["value"], shown["regime"]) == (90_000_000, "chapter-19")


def test_a_supplier_that_helped_is_put_on_record_with_what_was_done(world: World) -> None:
    done(world, "tender", "draft", str(EXAMPLES / "chapter-19.yaml"), *OFFICER)
    who = ("--organisation", "north", *OFFICER)
    done(world, "tender", "involve", "CH19-1", *who, "--text", "Skrev kraven.")
    assert "took part in preparing" in done(world, "tender", "show", "CH19-1")
    taken = ("--on", "2026-01-08", "--text", "Alla fick samma underlag.")
    assert refused(world, "tender", "measure", "CH19-1", *who, *taken).startswith(
        "The outcome is not stated. Give --sufficient or --insufficient"
    )
    done(world, "tender", "measure", "CH19-1", *who, *taken, "--sufficient")
    assert data(world, "tender", "show", "CH19-1")["warnings"] == []


def test_a_question_is_answered_to_all_and_a_correction_made(published: World) -> None:
    world = published
    done(world, "tender", "ask", TENDER, "--as", "north-person", "--text", "Får vi?")
    listed = done(world, "tender", "questions", TENDER, *OFFICER)
    assert "1. 2026-01-14 09:00 (not answered): Får vi?" in listed
    assert done(world, "tender", "questions", TENDER, "--as", "east-person") == "No questions.\n"
    told = ("--text", "Ja.", "--text-en", "Yes.")
    put = ("--question", "1", "--asked", "Får man?", "--asked-en", "May one?")
    done(world, "tender", "answer", TENDER, *OFFICER, *put, *told)
    done(world, "tender", "answer", TENDER, *OFFICER, "--text", "Mer.", "--text-en", "More.")
    assert [each["asked"] for each in data(world, "tender", "answers", TENDER)] == [
        {"sv": "Får man?", "en": "May one?"}, None,
    ]  # fmt: skip
    assert done(world, "tender", "answers", TENDER) == (
        "1. 2026-01-14 09:00\n   Question: May one?\n   Answer: Yes.\n"
        "2. 2026-01-14 09:00\n   Answer: More.\n"
    )
    new = world.store.data_dir / "ny.txt"
    new.write_text("Ny lydelse\n", encoding="utf-8")
    corrected = done(
        world, "tender", "correct", TENDER, *OFFICER, *HEAD, "--text", "Sidan 3.",
        "--substantial", "--document", f"FFU={new}",
    )  # fmt: skip
    assert "tilldela deadline extend" in corrected
    shown = data(world, "tender", "show", TENDER)
    assert [each["version"] for each in shown["documents"]] == [2]
    assert [each["cite"] for each in shown["remains"]] == ["LOU 19:14"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("answer", TENDER, *OFFICER, "--text", "Ja.", "--text-en", "Yes.", "--asked", "x"),
         "--asked goes with --question. State which question is answered, or leave --asked out."),
        (("answer", TENDER, *OFFICER, "--text", "Ja.", "--text-en", "Yes.", "--question", "9"),
         "--asked is empty. Write a text."),
        (("publish", TENDER, *OFFICER),
         ("Two persons publish together, and 1 is named. Give --as twice, first a procurement"
          " officer and then a head of procurement.")),
        (("correct", TENDER, *OFFICER, *HEAD, "--text", "x", "--minor", "--document", "FFU"),
         "--document FFU states no code and file. Write it as --document FFU=new.pdf."),
        (("correct", TENDER, *OFFICER, *HEAD, "--text", "x", "--minor", "--document", "FFU=no"),
         "The file no cannot be read. Check the path."),
        (("ask", TENDER, "--as", "north-person", "--text", " "),
         "The question is empty. Write what you want to know."),
        (("document", TENDER, "no.pdf", *OFFICER, "--code", "A", "--title", "x"),
         "The file no.pdf cannot be read. Check the path."),
        (("note", TENDER, *OFFICER, "--kind", "nead", "--on", "2026-01-07", "--text", "x"),
         ("--kind: 'nead' is not one of 'need', 'market_dialogue', 'lots', 'procedure',"
          " 'guidelines', 'urgency', 'documentation'.")),
        (("note", TENDER, *OFFICER, "--kind", "need", "--on", "soon", "--text", "x"),
         "--on soon is no day. Write year, month and day, as 2026-02-16."),
    ],
)  # fmt: skip
def test_wrong_input_is_one_sentence(published: World, words: tuple[str, ...], said: str) -> None:
    assert refused(published, "tender", *words) == said
