"""The schedule of a planned procurement, from its notice or back from its contract's start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from law.days import closed_day, spoken
from law.reasons import Basis, Reason, Text, refuse
from procurement.schedule.course import course_from
from procurement.schedule.milestones import Schedule
from procurement.schedule.plan import STRETCHES, Plan, check_plan
from procurement.schedule.time_to_send import days

# Either way the times of the law and all closed days are far shorter.
_LONGEST_BEYOND_MARGINS = 730


def planned(plan: Plan) -> Schedule:
    """Forward from the notice where its day is given, else back from the start of the contract.

    Raises `ActRefused` for a plan that nothing can be counted from, and what the rules of the
    law raise: law.refusals.ImpossibleFacts, law.dated.NoValue.
    """
    check_plan(plan)
    latest = None if plan.start is None else latest_notice(plan, plan.start)
    notice = plan.notice or latest
    assert notice is not None
    course = course_from(plan, notice)
    room = None if plan.start is None else (plan.start - course.earliest_start).days
    return Schedule(
        plan=plan,
        milestones=tuple(sorted(course.milestones, key=lambda each: each.day)),
        stretches=tuple(course.stretches),
        warnings=tuple(_no_room(course.earliest_start, room, latest)),
        latest_notice=latest,
        room=room,
    )


def latest_notice(plan: Plan, start: date) -> date:
    """The last open day from which everything is done in time for a start on that day.

    Closed days and months make no formula of it: each day is tried, backwards.
    """
    margins = sum(getattr(plan.margins, stretch) for stretch in STRETCHES)
    # Neither of these two lies between the notice and the start.
    latest = start - timedelta(days=margins - plan.margins.documents - plan.margins.questions)
    for back in range(_LONGEST_BEYOND_MARGINS):
        day = latest - timedelta(days=back)
        if not closed_day(day, plan.holidays_of) and course_from(plan, day).earliest_start <= start:
            return day
    raise refuse(
        "schedule.no_notice",
        sv=f"Ingen dag för annonsen leder till en start {start}",
        en=f"No day for the notice leads to a start on {start}",
        todo_sv="Ange en senare start eller kortare marginaler",
        todo_en="State a later start, or smaller margins",
    )


def _no_room(earliest: date, room: int | None, latest: date | None) -> Iterator[Reason]:
    if room is None or room >= 0 or latest is None:
        return
    when, sent = spoken(earliest), spoken(latest)
    text = Text(
        f"Planen har inget utrymme: avtalet kan börja tidigast {when.sv}, {days(-room).sv} efter"
        f" den önskade starten; annonsen skulle ha skickats senast {sent.sv}",
        f"The plan has no room: the contract can start on {when.en} at the earliest,"
        f" {days(-room).en} after the start wished for; the notice was to be sent by {sent.en}",
    )
    yield Reason("no-room", text, None, Basis.HOUSE_RULE)
