import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from cli.replay import replay, shortened
from procurement.exact.numbers import exact_text

app = typer.Typer()
app.command()(replay)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "120"})


def bid(id_: str, amount: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "status": "active",
        "date": "2026-01-10T10:00:00+00:00",
        "value": {"amount": amount, "currency": "UAH"},
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "tender.json", "aaaaaaaa-1")


def write(file: Path, awarded_to: str, *, worst: Any = 1200.5) -> Path:
    award = {"id": "1", "bid_id": awarded_to, "status": "active", "date": "2026-02-01T10:00:00Z"}
    bids = [bid("aaaaaaaa-1", 1000), bid("[red]bbbbbb", 1100), bid("aaaaaaaa-2", worst)]
    file.write_text(json.dumps({"tenderID": "T-1", "bids": bids, "awards": [award]}))
    return file


def test_json_is_the_whole_answer_and_nothing_else(file: Path) -> None:
    result = run(str(file), "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "tender": "T-1",
        "lots": [
            {
                "id": "T-1",
                "ranking": ["aaaaaaaa-1", "[red]bbbbbb", "aaaaaaaa-2"],
                "winner": "aaaaaaaa-1",
                "source_awards": ["aaaaaaaa-1"],
                "agrees": True,
            }
        ],
        "agree": 1,
        "of": 1,
    }


def test_a_lot_that_does_not_agree_gives_exit_code_one(file: Path) -> None:
    write(file, "aaaaaaaa-2")
    assert run(str(file), "--json").exit_code == 1
    table = run(str(file))
    assert (table.exit_code, "✘" in table.stdout) == (1, True)
    assert table.stdout.endswith("0 av 1 jämförda anbudsområden stämmer.\n")


def test_the_table_shows_places_exact_prices_winner_and_awards(file: Path) -> None:
    lines = run(str(file)).stdout.splitlines()
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines if "│" in line]
    assert cells == [
        ["T-1", "1.\xa0aaaaaaaa-1", "1\xa0000", "aaaaaaaa-1", "aaaaaaaa-1", "✔"],
        ["", "2.\xa0[red]bbbbbb", "1\xa0100", "", "", ""],
        ["", "3.\xa0aaaaaaaa-2", "1\xa0200,5", "", "", ""],
    ]
    assert lines[0].strip() == "Upphandling T-1"
    assert lines[-1] == "1 av 1 jämförda anbudsområden stämmer."


def test_the_table_is_complete_in_english(file: Path) -> None:
    output = run(str(file), "--lang", "en").stdout
    assert output.splitlines()[0].strip() == "Tender T-1"
    headings = ["Lot", "Ranking", "Comparison", "Winner", "Awarded", "Agrees"]
    assert [cell.strip() for cell in output.splitlines()[2].split("┃")[1:-1]] == headings
    assert output.endswith("1 of 1 compared lots agree.\n")


def test_problems_follow_the_table_and_do_not_fail_the_replay(file: Path) -> None:
    write(file, "aaaaaaaa-1", worst="dear")
    result = run(str(file))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-2:] == [
        "Problem i filen:",
        (
            '- bids[2].value.amount: är "dear", ska vara ett tal. '
            "Anbudet är inte med i rangordningen; rätta uppgiften och kör igen."
        ),
    ]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("sv", "gone.json finns inte; ange en JSON-fil med en upphandling.\n"),
        ("en", "gone.json does not exist; name a JSON file with a tender.\n"),
    ],
)
def test_an_unusable_file_is_one_sentence_on_stderr_and_exit_code_two(
    tmp_path: Path, lang: str, sentence: str
) -> None:
    result = run(str(tmp_path / "gone.json"), "--json", "--lang", lang)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", sentence)


def test_ids_are_shortened_only_as_far_as_they_can_be_told_apart() -> None:
    assert shortened(["abcdefgh1111", "abcdefgh1222", "x"]) == {
        "abcdefgh1111": "abcdefgh11…",
        "abcdefgh1222": "abcdefgh12…",
        "x": "x",
    }
    assert shortened([]) == {}


@pytest.mark.parametrize(
    ("number", "sv", "en"),
    [
        (Fraction(1830000), "1\xa0830\xa0000", "1,830,000"),
        (Fraction(-5, 4), "-1,25", "-1.25"),
        (Fraction(1, 1000), "0,001", "0.001"),
        (Fraction(2000, 3), "666,666667 (2000/3)", "666.666667 (2000/3)"),
    ],
)
def test_numbers_are_shown_exactly(number: Fraction, sv: str, en: str) -> None:
    assert (exact_text(number, "sv"), exact_text(number, "en")) == (sv, en)
