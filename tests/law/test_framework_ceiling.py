"""LOU 7:2, LUF 7:2; Court of Justice C-216/17 and C-23/20."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from law.amounts import Currency
from law.dated import NoValue
from law.framework_ceiling import CallOff, call_off
from law.framework_term import Term, framework_term
from law.reasons import Cite
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook, applies

MILLION = 100_000_000


TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("frameworks.yaml").read_text(encoding="utf-8")
)
TERMS = [row for row in TABLE if "first" in row["given"]]
CALL_OFFS = [row for row in TABLE if "asked" in row["given"]]


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


def _term(given: dict[str, Any]) -> Term:
    return framework_term(
        given["first"],
        given["last"],
        rulebook=Rulebook(given.get("rules", "SE-LOU")),
        special_reasons=given.get("special_reasons", False),
        started=given.get("started"),
    )


def _call_off(given: dict[str, Any]) -> CallOff:
    return call_off(
        None if given["ceiling"] is None else given["ceiling"] * 100,
        [each * 100 for each in given["earlier"]],
        given["asked"] * 100,
        Currency.SEK,
        rulebook=Rulebook(given.get("rules", "SE-LOU")),
    )


@pytest.mark.parametrize("row", [row for row in TERMS if "expect" in row], ids=_named)
def test_the_table_of_terms_holds(row: dict[str, Any]) -> None:
    found = _term(row["given"])

    assert {
        "allowed": found.allowed,
        "longest": found.longest,
        "reasons": [reason.code for reason in found.reasons],
    } == row["expect"]
    if "says" in row:
        assert [reason.text.sv for reason in found.reasons] == row["says"]
    for reason in found.reasons:
        assert reason.text.sv != reason.text.en
        assert reason.cite is not None
        assert applies(Rulebook(row["given"].get("rules", "SE-LOU")), reason.cite)


@pytest.mark.parametrize("row", [row for row in TERMS if "refused" in row], ids=_named)
def test_a_term_without_an_answer_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises((ImpossibleFacts, NoValue), match=row["refused"]) as refusal:
        _term(row["given"])

    assert isinstance(refusal.value, ImpossibleFacts | NoValue)
    assert refusal.value.text.sv != refusal.value.text.en


@pytest.mark.parametrize("row", CALL_OFFS, ids=_named)
def test_the_table_of_call_offs_holds(row: dict[str, Any]) -> None:
    found = _call_off(row["given"])

    assert {
        "allowed": found.allowed,
        "left": None if found.left is None else found.left / 100,
        "reasons": [reason.code for reason in found.reasons],
    } == row["expect"]
    assert all(reason.text.sv != reason.text.en for reason in found.reasons)
    if "says" in row:
        assert [reason.text.sv for reason in found.reasons] == row["says"]


@pytest.mark.parametrize(
    ("rulebook", "cite"),
    [
        (Rulebook.SE_LOU, Cite("LOU", 17, "8")),
        (Rulebook.SE_LUF, Cite("LUF", 16, "8")),
        (Rulebook.EU, Cite("direktiv 2014/24/EU", None, "72.1")),
        (Rulebook.SE_LOU_19, Cite("LOU", 19, "2")),
    ],
)
def test_the_way_out_of_a_full_framework_is_the_rulebooks_own(
    rulebook: Rulebook, cite: Cite
) -> None:
    found = call_off(100, [100], 1, Currency.SEK, rulebook=rulebook)

    assert [reason.cite for reason in found.reasons] == [None, None, cite]


def test_a_call_off_that_uses_up_the_ceiling_is_allowed() -> None:
    found = call_off(10 * MILLION, [98 * MILLION // 10], 20_000_000, Currency.SEK)

    assert (found.allowed, found.left) == (True, 20_000_000)
    assert [reason.text.en for reason in found.reasons] == [
        (
            "The largest value of the framework is SEK 10,000,000, of which SEK 9,800,000 is called"
            " off"
        ),
        "The call-off fits: SEK 200,000 is left",
    ]


def test_one_ore_more_is_not() -> None:
    assert not call_off(10 * MILLION, [98 * MILLION // 10], 20_000_001, Currency.SEK).allowed


def test_the_first_call_off_has_the_whole_ceiling() -> None:
    assert call_off(10 * MILLION, [], 10 * MILLION, Currency.EUR).allowed
    assert call_off(10 * MILLION, [], 10 * MILLION, Currency.EUR).left == 10 * MILLION


@pytest.mark.parametrize(("ceiling", "earlier", "asked"), [(0, [], 1), (1, [0], 1), (1, [], 0)])
def test_amounts_that_are_not_positive_are_refused(
    ceiling: int, earlier: list[int], asked: int
) -> None:
    with pytest.raises(ImpossibleFacts, match="a value must be more than zero, not SEK 0"):
        call_off(ceiling, earlier, asked, Currency.SEK)
