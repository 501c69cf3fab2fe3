"""What an evaluation says of one lot: who wins, and what became of every bid. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from law.reasons import Text
from models.evaluation import Standing
from procurement.allotting.allotment import LotAward
from procurement.award_models import Score
from procurement.ranking.lot_rankings import LotRanking

NO_NOTE = Text("", "")


@dataclass(frozen=True)
class Placement:
    """What became of one bid. `place` is None for one that does not take part.

    `score` is None where such a bid cannot be scored; `draw_ticket` is the bid's where it
    tied with others on the stated rule.
    """

    bid_id: str
    place: int | None
    score: Score | None
    standing: Standing
    note: Text = NO_NOTE
    draw_ticket: str | None = None


@dataclass(frozen=True)
class LotOutcome:
    """`combination`: the stated group that the lot was awarded together with."""

    lot_id: str
    winner_bid_id: str | None
    placements: tuple[Placement, ...]
    draw_seed: str | None = None
    combination: str | None = None


def outcome_of(ranking: LotRanking, award: LotAward, disregarded: Mapping[str, Text]) -> LotOutcome:
    """`disregarded`: bids of the tender that take no part, and why."""
    ranked = [
        Placement(
            bid.bid_id,
            place,
            ranking.scores[bid.bid_id],
            _standing(bid.bid_id, award),
            award.passed_over.get(bid.bid_id, NO_NOTE),
            ranking.tickets.get(bid.bid_id),
        )
        for place, bid in enumerate(ranking.ranked, start=1)
    ]
    out = [
        Placement(bid, None, ranking.scores.get(bid), Standing.DISREGARDED, disregarded[bid])
        for bid in sorted(disregarded.keys() & ranking.bids.keys())
    ]
    return LotOutcome(
        ranking.lot_id,
        award.winner_bid_id,
        (*ranked, *out),
        ranking.draw_seed,
        award.combination,
    )


def _standing(bid_id: str, award: LotAward) -> Standing:
    if bid_id == award.winner_bid_id:
        return Standing.WINNER
    return Standing.PASSED_OVER if bid_id in award.passed_over else Standing.RANKED
