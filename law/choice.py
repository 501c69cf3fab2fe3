"""Systems of choice under LOV: who may have one, and the applicant's remedies.

Everyone who meets the requirements is approved; nobody is ranked, and there is
no standstill (LOV 8:1–3). The one refused may ask the court for rectification.
"""

from __future__ import annotations

from datetime import date, timedelta

from law.dated import value
from law.days import spoken
from law.deadline import Deadline, day_zero, days_after, months_from
from law.reasons import Cite, Reason, Text
from law.rulebook import GATEWAYS, Gateway, Rulebook

_REMEDY = Cite("LOV", 10, "1")
_DECISION_TIME = Cite("LOV", 4, "4")
# CPV codes without their check digit (LOV 1:1).
_SCOPE = (("79611000", "79611000"), ("85000000", "85323000"))
_OUTSIDE = frozenset({"85311300", "85321000", "85322000"})


def gateways() -> tuple[Gateway, ...]:
    """The provisions that let an authority have a system of choice, with sources."""
    return GATEWAYS[Rulebook.SE_LOV]


def in_scope(cpv: str) -> bool:
    """Whether LOV itself knows the service, by its CPV code with or without check digit (1:1).

    Another service takes another gateway, such as lag 2010:536.
    """
    code = cpv.partition("-")[0]
    return code not in _OUTSIDE and any(first <= code <= last for first, last in _SCOPE)


def decision_time(received: date, days: int) -> Deadline:
    """The day by which the buyer has said that it decides on an application (LOV 4:4).

    ``days`` is what the documents state. The act fixes no number, and a time that the buyer
    has set itself is not moved from a closed day (lag 1930:173 is of times in statutes).
    """
    last = received + timedelta(days=days)
    when = spoken(last)
    event = Text("den dag då ansökan kom in", "the day the application came in")
    stated = Text(
        f"Enligt underlaget fattas beslut inom {days} dagar, alltså senast {when.sv}",
        f"By the documents it is decided within {days} days, that is by {when.en}",
    )
    steps = (
        day_zero(received, event, _DECISION_TIME),
        Reason("last-day", stated, _DECISION_TIME),
    )
    return Deadline(last, steps)


def rectification(notified: date) -> Deadline:
    """Until when the applicant refused may apply for rectification (LOV 10:1, 10:3).

    ``notified`` is the day the refusal and its reasons were told (8:2). LOV has no
    rule of its own on days; lag 1930:173 is general.
    """
    weeks = value("lov_rectification_weeks", notified)
    what = Text(
        "ansökan om rättelse ska ha kommit in till förvaltningsrätten",
        "the application for rectification must have come in to the administrative court",
    )
    event = Text("den dag då underrättelsen lämnades", "the day the notice was given")
    deadline = days_after(what, event, notified, weeks, unit=7)
    only = Text(
        "Endast den sökande som inte godkänts får ansöka om rättelse av beslutet",
        "Only the applicant who was not approved may apply for rectification of the decision",
    )
    return Deadline(
        deadline.last_day, (*deadline.reasons, Reason("only-the-refused", only, _REMEDY))
    )


def choice_damages(refused: date) -> Deadline:
    """Until when the applicant refused may sue for damages (LOV 10:5)."""
    what = Text(
        "talan om skadestånd ska ha väckts vid allmän domstol",
        "an action for damages must have been brought in a general court",
    )
    event = Text("den dag då sökanden nekades", "the day the applicant was refused")
    return months_from(what, event, refused, value("lov_damages_years", refused), unit=12)
