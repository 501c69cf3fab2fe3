"""Regulation (EU) No 833/2014 article 5k."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.dated import NoValue
from law.reasons import Cite
from law.refusals import ImpossibleFacts
from law.sanctions import Party, Sanctioned, award_forbidden, performance_forbidden

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("sanctions.yaml").read_text(encoding="utf-8")
)
ANSWERED = [row for row in TABLE if "expect" in row]
ARTICLE = Cite("förordning (EU) nr 833/2014", None, "5k")


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


def _answer(row: dict[str, Any]) -> Sanctioned:
    given = row["given"]
    relied_on = given.get("relied_on")
    party = Party(
        given.get("established", False),
        Decimal(given.get("owned", 0)),
        given.get("acts_for", False),
        None if relied_on is None else Decimal(relied_on),
    )
    above = given.get("above_threshold", True)
    if "performed" in given:
        return performance_forbidden(party, given["performed"], above_threshold=above)
    award = given.get("award", date(2026, 3, 2))
    return award_forbidden(party, award, above_threshold=above)


@pytest.mark.parametrize("row", ANSWERED, ids=_named)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = _answer(row)

    assert {
        "forbidden": found.forbidden,
        "reasons": [reason.code for reason in found.reasons],
    } == row["expect"]
    told = [] if found.forbidden else ["check-other-sanctions"]
    assert [warning.code for warning in found.warnings] == told
    if "says" in row:
        assert [reason.text.sv for reason in (*found.reasons, *found.warnings)] == row["says"]


@pytest.mark.parametrize("row", [row for row in TABLE if "refused" in row], ids=_named)
def test_facts_without_an_answer_are_refused(row: dict[str, Any]) -> None:
    with pytest.raises((ImpossibleFacts, NoValue), match=row["refused"]) as refusal:
        _answer(row)

    assert isinstance(refusal.value, ImpossibleFacts | NoValue)
    assert refusal.value.text.sv != refusal.value.text.en


@pytest.mark.parametrize("row", ANSWERED, ids=_named)
def test_every_reason_is_in_both_languages_and_cites_the_article(row: dict[str, Any]) -> None:
    found = _answer(row)
    for reason in (*found.reasons, *found.warnings):
        assert reason.text.sv != reason.text.en
        assert reason.cite == ARTICLE


def test_an_answer_in_english_reads_as_one() -> None:
    party = Party(owned=Decimal("66.5"), relied_on=Decimal("12.50"))
    found = award_forbidden(party, date(2026, 3, 2), above_threshold=True)

    assert [reason.text.en for reason in found.reasons] == [
        "The party is owned to 66.5 per cent by such, more than 50 per cent",
        "It accounts for 12.5 per cent of the contract's value, more than 10 per cent",
        "The contract may be neither awarded nor performed",
    ]
