from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from law import answering
from law.answering import Batch, Duty
from law.dated import NoValue
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("duties.yaml").read_text(encoding="utf-8")
)
MONDAY = date(2026, 3, 2)


def _answer(row: dict[str, Any]) -> Duty:
    given = dict(row["given"])
    rulebook = Rulebook(given.pop("rules", "SE-LOU"))
    if "batch" in given:
        given["batch"] = Batch(given["batch"])
    found: Duty = getattr(answering, row["rule"])(**given, rulebook=rulebook)
    return found


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_the_table_holds(row: dict[str, Any]) -> None:
    duty = _answer(row)

    assert {"due": duty.due, "plan_by": duty.plan_by, "last_day": duty.last_day} == row["expect"]
    assert duty.reasons[0].cite is not None
    assert duty.reasons[0].cite.in_("en") == row["cites"]
    assert all(reason.text.sv != reason.text.en for reason in duty.reasons)


@pytest.mark.parametrize("row", [row for row in TABLE if "says" in row], ids=_named)
def test_a_duty_written_out_in_the_table_reads_so(row: dict[str, Any]) -> None:
    assert [reason.text.sv for reason in _answer(row).reasons] == row["says"]


def test_the_notices_of_every_day_of_a_quarter_are_due_together(
    every_day: list[date], counted_by_hand: Callable[[date, int], date]
) -> None:
    next_day = timedelta(days=1)
    ends = [day for day in every_day if day.day == 1 and day.month in (1, 4, 7, 10)]
    for day in every_day:
        ended = next((first - next_day for first in ends if first > day), None)
        if day < date(2017, 1, 1) or ended is None:
            continue
        duty = answering.gathered_award_notices(day, Batch.DPS)
        assert duty.due == ended + timedelta(days=30)
        assert duty.last_day == counted_by_hand(ended, 30)


@pytest.mark.parametrize(
    ("batch", "rulebook"),
    [(Batch.ANNEX_2, Rulebook.SE_LOU), (Batch.DPS, Rulebook.SE_LOV)],
)
def test_notices_that_may_not_be_gathered_are_refused(batch: Batch, rulebook: Rulebook) -> None:
    with pytest.raises(ImpossibleFacts, match=f"^{rulebook} has no such time$"):
        answering.gathered_award_notices(MONDAY, batch, rulebook=rulebook)


@pytest.mark.parametrize("rulebook", [Rulebook.SE_LOU, Rulebook.SE_LUF])
def test_a_procurement_begun_before_2024_has_no_last_day_for_documentation(
    rulebook: Rulebook,
) -> None:
    with pytest.raises(NoValue, match=r"documentation_days_.* has no value on 2023-12-31"):
        answering.documentation(date(2024, 3, 1), rulebook=rulebook, started=date(2023, 12, 31))


def test_a_procurement_cannot_start_after_its_contract() -> None:
    with pytest.raises(ImpossibleFacts, match="cannot have started on 2026-03-03"):
        answering.award_notice(MONDAY, started=date(2026, 3, 3))


def test_every_duty_of_thirty_days_can_be_planned_for_an_open_day_before_it(
    every_day: list[date],
    closed_by_statute: Callable[[date], bool],
    counted_by_hand: Callable[[date, int], date],
) -> None:
    for concluded in every_day:
        if concluded < date(2024, 1, 1):
            continue
        duty = answering.documentation(concluded)
        assert (duty.due - concluded).days == 30
        assert duty.last_day == counted_by_hand(concluded, 30)
        between = (duty.due - duty.plan_by).days
        assert not closed_by_statute(duty.plan_by)
        assert all(closed_by_statute(duty.due - timedelta(days=back)) for back in range(between))


@pytest.mark.parametrize(
    ("rulebook", "documentation", "award_notice"),
    [
        (Rulebook.SE_LOU, Cite("LOU", 12, "14"), Cite("LOU", 10, "4")),
        (Rulebook.SE_LOU_19, Cite("LOU", 19, "22"), Cite("LOU", 19, "7")),
        (Rulebook.SE_LOU_19A, Cite("LOU", "19a", "11"), Cite("LOU", "19a", "13")),
    ],
)
def test_g12_thirty_days_after_the_contract_for_documentation_and_award_notice(
    rulebook: Rulebook, documentation: Cite, award_notice: Cite
) -> None:
    duties = [
        (answering.documentation(date(2026, 11, 24), rulebook=rulebook), documentation),
        (answering.award_notice(date(2026, 11, 24), rulebook=rulebook), award_notice),
    ]

    for duty, cite in duties:
        assert (duty.due, duty.plan_by, duty.last_day) == (
            date(2026, 12, 24),
            date(2026, 12, 23),
            date(2026, 12, 28),
        )
        assert duty.reasons[0].cite == cite
        assert duty.reasons[-1] == Reason(
            "plan-before",
            Text(
                "Planera för onsdagen den 23 december 2026: att en administrativ tid flyttas är"
                " inte prövat",
                "Plan for Wednesday 23 December 2026: that an administrative time moves has not"
                " been tried",
            ),
            cite,
        )


def test_a_duty_that_ends_on_an_open_day_needs_no_other_plan() -> None:
    duty = answering.award_notice(MONDAY)

    assert (duty.due, duty.plan_by, duty.last_day) == (date(2026, 4, 1),) * 3
    assert [reason.text.sv for reason in duty.reasons] == [
        "Dag 0 är måndagen den 2 mars 2026, den dag då avtalet ingicks",
        "Dag 30 är onsdagen den 1 april 2026",
        "Efterannonsen ska ha skickats för publicering senast onsdagen den 1 april 2026",
    ]
    assert answering.documentation(MONDAY).reasons[-1].text.sv == (
        "Dokumentationen och den individuella rapporten ska vara slutförda senast onsdagen den 1"
        " april 2026"
    )
