"""Which paragraph says what, in the rulebook that the tender follows.

LOU chapter 19 has its own sections for most of what chapters 4, 12, 13 and 16 say; a
letter or a refusal that cited the wrong one would be wrong in law (LOU 19:1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum

from law.reasons import ActRefused, Cite, Reason
from law.rulebook import Rulebook


class Provision(StrEnum):
    PRINCIPLES = "principles"
    COMPLETION = "completion"
    HEARING = "hearing"
    SELF_CLEANING = "self_cleaning"
    EXCLUSION_NOTICE = "exclusion_notice"
    EVIDENCE = "evidence"
    DECLARATION = "declaration"
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
    Provision.SELF_CLEANING: Cite("LOU", 13, "5"),
    Provision.EXCLUSION_NOTICE: Cite("LOU", 13, "7"),
    Provision.EVIDENCE: Cite("LOU", 15, "4"),
    Provision.DECLARATION: Cite("LOU", 15, "2"),
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
    # What chapter 13 says of self-cleaning is, below, what proportionality asks.
    Provision.SELF_CLEANING: Cite("LOU", 19, "2"),
    # Nor does it say how a decision on exclusion is told, or when evidence is asked for.
    Provision.EXCLUSION_NOTICE: Cite("LOU", 19, "2"),
    Provision.EVIDENCE: Cite("LOU", 19, "15"),
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
    """Raises KeyError where tenders are not carried out under the rulebook here, or it is silent.

    Chapter 19 has no rule on self-declarations.
    """
    return _PLACES[rulebook][what]


# Award models and shares of lots are checked alike for a file, which follows no rulebook, and
# for a tender. What chapters 4 and 16 say of them chapter 19 has in its principles, and in what
# the documents are to state of award criteria.
_ELSEWHERE_IN_19 = {
    Cite("LOU", 4, "1"): Cite("LOU", 19, "2"),
    Cite("LOU", 4, "15"): Cite("LOU", 19, "2"),
    Cite("LOU", 16, "1"): Cite("LOU", 19, "2"),
    Cite("LOU", 16, "2"): Cite("LOU", 19, "2"),
    Cite("LOU", 16, "6"): Cite("LOU", 19, "9"),
}


def reason_under(rulebook: Rulebook, reason: Reason) -> Reason:
    """The reason with the place where the tender's rulebook says the same."""
    if rulebook is not Rulebook.SE_LOU_19 or reason.cite is None:
        return reason
    return replace(reason, cite=_ELSEWHERE_IN_19.get(reason.cite, reason.cite))


@contextmanager
def citing(rulebook: Rulebook) -> Iterator[None]:
    """A refusal raised within cites as `reason_under` does."""
    try:
        yield
    except ActRefused as refusal:
        raise ActRefused(reason_under(rulebook, refusal.reason), refusal.todo) from refusal
