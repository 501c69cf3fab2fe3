"""Which acts and chapters govern a procurement, and which a control may cite."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from law.reasons import EU_ACTS, Basis, Cite, Reason, Text


class Rulebook(StrEnum):
    """The set of rules a procurement keeps from its start to its end.

    ``SE-LOU`` is the directive regime; ``SE-LOU-19`` is LOU chapter 19: below
    the thresholds, or an annex 2 service of any value (LOU 1:4); ``SE-LOU-19a``
    is direct award. ``SE-LUF`` is the utilities' act, ``SE-LOV`` a system of
    choice, ``EU`` the directives where no national rule is known.
    """

    SE_LOU = "SE-LOU"
    SE_LOU_19 = "SE-LOU-19"
    SE_LOU_19A = "SE-LOU-19a"
    SE_LUF = "SE-LUF"
    SE_LOV = "SE-LOV"
    EU = "EU"


LOU, LUF, LOV = "LOU", "LUF", "LOV"

_LOU_CHAPTERS = frozenset(str(chapter) for chapter in range(1, 22)) | {"19a"}
_BELOW = frozenset({"1", "2", "3", "5", "20", "21"})

# The procurement acts that govern under each rulebook, and their chapters.
_CHAPTERS: dict[Rulebook, dict[str, frozenset[str]]] = {
    Rulebook.SE_LOU: {LOU: _LOU_CHAPTERS - {"19", "19a"}},
    Rulebook.SE_LOU_19: {LOU: _BELOW | {"19"}},
    Rulebook.SE_LOU_19A: {LOU: _BELOW | {"19a"}},
    Rulebook.SE_LUF: {LUF: _LOU_CHAPTERS},
    Rulebook.SE_LOV: {LOV: frozenset(str(chapter) for chapter in range(1, 11))},
    Rulebook.EU: {},
}
_PROCUREMENT_ACTS = frozenset({LOU, LUF, LOV})

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
    Rulebook.SE_LOU_19A: Reason(
        "scope",
        Text(
            "Vid direktupphandling enligt 19 a kap. LOU gäller utöver det kapitlet endast"
            " 1–3, 5, 20 och 21 kap.",
            "In a direct award under LOU chapter 19a only chapters 1–3, 5, 20 and 21 apply"
            " besides that chapter",
        ),
        Cite(LOU, "19a", "1"),
    ),
    Rulebook.SE_LUF: Reason(
        "scope",
        Text(
            "En upphandling inom försörjningssektorerna följer LUF, inte LOU eller LOV",
            "A procurement in the utilities sectors follows LUF, not LOU or LOV",
        ),
        Cite(LUF, 1, "1"),
    ),
    Rulebook.SE_LOV: Reason(
        "scope",
        Text(
            "Ett valfrihetssystem följer LOV, inte LOU eller LUF",
            "A system of choice follows LOV, not LOU or LUF",
        ),
        Cite(LOV, 1, "1"),
    ),
    Rulebook.EU: Reason(
        "scope",
        Text(
            "Enligt unionsrättens grundregler gäller direktiven och inte svensk lag",
            "Under the Union's default rules the directives apply and not Swedish law",
        ),
        Cite("direktiv 2014/24/EU", None, "1"),
    ),
}


@dataclass(frozen=True)
class Gateway:
    """A provision that lets an authority use the rulebook at all."""

    who: Text
    what: Text
    cite: Cite
    reference: str


GATEWAYS: dict[Rulebook, tuple[Gateway, ...]] = {
    Rulebook.SE_LOV: (
        Gateway(
            Text("kommuner och regioner", "municipalities and regions"),
            Text(
                "valfrihetssystem för tjänster inom hälsovård och socialtjänst, efter eget beslut",
                "systems of choice for health and social services, by their own decision",
            ),
            Cite(LOV, 1, "1"),
            "Lag (2008:962) om valfrihetssystem, 1 kap. 1 §",
        ),
        Gateway(
            Text("Arbetsförmedlingen", "the public employment service"),
            Text(
                "valfrihetssystem för arbetsmarknadspolitiska tjänster",
                "systems of choice for labour-market services",
            ),
            Cite("lag 2010:536", None, "1"),
            "Lag (2010:536) om valfrihetssystem hos Arbetsförmedlingen, 1 §",
        ),
    )
}


def applies(rulebook: Rulebook, cite: Cite) -> bool:
    """Whether the cited paragraph governs a procurement under ``rulebook``.

    The procurement acts exclude each other, and LOU is divided by regime; every
    other act applies whatever the value, save that the Union's default knows no
    Swedish act. A paragraph of chapter 4, 13 or 15 that chapter 19 refers to is
    cited as the referring paragraph of chapter 19, as that makes it apply.
    """
    if rulebook is Rulebook.EU:
        return cite.act.startswith(EU_ACTS)
    if cite.act not in _PROCUREMENT_ACTS:
        return True
    return _chapter(cite) in _CHAPTERS[rulebook].get(cite.act, frozenset())


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
