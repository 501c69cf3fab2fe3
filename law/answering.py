"""Times within which an authority must answer, document and publish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from law.dated import DatedValue, parameters, value
from law.days import closed_day, roll, spoken
from law.deadline import Deadline, days_after, days_before
from law.reasons import Reason, Text
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook


def answers(
    deadline: date, *, rulebook: Rulebook = Rulebook.SE_LOU, accelerated: bool = False
) -> Deadline:
    """Until when questions asked in good time must be answered (LOU 12:11, 19:13).

    ``deadline`` is the last day for tenders; ``accelerated`` says that shortage of
    time has shortened the tender period. Raises ImpossibleFacts where the rulebook
    has no such time.
    """
    name = "answers_days_accelerated" if accelerated else "answers_days"
    days = _of(name, rulebook, deadline)
    what = Text(
        "kompletterande upplysningar ska lämnas", "additional information must have been given"
    )
    event = Text("den sista dagen för anbud", "the last day for tenders")
    found = days_before(what, event, deadline, days)
    later = Text(
        "Lämnas de senare, eller ändras dokumenten väsentligt, ska anbudstiden förlängas",
        "If it comes later, or the documents change substantially, the time for tenders must be"
        " extended",
    )
    return Deadline(
        found.last_day, (*found.reasons, Reason("else-extend", later, days.cite)), found.warnings
    )


def answer_reasons(requested: date, *, rulebook: Rulebook = Rulebook.SE_LOU) -> Deadline:
    """Until when a written request for the reasons must be answered (12:13, 19:20).

    ``requested`` is the day the request came in.
    """
    days = _of("answer_reasons_days", rulebook, requested)
    what = Text("upplysningarna ska ha lämnats", "the information must have been given")
    event = Text("den dag då begäran kom in", "the day the request came in")
    return days_after(what, event, requested, days)


@dataclass(frozen=True)
class Duty:
    """Something the authority owes after a contract.

    ``due`` is day 30 itself and ``last_day`` that day moved to an open one;
    ``plan_by`` is the last open day before ``due``, for those who would rather
    not rest on the moving.
    """

    due: date
    plan_by: date
    last_day: date
    reasons: tuple[Reason, ...]


def documentation(concluded: date, *, rulebook: Rulebook = Rulebook.SE_LOU) -> Duty:
    """When documentation and individual report must be complete (12:14–16, 19:22, 19a:11)."""
    what = Text(
        "dokumentationen och den individuella rapporten ska vara slutförda",
        "documentation and individual report must be complete",
    )
    return _duty(what, concluded, _of("documentation_days", rulebook, concluded))


def award_notice(concluded: date, *, rulebook: Rulebook = Rulebook.SE_LOU) -> Duty:
    """When the award notice must have been sent for publication (10:4, 19:7, 19a:13)."""
    what = Text(
        "efterannonsen ska ha skickats för publicering",
        "the award notice must have been sent for publication",
    )
    return _duty(what, concluded, _of("award_notice_days", rulebook, concluded))


def _duty(what: Text, concluded: date, days: DatedValue) -> Duty:
    event = Text("den dag då avtalet ingicks", "the day the contract was concluded")
    deadline = days_after(what, event, concluded, days)
    due = concluded + timedelta(days=days.value)
    plan_by = due
    while closed_day(plan_by):
        plan_by -= timedelta(days=1)
    reasons = (*deadline.reasons, *_plan(due, plan_by, days))
    return Duty(due, plan_by, roll(due).day, reasons)


def _plan(due: date, plan_by: date, days: DatedValue) -> Iterator[Reason]:
    if plan_by != due:
        when = spoken(plan_by)
        text = Text(
            f"Planera för {when.sv}: att en administrativ tid flyttas är inte prövat",
            f"Plan for {when.en}: that an administrative time moves has not been tried",
        )
        yield Reason("plan-before", text, days.cite)


def _of(name: str, rulebook: Rulebook, on: date) -> DatedValue:
    own = f"{name}_{rulebook.value}"
    if own not in parameters():
        raise ImpossibleFacts(
            sv=f"{rulebook.value} har ingen sådan tid",
            en=f"{rulebook.value} has no such time",
        )
    return value(own, on)
