from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.dated import NoValue
from law.exclusion import Case, Exclude, Exclusion, Ground, exclusion
from law.reasons import Cite, Reason
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook, applies

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("exclusion.yaml").read_text(encoding="utf-8")
)
CODES = {
    "count-from-the-finding",
    "hear-first",
    "may-exclude",
    "must-exclude",
    "not-too-old",
    "old-and-proportionate",
    "public-interest",
    "self-cleaning",
    "tax-paid",
    "too-old",
}
ON, DECISION = date(2025, 6, 1), date(2026, 5, 31)


def _case(given: dict[str, Any]) -> Case:
    # To YAML the word "on" is a truth value, so the tables say "when".
    facts = {key: value for key, value in given.items() if key not in ("ground", "when")}
    return Case(Ground(given["ground"]), given["when"], **({"heard": True} | facts))


def _rulebook(row: dict[str, Any]) -> Rulebook:
    return Rulebook(row.get("rules", "SE-LOU"))


def _answer(row: dict[str, Any]) -> Exclusion:
    return exclusion(_case(row["given"]), rulebook=_rulebook(row))


def _all_reasons(found: Exclusion) -> tuple[Reason, ...]:
    return (*found.reasons, *found.warnings)


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = _answer(row)

    assert {
        "exclude": found.exclude,
        "reasons": [reason.code for reason in found.reasons],
        "warnings": [warning.code for warning in found.warnings],
    } == {
        "exclude": Exclude(row["expect"]),
        "reasons": row["reasons"],
        "warnings": row.get("warnings", []),
    }


@pytest.mark.parametrize("row", [row for row in TABLE if "says" in row], ids=_named)
def test_an_answer_written_out_in_the_table_reads_so(row: dict[str, Any]) -> None:
    assert [reason.text.sv for reason in _all_reasons(_answer(row))] == row["says"]


def test_the_table_meets_every_reason_there_is() -> None:
    assert {reason.code for row in TABLE for reason in _all_reasons(_answer(row))} == CODES


@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_every_reason_is_in_both_languages_and_chapter_19_never_cites_chapter_13(
    row: dict[str, Any],
) -> None:
    for reason in _all_reasons(_answer(row)):
        assert reason.text.sv.strip()
        assert reason.text.en.strip()
        assert reason.text.sv != reason.text.en
        assert reason.cite is not None
        assert applies(_rulebook(row), reason.cite)


@pytest.mark.parametrize(
    ("case", "rulebook", "cites"),
    [
        (
            Case(Ground.CRIME, ON, DECISION),
            Rulebook.SE_LOU,
            ["13 kap. 1 §", "13 kap. 1 a §", "13 kap. 5 §", "13 kap. 6 §", "13 kap. 4 §"],
        ),
        (
            Case(Ground.MISCONDUCT, ON, DECISION),
            Rulebook.SE_LOU,
            ["13 kap. 3 §", "13 kap. 3 a §", "13 kap. 5 §", "13 kap. 4 §"],
        ),
        (
            Case(Ground.TAX, ON, DECISION),
            Rulebook.SE_LOU,
            ["13 kap. 2 §", "13 kap. 6 §", "13 kap. 4 §"],
        ),
        (Case(Ground.TAX, ON, DECISION, paid=True), Rulebook.SE_LOU, ["13 kap. 5 §"]),
        (
            Case(Ground.CRIME, ON, DECISION),
            Rulebook.SE_LUF,
            ["13 kap. 1 §", "13 kap. 1 a §", "13 kap. 6 §", "13 kap. 7 §", "13 kap. 5 §"],
        ),
        (
            Case(Ground.CRIME, ON, DECISION, authority=False),
            Rulebook.SE_LUF,
            ["13 kap. 3 §", "13 kap. 1 a §", "13 kap. 6 §", "13 kap. 5 §"],
        ),
        (
            Case(Ground.MISCONDUCT, ON, DECISION, authority=False),
            Rulebook.SE_LUF,
            ["13 kap. 4 §", "13 kap. 4 a §", "13 kap. 6 §", "13 kap. 5 §"],
        ),
        (
            Case(Ground.CRIME, ON, DECISION),
            Rulebook.SE_LOU_19,
            ["19 kap. 17 §", "19 kap. 17 §"],
        ),
        (Case(Ground.TAX, ON, DECISION, paid=True), Rulebook.SE_LOU_19, ["19 kap. 17 §"]),
        (
            Case(Ground.CRIME, ON, DECISION, chapter_19=True),
            Rulebook.SE_LUF,
            ["19 kap. 17 §", "19 kap. 17 §"],
        ),
    ],
)
def test_each_reason_cites_its_own_paragraph(
    case: Case, rulebook: Rulebook, cites: list[str]
) -> None:
    found = exclusion(case, rulebook=rulebook)

    act = "LUF" if rulebook is Rulebook.SE_LUF else "LOU"
    assert [str(reason.cite) for reason in found.reasons] == [f"{cite} {act}" for cite in cites]


