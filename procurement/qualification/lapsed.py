"""Bids that have lapsed: nobody may be awarded anything on one (LOU 10:10).

What has become a contract is out of it: the bid was accepted while it bound.
"""

from __future__ import annotations

from datetime import date

from appeals.in_force import concluded_at
from appeals.validity import validity_of_bids
from law.days import swedish_day
from law.reasons import Text
from models.store import Work
from models.tender import Bid, Tender


def lapsed_bids(work: Work, tender_id: str) -> dict[str, Text]:
    """Bid id → that it binds no longer, in lots without a contract, as of today."""
    tender = work.session.get_one(Tender, tender_id)
    today = swedish_day(work.now)
    found = {bid: last for bid, last in validity_of_bids(work, tender).items() if last < today}
    lots = {bid: work.session.get_one(Bid, bid).lot_id for bid in found}
    settled = {lot for lot in set(lots.values()) if concluded_at(work, lot) is not None}
    return {bid: _why(last) for bid, last in found.items() if lots[bid] not in settled}


def _why(last: date) -> Text:
    day = last.isoformat()
    return Text(
        f"Anbudet var bindande till och med {day}, och giltigheten har inte förlängts",
        f"The bid was binding through {day}, and its validity has not been extended",
    )
