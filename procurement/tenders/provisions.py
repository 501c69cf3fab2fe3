"""Which paragraph says what, in the rulebook that the tender follows.

LOU chapter 19 has its own sections for most of what chapters 4, 12, 13 and 16 say, chapter
19a for little of it, and LUF has chapters of its own; a letter or a refusal that cited the
wrong one would be wrong in law (LOU 1:4, 19:1, 19a:1). LUF stands for its rules above the
thresholds: its chapter 19 is not carried out here.
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


# What the directives' rules, as LOU, LUF or the directive itself has them, govern in full.
UNDER_DIRECTIVES = frozenset({Rulebook.SE_LOU, Rulebook.SE_LUF, Rulebook.EU})

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
# What chapter 13 says of self-cleaning and of telling of a decision on exclusion is, below,
# what proportionality and openness ask: chapter 19 does not say it.
_CHAPTER_19 = {
    Provision.PRINCIPLES: Cite("LOU", 19, "2"),
    Provision.COMPLETION: Cite("LOU", 19, "15"),
    Provision.HEARING: Cite("LOU", 19, "17"),
    Provision.EVIDENCE: Cite("LOU", 19, "15"),
    Provision.ABNORMALLY_LOW: Cite("LOU", 19, "18"),
    Provision.NOTICE: Cite("LOU", 19, "19"),
    Provision.CANCELLATION_NOTICE: Cite("LOU", 19, "21"),
    Provision.INFORMATION: Cite("LOU", 19, "20"),
    Provision.DOCUMENTATION: Cite("LOU", 19, "22"),
    Provision.INDIVIDUAL_REPORT: Cite("LOU", 19, "22"),
}
_CHAPTER_19A = {
    Provision.PRINCIPLES: Cite("LOU", "19a", "8"),
    Provision.NOTICE: Cite("LOU", "19a", "10"),
    Provision.DOCUMENTATION: Cite("LOU", "19a", "11"),
    # The report on a direct award is its documentation.
    Provision.INDIVIDUAL_REPORT: Cite("LOU", "19a", "11"),
}
# LUF 14:3 applies LOU 15:1–13; 12:15 asks for information to be kept, and calls it no report.
_UTILITIES = {
    Provision.PRINCIPLES: Cite("LUF", 4, "1"),
    Provision.COMPLETION: Cite("LUF", 4, "8"),
    Provision.HEARING: Cite("LUF", 13, "5"),
    Provision.SELF_CLEANING: Cite("LUF", 13, "6"),
    Provision.EXCLUSION_NOTICE: Cite("LUF", 13, "8"),
    Provision.EVIDENCE: Cite("LUF", 14, "3"),
    Provision.DECLARATION: Cite("LUF", 14, "3"),
    Provision.ABNORMALLY_LOW: Cite("LUF", 15, "7"),
    Provision.NOTICE: Cite("LUF", 12, "12"),
    Provision.CANCELLATION_NOTICE: Cite("LUF", 12, "12"),
    Provision.INFORMATION: Cite("LUF", 12, "13"),
    Provision.DOCUMENTATION: Cite("LUF", 12, "14"),
    Provision.INDIVIDUAL_REPORT: Cite("LUF", 12, "15"),
}
_CHOICE = {
    Provision.PRINCIPLES: Cite("LOV", 1, "2"),
    Provision.COMPLETION: Cite("LOV", 6, "2"),
    Provision.EXCLUSION_NOTICE: Cite("LOV", 8, "2"),
    Provision.EVIDENCE: Cite("LOV", 7, "2"),
    Provision.NOTICE: Cite("LOV", 8, "2"),
    Provision.CANCELLATION_NOTICE: Cite("LOV", 8, "2"),
}


def _article(number: str) -> Cite:
    return Cite("direktiv 2014/24/EU", None, number)


# The directive has no rule on a hearing but the right to show oneself reliable.
_DIRECTIVE = {
    Provision.PRINCIPLES: _article("18.1"),
    Provision.COMPLETION: _article("56.3"),
    Provision.HEARING: _article("57.6"),
    Provision.SELF_CLEANING: _article("57.6"),
    Provision.EXCLUSION_NOTICE: _article("55.2"),
    Provision.EVIDENCE: _article("59.4"),
    Provision.DECLARATION: _article("59.1"),
    Provision.ABNORMALLY_LOW: _article("69"),
    Provision.NOTICE: _article("55.1"),
    Provision.CANCELLATION_NOTICE: _article("55.1"),
    Provision.INFORMATION: _article("55.2"),
    Provision.DOCUMENTATION: _article("84.2"),
    Provision.INDIVIDUAL_REPORT: _article("84.1"),
}
_PLACES: Mapping[Rulebook, Mapping[Provision, Cite]] = {
    Rulebook.SE_LOU: _ABOVE,
    Rulebook.SE_LOU_19: _CHAPTER_19,
    Rulebook.SE_LOU_19A: _CHAPTER_19A,
    Rulebook.SE_LUF: _UTILITIES,
    Rulebook.SE_LOV: _CHOICE,
    Rulebook.EU: _DIRECTIVE,
}


def own_provision(rulebook: Rulebook, what: Provision) -> Cite | None:
    """Where the rulebook itself says it; None where it is silent."""
    return _PLACES[rulebook].get(what)


def provision(rulebook: Rulebook, what: Provision) -> Cite:
    """Where the rulebook says it; where it is silent, its principles."""
    return own_provision(rulebook, what) or _PLACES[rulebook][Provision.PRINCIPLES]


# Award models and shares of lots are checked alike for a file, which follows no rulebook, and
# for a tender. What chapters 4 and 16 say of them chapter 19 has in its principles, and in what
# the documents are to state of award criteria.
_PRINCIPLES, _LOT_LIMITS = Cite("LOU", 4, "1"), Cite("LOU", 4, "15")
_BASES, _CRITERIA, _WEIGHTS = Cite("LOU", 16, "1"), Cite("LOU", 16, "2"), Cite("LOU", 16, "6")
_ELSEWHERE: Mapping[Rulebook, Mapping[Cite, Cite]] = {
    Rulebook.SE_LOU: {},
    Rulebook.SE_LOU_19: {
        _PRINCIPLES: Cite("LOU", 19, "2"),
        _LOT_LIMITS: Cite("LOU", 19, "2"),
        _BASES: Cite("LOU", 19, "2"),
        _CRITERIA: Cite("LOU", 19, "2"),
        _WEIGHTS: Cite("LOU", 19, "9"),
    },
    Rulebook.SE_LOU_19A: dict.fromkeys(
        (_PRINCIPLES, _LOT_LIMITS, _BASES, _CRITERIA, _WEIGHTS), Cite("LOU", "19a", "8")
    ),
    Rulebook.SE_LUF: {
        _PRINCIPLES: Cite("LUF", 4, "1"),
        _LOT_LIMITS: Cite("LUF", 4, "13"),
        _BASES: Cite("LUF", 15, "1"),
        _CRITERIA: Cite("LUF", 15, "2"),
        _WEIGHTS: Cite("LUF", 15, "6"),
    },
    Rulebook.SE_LOV: dict.fromkeys(
        (_PRINCIPLES, _LOT_LIMITS, _BASES, _CRITERIA, _WEIGHTS), Cite("LOV", 1, "2")
    ),
    Rulebook.EU: {
        _PRINCIPLES: _article("18.1"),
        _LOT_LIMITS: _article("46.2"),
        _BASES: _article("67.1"),
        _CRITERIA: _article("67.4"),
        _WEIGHTS: _article("67.5"),
    },
}


def reason_under(rulebook: Rulebook, reason: Reason) -> Reason:
    """The reason with the place where the tender's rulebook says the same."""
    if reason.cite is None:
        return reason
    return replace(reason, cite=_ELSEWHERE[rulebook].get(reason.cite, reason.cite))


@contextmanager
def citing(rulebook: Rulebook) -> Iterator[None]:
    """A refusal raised within cites as `reason_under` does."""
    try:
        yield
    except ActRefused as refusal:
        raise ActRefused(reason_under(rulebook, refusal.reason), refusal.todo) from refusal
