from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.exclusion import Case, Ground
from law.reasons import ActRefused, Cite, Text
from law.rulebook import Rulebook
from models.qualification import SelfCleaning
from procurement.qualification.exclusion_rules import (
    ExclusionJudgement,
    check_point,
    exclusion_ground_cited,
    judged,
    points_of,
)

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("exclusion_judgements.yaml").read_text(encoding="utf-8")
)
WHY = Text("skäl", "reasons")


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


def _case(given: dict[str, Any]) -> Case:
    facts = {key: value for key, value in given.items() if key not in ("ground", "when")}
    return Case(Ground(given["ground"]), given["when"], **({"heard": True} | facts))


def _judgement(said: dict[str, Any]) -> ExclusionJudgement:
    cleaning = SelfCleaning(said.get("self_cleaning", "none"))
    return ExclusionJudgement(**{**said, "reason": WHY, "self_cleaning": cleaning})


@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_the_table_of_judgements_holds(row: dict[str, Any]) -> None:
    case, judgement = _case(row["given"]), _judgement(row["judged"])
    rulebook = Rulebook(row.get("rules", "SE-LOU"))
    if row["refused"] == "no":
        warnings = judged(case, judgement, rulebook).warnings
        assert [warning.code for warning in warnings] == row.get("warned", [])
        return
    with pytest.raises(ActRefused) as refusal:
        judged(case, judgement, rulebook)
    assert refusal.value.reason.code == row["refused"]
    assert refusal.value.reason.cite is not None


@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_nobody_is_excluded_unheard_whatever_else_is_so(row: dict[str, Any]) -> None:
    unheard = replace(_case(row["given"]), heard=False)
    judgement = replace(_judgement(row["judged"]), excluded=True)
    with pytest.raises(ActRefused):
        judged(unheard, judgement, Rulebook(row.get("rules", "SE-LOU")))


@pytest.mark.parametrize("reason", [Text("", "why"), Text("skäl", " ")])
def test_a_decision_without_reasons_in_both_languages_is_refused(reason: Text) -> None:
    case = _case(TABLE[0]["given"])
    with pytest.raises(ActRefused) as refusal:
        judged(case, ExclusionJudgement(True, reason), Rulebook.SE_LOU)
    assert refusal.value.reason.code == "exclusion.reason"


def test_each_ground_stands_where_the_statute_has_it() -> None:
    for ground in Ground:
        for rulebook in (Rulebook.SE_LOU, Rulebook.SE_LOU_19, Rulebook.SE_LUF):
            for point in points_of(ground, rulebook):
                check_point(ground, point, rulebook)
    assert points_of(Ground.MISCONDUCT, Rulebook.SE_LUF)[0] == "13:4 p. 1"
    check_point(Ground.MISCONDUCT, "19:17", Rulebook.SE_LOU_19)
    for ground, wrong in [
        (Ground.MISCONDUCT, "19:17"),
        (Ground.CRIME, "13:2"),
        (Ground.TAX, "13:3 p. 5"),
        (Ground.MISCONDUCT, "13:3"),
        (Ground.MISCONDUCT, "13:3 p. 10"),
        (Ground.MISCONDUCT, "13:3 p. 0"),
    ]:
        with pytest.raises(ActRefused) as refusal:
            check_point(ground, wrong, Rulebook.SE_LOU)
        assert refusal.value.reason.code == "exclusion.point"


def test_a_requirement_that_is_a_ground_for_exclusion_is_known_by_its_paragraph() -> None:
    grounds = [Cite("LOU", 13, "1"), Cite("LOU", 13, "2"), Cite("LOU", "13", "3")]
    grounds += [Cite("LOU", 13, "3 p. 5"), Cite("LOU", 13, "2 st. 2"), Cite("LOU", 19, "17 st. 1")]
    others = [Cite("LOU", 14, "5"), Cite("LOU", 13, "4"), Cite("LOU", 19, "9"), Cite("x", 19, "17")]
    others += [Cite("LOU", 13, "1 a"), Cite("LOU", 13, "3a"), Cite("LOU", 19, "25 a")]
    assert all(map(exclusion_ground_cited, [*grounds, Cite("LOU", 19, "17")]))
    assert not any(map(exclusion_ground_cited, [*others, None]))
