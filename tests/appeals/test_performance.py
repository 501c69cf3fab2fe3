"""Whether a signed contract may be performed: rows of the law, and what must always hold."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from appeals.facts import ADMINISTRATIVE, CourtEvent
from appeals.performance import (
    MayPerform,
    Stopped,
    ValidityCase,
    may_perform,
    stopped_throughout,
)
from law.rulebook import Rulebook
from models.review import CourtActKind, CourtName

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("performance.yaml").read_text(encoding="utf-8")
)
LOU = Rulebook.SE_LOU
JUNE_1 = date(2026, 6, 1)


def case_of(row: dict[str, Any]) -> ValidityCase:
    events = (CourtEvent(CourtName(c), CourtActKind(k), day) for c, k, day in row["acts"])
    return ValidityCase(row["case"], tuple(events))


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_contract_is_performed_unless_a_court_forbids_it(row: dict[str, Any]) -> None:
    answer = may_perform([case_of(each) for each in row["cases"]], LOU, row["day"])
    if not row["stopped"]:
        assert answer == MayPerform()
        return
    assert isinstance(answer, Stopped)
    assert [reason.code for reason in answer.reasons] == row["stopped"]
    assert answer.until == row.get("until")
    assert answer.ineffective is row.get("ineffective", False)
    assert len(answer.lifted_by) == len(answer.reasons)


def test_each_reason_cites_the_paragraph_of_the_act_that_governs() -> None:
    stop = CourtEvent(CourtName.FR, CourtActKind.PERFORMANCE_STOPPED, JUNE_1)
    ruling = CourtEvent(CourtName.KR, CourtActKind.INEFFECTIVE, JUNE_1)
    answer = may_perform([ValidityCase("9-26", (stop,)), ValidityCase("8-26", (ruling,))],
                         Rulebook.SE_LUF, JUNE_1)  # fmt: skip
    assert isinstance(answer, Stopped)
    assert [reason.cite.in_("en") for reason in answer.reasons if reason.cite] == [
        "LUF 20:16", "LUF 20:13",
    ]  # fmt: skip


def test_a_time_is_stopped_throughout_only_without_a_day_to_perform_in() -> None:
    case = ValidityCase(
        "9-26",
        (
            CourtEvent(CourtName.FR, CourtActKind.PERFORMANCE_STOPPED, date(2026, 6, 2)),
            CourtEvent(CourtName.FR, CourtActKind.PERFORMANCE_RESUMED, date(2026, 8, 1)),
        ),
    )
    months = {month: (date(2026, month, 1), date(2026, month + 1, 1) - timedelta(days=1))
              for month in (5, 6, 7, 8)}  # fmt: skip
    stopped = {month: stopped_throughout([case], LOU, *days) for month, days in months.items()}
    assert [month for month, stops in stopped.items() if stops] == [7]


def test_two_orders_in_a_row_stop_a_month_together() -> None:
    first, second = CourtName.FR, CourtName.KR
    case = ValidityCase(
        "9-26",
        (
            CourtEvent(first, CourtActKind.PERFORMANCE_STOPPED, JUNE_1),
            CourtEvent(first, CourtActKind.REJECTED, date(2026, 6, 15)),
            CourtEvent(second, CourtActKind.PERFORMANCE_STOPPED, date(2026, 6, 15)),
        ),
    )
    assert len(stopped_throughout([case], LOU, JUNE_1, date(2026, 6, 30))) == 2


days = st.dates(date(2026, 6, 1), date(2026, 6, 12))
events = st.builds(CourtEvent, st.sampled_from(ADMINISTRATIVE), st.sampled_from(CourtActKind), days)
cases = st.lists(
    st.builds(ValidityCase, st.just("9-26"), st.lists(events, max_size=6).map(tuple)), max_size=2
)


@given(cases, days, days)
def test_stopped_throughout_says_of_every_day_what_the_days_say(
    found: list[ValidityCase], one: date, other: date
) -> None:
    first, last = min(one, other), max(one, other)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    each = all(isinstance(may_perform(found, LOU, day), Stopped) for day in every)
    assert bool(stopped_throughout(found, LOU, first, last)) is each


@given(cases, days)
def test_what_a_general_court_does_stops_nothing(found: list[ValidityCase], day: date) -> None:
    moved = [
        ValidityCase(
            case.case_number,
            tuple(CourtEvent(CourtName.TR, e.kind, e.decided_on) for e in case.events),
        )
        for case in found
    ]
    assert may_perform(moved, LOU, day) == MayPerform()
