"""`tilldela evaluate` and `tilldela allocate`: whole answers, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "evaluation"
PAGE = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "120"})


def answer(name: str, command: str = "evaluate") -> Any:
    result = run(command, str(EXAMPLES / name), "--json", "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_json_is_the_whole_evaluation() -> None:
    relative = answer("relative-ratio.yaml")
    codes = [(warning.pop("code"), warning["cite"]) for warning in relative["warnings"]]
    assert codes == [("relative_model", "LOU 4:1"), ("leave_one_out", "LOU 4:1")]
    assert all(warning["text"] for warning in relative.pop("warnings"))
    assert relative == {
        "ranking": ["B", "A", "C"],
        "winner": "B",
        "bids": [
            {"id": "B", "price": 125, "price_points": 24, "quality": 39, "score": 63},
            {"id": "A", "price": 100, "price_points": 30, "quality": 30, "score": 60},
            {"id": "C", "price": 60, "price_points": 50, "quality": 0, "score": 50},
        ],
        "leave_one_out": [
            {"without": "A", "winner": "B"},
            {"without": "B", "winner": "A"},
            {"without": "C", "winner": "A"},
        ],
    }


def test_json_of_a_tie_names_who_tie() -> None:
    tie = answer("fixed-price.yaml")
    assert (tie["winner"], tie["tied"]) == (None, ["A", "B"])
    assert tie["leave_one_out"][2] == {"without": "C", "winner": None, "tied": ["A", "B"]}


def test_a_number_that_never_ends_has_its_fraction_beside_it() -> None:
    excess = answer("relative-excess.yaml")
    assert excess["bids"][0] == {
        "id": "B",
        "price": 80,
        "price_points": 51.428571,
        "price_points_exact": "360/7",
        "quality": 30,
        "score": 81.428571,
        "exact": "570/7",
    }
    assert (excess["price_of_point"], excess["price_of_point_exact"]) == (1.166667, "7/6")


def test_json_of_an_allocation_is_awards_and_total() -> None:
    assert answer("lots.yaml", "allocate") == {
        "awards": {"L1": "B", "L2": "A", "L3": "C"},
        "total": 18.2,
    }


def test_lots_that_go_together_are_named() -> None:
    assert answer("lots-staff.yaml", "allocate") == {
        "awards": {"L1": "A", "L2": "A", "L3": "C"},
        "total": 17.14,
        "combined": {"L1 and L2": "A"},
    }
    shown = run("allocate", str(EXAMPLES / "lots-staff.yaml")).stdout
    assert "Tillsammans till A: L1 and L2." in shown


def test_a_total_that_never_ends_has_its_fraction(tmp_path: Path) -> None:
    file = tmp_path / "lots.yaml"
    file.write_text("rule: lot_order\nlots: [L1, L2]\nprices: {L1: {A: 1/3}}")
    assert answer(str(file), "allocate") == {
        "awards": {"L1": "A", "L2": None},
        "total": 0.333333,
        "exact": "1/3",
    }
    assert "nobody" in run("allocate", str(file), "--lang", "en").stdout


def test_an_undefined_rest_says_why(tmp_path: Path) -> None:
    file = tmp_path / "range.yaml"
    file.write_text(
        "model: relative_range\nparameters: {price_points: 9}\n"
        "bids: [{id: A, price: 1}, {id: B, price: 1}, {id: C, price: 2}]"
    )
    assert answer(str(file))["leave_one_out"][2] == {
        "without": "C",
        "winner": None,
        "undefined": "Every price is 1, and relative_range is not defined there (LOU 16:1)."
        " State a model that is defined for all bids, e.g. absolute_points.",
    }


@pytest.mark.parametrize("command", ["evaluate", "allocate"])
@pytest.mark.parametrize("text", ["model: price", "[", "a: 1", ""])
def test_a_wrong_file_is_one_line_and_exit_code_two(
    command: str, text: str, tmp_path: Path
) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(text)
    for arguments in ((str(file),), (str(file), "--json"), (str(tmp_path / "none"), "--json")):
        result = run(command, *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.count("\n") == 1


def test_ids_are_shown_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text("model: price\nbids: [{id: '[red]A[/]', price: 1}, {id: Å, price: 1}]")
    shown = run("evaluate", str(file)).stdout
    assert "[red]A[/]" in shown
    assert "Vinnare: ingen, lika: [red]A[/], Å." in shown


@pytest.mark.parametrize("block", re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S))
def test_a_file_shown_on_the_page_is_an_example(block: str) -> None:
    assert block in {path.read_text(encoding="utf-8") for path in EXAMPLES.iterdir()}


def test_every_example_is_on_the_page() -> None:
    missing = [path.name for path in EXAMPLES.iterdir() if f"evaluation/{path.name}" not in PAGE]
    assert missing == []
