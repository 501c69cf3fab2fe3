"""The schedule of a planned procurement: days counted by hand, both directions, its refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from law.days import closed_day
from law.procedures import procedures
from law.reasons import ActRefused, Lang
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook
from procurement.exact.files import fitted
from procurement.schedule.calendar_file import calendar_file
from procurement.schedule.course import course_from
from procurement.schedule.milestones import By, Schedule
from procurement.schedule.picture import schedule_picture
from procurement.schedule.plan import Margins, Plan
from procurement.schedule.plan_file import PlanFile, read_plan, to_plan
from procurement.schedule.planned import latest_notice, planned

ROOT = Path(__file__).parents[2]
ROWS = yaml.load((Path(__file__).parent / "schedule.yaml").read_text("utf-8"), yaml.BaseLoader)
EXAMPLES = sorted((ROOT / "examples" / "schedule").glob("*.yaml"))
MADE = datetime(2026, 10, 1, 8, tzinfo=UTC)
OPEN = Plan("open", Rulebook.SE_LOU, notice=date(2026, 11, 25), name="Prov")


def plan_of(row: dict[str, Any]) -> Plan:
    return to_plan(fitted(row["plan"], PlanFile, "schedule.yaml"))


def days_of(schedule: Schedule) -> dict[str, str]:
    return {each.id: each.day.isoformat() for each in schedule.milestones}


@pytest.mark.parametrize("row", [row for row in ROWS if "days" in row], ids=lambda row: row["name"])
def test_the_days_are_those_counted_by_hand(row: dict[str, Any]) -> None:
    assert days_of(planned(plan_of(row))) == row["days"]


@pytest.mark.parametrize(
    "row", [row for row in ROWS if "latest" in row], ids=lambda row: row["name"]
)
def test_the_latest_notice_is_the_one_counted_by_hand(row: dict[str, Any]) -> None:
    found = planned(plan_of(row))
    assert (str(found.latest_notice), found.room) == (row["latest"], int(row["room"]))


def test_every_procedure_is_planned_under_every_rulebook_that_knows_it() -> None:
    margins = {"tenders": 15, "requests": 15, "evaluation": 10}
    for procedure in procedures().values():
        sent = {step.sends.value for step in procedure.steps}
        own = {name: days for name, days in margins.items() if name == "evaluation" or name in sent}
        for rulebook in procedure.rulebooks:
            plan = Plan(procedure.id, rulebook, start=date(2027, 6, 1), margins=Margins(**own))
            found = planned(plan)
            assert (found.milestones[-1].id, found.milestones[-1].day) == ("start", plan.start)
            assert all(each.reasons for each in found.milestones)


def test_a_plan_without_room_says_so_and_by_when_the_notice_had_to_go() -> None:
    found = planned(replace(OPEN, notice=date(2026, 12, 1), start=date(2027, 1, 11)))
    assert [warning.code for warning in found.warnings] == ["no-room"]
    assert "7 days after the start wished for" in found.warnings[0].text.en
    assert found.milestones[-1].day == date(2027, 1, 18)


def test_questions_without_time_to_be_asked_are_warned_of() -> None:
    found = planned(replace(OPEN, margins=Margins(questions=30)))
    asked = next(each for each in found.milestones if each.id == "tenders.questions")
    assert [warning.code for warning in asked.warnings] == ["no-room-for-questions"]


def test_a_notice_on_a_closed_day_is_not_moved_but_warned_of() -> None:
    found = planned(replace(OPEN, notice=date(2026, 12, 25)))
    sent = found.milestones[0]
    assert (sent.id, sent.day, sent.by) == ("tenders.notice", date(2026, 12, 25), By.WISH)
    assert [warning.code for warning in sent.warnings] == ["called-on-closed-day"]


def test_a_margin_beyond_the_least_time_is_drawn_as_the_authoritys_own() -> None:
    found = planned(replace(OPEN, margins=Margins(tenders=10)))
    drawn = [(each.first, each.last, each.by) for each in found.stretches[:2]]
    least, last = date(2026, 12, 28), date(2027, 1, 7)
    assert drawn == [(OPEN.notice, least, By.LAW), (least, last, By.MARGIN)]


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (replace(OPEN, notice=None), "schedule.no_day"),
        (replace(OPEN, procedure="choice"), "procedure.unknown"),
        (replace(OPEN, margins=Margins(evaluation=-1)), "schedule.margin"),
        (replace(OPEN, margins=Margins(evaluation=3651)), "schedule.margin"),
        (replace(OPEN, margins=Margins(requests=1)), "schedule.no_such_stretch"),
        (replace(OPEN, margins=Margins(selection=1)), "schedule.no_such_stretch"),
        (Plan("chapter_19", Rulebook.SE_LOU_19, date(2026, 11, 25)), "schedule.time"),
        (Plan("dps", Rulebook.SE_LOU, date(2026, 11, 25), electronic=False), "dps-on-paper"),
        (Plan("dps", Rulebook.SE_LOU, date(2026, 11, 25), urgent=True), "no-accelerated-procedure"),
    ],
)
def test_a_plan_that_nothing_can_be_counted_from_is_refused(plan: Plan, code: str) -> None:
    with pytest.raises(ActRefused) as refusal:
        planned(plan)
    assert refusal.value.reason.code == code


def test_a_country_counts_only_under_the_rules_of_the_union() -> None:
    under_lou = planned(replace(OPEN, country="FI"))
    assert days_of(under_lou) == days_of(planned(OPEN))
    abroad = planned(replace(OPEN, rulebook=Rulebook.EU, country="FI", notice=date(2026, 11, 6)))
    assert days_of(abroad)["tenders.deadline"] == "2026-12-07"


def test_a_prior_notice_that_comes_after_the_notice_is_refused() -> None:
    with pytest.raises(ImpossibleFacts):
        planned(replace(OPEN, prior_notice=date(2026, 12, 1)))


def starts() -> st.SearchStrategy[date]:
    return st.dates(date(2025, 6, 1), date(2030, 12, 31))


def plans() -> st.SearchStrategy[Plan]:
    days = st.integers(0, 40)
    margins = st.builds(
        Margins,
        documents=days,
        tenders=st.integers(5, 40),
        questions=days,
        evaluation=days,
        decision=days,
        signing=days,
        start_up=days,
    )
    known = [("open", "SE-LOU"), ("restricted", "SE-LOU"), ("chapter_19", "SE-LOU-19")]
    known += [("dialogue", "SE-LUF"), ("mini_competition", "SE-LOU"), ("dps", "SE-LOU")]
    return st.tuples(st.sampled_from(known), margins).map(
        lambda drawn: Plan(drawn[0][0], Rulebook(drawn[0][1]), margins=drawn[1])
    )


@settings(max_examples=25)
@given(plans(), starts())
def test_from_the_latest_notice_the_start_is_reached_and_from_no_later_day(
    plan: Plan, start: date
) -> None:
    latest = latest_notice(plan, start)
    later = latest + timedelta(days=1)
    while closed_day(later):
        later += timedelta(days=1)
    assert course_from(plan, latest).earliest_start <= start
    assert course_from(plan, later).earliest_start > start


@settings(max_examples=25)
@given(plans(), starts())
def test_back_from_where_a_notice_leads_no_notice_is_earlier_than_it(
    plan: Plan, notice: date
) -> None:
    reached = course_from(plan, notice).earliest_start
    found = latest_notice(plan, reached)
    assert course_from(plan, found).earliest_start <= reached
    assert found >= notice or closed_day(notice) is not None


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_an_example_is_drawn_with_every_day_for_those_who_cannot_see_it(
    path: Path, lang: Lang
) -> None:
    found = planned(read_plan(path))
    picture = schedule_picture(found, lang)
    root = ET.fromstring(picture)
    title, desc = root[0].text or "", root[1].text or ""
    assert (root.get("role"), title.startswith(found.plan.name)) == ("img", True)
    assert desc.count(";") == len(found.milestones) - 1
    assert all(each.day.isoformat() in picture for each in found.milestones)
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_calendar_holds_each_day_whole_and_the_deadline_to_the_minute(path: Path) -> None:
    found = planned(read_plan(path))
    body = calendar_file(found, "sv", MADE)
    read = Calendar.from_ical(body)
    assert read.errors == []
    events = read.walk("VEVENT")
    assert [event.decoded("DTSTART") for event in events] == [
        each.day if each.at is None else each.at.astimezone(UTC) for each in found.milestones
    ]
    assert {event.decoded("DTSTAMP") for event in events} == {MADE}
    assert len({event["UID"] for event in events}) == len(events)
    lines = body.split(b"\r\n")
    assert (max(map(len, lines)) <= 75, lines[-1]) == (True, b"")


def test_the_same_schedule_gives_the_same_calendar_and_a_moved_day_keeps_its_event() -> None:
    one, moved = planned(OPEN), planned(replace(OPEN, notice=date(2026, 12, 2)))
    assert calendar_file(one, "en", MADE) == calendar_file(planned(OPEN), "en", MADE)
    ids = [
        [event["UID"] for event in Calendar.from_ical(calendar_file(each, "en", MADE)).events]
        for each in (one, moved)
    ]
    assert ids[0] == ids[1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("procedure: open\nnotice: 2026-02-30\n", "file.day"),
        ("procedure: open\nnotice: 2026-02-20\nurgent: ja\n", "file.flag"),
        ("procedure: open\nnotice: 2026-02-20\nmargins: {tenders: 1.5}\n", "file.days"),
        ("procedure: open\nnotice: 2026-02-20\nmargins: {talks: 3}\n", "file.extra_forbidden"),
        ("procedure: open\nrules: SE-XX\nnotice: 2026-02-20\n", "file.enum"),
        ("notice: 2026-02-20\n", "file.missing"),
    ],
)
def test_a_plan_file_that_is_wrong_is_refused(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ActRefused) as refusal:
        read_plan(path)
    assert refusal.value.reason.code == code