def test_an_old_judgment_in_chapter_19_is_weighed_by_its_principles() -> None:
    case = Case(Ground.CRIME, date(2015, 1, 1), DECISION, heard=True)

    in_luf = Case(Ground.CRIME, date(2015, 1, 1), DECISION, heard=True, chapter_19=True)

    assert exclusion(case, rulebook=Rulebook.SE_LOU_19).warnings[0].cite == Cite("LOU", 19, "2")
    assert exclusion(in_luf, rulebook=Rulebook.SE_LUF).warnings[0].cite == Cite("LUF", 19, "2")


def test_chapter_19_of_luf_is_that_of_what_began_in_february_2022() -> None:
    case = Case(Ground.TAX, ON, DECISION, started=date(2022, 1, 31), chapter_19=True)

    with pytest.raises(NoValue, match="exclusion_tax_SE-LUF-19 has no value on 2022-01-31"):
        exclusion(case, rulebook=Rulebook.SE_LUF)


@pytest.mark.parametrize(
    ("case", "rulebook", "sentence"),
    [
        (
            Case(Ground.CRIME, DECISION + timedelta(days=1), DECISION),
            Rulebook.SE_LOU,
            "The decision of 2026-05-31 cannot rest on what happened later, 2026-06-01",
        ),
        (
            Case(Ground.CRIME, ON, DECISION, started=DECISION + timedelta(days=1)),
            Rulebook.SE_LOU,
            "The decision of 2026-05-31 cannot come before the procurement, 2026-06-01",
        ),
        (
            Case(Ground.CRIME, ON, DECISION, paid=True),
            Rulebook.SE_LOU,
            "Payment, and how a debt was shown, concern tax and contributions only",
        ),
        (
            Case(Ground.CRIME, ON, DECISION, chapter_19=True),
            Rulebook.SE_LOU,
            "LOU chapter 19 is the rulebook SE-LOU-19, not SE-LOU",
        ),
        (
            Case(Ground.MISCONDUCT, ON, DECISION, final=False),
            Rulebook.SE_LOU,
            "Payment, and how a debt was shown, concern tax and contributions only",
        ),
        (
            Case(Ground.CRIME, ON, DECISION, authority=False),
            Rulebook.SE_LOU,
            "Only LUF applies to a buyer that is no contracting authority",
        ),
        (
            Case(Ground.CRIME, ON, DECISION),
            Rulebook.SE_LOV,
            "Rules on exclusion are here for SE-LOU, SE-LOU-19 and SE-LUF, not SE-LOV",
        ),
    ],
)
def test_facts_that_cannot_be_are_refused(case: Case, rulebook: Rulebook, sentence: str) -> None:
    with pytest.raises(ImpossibleFacts) as refusal:
        exclusion(case, rulebook=rulebook)

    assert str(refusal.value) == sentence
    assert refusal.value.text.sv != sentence


def test_a_decision_on_the_day_of_the_event_is_answered() -> None:
    case = Case(Ground.CRIME, DECISION, DECISION, heard=True)

    assert exclusion(case, rulebook=Rulebook.SE_LOU).exclude is Exclude.MUST


@pytest.mark.parametrize(
    ("ground", "rulebook", "decision", "name"),
    [
        (
            Ground.CRIME,
            Rulebook.SE_LOU,
            date(2022, 6, 30),
            "exclusion_judgment_years_SE-LOU",
        ),
        (
            Ground.MISCONDUCT,
            Rulebook.SE_LUF,
            date(2022, 6, 30),
            "exclusion_event_years_SE-LUF",
        ),
        (Ground.TAX, Rulebook.SE_LOU, date(2016, 12, 31), "exclusion_tax_SE-LOU"),
        (Ground.CRIME, Rulebook.SE_LOU_19, date(2022, 1, 31), "exclusion_crime_SE-LOU-19"),
    ],
)
def test_a_procurement_older_than_the_rule_is_refused(
    ground: Ground, rulebook: Rulebook, decision: date, name: str
) -> None:
    with pytest.raises(NoValue, match=f"^{name} has no value on {decision}"):
        exclusion(Case(ground, decision, decision), rulebook=rulebook)

    later = decision + timedelta(days=1)
    assert exclusion(Case(ground, later, later), rulebook=rulebook).reasons
    # However late the decision, the day the procurement began connects it to its rules.
    begun_before = Case(ground, DECISION, DECISION, started=decision)
    with pytest.raises(NoValue, match=f"^{name} has no value on {decision}"):
        exclusion(begun_before, rulebook=rulebook)
    assert exclusion(Case(ground, DECISION, DECISION, started=later), rulebook=rulebook).reasons
