"""The evidence that an awarded bid rests on, and how long it carries a contract."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import col, select

from appeals.facts import EvidenceShown
from law.reasons import Text
from models.qualification import Control
from models.store import Work
from models.tender import Evidence, Requirement


def shown_until(requirement: Requirement, evidence: Evidence, *, reviewed: bool) -> date | None:
    """The last day that the evidence carries a contract, or None where it has none.

    It was fresh enough for the decision; a review takes so long that its age counts again.
    """
    ends = [] if evidence.valid_until is None else [evidence.valid_until]
    if reviewed and requirement.max_age_days is not None:
        ends.append(evidence.issued_on + timedelta(days=requirement.max_age_days))
    return min(ends, default=None)


def evidence_of(
    work: Work, tender_id: str, bid_id: str, *, reviewed: bool
) -> tuple[tuple[Text, ...], tuple[EvidenceShown, ...]]:
    """Titles of the bid's evidence that nobody has checked, and what the rest rests on."""
    required = work.session.exec(
        select(Requirement)
        .where(col(Requirement.tender_id) == tender_id)
        .order_by(col(Requirement.code))
    ).all()
    controls = work.session.exec(
        select(Control, Evidence)
        .outerjoin(Evidence, col(Evidence.id) == col(Control.evidence_id))
        .where(col(Control.bid_id) == bid_id)
        .order_by(col(Control.checked_at))
    ).all()
    newest = {control.requirement_id: (control, evidence) for control, evidence in controls}
    missing, shown = [], []
    for requirement in required:
        control, evidence = newest.get(requirement.id, (None, None))
        if control is not None and control.outcome != "passed":
            evidence = None
        title = Text(requirement.title_sv, requirement.title_en)
        if evidence is None:
            missing.append(title)
        else:
            until = shown_until(requirement, evidence, reviewed=reviewed)
            shown.append(EvidenceShown(title, until))
    return tuple(missing), tuple(shown)
