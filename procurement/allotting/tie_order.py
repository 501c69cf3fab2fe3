"""Which of two awards that are as good is taken: by ticket, among tied bids as they are ranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from procurement.allotting.lot_terms import Ranked


def tie_places(ranking: Sequence[Ranked]) -> dict[str, int]:
    """Each bid's place in a lot, by ticket; bids with the same comparison share theirs out.

    They take their places in the order of the ranking, which a stated rule or a lottery has
    settled. Without tickets it is by id, which says nothing of which of two is to win.
    """
    drawn = sorted(ranking, key=lambda bid: bid.tie_key)
    places = {bid.bid_id: place for place, bid in enumerate(drawn)}
    tied = defaultdict(list)
    for bid in ranking:
        tied[bid.comparison].append(bid.bid_id)
    return {
        bid_id: place
        for bids in tied.values()
        for bid_id, place in zip(bids, sorted(places[id_] for id_ in bids), strict=True)
    }
