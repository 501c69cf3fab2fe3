"""LOU 17:10, 17:13–14; LUF 16:10, 16:13–14; directive 2014/24/EU article 72."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from law.dated import NoValue
from law.judged_change import Ground, JudgedChange, conditions, judged_change
from law.reasons import Cite
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("change_judged.yaml").read_text(encoding="utf-8")
)
ANSWERED = [row for row in TABLE if "expect" in row]
REFUSED = [row for row in TABLE if "refused" in row]
DIRECTIVE = "direktiv 2014/24/EU"


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


def _answer(row: dict[str, Any]) -> JudgedChange:
    given = row["given"]
    rulebook = Rulebook(given.get("rules", "SE-LOU"))
    ground = Ground(given["ground"])
    known = Rulebook.SE_LOU if rulebook is Rulebook.SE_LOU_19 else rulebook
    shown = {each.code: True for each in conditions(known, ground)}
    if "unmet" in given:
        shown[given["unmet"]] = False
    shown.pop(given.get("open"), None)
    return judged_change(
        Kind(given.get("kind", "goods")),
        Buyer(given.get("buyer", "sub-central")),
        rulebook,
        ground,
        shown,
        started=given.get("started"),
    )


@pytest.mark.parametrize("row", ANSWERED, ids=_named)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = _answer(row)

    assert found.allowed is row["expect"]
    assert all(reason.text.sv != reason.text.en for reason in found.reasons)
    if "says" in row:
        assert [reason.text.sv for reason in found.reasons] == row["says"]


@pytest.mark.parametrize("row", REFUSED, ids=_named)
def test_a_ground_that_is_not_there_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises((ImpossibleFacts, NoValue), match=row["refused"]) as refusal:
        _answer(row)

    assert isinstance(refusal.value, ImpossibleFacts | NoValue)
    assert refusal.value.text.sv != refusal.value.text.en


@pytest.mark.parametrize(
    ("ground", "section", "article"),
    [
        (Ground.CLAUSE, "10", "72.1 a"),
        (Ground.SUCCESSION, "13", "72.1 d"),
        (Ground.SUBCONTRACTOR, "13", None),
        (Ground.NOT_SUBSTANTIAL, "14", "72.4"),
    ],
)
def test_each_act_cites_its_own_paragraphs(
    ground: Ground, section: str, article: str | None
) -> None:
    def cited(rulebook: Rulebook) -> set[Cite]:
        return {each.cite for each in conditions(rulebook, ground)}

    assert cited(Rulebook.SE_LOU) == {Cite("LOU", 17, section)}
    assert cited(Rulebook.SE_LUF) == {Cite("LUF", 16, section)}
    if article is not None:
        assert cited(Rulebook.EU) == {Cite(DIRECTIVE, None, article)}


@pytest.mark.parametrize(
    ("rulebook", "buyer", "kind", "cite"),
    [
        (Rulebook.SE_LOU_19, Buyer.CENTRAL, Kind.GOODS, Cite("LOU", 19, "2")),
        (Rulebook.SE_LOU_19, Buyer.UTILITY, Kind.GOODS, Cite("LUF", 19, "2")),
        (Rulebook.SE_LOU_19A, Buyer.CENTRAL, Kind.GOODS, Cite("LOU", "19a", "8")),
        (Rulebook.SE_LUF, Buyer.CENTRAL, Kind.SOCIAL, Cite("LUF", 19, "2")),
        (Rulebook.SE_LOV, Buyer.CENTRAL, Kind.SERVICES, Cite("LOV", 1, "2")),
        (Rulebook.EU, Buyer.CENTRAL, Kind.SOCIAL, Cite(DIRECTIVE, None, "76.1")),
    ],
)
def test_where_no_rule_says_the_principles_are_cited(
    rulebook: Rulebook, buyer: Buyer, kind: Kind, cite: Cite
) -> None:
    found = judged_change(kind, buyer, rulebook, Ground.CLAUSE, {})

    assert (found.allowed, [reason.cite for reason in found.reasons]) == (None, [cite])
