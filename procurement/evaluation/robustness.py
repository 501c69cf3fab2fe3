"""How far a price, a score, a weight or an amount must move before a lot changes hands.

For whoever judges the risk of an appeal before the decision is signed. Each number is
moved alone, exactly, and the result has been compared anew on both sides of the place
where the lot changes hands (`turning_points`). No database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from law.reasons import ActRefused, refuse
from procurement.award_models import Score
from procurement.evaluation.evaluated import Evaluated
from procurement.evaluation.evaluation_file import StatedCriterion
from procurement.evaluation.robustness_levers import Lever, Levers, Moved, Step
from procurement.evaluation.turning_points import Reach, Turn, turning_point


@dataclass(frozen=True)
class Margin:
    """``turn`` is None where no value that the number may have gives the challenger the lot.

    For a level ``now`` and the turn are the levels' amounts. ``share`` is the change as a
    share of the price, of W, of the criterion's scale (its points now where it has none)
    or largest amount; of a weight, the change itself.
    """

    moved: Moved
    now: Fraction
    turn: Turn | None
    whole: Fraction | None
    to_level: str | None = None

    @property
    def change(self) -> Fraction | None:
        return None if self.turn is None else self.turn.at - self.now

    @property
    def share(self) -> Fraction | None:
        if self.change is None or self.whole is None:
            return None
        return abs(self.change) / self.whole


@dataclass(frozen=True)
class Difference:
    """What one criterion, or the price (None), gave the winner over the challenger."""

    criterion: str | None
    lead: Fraction


@dataclass(frozen=True)
class Challenger:
    """``lead`` is the winner's, in score units, the sum of ``decided_by``; the largest first.

    ``lead_share`` is of the winner's score, None where that is zero.
    """

    bid: str
    lead: Fraction
    lead_share: Fraction | None
    decided_by: tuple[Difference, ...]
    margins: tuple[Margin, ...]


@dataclass(frozen=True)
class Robustness:
    """``challengers`` as they were placed: the first is the runner-up."""

    winner: str
    challengers: tuple[Challenger, ...]


def robustness(found: Evaluated) -> Robustness:
    """Raises ActRefused where nobody has won, or nobody else could."""
    first = found.comparison.first
    if first.winner is None:
        raise _nobody_won(first.tied)
    placings = found.comparison.placings
    if len(placings) == 1:
        raise _alone(first.winner)
    levers = Levers(found)
    scores = {placing.bid.id: placing.score for placing in placings}
    return Robustness(
        first.winner,
        tuple(
            _challenger(levers, scores, first.winner, placing.bid.id) for placing in placings[1:]
        ),
    )


def _challenger(levers: Levers, scores: dict[str, Score], winner: str, bid: str) -> Challenger:
    sign = -1 if levers.model.lowest_wins else 1
    lead = sign * (scores[winner].total - scores[bid].total)
    total = abs(scores[winner].total)
    decided = sorted(_differences(levers, scores, winner, bid), key=lambda each: -abs(each.lead))
    return Challenger(
        bid,
        lead,
        lead / total if total else None,
        tuple(decided),
        tuple(_margins(levers, winner, bid)),
    )


def _margins(levers: Levers, winner: str, bid: str) -> Iterator[Margin]:
    for who in (bid, winner):
        yield from (_margin(bid, lever) for lever in levers.of(who))
        yield from _level_margins(levers, who, bid)
    for lever in (*levers.between(bid, winner), *levers.common()):
        yield _margin(bid, lever)


def _margin(bid: str, lever: Lever) -> Margin:
    turn = turning_point(bid, lever.variation)
    return Margin(lever.moved, lever.variation.now, turn, lever.whole)


def _level_margins(levers: Levers, who: str, bid: str) -> Iterator[Margin]:
    """For each criterion the level nearest in amount that gives ``bid`` the lot."""
    by_criterion: dict[Moved, list[Step]] = {}
    for step in levers.steps(who):
        by_criterion.setdefault(step.moved, []).append(step)
    for moved, steps in by_criterion.items():
        flips = [step for step in steps if step.setting.leads(bid)]
        if flips:
            near = min(flips, key=lambda step: (abs(step.then - step.now), step.to_level))
            turn = Turn(near.then, Reach.ONLY, near.then < near.now)
            yield Margin(moved, near.now, turn, near.whole, near.to_level)
        else:
            yield Margin(moved, steps[0].now, None, steps[0].whole)


def _differences(
    levers: Levers, scores: dict[str, Score], winner: str, bid: str
) -> Iterator[Difference]:
    best, other = levers.bids[winner], levers.bids[bid]
    if levers.file.model == "price_per_point":
        yield from _of_a_quotient(levers, winner, bid)
        return
    if scores[winner].price_points is not None:
        points = [scores[each].price_points or Fraction(0) for each in (winner, bid)]
        yield Difference(None, points[0] - points[1])
    elif levers.file.model in ("price", "value_deduction", "value_addition"):
        yield Difference(None, other.price - best.price)
    for criterion in levers.file.criteria if levers.file.model != "price" else ():
        yield Difference(criterion.id, _quality_lead(levers, criterion, winner, bid))


def _quality_lead(levers: Levers, criterion: StatedCriterion, winner: str, bid: str) -> Fraction:
    one, other = levers.stated[winner], levers.stated[bid]
    if not levers.valued:
        apart = one.points[criterion.id] - other.points[criterion.id]
        return levers.worth(criterion) * apart
    amounts = criterion.amounts or {}
    apart = amounts[one.levels[criterion.id]] - amounts[other.levels[criterion.id]]
    return apart if levers.file.model == "value_deduction" else -apart


def _of_a_quotient(levers: Levers, winner: str, bid: str) -> Iterator[Difference]:
    """P/Q − p/q: the price at the mean of 1/Q and 1/q, the points at the mean of P and p.

    That is the mean of the two orders in which price and points can be exchanged, so
    that neither is favoured, and the parts add up.
    """
    best, other = levers.bids[winner], levers.bids[bid]
    per_price = (1 / best.points + 1 / other.points) / 2
    per_point = (best.price + other.price) / 2 / (best.points * other.points)
    yield Difference(None, (other.price - best.price) * per_price)
    for criterion in levers.file.criteria:
        apart = _quality_lead(levers, criterion, winner, bid)
        yield Difference(criterion.id, apart * per_point)


def _nobody_won(tied: tuple[str, ...]) -> ActRefused:
    ids = ", ".join(tied)
    return refuse(
        "robustness.no_winner",
        sv=f"Ingen har vunnit: {ids} är lika, så att varje ändring avgör",
        en=f"Nobody has won: {ids} tie, so that any change decides",
        todo_sv="Lotta mellan dem och anteckna hur; marginalen är noll",
        todo_en="Draw lots between them and record how; the margin is zero",
    )


def _alone(winner: str) -> ActRefused:
    return refuse(
        "robustness.no_challenger",
        sv=f"{winner} är ensamt anbud, och ingen annan kan få kontraktet",
        en=f"{winner} is the only bid, and nobody else can get the contract",
        todo_sv="Utvärdera utan robusthet",
        todo_en="Evaluate without robustness",
    )
