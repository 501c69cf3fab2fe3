"""What keeps a presumptive winner from being awarded its lot today.

Everything is asked again at the decision: a control made last month says nothing about
evidence that has lapsed since.
"""

from __future__ import annotations

from collections.abc import Iterator

from law.days import swedish_day
from law.reasons import Reason
from law.rulebook import Rulebook
from models.qualification import Control, SelfDeclaration
from models.store import Work
from models.tender import Bid, Lot, Requirement, Tender
from procurement.planning.involvement import involvement_open
from procurement.qualification.clearance_wording import (
    declared_not_met,
    lapsed,
    not_controlled,
    open_case,
    out,
    to_be_heard,
    todo_of,
)
from procurement.qualification.controls import newest_control, not_shown, requirements_of
from procurement.qualification.declaring import newest_declarations
from procurement.qualification.disqualified import out_of_competition
from procurement.qualification.equal_treatment import unequal
from procurement.qualification.exclusion_cases import cases_of, newest_decision
from procurement.qualification.exclusion_rules import exclusion_ground_cited
from procurement.qualification.low_prices import price_undecided
from procurement.qualification.ownership import sanctioned, undeclared
from procurement.tenders.drafting import cite_of

__all__ = ["fallen_since", "not_cleared", "todo_of"]


def not_cleared(
    work: Work, tender_id: str, lot_id: str, bid_id: str, evaluation_id: str
) -> tuple[Reason, ...]:
    """Why the bid may not be awarded the lot on that evaluation; empty when it may.

    `todo_of` says of each what to do about it. Each names its basis: a paragraph, the tender
    documents, or a house rule.
    """
    tender, bid = work.session.get_one(Tender, tender_id), work.session.get_one(Bid, bid_id)
    return (
        *_requirements(work, work.session.get_one(Lot, lot_id), bid, evaluation_id),
        *_exclusion(work, tender, bid),
        *involvement_open(work, tender, bid.organisation_id),
        *_sanctions(work, tender, bid),
        *price_undecided(work, tender, bid),
        *unequal(work, tender_id, bid_id),
        *_standing(work, bid),
    )


def fallen_since(work: Work, tender_id: str, bid_id: str) -> tuple[Reason, ...]:
    """Why a bid that has been awarded may lead to no contract: what has come up since.

    A decision on exclusion, on the price or by the sanctions binds the buyer until it signs.
    """
    tender, bid = work.session.get_one(Tender, tender_id), work.session.get_one(Bid, bid_id)
    return (
        *_standing(work, bid),
        *_exclusion(work, tender, bid),
        *price_undecided(work, tender, bid),
    )


def _requirements(work: Work, lot: Lot, bid: Bid, evaluation_id: str) -> Iterator[Reason]:
    declared = newest_declarations(work, lot.tender_id)
    for requirement in requirements_of(work, lot.tender_id):
        control = newest_control(work, bid.id, requirement.id, evaluation_id)
        found = _requirement(
            work, lot, requirement, control, declared.get((bid.id, requirement.id))
        )
        if found is not None:
            yield found


def _requirement(
    work: Work,
    lot: Lot,
    requirement: Requirement,
    control: Control | None,
    declared: SelfDeclaration | None,
) -> Reason | None:
    if control is not None and control.outcome == "failed":
        if exclusion_ground_cited(cite_of(requirement)):
            return to_be_heard(lot, requirement)
        return not_controlled(lot, requirement)
    if declared is not None and not declared.met and _unanswered(declared, control):
        return declared_not_met(lot, requirement)
    if control is None:
        return not_controlled(lot, requirement)
    why = not_shown(work, requirement, control)
    return None if why is None else lapsed(lot, requirement, why)


def _unanswered(declared: SelfDeclaration, control: Control | None) -> bool:
    """The declaration came after the control, which therefore says nothing of it."""
    return control is None or control.checked_at < declared.declared_at


def _exclusion(work: Work, tender: Tender, bid: Bid) -> Iterator[Reason]:
    for case in cases_of(work, tender.id):
        mine = case.organisation_id == bid.organisation_id
        if mine and newest_decision(work, case.id) is None:
            yield open_case(Rulebook(tender.rulebook), case)


def _sanctions(work: Work, tender: Tender, bid: Bid) -> Iterator[Reason]:
    missing = undeclared(work, tender, bid.organisation_id)
    if missing is not None:
        yield missing
    today = swedish_day(work.now)
    for answer in sanctioned(work, tender, bid.organisation_id, today):
        if answer.forbidden:
            yield Reason("ownership.forbidden", answer.reasons[0].text, answer.reasons[0].cite)


def _standing(work: Work, bid: Bid) -> Iterator[Reason]:
    """A bid may have fallen since the evaluation that it won; then that one no longer counts."""
    why = out_of_competition(work, bid.tender_id, bid.id).get(bid.id)
    if why is not None:
        yield out(bid, why)
