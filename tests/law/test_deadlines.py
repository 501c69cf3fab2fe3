from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from law import answering, choice, review, validity
from law.bar import Bar
from law.dated import NoValue
from law.deadline import Deadline
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.review import ReviewKind
from law.rulebook import Rulebook
from law.standstill import Notice, standstill
from law.validity import Information, Told

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("deadlines.yaml").read_text(encoding="utf-8")
)
IN_FULL: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("in_full.yaml").read_text(encoding="utf-8")
)["deadlines"]
CASES = [pytest.param(row, id=f"{row['id']}: {row['claim']}") for row in TABLE]
MONDAY = date(2026, 3, 2)
FIRST_NEW_GROUNDS = date(2022, 7, 1)


def _notices(given: dict[str, Any]) -> list[Notice]:
    return [Notice(each["sent"], each.get("by") != "letter") for each in given["notices"]]


def _validity(given: dict[str, Any]) -> Deadline:
    told = [Information(each, given[each.value]) for each in Told if each.value in given]
    return validity.validity(given["concluded"], *told)


def _rules(given: dict[str, Any]) -> Rulebook:
    return Rulebook(given.get("rules", "SE-LOU"))


RULES: dict[str, Callable[[dict[str, Any]], Deadline]] = {
    "cancellation": lambda given: review.cancellation(_notices(given)),
    "new_grounds": lambda given: review.new_grounds(
        given["applied"], ReviewKind(given.get("kind", "review"))
    ),
    "appeal": lambda given: review.appeal(**given),
    "damages": lambda given: review.damages(**given),
    "validity": _validity,
    "rectification": lambda given: choice.rectification(**given),
    "choice_damages": lambda given: choice.choice_damages(**given),
    "answers": lambda given: answering.answers(
        given["deadline"], rulebook=_rules(given), accelerated=given.get("accelerated", False)
    ),
    "answer_reasons": lambda given: answering.answer_reasons(
        given["requested"], rulebook=_rules(given)
    ),
}


def _passed_over(found: Deadline) -> list[str]:
    sentences = [reason.text.sv for reason in found.reasons if reason.code == "closed-day"]
    return [sentence.removesuffix(" kan inte vara sista dag") for sentence in sentences]


@pytest.mark.parametrize("row", CASES)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = RULES[row["rule"]](row["given"])

    assert {
        "last_day": found.last_day,
        "passed_over": _passed_over(found),
        "warnings": [warning.code for warning in found.warnings],
    } == {"passed_over": [], "warnings": []} | row["expect"]


@pytest.mark.parametrize("row", [row for row in TABLE if "says" in row], ids=lambda row: row["id"])
def test_an_answer_written_out_in_the_table_reads_so(row: dict[str, Any]) -> None:
    found = RULES[row["rule"]](row["given"])

    said = (*found.reasons, *found.warnings)
    assert [reason.text.sv for reason in said] == row["says"]
    assert [
        f"{each.code} [{each.cite.in_('en')}] {each.text.en}" for each in said if each.cite
    ] == (IN_FULL[row["id"]])


@pytest.mark.parametrize("row", CASES)
def test_every_reason_is_said_in_both_languages_and_cites_a_paragraph(row: dict[str, Any]) -> None:
    found = RULES[row["rule"]](row["given"])

    assert found.reasons
    for reason in (*found.reasons, *found.warnings):
        assert reason.text.sv.strip()
        assert reason.text.en.strip()
        assert reason.text.sv != reason.text.en
        assert reason.cite is not None


def _letter(day: date) -> list[Notice]:
    return [Notice(day, electronic=False)]


def test_every_start_day_of_twenty_years_agrees_with_a_count_by_hand(
    every_day: list[date], counted_by_hand: Callable[[date, int], date]
) -> None:
    counted: list[tuple[Callable[[date], Deadline], int, date]] = [
        (lambda day: review.cancellation([Notice(day)]), 10, date(2017, 1, 1)),
        (lambda day: review.cancellation(_letter(day)), 15, date(2017, 1, 1)),
        (review.new_grounds, 21, FIRST_NEW_GROUNDS),
        (lambda day: review.appeal(day, public_party=False), 21, date(2017, 1, 1)),
        (choice.rectification, 21, date(2016, 1, 1)),
        (answering.answer_reasons, 15, date(2017, 1, 1)),
    ]
    for rule, days, since in counted:
        for start in every_day:
            if start >= since:
                assert rule(start).last_day == counted_by_hand(start, days), (start, days)


