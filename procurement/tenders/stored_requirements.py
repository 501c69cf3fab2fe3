"""The numbers that a stored tender's requirements demand, beside its lots' values."""

from __future__ import annotations

from sqlmodel import col, select

from models.store import Work
from models.tender import Requirement
from procurement.tenders.lots import lots_of


def stored_demands(work: Work, tender_id: str) -> tuple[list[tuple[str, int | None]], list[int]]:
    """(kind of evidence, least number) of each requirement; the lots' values in minor units."""
    found = select(Requirement).where(col(Requirement.tender_id) == tender_id)
    rows = work.session.exec(found.order_by(col(Requirement.code)))
    demands = [(row.evidence_kind, row.at_least) for row in rows]
    return demands, [lot.estimated_value for lot in lots_of(work, tender_id)]
