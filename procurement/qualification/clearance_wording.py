"""Why a presumptive winner is not cleared, in words, and what to do about each reason."""

from __future__ import annotations

from law.reasons import Basis, Reason, Text
from law.rulebook import Rulebook
from models.qualification import ExclusionCase
from models.tender import Bid, Lot, Requirement
from procurement.tenders.drafting import cite_of
from procurement.tenders.provisions import Provision, provision

CHECK = Text(
    "Kontrollera aktuellt bevis, och utvärdera på nytt om det brister",
    "Check current evidence, and evaluate again if it fails",
)
ASK_ANEW = Text(
    "Begär in aktuellt bevis och kontrollera kravet på nytt",
    "Ask for current evidence and check the requirement anew",
)
EVALUATE_AGAIN = Text("Utvärdera på nytt", "Evaluate again")
DECIDE_CASE = Text(
    "Ge leverantören tillfälle att yttra sig, och avgör ärendet",
    "Hear the supplier, and decide the case",
)
RAISE_CASE = Text(
    "Kontrollera nytt bevis, eller ta upp ett ärende om uteslutning och ge leverantören tillfälle"
    " att yttra sig",
    "Check new evidence, or raise a case for exclusion and hear the supplier",
)
DECIDE_PRICE = Text(
    "Begär en förklaring av priset, och besluta om det",
    "Ask for an explanation of the price, and decide on it",
)
MEASURE = Text(
    "Vidta en åtgärd och anteckna den med tilldela tender measure, eller ta upp ett ärende om"
    " uteslutning",
    "Take a measure and put it on record with tilldela tender measure, or raise a case for"
    " exclusion",
)
ASK_OTHERS = Text(
    "Ge de andra samma möjlighet, och vänta in svaren",
    "Give the others the same chance, and wait for their answers",
)
TODO = {
    "decision.not_controlled": CHECK,
    "decision.declared_not_met": CHECK,
    "decision.evidence_lapsed": ASK_ANEW,
    "decision.to_be_heard": RAISE_CASE,
    "decision.exclusion_open": DECIDE_CASE,
    "decision.out_of_competition": EVALUATE_AGAIN,
    "ownership.undeclared": Text(
        "Begär in uppgifterna, och anteckna dem", "Ask for the declaration, and record it"
    ),
    "ownership.forbidden": EVALUATE_AGAIN,
    "price.flagged": DECIDE_PRICE,
    "price.undecided": DECIDE_PRICE,
    "completion.unequal": ASK_OTHERS,
    "completion.running": ASK_OTHERS,
    "involvement.open": MEASURE,
}


def todo_of(reason: Reason) -> Text:
    """What to do about a reason of `procurement.qualification.clearance.not_cleared`."""
    return TODO[reason.code]


def not_controlled(lot: Lot, requirement: Requirement) -> Reason:
    return _resting(
        "decision.not_controlled",
        requirement,
        Text(
            f"I {lot.code} är kravet ”{requirement.title_sv}” inte kontrollerat"
            " och uppfyllt för den tilltänkta vinnaren",
            f"In {lot.code} the requirement “{requirement.title_en}” has not been checked"
            " and met for the presumptive winner",
        ),
    )


def declared_not_met(lot: Lot, requirement: Requirement) -> Reason:
    return _resting(
        "decision.declared_not_met",
        requirement,
        Text(
            f"I {lot.code} uppger den tilltänkta vinnaren själv att den inte uppfyller kravet"
            f" ”{requirement.title_sv}”",
            f"In {lot.code} the presumptive winner itself declares that it does not meet the"
            f" requirement “{requirement.title_en}”",
        ),
    )


def lapsed(lot: Lot, requirement: Requirement, why: Text) -> Reason:
    return _resting(
        "decision.evidence_lapsed",
        requirement,
        Text(
            f"I {lot.code} är kravet ”{requirement.title_sv}” inte visat i dag: {why.sv}",
            f"In {lot.code} the requirement “{requirement.title_en}” is not shown today: {why.en}",
        ),
    )


def to_be_heard(lot: Lot, requirement: Requirement) -> Reason:
    return _resting(
        "decision.to_be_heard",
        requirement,
        Text(
            f"I {lot.code} är ”{requirement.title_sv}” inte visat, men det är en grund för"
            " uteslutning: leverantören måste först höras",
            f"In {lot.code} “{requirement.title_en}” is not shown, but that is a ground for"
            " exclusion: the supplier must be heard first",
        ),
    )


def open_case(rulebook: Rulebook, case: ExclusionCase) -> Reason:
    return Reason(
        "decision.exclusion_open",
        Text(
            f"Ärendet om uteslutning {case.id} av den tilltänkta vinnaren är inte avgjort",
            f"The case {case.id} for excluding the presumptive winner has not been decided",
        ),
        provision(rulebook, Provision.HEARING),
    )


def out(bid: Bid, why: Text) -> Reason:
    return Reason(
        "decision.out_of_competition",
        Text(
            f"Anbudet {bid.id} är inte längre med i konkurrensen: {why.sv}",
            f"Bid {bid.id} is no longer in the competition: {why.en}",
        ),
        basis=Basis.HOUSE_RULE,
    )


def _resting(code: str, requirement: Requirement, text: Text) -> Reason:
    """With the requirement's own basis: a statute, the tender documents or a house rule."""
    basis = Basis(requirement.basis)
    return Reason(code, text, cite_of(requirement) if basis is Basis.STATUTE else None, basis)
