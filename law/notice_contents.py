"""What a notice must tell: upphandlingsförordningen (2016:1162) 12 a and 14 c §§."""

from __future__ import annotations

from datetime import date

from law.dated import NoValue, value
from law.reasons import Reason, Text
from law.rulebook import Rulebook

_ABOVE = frozenset({Rulebook.SE_LOU, Rulebook.SE_LUF})
_BELOW = frozenset({Rulebook.SE_LOU_19, Rulebook.SE_LOU_19A})


def names_tenderers(rulebook: Rulebook, sent: date) -> Reason | None:
    """Why an award notice sent on that day names all who tendered; None where none says so.

    With their registration numbers, and also those who only asked to take part. What is
    secret by law is left out of a notice (14 d §).
    """
    if rulebook not in _ABOVE | _BELOW:
        return None
    try:
        rule = value(f"award_notice_names_tenderers_{_side(rulebook)}", sent)
    except NoValue:
        return None
    text = Text(
        "Efterannonsen anger namn och organisationsnummer för alla som har lämnat anbud eller"
        " ansökt om att få göra det",
        "The award notice states the name and registration number of everybody who has tendered"
        " or asked to be allowed to",
    )
    return Reason("tenderers-named", text, rule.cite)


def _side(rulebook: Rulebook) -> str:
    return "above" if rulebook in _ABOVE else "below"