def test_every_contract_day_of_twenty_years_has_the_months_and_the_thirty_days_of_a_calendar(
    every_day: list[date],
    counted_by_hand: Callable[[date, int], date],
    months_by_hand: Callable[[date, int], date],
) -> None:
    for concluded in every_day:
        if concluded < date(2017, 1, 1):
            continue
        longest = months_by_hand(concluded, 6)
        assert validity.validity(concluded).last_day == longest
        year = months_by_hand(concluded, 12)
        assert review.damages(concluded).last_day == year
        # The two times end within a day of each other about here.
        told = concluded + timedelta(days=149 + concluded.day % 8)
        information = Information(Told.AWARD_PUBLISHED, told)
        shorter = min(longest, counted_by_hand(told, 30))
        assert validity.validity(concluded, information).last_day == shorter


def test_every_last_day_for_tenders_of_twenty_years_is_counted_back_without_moving(
    every_day: list[date], closed_by_statute: Callable[[date], bool]
) -> None:
    for last in every_day:
        if last < date(2017, 1, 1):
            continue
        found = answering.answers(last)
        assert found.last_day is not None
        assert (last - found.last_day).days == 6
        assert bool(found.warnings) == closed_by_statute(found.last_day)
        assert answering.answers(last, accelerated=True).last_day == last - timedelta(days=4)


def test_every_duty_of_thirty_days_can_be_planned_for_an_open_day_before_it(
    every_day: list[date],
    closed_by_statute: Callable[[date], bool],
    counted_by_hand: Callable[[date, int], date],
) -> None:
    for concluded in every_day:
        if concluded < date(2017, 1, 1):
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


@pytest.mark.parametrize(
    ("came_in", "timely"), [(date(2026, 3, 12), True), (date(2026, 3, 13), False)]
)
def test_b07_an_application_is_in_time_through_the_last_day_and_not_after_it(
    came_in: date, timely: bool
) -> None:
    bar = standstill([Notice(MONDAY)], rulebook=Rulebook.SE_LOU)

    said, reason = review.in_time(bar, came_in)

    assert (said, reason.code) == (timely, "in-time" if timely else "late")
    assert reason.cite == Cite("LOU", 20, "11")
    assert reason.text.sv == (
        "Ansökan som kom in torsdagen den 12 mars 2026 är i tid"
        if timely
        else "Ansökan kom in fredagen den 13 mars 2026, efter avtalsspärrens sista dag torsdagen"
        " den 12 mars 2026: den är för sen, och ingen förlängd avtalsspärr följer av den"
    )


def test_a_standstill_that_has_not_begun_cannot_be_missed() -> None:
    not_begun = Bar(True, None, None, ())

    assert review.in_time(not_begun, MONDAY)[0]


def test_a_contract_cannot_be_made_known_before_it_is_concluded() -> None:
    with pytest.raises(ImpossibleFacts, match="cannot have been made known before that"):
        validity.validity(MONDAY, Information(Told.WRITTEN_NOTICE, date(2026, 3, 1)))


def test_a_cancellation_nobody_was_told_of_has_no_last_day() -> None:
    with pytest.raises(ImpossibleFacts, match="the time counts from the notice"):
        review.cancellation([])


def test_a_cancellation_follows_the_law_of_the_procurements_start() -> None:
    with pytest.raises(NoValue, match="cancellation_days_electronic has no value on 2016-12-31"):
        review.cancellation([Notice(date(2017, 1, 9))], started=date(2016, 12, 31))


@pytest.mark.parametrize("rulebook", [Rulebook.SE_LOV, Rulebook.SE_LOU_19])
def test_a_time_the_rulebook_does_not_have_is_refused(rulebook: Rulebook) -> None:
    with pytest.raises(ImpossibleFacts) as raised:
        answering.answers(MONDAY, rulebook=rulebook, accelerated=True)

    assert raised.value.text == Text(
        f"{rulebook.value} har ingen sådan tid", f"{rulebook.value} has no such time"
    )
