"""`tilldela documents clauses`: which clauses a contract has, and a fault in one sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import documents.clauses.checking
from cli.main import app
from documents.clauses.faults import ClauseFault
from documents.clauses.files import ClauseFile


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["documents", "clauses", *words], env={"COLUMNS": "200"})


def test_the_clauses_of_a_contract_are_shown_with_their_numbers_and_sources() -> None:
    rows: list[dict[str, Any]] = json.loads(run("framework_contract", "--json").output)
    found = {row["id"]: row for row in rows}
    assert "ending.own_chapter_19" not in found
    told = found["ending.statutory_lou"]
    assert (told["number"], told["file"], told["source"]) == (
        "punkt\N{NO-BREAK SPACE}17.3",
        "clauses/08-term.yaml",
        "LOU 17 kap. 17 §",
    )


def test_people_see_a_line_for_each_clause_and_that_the_files_are_in_order() -> None:
    lines = run("choice_contract", "--lang", "en").output.splitlines()
    assert lines[0].split()[:3] == ["clause", "1.1", "choice_parties.who"]
    clauses = [line for line in lines[:-1] if not line.lstrip().startswith("[")]
    assert max(map(len, clauses)) <= 100
    assert lines[-1] == (
        f"{len(clauses)} clauses apply. 13 clause files have been checked and are in order."
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("letter", "--lang", "en"),
            "letter has no clauses; contract, framework_contract and choice_contract have.",
        ),
        (
            ("nottice", "--lang", "en"),
            "There is no document nottice. Do you mean notice? See tilldela documents list.",
        ),
    ],
)
def test_what_has_no_clauses_is_told_in_one_sentence(words: tuple[str, ...], sentence: str) -> None:
    result = run(*words)
    assert (result.exit_code, " ".join(result.output.split())) == (2, sentence)


def test_a_faulty_file_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(files: list[tuple[str, ClauseFile]]) -> None:
        raise ClauseFault(
            "clauses/a.yaml", "term.options", "there is no value 'x'", "det finns inget 'x'"
        )

    monkeypatch.setattr(documents.clauses.checking, "check", faulty)
    for lang, sentence in (
        ("en", "clauses/a.yaml: clause term.options: there is no value 'x'"),
        ("sv", "clauses/a.yaml: klausul term.options: det finns inget 'x'"),
    ):
        result = run("--lang", lang)
        assert (result.exit_code, result.output.strip()) == (2, sentence)
