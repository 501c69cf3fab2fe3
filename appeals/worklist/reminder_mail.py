"""One e-mail to one lawyer about what is due; it names matters and lots, and no tenderer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Protocol

from appeals.worklist.due import Due
from law.reasons import Lang, Text

# Due in so many days; 0 is the day itself, or a day that was missed.
STEPS = (0, 1, 3, 7)
OVERDUE = "overdue"


@dataclass(frozen=True)
class Owed:
    """A reminder of one thing to one person, at one step before its day; sent once.

    `item` is the thing's own id; once its day has passed with nothing done it is another, so
    that somebody is told of that too.
    """

    due: Due
    item: str
    days_before: int


def owed_of(due: Due, today: date) -> Owed | None:
    """What is to be sent of it today: the step that it has come to, also where a run was lost."""
    left = (due.due_on - today).days
    if due.is_gone(today):
        return None
    if due.is_overdue(today):
        return Owed(due, f"{due.item}:{OVERDUE}", 0)
    step = next((step for step in STEPS if step >= left), None)
    return None if step is None else Owed(due, due.item, step)


@dataclass(frozen=True)
class ReminderMail:
    """`message_id` is the local part, the same for the same reminders: a crash before they
    were recorded sends a mail again that is known to be the same."""

    person_id: str
    name: str
    address: str
    sent_at: datetime
    message_id: str
    subject: str
    body: str


class NotSent(Exception):
    """The mail did not go out, and is still owed. `why` is one clause without its end."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)


class Line(Protocol):
    """A connection that is ready to send."""

    def send(self, mail: ReminderMail) -> None:
        """Raises `NotSent`."""


class Way(Protocol):
    """How mails leave the house."""

    def reaches(self, address: str) -> bool:
        """Whether a mail can go to that address."""

    def line(self) -> AbstractContextManager[Line]:
        """Connected, before anything is locked. Raises `NotSent`."""


def message_id_of(person_id: str, owed: Sequence[Owed]) -> str:
    named = [f"{each.item}\0{each.due.due_on.isoformat()}\0{each.days_before}" for each in owed]
    return sha256("\0".join([person_id, *sorted(named)]).encode()).hexdigest()[:32]


def subject_of(owed: Sequence[Owed], today: date, lang: Lang) -> str:
    """It says how soon, and of what nothing."""
    late = any(each.due.is_overdue(today) for each in owed)
    if late:
        return Text("Påminnelse: försenat", "Reminder: overdue").in_(lang)
    days = [each.due.due_on for each in owed if each.due.due_on >= today]
    if not days:
        return Text("Påminnelse: väntar på dig", "Reminder: waiting for you").in_(lang)
    first = min(days).isoformat()
    return Text(f"Påminnelse: att göra till {first}", f"Reminder: due by {first}").in_(lang)


def body_of(owed: Sequence[Owed], today: date, lang: Lang) -> str:
    lines = [_line(each.due, today, lang) for each in _by_day(owed)]
    begin = Text(
        "Hej,\n\ndet här står på din arbetslista:\n", "Hello,\n\nthis is on your worklist:\n"
    )
    end = Text(
        "Hela listan visar tilldela appeals worklist. Svara inte på det här meddelandet.",
        "tilldela appeals worklist shows the whole list. Do not reply to this message.",
    )
    return "\n".join([begin.in_(lang), *lines, "", end.in_(lang), ""])


def _by_day(owed: Sequence[Owed]) -> list[Owed]:
    return sorted(owed, key=lambda each: (each.due.due_on, each.item))


def _line(due: Due, today: date, lang: Lang) -> str:
    lots = ", ".join(due.lots)
    about = f"{due.tender_id}{f': {lots}' if lots else ''}"
    when = when_told(due, today).in_(lang)
    return f"- {due.due_on.isoformat()} ({when}) {due.what.in_(lang)}. {about}"


def when_told(due: Due, today: date) -> Text:
    """How long there is left, or since when."""
    left = (due.due_on - today).days
    if left == 0:
        return Text("i dag", "today")
    if left > 0:
        unit = Text("dag", "day") if left == 1 else Text("dagar", "days")
        return Text(f"om {left} {unit.sv}", f"in {left} {unit.en}")
    if due.is_overdue(today):
        unit = Text("dag", "day") if left == -1 else Text("dagar", "days")
        return Text(f"försenat {-left} {unit.sv}", f"{-left} {unit.en} overdue")
    return Text("väntar sedan dess", "waiting since")
