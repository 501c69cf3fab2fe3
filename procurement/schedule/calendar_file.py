"""The schedule as a calendar file (RFC 5545): a whole day for each milestone.

The same schedule, language and instant give the same bytes. An event's UID is made of the
plan's name and the milestone, so that a later version of the plan moves it in the reader's
calendar and does not add another.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from law.reasons import Lang, Reason
from procurement.schedule.milestones import Milestone, Schedule, name_of
from procurement.schedule.picture import title_of

_PRODUCT = "-//Tilldela//Schedule//SV"


def calendar_file(schedule: Schedule, lang: Lang, made_at: datetime) -> bytes:
    """``made_at`` is an aware instant: what the events say that they were made at."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title_of(schedule).in_(lang))
    for milestone in schedule.milestones:
        calendar.add_component(_event(schedule, milestone, lang, made_at.astimezone(UTC)))
    body: bytes = calendar.to_ical()
    return body


def _event(schedule: Schedule, milestone: Milestone, lang: Lang, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", _uid(schedule, milestone))
    event.add("dtstamp", made_at)
    event.add("summary", f"{title_of(schedule).in_(lang)}: {name_of(milestone).in_(lang)}")
    start, end = _span(milestone)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("description", "\n".join(_told(each, lang) for each in _said(milestone)))
    # Nobody is busy the whole of a day because a period ends on it.
    event.add("transp", "TRANSPARENT")
    return event


def _span(milestone: Milestone) -> tuple[date | datetime, date | datetime]:
    """A deadline's last minute, in UTC: no reader needs a table of time zones. Else the day."""
    if milestone.at is not None:
        at = milestone.at.astimezone(UTC)
        return at, at + timedelta(minutes=1)
    return milestone.day, milestone.day + timedelta(days=1)


def _uid(schedule: Schedule, milestone: Milestone) -> str:
    plan = schedule.plan
    named = "\n".join((plan.name, plan.procedure, plan.rulebook.value, milestone.id))
    return f"{hashlib.sha256(named.encode()).hexdigest()[:32]}@tilldela"


def _said(milestone: Milestone) -> tuple[Reason, ...]:
    return (*milestone.reasons, *milestone.warnings)


def _told(reason: Reason, lang: Lang) -> str:
    cite = f" ({reason.cite.in_(lang)})" if reason.cite else ""
    return f"{reason.in_(lang)}{cite}"
