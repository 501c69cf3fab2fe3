"""Who is to be told of an award decision, as far as it still stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlmodel import col, select

from appeals.in_force import cancelled_lots
from models.decision import AwardDecision, AwardedLot, WithdrawnLot
from models.sealed import UnreadableBid
from models.store import Work
from models.tender import Bid


def standing_lots(work: Work, decision_id: str) -> frozenset[str]:
    """The decision's lots that it has not been withdrawn for, and that are not cancelled."""
    decision = work.session.get_one(AwardDecision, decision_id)
    found = work.session.exec(
        select(AwardedLot.lot_id)
        .outerjoin(
            WithdrawnLot,
            (col(WithdrawnLot.decision_id) == col(AwardedLot.decision_id))
            & (col(WithdrawnLot.lot_id) == col(AwardedLot.lot_id)),
        )
        .where(col(AwardedLot.decision_id) == decision_id, col(WithdrawnLot.lot_id).is_(None))
    ).all()
    return frozenset(found) - cancelled_lots(work, decision.tender_id)


def tenderers_of(work: Work, lot_ids: Collection[str]) -> Sequence[str]:
    """Everybody who bid for any of the lots, also with a bid that could not be read.

    Each is a tenderer, and owed a notice (LOU 12:12, 19:19).
    """
    found: set[str] = set()
    for table in (Bid, UnreadableBid):
        who = select(table.organisation_id).where(col(table.lot_id).in_(lot_ids))
        found.update(work.session.exec(who))
    return sorted(found)


def lots_bid_for(work: Work, tender_id: str, organisation_id: str) -> frozenset[str]:
    """The tender's lots that it has bid for, also with a bid that could not be read."""
    found: set[str] = set()
    for table in (Bid, UnreadableBid):
        own = select(table.lot_id).where(
            col(table.tender_id) == tender_id, col(table.organisation_id) == organisation_id
        )
        found.update(work.session.exec(own))
    return frozenset(found)


def addressees(work: Work, decision_id: str) -> frozenset[str]:
    """Whom the decision concerns now: without them no standstill (LOU 20:1)."""
    return frozenset(tenderers_of(work, standing_lots(work, decision_id)))
