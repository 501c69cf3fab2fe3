"""Which of two awards that are as good is taken: by bid id, among tied bids as they are ranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from procurement.allotting.lot_terms import Ranked


def tie_places(ranking: Sequence[Ranked]) -> dict[str, int]:
    """Each bid's place in a lot, by bid id; bids with the same comparison share theirs out.

    They take their places in the order of the ranking, which a stated rule or a lottery has
    settled: an id says nothing of which of two equal bids is to win.
    """
    by_id = {id_: place for place, id_ in enumerate(sorted(bid.bid_id for bid in ranking))}
    tied = defaultdict(list)
    for bid in ranking:
        tied[bid.comparison].append(bid.bid_id)
    return {
        bid_id: place
        for bids in tied.values()
        for bid_id, place in zip(bids, sorted(by_id[id_] for id_ in bids), strict=True)
    }
