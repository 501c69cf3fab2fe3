"""LOU 2:2, LUF 2:10."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.amounts import Currency
from law.mixed_contract import MainSubject, main_subject
from law.reasons import Cite
from law.refusals import ImpossibleFacts, RulesDisagree
from law.thresholds import Buyer, Kind

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("mixed_contract.yaml").read_text(encoding="utf-8")
)
MONDAY = date(2026, 3, 2)
ANSWERED = [row for row in TABLE if "expect" in row]


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


def _answer(row: dict[str, Any]) -> MainSubject:
    given = row["given"]
    return main_subject(
        {Kind(name): worth * 100 for name, worth in given.items() if name in tuple(Kind)},
        buyer=Buyer(given.get("buyer", "sub-central")),
        currency=Currency.SEK,
        on=given.get("on", MONDAY),
        works_are_main=given.get("works_are_main"),
    )


@pytest.mark.parametrize("row", ANSWERED, ids=_named)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = _answer(row)

    assert found.kind == row["expect"]
    if "says" in row:
        assert [reason.text.sv for reason in found.reasons] == row["says"]
    for reason in found.reasons:
        assert reason.text.sv != reason.text.en
        assert reason.cite == (Cite("LUF", 2, "10") if "LUF" in row["id"] else Cite("LOU", 2, "2"))


@pytest.mark.parametrize("row", [row for row in TABLE if "refused" in row], ids=_named)
def test_what_the_statute_does_not_decide_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises((ImpossibleFacts, RulesDisagree), match=row["refused"]) as refusal:
        _answer(row)

    assert isinstance(refusal.value, ImpossibleFacts | RulesDisagree)
    assert refusal.value.text.sv != refusal.value.text.en


def test_equal_values_disagree_and_the_first_does_not_win() -> None:
    with pytest.raises(RulesDisagree):
        main_subject(
            {Kind.GOODS: 1, Kind.SERVICES: 1}, buyer=Buyer.CENTRAL, currency=Currency.EUR, on=MONDAY
        )
