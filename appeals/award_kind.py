"""How a tender is awarded, as far as its standstill and its notices depend on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from appeals.facts import ExAnte
from law.dated import value
from law.notices import Procedure
from law.procedures import procedures
from models.notices import NoticeKind, OwedNotice, PublishedNotice
from models.stages import Invited
from models.store import Work
from models.tender import Tender


@dataclass(frozen=True)
class AwardKind:
    """What `law.standstill` is asked about an award of the tender.

    `notice_owed` is false in a direct award with one supplier asked (LOU 19a:10).
    """

    procedure: Procedure | None
    announced: ExAnte | None
    notice_owed: bool


def award_kind(work: Work, tender: Tender, decision_id: str) -> AwardKind:
    procedure = procedures()[tender.procedure].standstill
    if procedure is not Procedure.DIRECT_AWARD:
        return AwardKind(procedure, None, True)
    several = value("direct_award_notice", tender.starts_on).value
    announced = _ex_ante(work, (tender.id, decision_id))
    return AwardKind(procedure, announced, _asked(work, tender.id) > several)


def _asked(work: Work, tender_id: str) -> int:
    asked = select(Invited.organisation_id).where(col(Invited.tender_id) == tender_id)
    return len(set(work.session.exec(asked)))


def _ex_ante(work: Work, about: tuple[str, str]) -> ExAnte | None:
    """Of several, the last to be published: each tells anew what is intended (LOU 19a:9).

    One about an earlier decision, withdrawn since, says nothing of this one.
    """
    owed = select(OwedNotice.id).where(
        col(OwedNotice.about).in_(about), col(OwedNotice.kind) == NoticeKind.EX_ANTE
    )
    rows = [work.session.get(PublishedNotice, each) for each in work.session.exec(owed)]
    days = [row.published_on for row in rows if row is not None]
    if not rows:
        return None
    return ExAnte(None if len(days) < len(rows) else max(days))


def started_on(tender: Tender, first: date) -> date | None:
    """The day that connects the award to the rules in force, unless it was stated as later."""
    return tender.starts_on if tender.starts_on <= first else None
