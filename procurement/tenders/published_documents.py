"""The titles of a tender's documents, which a new version keeps."""

from __future__ import annotations

from sqlmodel import col, select

from law.reasons import Text
from models.planning import TenderDocument
from models.store import Store


def titles_of(store: Store, tender_id: str) -> dict[str, Text]:
    """By code, of the newest version."""
    with store.read() as work:
        found = select(TenderDocument).where(col(TenderDocument.tender_id) == tender_id)
        rows = work.session.exec(found.order_by(col(TenderDocument.version)))
        return {row.code: Text(row.title_sv, row.title_en) for row in rows}
