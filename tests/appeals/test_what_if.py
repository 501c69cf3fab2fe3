"""When can we sign, if this happens: the table, and what cannot have happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from appeals.facts import Case, CourtEvent, Decision, EvidenceShown, LotFacts
from appeals.what_if.asking import WhatIf, what_if
from appeals.what_if.foreseeing import Carries, Foreseen
from appeals.what_if.hypothesis import Hypothesis
from cli.appeals.supposed_ruling import ruling
from law.reasons import ActRefused, Basis, Text
from law.rulebook import Rulebook
from law.standstill import Notice
from models.review import CourtActKind, CourtName, ReturnTo

ROWS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "what_if.yaml").read_text("utf-8")
)
MARCH_2 = date(2026, 3, 2)


def facts_of(row: dict[str, Any]) -> LotFacts:
    letters = row.get("letters", [MARCH_2])
    decision = Decision("D1", letters[0], tuple(Notice(day) for day in letters))
    return LotFacts("T/L1", "L1", row.get("bids_valid_until", date(2026, 12, 31)), decision)


def asked(row: dict[str, Any]) -> WhatIf:
    hypothesis = Hypothesis(
        tuple(row.get("applied", ())),
        tuple(ruling(each) for each in row.get("rulings", ())),
        ReturnTo(row.get("returns_to", "evaluation")),
    )
    rulebook = Rulebook(row.get("rulebook", "SE-LOU-19"))
    return what_if(facts_of(row), hypothesis, rulebook, row.get("today", MARCH_2))


def days_of(foreseen: Foreseen) -> dict[str, Any]:
    found = {
        "lawful": foreseen.lawful_from,
        "signable": foreseen.signable_from,
        "in_the_way": [each.reason.code for each in foreseen.in_the_way],
        "warned": [each.code for each in foreseen.warnings if each.code == "window-closes"],
    }
    return {key: each for key, each in found.items() if each}


def answer_of(found: WhatIf) -> dict[str, Any]:
    answer = days_of(found.foreseen)
    if found.corrected is not None:
        corrected = found.corrected
        answer["corrected"] = {"letters": corrected.letters, **days_of(corrected.foreseen)}
    if found.redone is not None:
        redone = found.redone
        days = {
            "notice": redone.notice,
            "least_days": redone.least_days,
            "tenders_until": redone.tenders_until,
            "not_before": redone.not_before,
        }
        answer["redone"] = {key: day for key, day in days.items() if day is not None}
    return answer


STATED = ("lawful", "signable", "in_the_way", "warned", "corrected", "redone")


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in ROWS])
def test_the_answer_is_the_tables(row: dict[str, Any]) -> None:
    assert answer_of(asked(row)) == {key: row[key] for key in STATED if key in row}


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in ROWS])
def test_what_is_told_is_told_in_both_languages_and_cites_what_is_law(row: dict[str, Any]) -> None:
    found = asked(row)
    foreseen = [found.foreseen, *([found.corrected.foreseen] if found.corrected else [])]
    reasons = [each for one in foreseen for each in (*one.reasons, *one.warnings)]
    reasons += [each.reason for one in foreseen for each in one.in_the_way]
    texts = [each.text for each in reasons] + list(found.assumed)
    assert all(text.sv and text.en and text.sv != text.en for text in texts)
    assert [each.code for each in reasons if each.basis is Basis.STATUTE and not each.cite] == []


def test_an_application_that_is_not_stated_is_one_in_time() -> None:
    found = asked({"rulings": ["FR:2026-06-12:rejected"]})
    assert (found.applied, len(found.assumed)) == ((date(2026, 3, 12),), 1)


def test_a_ruling_of_a_higher_court_is_about_the_case_that_has_ended_below() -> None:
    """A docketed correction: KR upholds it, or sets it aside; no second application is made up."""
    ordered = CourtEvent(
        CourtName.FR, CourtActKind.CORRECTION, date(2026, 6, 12), date(2026, 6, 12), "1-26"
    )
    cases = (Case("1-26", date(2026, 3, 12), (ordered,)),)
    facts = replace(facts_of({}), cases=cases)
    found = [
        what_if(facts, Hypothesis(rulings=(ruling(each),)), Rulebook.SE_LOU_19, date(2026, 6, 15))
        for each in ("KR:2026-10-01:upheld", "KR:2026-10-01:rejected")
    ]
    assert [each.applied for each in found] == [(date(2026, 3, 12),)] * 2
    assert [days_of(each.foreseen) for each in found] == [
        {"in_the_way": ["ordered-corrected"]},
        {"lawful": date(2026, 10, 1), "signable": date(2026, 10, 1)},
    ]


def test_evidence_that_is_too_old_after_a_review_counts_from_the_application() -> None:
    facts = facts_of({})
    old = (EvidenceShown(Text("Skatter", "Taxes"), date(2026, 4, 1)),)
    courses = (Hypothesis(), Hypothesis(rulings=(ruling("FR:2026-06-12:rejected"),)))
    carries = Carries((), old)
    found = [what_if(facts, each, Rulebook.SE_LOU_19, MARCH_2, carries) for each in courses]
    assert [days_of(each.foreseen) for each in found] == [
        {"lawful": date(2026, 3, 13), "signable": date(2026, 3, 13)},
        {"lawful": date(2026, 6, 23), "in_the_way": ["evidence-lapsed"]},
    ]


def test_a_ruling_without_a_case_is_about_each_open_one() -> None:
    facts = facts_of({})
    cases = (Case("1-26", date(2026, 3, 5)), Case("2-26", date(2026, 3, 12)))
    pending = LotFacts("T/L1", "L1", facts.bids_valid_until, facts.decision, cases)
    both = Hypothesis(rulings=(ruling("FR:2026-06-12:rejected"),))
    one = Hypothesis(rulings=(ruling("FR:2026-06-12:rejected:case=2-26"),))
    answers = [what_if(pending, each, Rulebook.SE_LOU_19, MARCH_2) for each in (both, one)]
    assert [days_of(each.foreseen) for each in answers] == [
        {"lawful": date(2026, 6, 23), "signable": date(2026, 6, 23)},
        {"in_the_way": ["extended-standstill"]},
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"rulings": ["FR:2026-03-03:rejected"]}, "what_if.before_application"),
        ({"rulings": ["FR:2026-06-12:upheld"]}, "what_if.first_instance"),
        ({"rulings": ["KR:2026-06-12:rejected"]}, "what_if.lower_court_first"),
        (
            {"rulings": ["FR:2026-06-12:rejected", "KR:2026-06-11:upheld"]},
            "what_if.lower_court_first",
        ),
        ({"rulings": ["FR:2026-06-12:rejected:case=7-26"]}, "what_if.unknown_case"),
    ],
)
def test_what_no_court_can_have_done_is_refused(row: dict[str, Any], code: str) -> None:
    with pytest.raises(ActRefused) as refusal:
        asked(row)
    assert refusal.value.reason.code == code
