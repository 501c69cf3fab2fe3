"""Exclusion cases as they stand: open, decided, and which tenderers are out."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from law.days import swedish_day
from law.reasons import Text
from law.rulebook import Rulebook
from models.qualification import ExclusionCase, ExclusionDecision
from models.store import Work
from models.tender import Bid, Tender
from procurement.qualification.exclusion_rules import place_of
from procurement.tenders.steps import steps_so_far


def cases_of(work: Work, tender_id: str) -> Sequence[ExclusionCase]:
    """Oldest first."""
    return work.session.exec(
        select(ExclusionCase)
        .where(col(ExclusionCase.tender_id) == tender_id)
        .order_by(col(ExclusionCase.raised_at), col(ExclusionCase.id))
    ).all()


def newest_decision(work: Work, case_id: str) -> ExclusionDecision | None:
    """The decision that governs the case, or None while it is open."""
    return work.session.exec(
        select(ExclusionDecision)
        .where(col(ExclusionDecision.case_id) == case_id)
        .order_by(col(ExclusionDecision.decided_at).desc())
    ).first()


def excluded_bids(work: Work, tender_id: str) -> dict[str, Text]:
    """Every bid of each excluded tenderer, and why it is out.

    Also of one excluded in an earlier step of the procurement, however late.
    """
    found: dict[str, Text] = {}
    tender = work.session.get_one(Tender, tender_id)
    cases = [case for step in steps_so_far(work, tender) for case in cases_of(work, step.id)]
    for case in cases:
        decision = newest_decision(work, case.id)
        if decision is not None and decision.excluded:
            why = _why(case, decision, Rulebook(tender.rulebook))
            found |= dict.fromkeys(bids_of(work, tender_id, case.organisation_id), why)
    return found


def bids_of(work: Work, tender_id: str, organisation_id: str) -> Sequence[str]:
    """The opened bids of one tenderer, by id."""
    return work.session.exec(
        select(Bid.id)
        .where(col(Bid.tender_id) == tender_id, col(Bid.organisation_id) == organisation_id)
        .order_by(col(Bid.id))
    ).all()


def _why(case: ExclusionCase, decision: ExclusionDecision, rulebook: Rulebook) -> Text:
    day, place = swedish_day(decision.decided_at).isoformat(), place_of(case.point, rulebook)
    return Text(
        f"Leverantören är utesluten genom beslut {day} ({place.sv}): {decision.reason_sv}",
        f"The supplier is excluded by a decision of {day} ({place.en}): {decision.reason_en}",
    )
