"""Which chapters of LOU govern a procurement, and which a control may cite."""

from __future__ import annotations

from enum import StrEnum

from law.reasons import Basis, Cite, Reason, Text


class Rulebook(StrEnum):
    """The set of rules a procurement keeps from its start to its end.

    ``SE-LOU`` is the directive regime; ``SE-LOU-19`` is LOU chapter 19: below
    the thresholds, or an annex 2 service of any value (LOU 1:4).
    """

    SE_LOU = "SE-LOU"
    SE_LOU_19 = "SE-LOU-19"


LOU = "LOU"

_ALL = frozenset(str(chapter) for chapter in range(1, 22)) | {"19a"}

_CHAPTERS = {
    Rulebook.SE_LOU: _ALL - {"19", "19a"},
    Rulebook.SE_LOU_19: frozenset({"1", "2", "3", "5", "19", "20", "21"}),
}

_SCOPE = {
    Rulebook.SE_LOU: Reason(
        "scope",
        Text(
            "I en direktivstyrd upphandling gäller alla kapitel i LOU utom 19 och 19 a",
            "In the directive regime every chapter of LOU applies except 19 and 19a",
        ),
        Cite(LOU, 1, "4"),
    ),
    Rulebook.SE_LOU_19: Reason(
        "scope",
        Text(
            "I en upphandling enligt 19 kap. LOU gäller utöver det kapitlet endast"
            " 1–3, 5, 20 och 21 kap.",
            "In a procurement under LOU chapter 19 only chapters 1–3, 5, 20 and 21"
            " apply besides that chapter",
        ),
        Cite(LOU, 19, "1"),
    ),
}


def applies(rulebook: Rulebook, cite: Cite) -> bool:
    """Whether the cited paragraph governs a procurement under ``rulebook``.

    Only LOU is divided by regime; every other act applies whatever the value.
    A paragraph of chapter 4, 13 or 15 that chapter 19 refers to is cited as the
    referring paragraph of chapter 19, as that is what makes it apply.
    """
    if cite.act != LOU:
        return True
    return _chapter(cite) in _CHAPTERS[rulebook]


def check_basis(rulebook: Rulebook, basis: Basis, cite: Cite | None) -> Reason | None:
    """Why a control may not rest on this basis, or None when it may.

    Refuses a statute basis without a paragraph, and any basis whose paragraph
    stands in a chapter that does not apply (LOU 1:4, 19:1).
    """
    if cite is None:
        return _UNCITED if basis is Basis.STATUTE else None
    if applies(rulebook, cite):
        return None
    return _not_applicable(rulebook, cite)


_UNCITED = Reason(
    "statute-without-paragraph",
    Text(
        "En kontroll som sägs följa av lag måste ange paragrafen",
        "A control said to follow from statute must name the paragraph",
    ),
    basis=Basis.HOUSE_RULE,
)


def _chapter(cite: Cite) -> str:
    return str(cite.chapter).replace(" ", "").lower()


def _not_applicable(rulebook: Rulebook, cite: Cite) -> Reason:
    scope = _SCOPE[rulebook]
    return Reason(
        "chapter-does-not-apply",
        Text(
            f"{cite.in_('sv')} gäller inte i denna upphandling. {scope.text.sv}",
            f"{cite.in_('en')} does not apply to this procurement. {scope.text.en}",
        ),
        scope.cite,
    )
