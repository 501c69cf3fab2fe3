"""Systems of choice under LOV: who may have one, and the applicant's remedies.

Everyone who meets the requirements is approved; nobody is ranked, and there is
no standstill (LOV 8:1–3). The one refused may ask the court for rectification.
"""

from __future__ import annotations

from datetime import date

from law.dated import value
from law.deadline import Deadline, days_after, months_from
from law.reasons import Cite, Reason, Text
from law.rulebook import GATEWAYS, Gateway, Rulebook

_REMEDY = Cite("LOV", 10, "1")


def gateways() -> tuple[Gateway, ...]:
    """The provisions that let an authority have a system of choice, with sources."""
    return GATEWAYS[Rulebook.SE_LOV]


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
