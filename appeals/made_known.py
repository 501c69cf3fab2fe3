"""How a concluded contract was made known: it shortens the time to have its validity reviewed."""

from __future__ import annotations

from sqlmodel import col, select

from law.validity import Information, Told
from models.notices import NoticeKind, OwedNotice, PublishedNotice
from models.store import Work


def made_known(work: Work, contract_id: str) -> Information | None:
    """The contract's award notice, once the database has published it (LOU 20:17)."""
    notice = work.session.exec(
        select(PublishedNotice)
        .join(OwedNotice, col(OwedNotice.id) == col(PublishedNotice.notice_id))
        .where(col(OwedNotice.about) == contract_id, col(OwedNotice.kind) == NoticeKind.AWARD)
    ).first()
    return None if notice is None else Information(Told.AWARD_PUBLISHED, notice.published_on)
