"""What an evaluation refuses: exact sentences in both languages, from a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from law.reasons import ActRefused
from procurement.evaluation.evaluated import evaluate_file, evaluated
from procurement.evaluation.evaluation_file import EvaluationFile

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("evaluation_refusals.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['id']}: {row['claim']}")
def test_the_table_holds(row: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "evaluation.yaml"
    file.write_text(row["file"], encoding="utf-8")
    with pytest.raises(ActRefused) as refused:
        evaluate_file(file)
    said = {lang: refused.value.in_(lang).replace("\N{NO-BREAK SPACE}", " ") for lang in LANGS}
    assert {"code": refused.value.reason.code, **said} == {
        key: row[key] for key in ("code", "sv", "en")
    }


LANGS: tuple[Any, ...] = ("sv", "en")


@pytest.mark.parametrize(
    "body", [None, b"\xff\xfe\x00", b"model: price\nbids: [{id: \x80}]"], ids=repr
)
def test_a_file_that_cannot_be_read_is_one_sentence(body: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "evaluation.yaml"
    if body is not None:
        file.write_bytes(body)
    with pytest.raises(ActRefused) as refused:
        evaluate_file(file)
    what = "not there" if body is None else "no readable text file in UTF-8"
    assert refused.value.in_("en") == (
        f"The file {file} is {what}. Name a text file like the one in the command's documentation."
    )


def test_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(ActRefused) as refused:
        evaluate_file(tmp_path)
    assert refused.value.in_("sv") == (
        f"Filen {tmp_path} är en katalog. Ange en textfil som den i dokumentationen av kommandot."
    )


@pytest.mark.parametrize("model", ["fixed_price", "weighted_grades", "value_deduction"])
def test_numbers_that_nobody_could_write_out_are_refused_and_not_a_crash(model: str) -> None:
    """Sixty fractions of forty digits each: their sum has thousands."""
    fractions = {f"k{n}": f"1/{10**39 + 2 * n + 1}" for n in range(60)}
    files: dict[str, dict[str, Any]] = {
        "fixed_price": {
            "criteria": [{"id": id_} for id_ in fractions],
            "bids": [{"id": "A", "points": fractions}],
        },
        "weighted_grades": {
            "criteria": [{"id": id_, "weight": each} for id_, each in fractions.items()],
            "bids": [{"id": "A", "price": "1", "points": dict.fromkeys(fractions, "1")}],
        },
        "value_deduction": {
            "criteria": [{"id": id_, "amounts": {"x": each}} for id_, each in fractions.items()],
            "bids": [{"id": "A", "price": "1", "levels": dict.fromkeys(fractions, "x")}],
        },
    }
    with pytest.raises(ActRefused) as refused:
        evaluated(EvaluationFile.model_validate({"model": model, **files[model]}))
    assert refused.value.reason.code == "evaluation.unreadable"
