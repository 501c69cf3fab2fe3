"""Which paragraph says what, in the rulebook that the tender follows.

LOU chapter 19 has its own sections for most of what chapters 4, 12, 13 and 16 say; a
letter or a refusal that cited the wrong one would be wrong in law (LOU 19:1).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from law.reasons import Cite
from law.rulebook import Rulebook


class Provision(StrEnum):
    PRINCIPLES = "principles"
    COMPLETION = "completion"
    HEARING = "hearing"
    ABNORMALLY_LOW = "abnormally_low"
    NOTICE = "notice"
    CANCELLATION_NOTICE = "cancellation_notice"
    INFORMATION = "information"
    DOCUMENTATION = "documentation"
    INDIVIDUAL_REPORT = "individual_report"


_ABOVE = {
    Provision.PRINCIPLES: Cite("LOU", 4, "1"),
    Provision.COMPLETION: Cite("LOU", 4, "9"),
    Provision.HEARING: Cite("LOU", 13, "4"),
    Provision.ABNORMALLY_LOW: Cite("LOU", 16, "7"),
    Provision.NOTICE: Cite("LOU", 12, "12"),
    Provision.CANCELLATION_NOTICE: Cite("LOU", 12, "12"),
    Provision.INFORMATION: Cite("LOU", 12, "13"),
    Provision.DOCUMENTATION: Cite("LOU", 12, "14"),
    Provision.INDIVIDUAL_REPORT: Cite("LOU", 12, "15"),
}
_CHAPTER_19 = {
    Provision.PRINCIPLES: Cite("LOU", 19, "2"),
    Provision.COMPLETION: Cite("LOU", 19, "15"),
    Provision.HEARING: Cite("LOU", 19, "17"),
    Provision.ABNORMALLY_LOW: Cite("LOU", 19, "18"),
    Provision.NOTICE: Cite("LOU", 19, "19"),
    Provision.CANCELLATION_NOTICE: Cite("LOU", 19, "21"),
    Provision.INFORMATION: Cite("LOU", 19, "20"),
    Provision.DOCUMENTATION: Cite("LOU", 19, "22"),
    Provision.INDIVIDUAL_REPORT: Cite("LOU", 19, "22"),
}
_PLACES: Mapping[Rulebook, Mapping[Provision, Cite]] = {
    Rulebook.SE_LOU: _ABOVE,
    Rulebook.SE_LOU_19: _CHAPTER_19,
}


def provision(rulebook: Rulebook, what: Provision) -> Cite:
    """Raises KeyError for a rulebook that tenders are not carried out under here."""
    return _PLACES[rulebook][what]
