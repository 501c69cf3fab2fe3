"""The schedule as a picture: what is drawn, and what it says to whoever cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from documents.schedule_picture import DrawnDay, DrawnStretch, SchedulePicture, schedule_svg
from law.days import closed_day, months_after, spoken
from law.procedures import procedures
from law.reasons import Lang, Text
from procurement.schedule.milestones import By, Schedule, name_of

_TITLE = Text("Tidsplan", "Schedule")
_LEGEND = (
    Text("Lagens tid", "The law's time"),
    Text("Myndighetens val", "The authority's choice"),
    Text("Stängd dag", "Closed day"),
)
_LATEST = Text("Annonsen skickas senast {day}", "The notice is to be sent by {day}")
_MONTHS = (
    *(Text("jan", "Jan"), Text("feb", "Feb"), Text("mars", "Mar"), Text("april", "Apr")),
    *(Text("maj", "May"), Text("juni", "June"), Text("juli", "July"), Text("aug", "Aug")),
    *(Text("sep", "Sep"), Text("okt", "Oct"), Text("nov", "Nov"), Text("dec", "Dec")),
)


def title_of(schedule: Schedule) -> Text:
    plan = schedule.plan
    name = procedures()[plan.procedure].name
    if plan.name:
        return Text(f"{plan.name}: {name.sv}", f"{plan.name}: {name.en}")
    return Text(f"{_TITLE.sv}: {name.sv}", f"{_TITLE.en}: {name.en}")


def schedule_picture(schedule: Schedule, lang: Lang) -> str:
    """A whole SVG document, that stands alone and prints."""
    days = [each.day for each in schedule.milestones]
    first, last = min(days), max(days)
    lead = "" if schedule.latest_notice is None else _latest(schedule.latest_notice, lang)
    told = "; ".join(
        f"{name_of(each).in_(lang)}: {spoken(each.day).in_(lang)}" for each in schedule.milestones
    )
    return schedule_svg(
        SchedulePicture(
            lang=lang,
            title=title_of(schedule).in_(lang),
            description=told,
            lead=lead,
            months=list(_months(first, last, lang)),
            closed=[day for day in _every_day(first, last) if _closed(day, schedule)],
            stretches=list(_stretches(schedule, lang)),
            days=list(_days(schedule, lang)),
            legend=(_LEGEND[0].in_(lang), _LEGEND[1].in_(lang), _LEGEND[2].in_(lang)),
            notes=[warning.in_(lang) for warning in schedule.warnings],
        )
    )


def _latest(day: date, lang: Lang) -> str:
    return _LATEST.in_(lang).format(day=spoken(day).in_(lang))


def _every_day(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _closed(day: date, schedule: Schedule) -> bool:
    return closed_day(day, schedule.plan.holidays_of) is not None


def _months(first: date, last: date, lang: Lang) -> Iterator[tuple[date, str]]:
    """January with its year; where the months are many, every third."""
    month = first.replace(day=1)
    step = 1 if (last - first).days <= 500 else 3
    while month <= last:
        name = _MONTHS[month.month - 1].in_(lang)
        if (month.month - 1) % step == 0:
            yield month, f"{name} {month.year}" if month.month == 1 else name
        month = months_after(month, 1)


def _stretches(schedule: Schedule, lang: Lang) -> Iterator[DrawnStretch]:
    for each in schedule.stretches:
        yield DrawnStretch(
            label=each.name.in_(lang), first=each.first, last=each.last, by_law=each.by is By.LAW
        )


def _days(schedule: Schedule, lang: Lang) -> Iterator[DrawnDay]:
    for each in schedule.milestones:
        yield DrawnDay(
            label=name_of(each).in_(lang),
            day=each.day,
            written=each.day.isoformat(),
            by_law=each.by is By.LAW,
        )
