"""Where the acts say what a hold follows from: LOU and LUF number chapter 20 alike."""

from __future__ import annotations

from collections.abc import Mapping

from law.reasons import Cite
from law.remedies import section
from law.rulebook import Rulebook

_AWARDS = "direktiv 2014/24/EU"
_REMEDIES = "direktiv 89/665/EEG"

# The duty to tell the tenderers of the award decision.
NOTICE: Mapping[Rulebook, Cite] = {
    Rulebook.SE_LOU: Cite("LOU", 12, "12"),
    Rulebook.SE_LOU_19: Cite("LOU", 19, "19"),
    Rulebook.SE_LOU_19A: Cite("LOU", "19a", "10"),
    Rulebook.SE_LUF: Cite("LUF", 12, "12"),
    Rulebook.EU: Cite(_AWARDS, None, "55.1"),
}
# The duty to tell of a cancellation; chapter 19a has none.
CANCELLED: Mapping[Rulebook, Cite] = {
    Rulebook.SE_LOU: Cite("LOU", 12, "12"),
    Rulebook.SE_LOU_19: Cite("LOU", 19, "21"),
    Rulebook.SE_LUF: Cite("LUF", 12, "12"),
    Rulebook.EU: Cite(_AWARDS, None, "55.1"),
}


def standstill_place(rulebook: Rulebook, *, announced: bool = False) -> Cite:
    """Of the standstill after the notices, or after a notice of intent (`announced`)."""
    if rulebook is Rulebook.EU:
        return Cite(_REMEDIES, None, "2d.4" if announced else "2a.2")
    return section(rulebook, "3" if announced else "1")
