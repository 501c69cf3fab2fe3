"""Bids compared by an award model: scores, ranking, ties, and who wins when one leaves.

Pure and exact: no database, no rounding. A tie that the stated rule does not break
has no winner here; it is for a person to draw the lot and to record how.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import takewhile

from law.reasons import ActRefused, refuse
from procurement.award_models import EvaluationModel, Level, Score, Scoring


class TieRule(StrEnum):
    """What the tender documents may state for bids with the same score."""

    LOWEST_PRICE = "lowest_price"
    HIGHEST_QUALITY = "highest_quality"


@dataclass(frozen=True)
class Contender:
    """A bid as the models see it (`Offered`); ``points`` are the quality's, added up."""

    id: str
    price: Fraction
    levels: Mapping[str, Level] = field(default_factory=dict)
    points: Fraction = Fraction(0)


@dataclass(frozen=True)
class Placing:
    bid: Contender
    score: Score
    # What places are given by, smaller first; the same for bids that tie.
    key: tuple[Fraction, Fraction]


@dataclass(frozen=True)
class First:
    """Who is first: one winner, or several that tie (then ``winner`` is None)."""

    winner: str | None
    tied: tuple[str, ...] = ()


@dataclass(frozen=True)
class Without:
    """Who would be first without one bid; ``undefined`` where the model cannot say."""

    bid: str
    first: First
    undefined: ActRefused | None = None


@dataclass(frozen=True)
class Comparison:
    """``placings`` best first, bids that tie by id; ``without`` one for each bid."""

    model: EvaluationModel
    scoring: Scoring
    placings: tuple[Placing, ...]
    first: First
    without: tuple[Without, ...]

    @property
    def flips(self) -> tuple[Without, ...]:
        """Losers whose leaving gives the rest another first."""
        losers = {placing.bid.id for placing in self.placings}
        losers -= {self.first.winner, *self.first.tied}
        return tuple(
            each
            for each in self.without
            if each.bid in losers and each.undefined is None and each.first != self.first
        )


def compare(
    model: EvaluationModel, bids: Sequence[Contender], tie_rule: TieRule | None = None
) -> Comparison:
    """Raises ActRefused where there is no bid, or the model is not defined for these."""
    if not bids:
        raise refuse(
            "evaluation.no_bids",
            sv="Det finns inget anbud att utvärdera",
            en="There is no bid to evaluate",
            todo_sv="Ange minst ett anbud",
            todo_en="State at least one bid",
        )
    scoring = model.among([bid.price for bid in bids])
    placings = _placed(model, scoring, bids, tie_rule)
    return Comparison(
        model,
        scoring,
        placings,
        _first(placings),
        tuple(_leaving(model, scoring, bids, placings, tie_rule)),
    )


def _placed(
    model: EvaluationModel,
    scoring: Scoring,
    bids: Sequence[Contender],
    tie_rule: TieRule | None,
) -> tuple[Placing, ...]:
    sign = 1 if model.lowest_wins else -1
    placings = []
    for bid in bids:
        score = scoring.score(bid)
        placings.append(Placing(bid, score, (sign * score.total, _tie_key(bid, score, tie_rule))))
    return tuple(sorted(placings, key=lambda placing: (placing.key, placing.bid.id)))


def _tie_key(bid: Contender, score: Score, tie_rule: TieRule | None) -> Fraction:
    if tie_rule is TieRule.LOWEST_PRICE:
        return bid.price
    if tie_rule is TieRule.HIGHEST_QUALITY:
        return -(score.quality or Fraction(0))
    return Fraction(0)


def _first(placings: Sequence[Placing]) -> First:
    if len(placings) == 1 or placings[0].key != placings[1].key:
        return First(placings[0].bid.id)
    best = placings[0].key
    tied = takewhile(lambda placing: placing.key == best, placings)
    return First(None, tuple(placing.bid.id for placing in tied))


def _leaving(
    model: EvaluationModel,
    scoring: Scoring,
    bids: Sequence[Contender],
    placings: tuple[Placing, ...],
    tie_rule: TieRule | None,
) -> list[Without]:
    """For each bid, who is first among the rest; scored anew only where that can matter."""
    edges = _lone_edges(bids) if model.relative else frozenset()
    found = []
    for bid in bids if len(bids) > 1 else ():
        rest = [placing for placing in placings if placing.bid.id != bid.id]
        if bid.id not in edges or len(rest) == 1:
            found.append(Without(bid.id, _first(rest)))
            continue
        try:
            others = [placing.bid for placing in rest]
            among = model.among([other.price for other in others])
            placed = rest if among == scoring else _placed(model, among, others, tie_rule)
            found.append(Without(bid.id, _first(placed)))
        except ActRefused as refusal:
            found.append(Without(bid.id, First(None), refusal))
    return found


def _lone_edges(bids: Sequence[Contender]) -> frozenset[str]:
    """The bids that alone have the lowest or the highest price: only they move the others."""
    prices = [bid.price for bid in bids]
    lone = {edge for edge in (min(prices), max(prices)) if prices.count(edge) == 1}
    return frozenset(bid.id for bid in bids if bid.price in lone)
