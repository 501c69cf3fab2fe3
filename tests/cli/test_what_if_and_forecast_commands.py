"""`tilldela appeals what-if` and `forecast`: answers, refusals, and that nothing is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from models.store import StoredClock
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

__all__ = ["stages", "world_at"]
ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "forecast" / "steg-till-arbete.yaml"
LOT = f"{TENDER}/L1"


@pytest.fixture
def notified(world_at: Callable[[str], World]) -> World:
    world = world_at("notified")
    StoredClock(world.store.engine).set(at(3, 3))
    return world


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["appeals", *map(str, words)], env={"COLUMNS": "160"})


def at_home(world: World, *words: str | Path) -> Result:
    before = world.dump()
    done = run(*words, "--data-dir", world.store.data_dir, "--lang", "en")
    assert world.dump() == before
    return done


def answer(done: Result) -> Any:
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def refusal(done: Result) -> str:
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = done.stderr.strip().splitlines()
    return line


def test_a_ruling_supposed_gives_the_keys_of_the_law_and_the_day_of_signing(
    notified: World,
) -> None:
    found = answer(
        at_home(notified, "what-if", LOT, "--ruling", "FR:2026-03-20:rejected", "--json")
    )
    law = json.loads(
        CliRunner().invoke(app, ["law", "standstill", "--notice", "2026-03-02", "--json"]).stdout
    )
    assert law.keys() <= found.keys()
    keys = ("applied", "barred", "last_day", "earliest_contract", "signable_from", "in_the_way")
    assert {key: found[key] for key in keys} == {
        "applied": ["2026-03-12"],
        "barred": True,
        "last_day": "2026-03-30",
        "earliest_contract": "2026-03-31",
        "signable_from": "2026-03-31",
        "in_the_way": [],
    }


def test_evidence_that_a_review_makes_too_old_is_told_before_it_is(notified: World) -> None:
    found = answer(
        at_home(notified, "what-if", LOT, "--ruling", "FR:2026-06-12:rejected", "--json")
    )
    keys = ("earliest_contract", "signable_from", "as_of")
    assert [found[key] for key in keys] == ["2026-06-23", None, "2026-06-23"]
    assert [each["code"] for each in found["in_the_way"]] == ["evidence-lapsed"]


def test_a_lot_may_be_named_by_the_diary_number_however_cased(notified: World) -> None:
    words = ("--ruling", "FR:2026-06-12:rejected", "--json")
    by_id, by_number = (
        answer(at_home(notified, "what-if", name, *words)) for name in (LOT, "demo 2026/1/L1")
    )
    assert by_id["reasons"] == by_number["reasons"] != []


def test_people_read_the_day_what_was_assumed_and_what_is_in_the_way(notified: World) -> None:
    done = at_home(notified, "what-if", LOT, "--ruling", "FR:2026-06-12:correction")
    text = " ".join(done.stdout.split())
    assert "No day for a contract is known." in text
    assert "In the way: The court ordered in case 1" in text
    assert "After the correction, with new letters on Friday 3 July 2026: the contract can" in text


def test_a_new_procurement_is_told_with_what_the_law_says_of_its_time(notified: World) -> None:
    done = at_home(
        notified, "what-if", LOT, "--ruling", "FR:2026-06-12:redo", "--assume", "documents=0"
    )
    assert "A new procurement is needed. Announced on Friday 12 June 2026" in done.stdout


def test_a_docketed_case_takes_the_ruling_and_a_later_court_its_own(notified: World) -> None:
    notified.go(at(3, 3))
    notified.lodge("1-26", "L1")
    found = answer(
        at_home(
            notified, "what-if", LOT, "--json", "--ruling", "FR:2026-06-12:rejected",
            "--ruling", "KR:2026-10-01:upheld:interim",
        )
    )  # fmt: skip
    assert (found["applied"], found["earliest_contract"]) == (["2026-03-03"], "2026-10-13")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("L1",), "L1 is no lot of a tender here"),
        ((f"{TENDER}/L9",), "has no lot L9"),
        ((LOT, "--ruling", "TR:2026-06-12:rejected"), "TR is no court here"),
        ((LOT, "--ruling", "FR:2026-06-12:won"), "won is no outcome"),
        ((LOT, "--ruling", "FR"), "not a date"),
        ((LOT, "--ruling", "FR:2026-06-12"), "is no outcome"),
        ((LOT, "--ruling", "FR:2026-06-12:rejected:soon"), "says nothing of a ruling"),
        ((LOT, "--ruling", "FR:2026-06-12:rejected:dispatched=2026-06-01"), "cannot have been"),
        ((LOT, "--ruling", "FR:2026-03-02:rejected"), "cannot come before the application"),
        ((LOT, "--assume", "evaluation"), "cannot be read"),
        ((LOT, "--assume", "decision=3", "--assume", "decision=4"), "stated twice"),
    ],
)
def test_what_cannot_be_supposed_is_one_sentence(
    notified: World, words: tuple[str, ...], told: str
) -> None:
    assert told in refusal(at_home(notified, "what-if", *words))


def test_a_forecast_from_a_file_needs_no_installation(tmp_path: Path) -> None:
    drawn = tmp_path / "f.svg"
    found = answer(run("forecast", "--inputs", EXAMPLE, "--runs", "2000", "--json", "--svg", drawn))
    assert (len(found["lots"]), found["runs"], found["planned"]) == (46, 2000, "2027-06-01")
    assert drawn.read_text(encoding="utf-8").startswith("<svg")
    assert not any(isinstance(each, float) for each in _leaves(found))
    own = [each for each in found["statistics"] if each["own"]]
    assert [(each["name"], each["value"]) for each in own] == [("share_reviewed", "2/5")]


def _leaves(found: Any) -> list[Any]:
    if isinstance(found, dict):
        return [leaf for each in found.values() for leaf in _leaves(each)]
    if isinstance(found, list):
        return [leaf for each in found for leaf in _leaves(each)]
    return [found]


def test_the_same_seed_is_the_same_forecast_and_supposing_a_review_makes_it_later() -> None:
    words = ("forecast", "--inputs", EXAMPLE, "--runs", "2000", "--json")
    one, same, worse = answer(run(*words)), answer(run(*words)), answer(run(*words, "--reviewed"))
    assert one == same
    assert worse["start"]["p90"] > one["start"]["p90"]


def test_a_stored_tender_is_forecast_from_where_its_lots_stand(notified: World) -> None:
    found = answer(at_home(notified, "forecast", TENDER, "--runs", "2000", "--json"))
    assert [(each["lot"], each["stage"], each["since"]) for each in found["lots"]] == [
        (code, "open_to_review", "2026-03-02") for code in ("L1", "L2", "L3")
    ]
    assert (found["today"], found["planned"]) == ("2026-03-03", "2026-05-01")


def test_each_lot_has_what_each_month_of_delay_costs() -> None:
    words = ("forecast", "--inputs", EXAMPLE, "--runs", "2000", "--json", "--reviewed")
    found = answer(run(*words))
    months = [[month["day"] for month in lot["months"]] for lot in found["lots"]]
    assert months == [[month["day"] for month in found["started"]]] * 46
    first = [lot["months"][0]["appropriation"] for lot in found["lots"]]
    assert 0 <= found["started"][0]["mean"]["appropriation"] - sum(first) < 46


def test_people_read_a_table_the_cost_and_what_is_not_known() -> None:
    done = run("forecast", "--inputs", EXAMPLE, "--runs", "2000", "--reviewed", "--lang", "en")
    text = " ".join(done.stdout.split())
    assert "All 46 lots have started P10" in text
    assert "Unused appropriation: P10" in text
    assert "What the statistics cannot say:" in text


FILE = "letters: 2027-03-01\nplanned_start: 2027-06-01\nlots: [{code: L1}]\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("letters: 2027-03-01\n", "the planned start (planned_start) are needed"),
        (FILE.replace("{code: L1}", "{code: L1}, {code: L1}"), "Lot L1 stands twice"),
        (FILE.replace("L1}", "L1, appropriation: 1.5}"), "lots[0].appropriation"),
        (FILE + "statistics: {share_reviewed: {value: 2, source: x}}\n", "between 0 and 1"),
        (FILE + "statistics: {months_kr: {value: 2, source: x}}\n", "months_kr is no value"),
        (FILE + "statistics: {share_reviewed: {value: 0.5}}\n", "source is missing"),
        (FILE.replace("[{code: L1}]", "[]"), "No lot waits to start"),
    ],
)
def test_a_wrong_file_is_one_sentence(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "inputs.yaml"
    path.write_text(content, encoding="utf-8")
    assert told in refusal(run("forecast", "--inputs", path, "--lang", "en"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Without a tender the day of the letters"),
        (("--inputs", EXAMPLE, "--runs", "10"), "10 runs are too few"),
        (("--inputs", EXAMPLE, "--svg", "f.png"), "f.png does not end in .svg"),
        (("--inputs", "nowhere.yaml"), "nowhere.yaml is not there"),
    ],
)
def test_wrong_options_are_one_sentence(words: tuple[str | Path, ...], told: str) -> None:
    assert told in refusal(run("forecast", *words, "--lang", "en"))


def test_a_lot_that_the_tender_does_not_have_is_refused(notified: World, tmp_path: Path) -> None:
    path = tmp_path / "inputs.yaml"
    path.write_text("lots: [{code: L9}]\n", encoding="utf-8")
    done = at_home(notified, "forecast", TENDER, "--inputs", path)
    assert "states lot L9, which the tender does not have" in refusal(done)
