"""`tilldela evaluate --robustness` and `--svg`: whole answers, the picture, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result

from cli.main import app

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "evaluation"
TEXT = "{http://www.w3.org/2000/svg}text"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["evaluate", *arguments], env={"COLUMNS": "120"})


def spaced(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def drawn(file: Path, svg: Path, lang: str = "en") -> list[str]:
    """The texts of the picture, in the order they stand in it."""
    result = run(str(file), "--svg", str(svg), "--lang", lang)
    assert (result.exit_code, result.stderr) == (0, "")
    root = ET.fromstring(svg.read_text(encoding="utf-8"))
    return [spaced(each.text or "") for each in root.iter(TEXT)]


def test_json_has_the_margins_beside_the_evaluation() -> None:
    plain = json.loads(run(str(EXAMPLES / "price.yaml"), "--json").stdout)
    robust = json.loads(run(str(EXAMPLES / "price.yaml"), "--robustness", "--json").stdout)
    assert robust.pop("robustness") == {
        "winner": "B",
        "challengers": [
            {
                "id": "A",
                "lead": 59.5,
                "lead_share": 0.063264,
                "lead_share_exact": "119/1881",
                "decided_by": [{"criterion": None, "lead": 59.5}],
                "margins": [
                    {
                        "what": "price",
                        "bid": "A",
                        "now": 1000,
                        "when": "<",
                        "at": 940.5,
                        "change": -59.5,
                        "share": 0.0595,
                    },
                    {
                        "what": "price",
                        "bid": "B",
                        "now": 940.5,
                        "when": ">",
                        "at": 1000,
                        "change": 59.5,
                        "share": 0.063264,
                        "share_exact": "119/1881",
                    },
                ],
            }
        ],
    }
    assert robust == plain


def test_json_of_what_cannot_be_and_of_a_level() -> None:
    answer = json.loads(
        run(str(EXAMPLES / "value-deduction.yaml"), "--robustness", "--json").stdout
    )
    margins = answer["robustness"]["challengers"][1]["margins"]
    nothing = dict.fromkeys(("when", "at", "change", "share"))
    assert margins[1:3] == [
        {
            "what": "level",
            "bid": "C",
            "criterion": "staffing",
            "level": "basic",
            "now": 0,
            "when": "=",
            "at": 400000,
            "change": 400000,
            "share": 1,
            "to_level": "full",
        },
        {"what": "price", "bid": "B", "now": 2150000, **nothing},
    ]


def test_the_tables_are_in_swedish_too() -> None:
    shown = spaced(run(str(EXAMPLES / "value-deduction.yaml"), "--robustness").stdout)
    assert "Vad B vann på" in shown
    assert "När B förlorar kontraktet" in shown
    rows = [re.split(r"\s*│\s*", line)[1:-1] for line in shown.splitlines() if "C: " in line]
    assert rows == [
        ["C", "C: pris", "1 900 000", "< 1 750 000", "−150 000", "7,9 %"],
        ["", "C: nivå i staffing", "basic (0)", "full (400 000)", "+400 000", "100 %"],
    ]


def test_a_picture_alone_adds_nothing_to_the_answer(tmp_path: Path) -> None:
    file, svg = EXAMPLES / "price.yaml", tmp_path / "margins.svg"
    assert run(str(file), "--svg", str(svg)).stdout == run(str(file)).stdout
    first = svg.read_bytes()
    run(str(file), "--svg", str(svg), "--robustness", "--json")
    assert svg.read_bytes() == first


def test_the_picture_says_how_far_the_nearest_first(tmp_path: Path) -> None:
    texts = drawn(EXAMPLES / "absolute-points.yaml", tmp_path / "margins.svg")
    assert texts == [
        "How near another outcome is",
        "B wins. Each number alone: the smallest change that gives another the contract.",
        "What decided, in points",
        "Change that is enough",
        *("0%", "1%", "2%", "3%", "4%"),
        "A is 0.75 points behind, 1.2% of the winning score",
        *("method", "+10", "Price", "−6.25", "staffing", "−3"),
        *("B: price", "2.4%", "1,250 → 1,280"),
        *("A: points for method", "2.5%", "20 → 20.75"),
        *("B: points for method", "2.5%", "30 → 29.25"),
        *("A: price", "3%", "1,000 → 970"),
        *("A: points for staffing", "3.8%", "15 → 15.75"),
        *("B: points for staffing", "3.8%", "12 → 11.25"),
        "others, in the table: 1",
        (
            "Filled bar: in the winner's favour. Change in per cent of the price, of the"
            " criterion's scale or largest amount, or of W; weights in percentage points"
        ),
    ]


def test_the_picture_is_in_swedish_too(tmp_path: Path) -> None:
    texts = drawn(EXAMPLES / "value-deduction.yaml", tmp_path / "margins.svg", "sv")
    wanted = [
        "Så nära är ett annat utfall",
        "A ligger 100 000 SEK efter, 5,7 % av det vinnande jämförelsetalet",
        "C: nivå i staffing",
        "basic → full",
        "kan inte ensamma ge C kontraktet: 3 tal",
    ]
    assert [each for each in wanted if each not in texts] == []


def test_a_number_that_never_ends_is_cut_with_a_mark(tmp_path: Path) -> None:
    texts = drawn(EXAMPLES / "price-per-point.yaml", tmp_path / "margins.svg")
    assert "A is 500 SEK per point behind, 4.2% of the winning score" in texts
    assert "80 → 83.33…" in texts


def test_many_bids_and_long_names_leave_the_picture_readable(tmp_path: Path) -> None:
    file = tmp_path / "bids.yaml"
    bids = ", ".join(f"{{id: '<{'x' * 40}{at}>', price: {at}}}" for at in range(1, 10))
    file.write_text(f"model: price\nbids: [{bids}]")
    texts = drawn(file, tmp_path / "margins.svg")
    assert sum("behind" in text for text in texts) == 6
    assert "More bids, in the table: 2" in texts
    assert f"<{'x' * 14}…: price" in texts
    assert all(len(text) <= 36 for text in texts if text.endswith("…"))


@pytest.mark.parametrize(
    ("name", "code"), [("margins.png", "does not end in .svg"), ("none/margins.svg", "be written")]
)
def test_a_picture_that_cannot_be_is_one_sentence(name: str, code: str, tmp_path: Path) -> None:
    result = run(str(EXAMPLES / "price.yaml"), "--svg", str(tmp_path / name), "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (code in result.stderr, result.stderr.count("\n")) == (True, 1)


@pytest.mark.parametrize("option", [("--robustness",), ("--svg", "none.svg")])
def test_a_tie_has_no_margin(option: tuple[str, ...]) -> None:
    result = run(str(EXAMPLES / "fixed-price.yaml"), *option, "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "Nobody has won: A, B tie, so that any change decides."
        " Draw lots between them and record how; the margin is zero.\n"
    )
