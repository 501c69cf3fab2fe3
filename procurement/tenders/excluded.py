"""Suppliers excluded from a procurement: by a decision in any step of it so far."""

from __future__ import annotations

from sqlmodel import col, select

from models.qualification import ExclusionCase, ExclusionDecision
from models.store import Work
from models.tender import Tender
from procurement.tenders.steps import steps_so_far


def excluded_from(work: Work, tender: Tender) -> frozenset[str]:
    """Organisation ids, by the newest decision of each case in the tender or a step before it."""
    steps = [each.id for each in steps_so_far(work, tender)]
    rows = work.session.exec(
        select(ExclusionCase, ExclusionDecision)
        .join(ExclusionDecision, col(ExclusionDecision.case_id) == col(ExclusionCase.id))
        .where(col(ExclusionCase.tender_id).in_(steps))
        .order_by(col(ExclusionDecision.decided_at))
    ).all()
    newest = {case.id: (case.organisation_id, decision.excluded) for case, decision in rows}
    return frozenset(each for each, excluded in newest.values() if excluded)
