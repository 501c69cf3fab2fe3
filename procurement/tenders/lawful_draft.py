"""What the law itself says that a draft may not be, whatever its step needs."""

from __future__ import annotations

from law.procedures import ProcedurePlan
from law.reasons import refuse
from law.rulebook import Rulebook
from procurement.tenders.draft import TenderDraft
from procurement.tenders.terms import AwardTerms

PRICE = "price"


def check_carried_out(draft: TenderDraft) -> None:
    """Raises `ActRefused` for a tender under the directives alone.

    They bind states, not buyers: who is excluded, which court tries a case and what then
    bars the contract stand in a state's own act, and here only Sweden's are known.
    """
    if draft.rulebook is Rulebook.EU:
        raise refuse(
            "tender.rulebook_not_carried_out",
            sv="En upphandling genomförs enligt ett lands lag: direktiven lämnar uteslutning,"
            " överprövning och hinder mot avtal åt den, och här finns bara svensk lag",
            en="A procurement is carried out under a state's own law: the directives leave"
            " exclusion, review and bars on the contract to it, and here only Swedish law is known",
            todo_sv="Ange SE-LOU, SE-LOU-19, SE-LOU-19a, SE-LUF eller SE-LOV",
            todo_en="State SE-LOU, SE-LOU-19, SE-LOU-19a, SE-LUF or SE-LOV",
        )


def check_award_basis(draft: TenderDraft, plan: ProcedurePlan, terms: AwardTerms) -> None:
    """Raises `ActRefused` where the procedure allows no award on price alone (LOU 6:27)."""
    judged = [each for each in terms.criteria if each.id != PRICE]
    if not plan.award_on or (terms.stated.model != PRICE and judged):
        return
    raise refuse(
        "tender.award_basis",
        sv=f"{plan.name.sv[0].upper()}{plan.name.sv[1:]} avgörs bara på bästa förhållandet mellan"
        " pris och kvalitet, och villkoren värderar bara priset",
        en=f"The {plan.name.en} is decided on the best price-quality ratio alone, and the terms"
        " value nothing but the price",
        todo_sv="Ange tilldelningskriterier som värderar kvalitet",
        todo_en="State award criteria that value quality",
        cite=plan.award_on_cites[draft.rulebook],
    )
