"""By when applications to systems are decided, and which services LOV itself names."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from law.admitting import decided_by, may_prolong
from law.choice import in_scope
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook

MONDAY = date(2026, 1, 12)


@pytest.mark.parametrize(
    ("rulebook", "facts", "last_day", "cite"),
    [
        (Rulebook.SE_LOV, {}, date(2026, 3, 13), "LOV 4:4"),
        (Rulebook.SE_LOU, {}, date(2026, 1, 26), "LOU 8:7"),
        (Rulebook.SE_LOU, {"reasoned": True}, date(2026, 2, 2), "LOU 8:7"),
        (Rulebook.SE_LOU, {"before_first_call": True}, date(2026, 1, 26), "LOU 8:7"),
        (
            Rulebook.SE_LOU,
            {"reasoned": True, "before_first_call": True},
            date(2026, 4, 8),
            "LOU 8:7",
        ),
        (Rulebook.SE_LUF, {}, date(2026, 1, 26), "LUF 8:7"),
    ],
)
def test_a_decision_is_due_by_the_act_or_by_the_documents(
    rulebook: Rulebook, facts: dict[str, Any], last_day: date, cite: str
) -> None:
    found = decided_by(MONDAY, 60, rulebook=rulebook, **facts)
    assert found.last_day == last_day
    assert cite in {reason.cite.in_("en") for reason in found.reasons if reason.cite}


def test_there_is_no_such_time_without_a_system() -> None:
    with pytest.raises(ImpossibleFacts):
        decided_by(MONDAY, 10, rulebook=Rulebook.SE_LOU_19)


def test_lov_has_no_longer_time() -> None:
    assert [may_prolong(each) for each in (Rulebook.SE_LOV, Rulebook.SE_LOU)] == [False, True]


@pytest.mark.parametrize(
    ("cpv", "named"),
    [
        ("79611000-0", True),
        ("85000000-9", True),
        ("85312510", True),
        ("85323000-9", True),
        ("85311300-5", False),
        ("85321000-5", False),
        ("85322000-2", False),
        ("85324000-6", False),
        ("79634000-7", False),
    ],
)
def test_lov_names_health_and_social_services_but_for_three(cpv: str, *, named: bool) -> None:
    assert in_scope(cpv) is named
