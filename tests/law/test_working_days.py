from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook, applies
from law.working_days import WorkingDays, admission, auction_start, renewed_declaration

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("working_days.yaml").read_text(encoding="utf-8")
)
ASKED: dict[str, Callable[..., WorkingDays]] = {
    "admission": admission,
    "declaration": renewed_declaration,
    "auction": auction_start,
}
RULES = (Rulebook.SE_LOU, Rulebook.SE_LUF, Rulebook.EU)


def _rulebook(row: dict[str, Any]) -> Rulebook:
    return Rulebook(row.get("rules", "SE-LOU"))


def _answer(row: dict[str, Any]) -> WorkingDays:
    given = dict(row["given"])
    return ASKED[row["asked"]](given.pop("day"), **given, rulebook=_rulebook(row))


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = _answer(row)

    assert found.day == row["expect"]
    if "says" in row:
        assert [reason.text.sv for reason in found.reasons] == row["says"]


@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_every_reason_is_in_both_languages_and_cites_a_paragraph_that_applies(
    row: dict[str, Any],
) -> None:
    for reason in _answer(row).reasons:
        assert reason.text.sv != reason.text.en
        assert reason.cite is not None
        assert applies(_rulebook(row), reason.cite)


def test_the_table_meets_every_reason_there_is() -> None:
    assert {reason.code for row in TABLE for reason in _answer(row).reasons} == {
        "may-be-prolonged",
        "working-day-reached",
        "working-days",
    }


@pytest.mark.parametrize("rulebook", RULES)
def test_the_numbers_are_the_same_in_every_act(rulebook: Rulebook) -> None:
    monday = date(2026, 3, 2)

    assert [
        admission(monday, rulebook=rulebook).day,
        admission(monday, reasoned=True, rulebook=rulebook).day,
        renewed_declaration(monday, rulebook=rulebook).day,
        auction_start(monday, rulebook=rulebook).day,
    ] == [date(2026, 3, 16), date(2026, 3, 23), date(2026, 3, 9), date(2026, 3, 4)]


@pytest.mark.parametrize("rulebook", [each for each in Rulebook if each not in RULES])
def test_a_rulebook_without_such_a_time_is_refused(rulebook: Rulebook) -> None:
    with pytest.raises(ImpossibleFacts) as refusal:
        auction_start(date(2026, 3, 2), rulebook=rulebook)

    assert str(refusal.value) == f"{rulebook} fixes no such time in working days"
    assert refusal.value.text.sv == f"{rulebook} bestämmer ingen sådan tid i arbetsdagar"
