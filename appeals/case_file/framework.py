"""Under which paragraphs each ground is argued, by the act that governs the tender.

Chapter 19 of LOU has its own rules, and principles (19:2) where the others have paragraphs.
"""

from __future__ import annotations

from collections.abc import Mapping

from law.reasons import Cite, Text
from law.rulebook import Rulebook
from models.review import GroundKind

HEADINGS: Mapping[GroundKind, Text] = {
    GroundKind.WINNER_NOT_QUALIFIED: Text(
        "Vinnaren uppfyller inte kraven på leverantören", "The winner is not qualified"
    ),
    GroundKind.WINNER_TO_BE_EXCLUDED: Text(
        "Vinnaren borde ha uteslutits", "The winner should have been excluded"
    ),
    GroundKind.REQUIREMENT_NOT_MET: Text(
        "Det antagna anbudet uppfyller inte ett krav", "The chosen bid does not meet a requirement"
    ),
    GroundKind.OWN_BID_WRONGLY_REJECTED: Text(
        "Sökandens anbud har förkastats felaktigt", "The applicant's bid was wrongly rejected"
    ),
    GroundKind.EVALUATION_WRONG: Text("Utvärderingen är felaktig", "The evaluation is wrong"),
    GroundKind.ABNORMALLY_LOW: Text(
        "Det antagna anbudet är onormalt lågt", "The chosen bid is abnormally low"
    ),
    GroundKind.DOCUMENTS_UNCLEAR: Text(
        "Upphandlingsdokumenten är otydliga", "The tender documents are unclear"
    ),
    GroundKind.REQUIREMENT_DISPROPORTIONATE: Text(
        "Ett krav är oproportionerligt", "A requirement is disproportionate"
    ),
    GroundKind.REASONS_INSUFFICIENT: Text(
        "Skälen för beslutet är otillräckliga", "The reasons given are insufficient"
    ),
    GroundKind.CONFLICT_OF_INTEREST: Text("Jäv", "Conflict of interest"),
    GroundKind.CANCELLATION_UNFOUNDED: Text(
        "Det fanns inte sakliga skäl att avbryta", "The cancellation was not objectively founded"
    ),
    GroundKind.UNLAWFUL_DIRECT_AWARD: Text("Otillåten direktupphandling", "Unlawful direct award"),
    GroundKind.OTHER: Text("Annan grund", "Another ground"),
}

_PRINCIPLES = {
    Rulebook.SE_LOU: (Cite("LOU", 4, "1"),),
    Rulebook.SE_LOU_19: (Cite("LOU", 19, "2"),),
    Rulebook.SE_LOU_19A: (Cite("LOU", "19a", "2"),),
    Rulebook.SE_LUF: (Cite("LUF", 4, "2"),),
}
_OWN: Mapping[Rulebook, Mapping[GroundKind, tuple[Cite, ...]]] = {
    Rulebook.SE_LOU: {
        GroundKind.WINNER_NOT_QUALIFIED: (Cite("LOU", 14, "1"),),
        GroundKind.WINNER_TO_BE_EXCLUDED: (
            Cite("LOU", 13, "1"), Cite("LOU", 13, "2"), Cite("LOU", 13, "3"),
        ),
        GroundKind.OWN_BID_WRONGLY_REJECTED: (Cite("LOU", 4, "9"),),
        GroundKind.EVALUATION_WRONG: (Cite("LOU", 16, "1"), Cite("LOU", 16, "2")),
        GroundKind.ABNORMALLY_LOW: (Cite("LOU", 16, "7"),),
        GroundKind.DOCUMENTS_UNCLEAR: (Cite("LOU", 12, "11"), Cite("LOU", 11, "8")),
        GroundKind.REASONS_INSUFFICIENT: (Cite("LOU", 12, "12"), Cite("LOU", 12, "13")),
        GroundKind.CANCELLATION_UNFOUNDED: (Cite("LOU", 12, "12"),),
        GroundKind.UNLAWFUL_DIRECT_AWARD: (Cite("LOU", 20, "13"),),
    },
    Rulebook.SE_LOU_19: {
        GroundKind.WINNER_TO_BE_EXCLUDED: (Cite("LOU", 19, "17"),),
        GroundKind.OWN_BID_WRONGLY_REJECTED: (Cite("LOU", 19, "15"),),
        GroundKind.ABNORMALLY_LOW: (Cite("LOU", 19, "18"),),
        GroundKind.DOCUMENTS_UNCLEAR: (Cite("LOU", 19, "13"), Cite("LOU", 19, "14")),
        GroundKind.REASONS_INSUFFICIENT: (Cite("LOU", 19, "19"), Cite("LOU", 19, "20")),
        GroundKind.CANCELLATION_UNFOUNDED: (Cite("LOU", 19, "21"),),
        GroundKind.UNLAWFUL_DIRECT_AWARD: (Cite("LOU", 20, "13"),),
    },
    Rulebook.SE_LOU_19A: {
        GroundKind.REASONS_INSUFFICIENT: (Cite("LOU", "19a", "10"),),
        GroundKind.UNLAWFUL_DIRECT_AWARD: (Cite("LOU", "19a", "1"), Cite("LOU", 20, "13")),
    },
    Rulebook.SE_LUF: {
        GroundKind.REASONS_INSUFFICIENT: (Cite("LUF", 12, "12"),),
        GroundKind.DOCUMENTS_UNCLEAR: (Cite("LUF", 12, "11"),),
        GroundKind.UNLAWFUL_DIRECT_AWARD: (Cite("LUF", 20, "13"),),
    },
}  # fmt: skip


def argued_under(kind: GroundKind, rulebook: Rulebook) -> tuple[Cite, ...]:
    """The act's own paragraphs on it, then its principles. None where the act is not Swedish."""
    own = _OWN.get(rulebook, {}).get(kind, ())
    return (*own, *_PRINCIPLES.get(rulebook, ()))
