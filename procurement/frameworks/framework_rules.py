"""A framework's stated terms, and which paragraph says what of it in the tender's rulebook."""

from __future__ import annotations

from collections.abc import Mapping

from law.reasons import Cite, Text
from law.rulebook import Rulebook
from models.frameworks import CallOffWay, FrameworkTerms
from models.store import Work
from models.tender import Tender

# Chapter 7 does not apply in chapter 19 (19:1): there the documents' own rule binds the
# buyer by the principles.
_PRINCIPLES = Cite("LOU", 19, "2")
RANKED: Mapping[Rulebook, Cite] = {
    Rulebook.SE_LOU: Cite("LOU", 7, "6"),
    Rulebook.SE_LUF: Cite("LUF", 7, "3"),
    Rulebook.SE_LOU_19: _PRINCIPLES,
    Rulebook.EU: Cite("direktiv 2014/24/EU", None, "33.4"),
}
COMPETED: Mapping[Rulebook, Cite] = {
    Rulebook.SE_LOU: Cite("LOU", 7, "9"),
    Rulebook.SE_LUF: Cite("LUF", 7, "4"),
    Rulebook.SE_LOU_19: _PRINCIPLES,
    Rulebook.EU: Cite("direktiv 2014/24/EU", None, "33.5"),
}
EITHER: Mapping[Rulebook, Cite] = {
    Rulebook.SE_LOU: Cite("LOU", 7, "7"),
    Rulebook.SE_LUF: Cite("LUF", 7, "3"),
    Rulebook.SE_LOU_19: _PRINCIPLES,
    Rulebook.EU: Cite("direktiv 2014/24/EU", None, "33.4"),
}
PARTIES: Mapping[Rulebook, Cite] = {
    Rulebook.SE_LOU: Cite("LOU", 7, "3"),
    Rulebook.SE_LUF: Cite("LUF", 7, "3"),
    Rulebook.SE_LOU_19: _PRINCIPLES,
    Rulebook.EU: Cite("direktiv 2014/24/EU", None, "33.2"),
}
WAYS: Mapping[CallOffWay, Text] = {
    CallOffWay.RANKED: Text("i rangordning", "in the ranking's order"),
    CallOffWay.MINI_COMPETITION: Text(
        "genom förnyad konkurrensutsättning", "by a mini-competition"
    ),
    CallOffWay.EITHER: Text(
        "i rangordning eller genom förnyad konkurrensutsättning",
        "in the ranking's order or by a mini-competition",
    ),
}


def framework_terms(work: Work, tender_id: str) -> FrameworkTerms | None:
    """None for a tender that leads to contracts of their own."""
    return work.session.get(FrameworkTerms, tender_id)


def allows(terms: FrameworkTerms, way: CallOffWay) -> bool:
    """Whether the documents let call-offs be placed that way."""
    return terms.way in (way, CallOffWay.EITHER)


def stated_way(framework: Tender, way: CallOffWay) -> Text:
    """That the documents have call-offs placed that way."""
    return Text(
        f"Enligt upphandlingsdokumenten för {framework.id} sker avrop {WAYS[way].sv}",
        f"By the documents of {framework.id} call-offs are placed {WAYS[way].en}",
    )


def placed_by(places: Mapping[Rulebook, Cite], tender: Tender) -> Cite:
    """Of the mappings above, the place in the rulebook that the framework follows."""
    return places[Rulebook(tender.rulebook)]
