"""Until when a decision outside the review of a procurement can be appealed.

A fee of Konkurrensverket's goes to the administrative courts by förvaltningslagen, an action
for damages through the general courts by rättegångsbalken; `law.review.appeal` has the rest.
"""

from __future__ import annotations

from datetime import date

from law.dated import value
from law.deadline import Deadline, days_after
from law.reasons import Text

_DECIDED = Text("beslutets dag", "the day of the decision")
_RECEIVED = Text("den dag då parten fick del av beslutet", "the day the party received it")
_JUDGED = Text("domens dag", "the day of the judgment")


def appeal_from_authority(start: date, *, public_party: bool) -> Deadline:
    """Until when an authority's decision can be appealed, three weeks (FL 44).

    ``start`` is the day a private party received it; for a public party it is the day of the
    decision itself. Raises law.dated.NoValue before 1 July 2018.
    """
    what = Text(
        "överklagandet ska ha kommit in till den myndighet som meddelade beslutet",
        "the appeal must have come in to the authority that made the decision",
    )
    weeks = value("authority_appeal_weeks", start)
    return days_after(what, _DECIDED if public_party else _RECEIVED, start, weeks, unit=7)


def appeal_from_district_court(judged: date) -> Deadline:
    """Until when either party can appeal to the court of appeal, three weeks (RB 50:1)."""
    what = Text(
        "överklagandet ska ha kommit in till tingsrätten",
        "the appeal must have come in to the district court",
    )
    return days_after(what, _JUDGED, judged, value("civil_appeal_weeks", judged), unit=7)


def appeal_from_court_of_appeal(judged: date) -> Deadline:
    """Until when either party can appeal to the Supreme Court, four weeks (RB 55:1)."""
    what = Text(
        "överklagandet ska ha kommit in till hovrätten",
        "the appeal must have come in to the court of appeal",
    )
    weeks = value("civil_supreme_appeal_weeks", judged)
    return days_after(what, _JUDGED, judged, weeks, unit=7)
