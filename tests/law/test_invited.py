"""LOU 4:6–7, LUF 4:6, directive 2014/24/EU article 65.2."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.dated import NoValue
from law.invited import Invited, Selection, enough_invited
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook, applies
from law.tender_call import Procedure

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("invited.yaml").read_text(encoding="utf-8")
)
ANSWERED = [row for row in TABLE if "expect" in row]


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


def _rulebook(row: dict[str, Any]) -> Rulebook:
    return Rulebook(row["given"].get("rules", "SE-LOU"))


def _answer(row: dict[str, Any]) -> Invited:
    given = row["given"]
    made = Selection(
        Procedure(given.get("procedure", "restricted")),
        given.get("notice", date(2026, 3, 2)),
        given["qualified"],
        given["invited"],
        given.get("stated"),
    )
    return enough_invited(made, rulebook=_rulebook(row))


@pytest.mark.parametrize("row", ANSWERED, ids=_named)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = _answer(row)

    assert {
        "allowed": found.allowed,
        "least": found.least,
        "reasons": [reason.code for reason in found.reasons],
        "warnings": [warning.code for warning in found.warnings],
    } == {"warnings": []} | row["expect"]
    if "says" in row:
        assert [reason.text.sv for reason in (*found.reasons, *found.warnings)] == row["says"]


@pytest.mark.parametrize("row", [row for row in TABLE if "refused" in row], ids=_named)
def test_facts_without_an_answer_are_refused(row: dict[str, Any]) -> None:
    with pytest.raises((ImpossibleFacts, NoValue), match=row["refused"]) as refusal:
        _answer(row)

    assert isinstance(refusal.value, ImpossibleFacts | NoValue)
    assert refusal.value.text.sv != refusal.value.text.en


@pytest.mark.parametrize("row", ANSWERED, ids=_named)
def test_every_reason_is_in_both_languages_and_cites_a_paragraph_that_applies(
    row: dict[str, Any],
) -> None:
    found = _answer(row)
    for reason in (*found.reasons, *found.warnings):
        assert reason.text.sv != reason.text.en
        assert reason.cite is not None
        assert applies(_rulebook(row), reason.cite)


@pytest.mark.parametrize("invited", range(1, 12))
@pytest.mark.parametrize("qualified", range(1, 12))
def test_whoever_invites_all_who_qualify_invites_enough(qualified: int, invited: int) -> None:
    made = Selection(Procedure.RESTRICTED, date(2026, 3, 2), qualified, invited)
    found = enough_invited(made, rulebook=Rulebook.SE_LOU)

    assert found.allowed is (min(5, qualified) <= invited <= qualified)
