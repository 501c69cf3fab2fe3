"""Times in working days: dynamic purchasing systems and electronic auctions.

LOU 8:7 (admission), 8:13 (renewed self-declaration), 8:24 (auction), the same
paragraphs of LUF, and articles 34–35 of directive 2014/24/EU. Working days are
those of regulation (EEC, Euratom) 1182/71 article 2(2); the day something was
sent or received is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from law.dated import DatedValue, value
from law.days import SWEDEN, UNKNOWN_STATE, closed_day, spoken
from law.reasons import Reason, Text
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook

_RULEBOOKS = frozenset({Rulebook.SE_LOU, Rulebook.SE_LUF, Rulebook.EU})


@dataclass(frozen=True)
class WorkingDays:
    """The day so many working days lead to, and why. The day itself is a working day."""

    day: date
    reasons: tuple[Reason, ...]


def admission(
    received: date,
    *,
    reasoned: bool = False,
    before_first_call: bool = False,
    stated: int | None = None,
    rulebook: Rulebook,
    country: str | None = None,
) -> WorkingDays:
    """The last day to examine a request to join a dynamic purchasing system.

    ``reasoned`` says that reasons exist for the longer time. Before the first
    invitation to tender the buyer may prolong the time further, which the
    reasons then say: no invitation may be sent meanwhile. ``stated`` is the
    longer time, in working days, that the documents give for that.
    """
    name = "admission_working_days_reasoned" if reasoned else "admission_working_days"
    days = _value(name, received, rulebook)
    if reasoned and before_first_call and stated is not None and stated > days.value:
        days = replace(days, value=stated)
    what = Text("Ansökan ska prövas senast", "The request must be examined by")
    found = _counted(what, received, days, rulebook, country)
    longer = (_prolonged(days),) if before_first_call else ()
    return WorkingDays(found.day, (*found.reasons, *longer))


def renewed_declaration(
    requested: date, *, rulebook: Rulebook, country: str | None = None
) -> WorkingDays:
    """The last day for an admitted supplier to hand in a renewed self-declaration."""
    days = _value("declaration_working_days", requested, rulebook)
    what = Text(
        "Den nya egna försäkran ska lämnas senast", "The renewed self-declaration is due by"
    )
    return _counted(what, requested, days, rulebook, country)


def auction_start(invited: date, *, rulebook: Rulebook, country: str | None = None) -> WorkingDays:
    """The first day an electronic auction may start after the invitation to it."""
    days = _value("auction_working_days", invited, rulebook)
    what = Text("Auktionen får inledas tidigast", "The auction may start at the earliest on")
    return _counted(what, invited, days, rulebook, country)


def _value(name: str, on: date, rulebook: Rulebook) -> DatedValue:
    """Below the thresholds and in a system of choice none of these times is fixed."""
    if rulebook not in _RULEBOOKS:
        raise ImpossibleFacts(
            sv=f"{rulebook} bestämmer ingen sådan tid i arbetsdagar",
            en=f"{rulebook} fixes no such time in working days",
        )
    return value(f"{name}_{rulebook}", on)


def _counted(
    what: Text, zero: date, days: DatedValue, rulebook: Rulebook, country: str | None
) -> WorkingDays:
    where = (country or UNKNOWN_STATE) if rulebook is Rulebook.EU else SWEDEN
    day = _after(zero, days.value, where)
    start, when = spoken(zero), spoken(day)
    text = Text(
        f"{days.value} arbetsdagar räknas från dagen efter {start.sv}",
        f"{days.value} working days are counted from the day after {start.en}",
    )
    return WorkingDays(
        day,
        (
            Reason("working-days", text, days.cite),
            Reason(
                "working-day-reached",
                Text(f"{what.sv} {when.sv}", f"{what.en} {when.en}"),
                days.cite,
            ),
        ),
    )


def _after(zero: date, number: int, country: str) -> date:
    day = zero
    while number:
        day += timedelta(days=1)
        number -= closed_day(day, country) is None
    return day


def _prolonged(days: DatedValue) -> Reason:
    text = Text(
        "Så länge ingen inbjudan att lämna anbud har skickats får tiden förlängas, men ingen"
        " inbjudan får då skickas före dess slut",
        "As long as no invitation to tender has been sent the time may be prolonged, but then no"
        " invitation may be sent before its end",
    )
    return Reason("may-be-prolonged", text, days.cite)
