"""Which lots hang together through the capacity rule. Pure.

A lot is tied to another when that other one's winner, falling in a review, would
by the stated rule give this one another winner: therapist time that comes free,
or is taken, moves down the order of allotment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from law.reasons import Text
from procurement.allocation import Candidate, LotOnOffer, LotOutcome, allocate
from procurement.award_models import AwardModel

# In a what-if a bid falls without anybody having to be told why.
FALLEN = Text("", "")


def ties(
    lots: Sequence[LotOnOffer],
    candidates: Mapping[str, Sequence[Candidate]],
    model: AwardModel,
    used: Mapping[str, int],
    disregarded: Mapping[str, Text],
) -> frozenset[tuple[str, str]]:
    """(lot under review, lot it may change) for every such pair.

    Each lot's winning bid is let fall, as a court could have it fall, and
    everything is allotted anew. A new evaluation computes the ties anew too.
    """
    before = _winners(allocate(lots, candidates, model, used, disregarded))
    return frozenset(
        (lot_id, other)
        for lot_id, fallen in before.items()
        if fallen is not None
        for other, winner in _winners(
            allocate(lots, candidates, model, used, {**disregarded, fallen: FALLEN})
        ).items()
        if other != lot_id and winner != before[other]
    )


def _winners(outcomes: Sequence[LotOutcome]) -> dict[str, str | None]:
    return {outcome.lot_id: outcome.winner_bid_id for outcome in outcomes}
