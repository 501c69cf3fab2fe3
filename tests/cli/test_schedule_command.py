"""`tilldela schedule`: a plan from a file or from options, its table, picture and calendar."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

from cli.main import app

ROOT = Path(__file__).parents[2]
OPEN = ROOT / "examples" / "schedule" / "open.yaml"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["schedule", *map(str, words)], env={"COLUMNS": "160"})


def test_a_file_is_told_as_a_table_with_the_day_by_which_the_notice_goes() -> None:
    done = run(OPEN, "--lang", "en")
    assert done.exit_code == 0
    assert "The first notice or invitation is to be sent by Wednesday 11 November 2026." in (
        " ".join(done.output.split())
    )


def test_options_say_the_same_as_a_file() -> None:
    margins = ("documents=30", "tenders=10", "questions=7", "evaluation=21", "decision=7")
    words = [word for each in (*margins, "signing=5", "start_up=20") for word in ("--margin", each)]
    told = run("--procedure", "open", "--start", "2027-03-01", "--name", "Exempel", *words)
    assert (told.exit_code, told.output) == (0, run(OPEN).output)


def test_json_has_every_day_with_its_reasons() -> None:
    answer = json.loads(run(OPEN, "--json").output)
    assert (answer["latest_notice"], answer["room"]) == ("2026-11-11", 5)
    deadline = next(each for each in answer["milestones"] if each["id"] == "tenders.deadline")
    assert (deadline["at"], deadline["by"]) == ("2026-12-21T23:59:00+01:00", "margin")
    assert all(each["reasons"] for each in answer["milestones"])


def test_the_picture_and_the_calendar_are_written(tmp_path: Path) -> None:
    svg, ics = tmp_path / "plan.svg", tmp_path / "plan.ics"
    assert run(OPEN, "--svg", svg, "--ics", ics).exit_code == 0
    assert svg.read_text(encoding="utf-8").startswith("<svg")
    assert len(Calendar.from_ical(ics.read_bytes()).events) == 13


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Neither a file nor a procedure is stated"),
        (("--procedure", "open"), "Neither the day of the notice nor the start"),
        (("--procedure", "closed", "--notice", "2026-09-01"), "There is no procedure closed"),
        ((OPEN, "--notice", "2026-09-01"), "The plan is in open.yaml"),
        ((OPEN, "--svg", "plan.png"), "plan.png does not end in .svg"),
        ((OPEN, "--ics", "/nowhere/plan.ics"), "The file /nowhere/plan.ics cannot be written"),
        (("--procedure", "open", "--margin", "talks=3"), "--margin talks=3 cannot be read"),
        (("--procedure", "open", "--margin", "tenders=x"), "--margin tenders=x cannot be read"),
        (("missing.yaml",), "The file missing.yaml is not there"),
        (("--procedure", "chapter_19", "--rules", "SE-LOU-19", "--notice", "2026-09-01"),
         "The law names no number of days"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_sentence_and_exit_code_2(
    words: tuple[str | Path, ...], told: str
) -> None:
    done = run(*words, "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in " ".join(done.stderr.split())
