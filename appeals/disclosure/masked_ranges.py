"""Which pages of a document a decision's copy leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from models.disclosure import DisclosureDecision, MaskedRange
from models.store import Work


def masked_ranges(work: Work, decision: DisclosureDecision) -> Sequence[tuple[int, int]]:
    """First and last page of each, in order."""
    rows = work.session.exec(
        select(MaskedRange)
        .where(
            col(MaskedRange.request_id) == decision.request_id,
            col(MaskedRange.sha256) == decision.sha256,
            col(MaskedRange.number) == decision.number,
        )
        .order_by(col(MaskedRange.first_page))
    )
    return [(row.first_page, row.last_page) for row in rows]
