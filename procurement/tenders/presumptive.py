"""The bids that an evaluation would award a lot to: one, or as many as a framework takes in."""

from __future__ import annotations

from sqlmodel import col, select

from models.evaluation import EvaluatedBid, EvaluatedLot
from models.frameworks import FrameworkTerms
from models.store import Work
from models.tender import Lot


def places_in(work: Work, tender_id: str) -> int:
    """How many are awarded each of the tender's lots, at most."""
    terms = work.session.get(FrameworkTerms, tender_id)
    return 1 if terms is None else terms.parties_most


def presumptive(work: Work, lot_id: str, evaluation_id: str) -> tuple[str, ...]:
    """Bids in the order of their places, the winner first; empty where nobody is left.

    Where fewer took part than the framework takes in, it takes in those.
    """
    winner = work.session.get_one(EvaluatedLot, (evaluation_id, lot_id)).winner_bid_id
    most = places_in(work, work.session.get_one(Lot, lot_id).tender_id)
    if winner is None or most == 1:
        return () if winner is None else (winner,)
    placed = (
        select(EvaluatedBid.bid_id)
        .where(
            col(EvaluatedBid.evaluation_id) == evaluation_id,
            col(EvaluatedBid.lot_id) == lot_id,
            col(EvaluatedBid.place).is_not(None),
        )
        .order_by(col(EvaluatedBid.place))
        .limit(most)
    )
    return tuple(work.session.exec(placed))
