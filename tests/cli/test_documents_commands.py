"""`tilldela documents`: what there is, previews, and one sentence where something is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.documents.previewing import Preview
from cli.documents.watching import state_of, watch
from cli.main import app
from documents import library
from documents.samples.registry import SAMPLES, sample_context
from documents.template_faults import TemplateFault, template_fault


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["documents", *map(str, words)], env={"COLUMNS": "200"})


def told(result: Result) -> tuple[int, str]:
    return result.exit_code, " ".join(result.output.split())


def test_every_sample_is_listed_by_the_name_that_preview_takes() -> None:
    rows: list[dict[str, Any]] = json.loads(run("list", "--json", "--lang", "en").output)
    assert [row["name"] for row in rows] == [each.name for each in SAMPLES]
    assert rows[0] == {"name": "contract", "document": "contract", "what": SAMPLES[0].what.en}
    lines = run("list").output.splitlines()
    assert [line.split()[0] for line in lines] == [each.name for each in SAMPLES]


@pytest.mark.render
def test_a_preview_is_a_pdf_and_values_of_ones_own_are_always_a_demo(tmp_path: Path) -> None:
    values = json.loads(run("sample", "receipt", "--lang", "en").output)
    assert values["document"] == "receipt"
    changed = tmp_path / "mine.json"
    changed.write_text(json.dumps({**values, "is_demo": False, "tender_id": "MINE-1"}))
    file = tmp_path / "mine.pdf"
    result = run("preview", "receipt", "--context", changed, "--out", file, "--lang", "en")
    assert told(result) == (0, f"The preview is in {file}.")
    assert file.read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("preview", "leter"), "There is no document leter. Do you mean letter? See tilldela"),
        (("sample", "x"), "There is no document x. See tilldela documents list."),
        (("preview", "letter", "--out", "letter.html"), "must have a name that ends in .pdf."),
        (("preview", "letter", "--out", "no/such/a.pdf"), "there is no folder no/such."),
        (("preview", "letter", "--context", "none.json"), "The file none.json cannot be read."),
    ],
)
def test_what_cannot_be_previewed_is_told_in_one_sentence(
    words: tuple[str, ...], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words, "--lang", "en")
    assert result.exit_code == 2
    assert sentence in result.output
    assert len(result.output.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is not JSON: "),
        ("[]", "must hold an object with fields, as tilldela documents sample writes it."),
        ('{"document": "audit"}', "holds values for audit, not for receipt."),
        ('{"diary_number": 1}', "does not fit the document, diary_number: input should be a valid"),
    ],
)
def test_values_that_do_not_fit_are_told_by_their_field(
    text: str, sentence: str, tmp_path: Path
) -> None:
    values = tmp_path / "values.json"
    values.write_text(text)
    file = tmp_path / "set.pdf"
    result = run("preview", "receipt", "--context", values, "--out", file, "--lang", "en")
    assert result.exit_code == 2
    assert sentence in result.output
    assert not file.exists()


def test_a_wrong_template_is_told_by_file_and_line(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = sample_context("receipt", "sv")
    assert template_fault(letter) is None
    name = "receipt/sv.html"
    for wrong, line, what in (
        ("\n{% if %}", 2, "Expected an expression, got 'end of statement block'"),
        ("\n\n{{ doc.no_such_field }}", 3, "has no attribute 'no_such_field'"),
    ):
        sources = {**library.sources(), name: wrong}
        monkeypatch.setattr(library, "sources", lambda sources=sources: sources)
        fault = template_fault(letter)
        assert isinstance(fault, TemplateFault)
        assert (fault.file, fault.line) == (name, line)
        assert what in fault.what
        monkeypatch.undo()


def test_a_watched_preview_is_set_anew_when_a_file_has_changed(tmp_path: Path) -> None:
    values = tmp_path / "values.json"
    values.write_text("{}")
    turns: list[int] = []

    def once() -> None:
        turns.append(len(turns))
        if len(turns) == 1:
            values.write_text('{"a": 1}')

    asked = Preview("letter", tmp_path / "a.pdf", values, "en")
    watch(asked, once, rounds=3, every=0)
    assert turns == [0, 1]


def test_a_watched_file_may_be_away_for_a_moment(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("a")
    assert list(state_of([tmp_path, tmp_path / "gone.json"])) == [tmp_path / "a.html"]
