"""Times within which an authority must answer, document and publish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from law.connected import Connected, connected
from law.dated import DatedValue, parameters
from law.days import closed_day, roll, spoken
from law.deadline import Deadline, days_after, days_before
from law.reasons import Reason, Text
from law.refusals import ImpossibleFacts
from law.remedies import country_unknown, place
from law.rulebook import Rulebook


def answers(
    deadline: date,
    *,
    rulebook: Rulebook = Rulebook.SE_LOU,
    accelerated: bool = False,
    started: date | None = None,
    country: str | None = None,
) -> Deadline:
    """Until when questions asked in good time must be answered (LOU 12:11, 19:13).

    ``deadline`` is the last day for tenders; ``accelerated`` says that shortage of
    time has shortened the tender period. ``started``, here and below, is the start
    of the procurement, which connects it to the rules in force, and ``country`` the
    member state under ``Rulebook.EU``. Raises ImpossibleFacts where the rulebook has
    no such time or counts by other days.
    """
    name = "answers_days_accelerated" if accelerated else "answers_days"
    governs = _of(name, rulebook, deadline, started)
    days, where = governs.entry, place(rulebook, country)
    what = Text(
        "kompletterande upplysningar ska lämnas", "additional information must have been given"
    )
    event = Text("den sista dagen för anbud", "the last day for tenders")
    found = days_before(what, event, deadline, days, where)
    later = Text(
        "Lämnas de senare, eller ändras dokumenten väsentligt, ska anbudstiden förlängas",
        "If it comes later, or the documents change substantially, the time for tenders must be"
        " extended",
    )
    reasons = (*governs.reasons, *found.reasons, Reason("else-extend", later, days.cite))
    warnings = (*governs.warnings, *found.warnings, *country_unknown(where))
    return Deadline(found.last_day, reasons, warnings)


def answer_reasons(
    requested: date,
    *,
    rulebook: Rulebook = Rulebook.SE_LOU,
    started: date | None = None,
    country: str | None = None,
) -> Deadline:
    """Until when a written request for the reasons must be answered (12:13, 19:20).

    ``requested`` is the day the request came in.
    """
    governs = _of("answer_reasons_days", rulebook, requested, started)
    what = Text("upplysningarna ska ha lämnats", "the information must have been given")
    event = Text("den dag då begäran kom in", "the day the request came in")
    where = place(rulebook, country)
    found = days_after(what, event, requested, governs.entry, country=where)
    warnings = (*governs.warnings, *country_unknown(where))
    return Deadline(found.last_day, (*governs.reasons, *found.reasons), warnings)


class Batch(StrEnum):
    """What award notices may be gathered by the quarter for."""

    DPS = "dps"
    ANNEX_2 = "annex-2"


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
    warnings: tuple[Reason, ...] = ()


_CONCLUDED = Text("den dag då avtalet ingicks", "the day the contract was concluded")


def documentation(
    concluded: date,
    *,
    rulebook: Rulebook = Rulebook.SE_LOU,
    started: date | None = None,
    country: str | None = None,
) -> Duty:
    """When documentation and individual report must be complete (12:14–16, 19:22, 19a:11).

    ``concluded`` is the day of the contract, or of the decision to cancel. There is
    no such day in a procurement begun before 2024: law.dated.NoValue.
    """
    what = Text(
        "dokumentationen och den individuella rapporten ska vara slutförda",
        "documentation and individual report must be complete",
    )
    governs = _of("documentation_days", rulebook, concluded, started)
    return _duty(what, _CONCLUDED, concluded, governs, place(rulebook, country))


def award_notice(
    concluded: date,
    *,
    rulebook: Rulebook = Rulebook.SE_LOU,
    started: date | None = None,
    country: str | None = None,
) -> Duty:
    """When the award notice must have been sent for publication (10:4, 19:7, 19a:13).

    Not for a contract awarded under a framework, nor for a direct award below the
    limit in the same paragraph.
    """
    what = Text(
        "efterannonsen ska ha skickats för publicering",
        "the award notice must have been sent for publication",
    )
    governs = _of("award_notice_days", rulebook, concluded, started)
    return _duty(what, _CONCLUDED, concluded, governs, place(rulebook, country))


def gathered_award_notices(
    concluded: date,
    batch: Batch,
    *,
    rulebook: Rulebook = Rulebook.SE_LOU,
    started: date | None = None,
    country: str | None = None,
) -> Duty:
    """When the quarter's gathered award notices must have been sent (10:4, 19:7, 19a:13).

    ``concluded`` is any day of the quarter. An authority may gather them for
    contracts within a dynamic purchasing system and, below the directive regime,
    for annex 2 services. Raises ImpossibleFacts where the rulebook does not let it.
    """
    what = Text(
        "kvartalets samlade efterannonser ska ha skickats för publicering",
        "the quarter's gathered award notices must have been sent for publication",
    )
    ended = Text("kvartalets sista dag", "the last day of the quarter")
    governs = _of(f"award_notice_quarter_{batch.value}", rulebook, concluded, started)
    return _duty(what, ended, _end_of_quarter(concluded), governs, place(rulebook, country))


def _end_of_quarter(day: date) -> date:
    last_month = (day.month + 2) // 3 * 3
    return date(day.year, last_month, 31 if last_month in (3, 12) else 30)


def _duty(what: Text, event: Text, zero: date, governs: Connected, country: str) -> Duty:
    days = governs.entry
    deadline = days_after(what, event, zero, days, country=country)
    due = zero + timedelta(days=days.value)
    plan_by = due
    while closed_day(plan_by, country):
        plan_by -= timedelta(days=1)
    reasons = (*governs.reasons, *deadline.reasons, *_plan(due, plan_by, days))
    last_day = roll(due, country).day
    return Duty(due, plan_by, last_day, reasons, tuple(country_unknown(country)))


def _plan(due: date, plan_by: date, days: DatedValue) -> Iterator[Reason]:
    if plan_by != due:
        when = spoken(plan_by)
        text = Text(
            f"Planera för {when.sv}: att en administrativ tid flyttas är inte prövat",
            f"Plan for {when.en}: that an administrative time moves has not been tried",
        )
        yield Reason("plan-before", text, days.cite)


def _of(name: str, rulebook: Rulebook, on: date, started: date | None) -> Connected:
    own = f"{name}_{rulebook.value}"
    if own not in parameters():
        raise ImpossibleFacts(
            sv=f"{rulebook.value} har ingen sådan tid",
            en=f"{rulebook.value} has no such time",
        )
    return connected(own, on, started)
