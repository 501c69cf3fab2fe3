"""What the contract with a party to a framework says of the framework."""

from __future__ import annotations

from dataclasses import dataclass

from appeals.awarded import awarded_bids
from appeals.in_force import AwardInForce
from documents.contexts import FrameworkPart
from law.reasons import Lang, Text
from models.frameworks import CallOffWay, FrameworkTerms
from models.store import Work
from models.tender import Tender
from procurement.frameworks.framework_rules import (
    COMPETED,
    EITHER,
    RANKED,
    WAYS,
    allows,
    framework_terms,
    placed_by,
)

_STATED = {
    CallOffWay.RANKED: RANKED,
    CallOffWay.MINI_COMPETITION: COMPETED,
    CallOffWay.EITHER: EITHER,
}


@dataclass(frozen=True)
class PartyPlace:
    """One of `parties`, at its `place` in the lot's ranking."""

    terms: FrameworkTerms
    place: int
    parties: int


def party_part(work: Work, tender: Tender, award: AwardInForce, bid_id: str) -> PartyPlace | None:
    """None in a tender that leads to contracts of their own."""
    terms = framework_terms(work, tender.id)
    if terms is None:
        return None
    chosen = awarded_bids(work, award.awarded)
    place = next(each.place for each in chosen if each.bid_id == bid_id)
    return PartyPlace(terms, place, len(chosen))


def framework_part(tender: Tender, party: PartyPlace, lang: Lang) -> FrameworkPart:
    terms = party.terms
    way = CallOffWay(terms.way)
    cite = placed_by(_STATED[way], tender)
    conditions = Text(terms.conditions_sv, terms.conditions_en)
    special = terms.special_reasons_sv if lang == "sv" else terms.special_reasons_en
    return FrameworkPart(
        ceiling_ore=terms.ceiling,
        place=party.place,
        parties=party.parties,
        way=WAYS[way].in_(lang),
        ranked=allows(terms, CallOffWay.RANKED),
        competed=allows(terms, CallOffWay.MINI_COMPETITION),
        conditions=conditions.in_(lang),
        cite=cite.in_(lang),
        special_reasons=special,
    )
