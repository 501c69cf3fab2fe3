"""The numbers of an evaluated file that can move alone, and what the comparison is then.

What else belongs together moves along or holds: where one weight moves the others keep
their proportions, so that they still are 1 together; where a price or an amount moves,
the rest holds. A number moves within what the file may say: scales, amounts from zero,
prices above zero where the model divides by them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from procurement.award_models import (
    AbsolutePoints,
    EvaluationModel,
    RelativeExcess,
    RelativeRange,
    RelativeRatio,
    ValueAddition,
    ValueDeduction,
)
from procurement.evaluation.criteria import PRICE
from procurement.evaluation.evaluated import Evaluated
from procurement.evaluation.evaluation_file import POINTED, StatedBid, StatedCriterion
from procurement.evaluation.scoring import Contender, TieRule
from procurement.evaluation.turning_points import Domain, Setting, Variation

What: TypeAlias = Literal["price", "points", "level", "weight", "amount", "price_points"]
_DIVIDED_BY_PRICE = ("price_per_point", "relative_ratio", "relative_excess")
_ZERO, _ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Moved:
    """One number: of a bid, a criterion, a level of it, or (none of them) the model's W."""

    what: What
    bid: str | None = None
    criterion: str | None = None
    level: str | None = None


@dataclass(frozen=True)
class Lever:
    """``whole`` is what a change is a share of; None where that would be zero."""

    moved: Moved
    variation: Variation
    whole: Fraction | None


@dataclass(frozen=True)
class Step:
    """Another level of commitment for one bid; amounts in the currency's units."""

    moved: Moved
    to_level: str
    now: Fraction
    then: Fraction
    whole: Fraction | None
    setting: Setting


class Levers:
    """Those of an evaluated file; ``of`` a bid, ``between`` two, and the ``common`` ones."""

    def __init__(self, found: Evaluated) -> None:
        self.file = found.file
        self.model = found.comparison.model
        self.stated = {bid.id: bid for bid in found.file.bids}
        self.bids = {each.bid.id: each.bid for each in found.comparison.placings}
        rule = found.file.tie_rule
        self.tie_rule = None if rule is None else TieRule(rule)

    def of(self, bid: str) -> Iterator[Lever]:
        """The bid's price, and its points on each criterion."""
        if self.file.model != "fixed_price":
            yield self._price(self.bids[bid])
        if self.file.model in POINTED:
            for criterion in self.file.criteria:
                yield self._points(self.stated[bid], criterion)

    def between(self, one: str, other: str) -> Iterator[Lever]:
        """The amounts of the levels that tell two bids apart; shared ones move both alike."""
        for criterion in self.file.criteria if self.valued else ():
            levels = [self.stated[bid].levels[criterion.id] for bid in (one, other)]
            for level in levels if levels[0] != levels[1] else ():
                yield self._amount(criterion, level)

    def common(self) -> Iterator[Lever]:
        """Weights, the others in proportion; and W, the points that the price can give."""
        if self.weighed and len(self.file.criteria) > 1:
            for criterion in self.file.criteria:
                yield self._weight(criterion)
        model = self.model
        if isinstance(model, AbsolutePoints | RelativeRatio | RelativeExcess | RelativeRange):
            variation = Variation(
                model.price_points,
                Domain(lowest=_ZERO, lowest_in=False),
                lambda at: self._setting(model=replace(model, price_points=at)),
            )
            yield Lever(Moved("price_points"), variation, model.price_points)

    def steps(self, bid: str) -> Iterator[Step]:
        """The bid at every other level of each criterion that has levels."""
        for criterion in self.file.criteria if self.valued else ():
            now = self.stated[bid].levels[criterion.id]
            amounts = criterion.amounts or {}
            for level in amounts.keys() - {now}:
                levels = {**self.bids[bid].levels, criterion.id: level}
                yield Step(
                    Moved("level", bid, criterion.id, now),
                    level,
                    amounts[now],
                    amounts[level],
                    max(amounts.values()) or None,
                    self._setting(replace(self.bids[bid], levels=levels)),
                )

    @property
    def valued(self) -> bool:
        return isinstance(self.model, ValueDeduction | ValueAddition)

    @property
    def weighed(self) -> bool:
        """Whether the weights count: `fixed_price` has them or not."""
        weights = any(criterion.weight is not None for criterion in self.file.criteria)
        return self.file.model == "weighted_grades" or (
            self.file.model == "fixed_price" and weights
        )

    def worth(self, criterion: StatedCriterion) -> Fraction:
        """What one point on the criterion adds to the quality points."""
        return criterion.weight or _ZERO if self.weighed else _ONE

    def _setting(self, *moved: Contender, model: EvaluationModel | None = None) -> Setting:
        bids = {**self.bids, **{bid.id: bid for bid in moved}}
        return Setting(model or self.model, tuple(bids.values()), self.tie_rule)

    def _price(self, bid: Contender) -> Lever:
        others = {other.price for other in self.bids.values() if other.id != bid.id}
        breaks = set(others)
        if isinstance(self.model, RelativeExcess):
            # Price points end at twice the lowest price.
            breaks |= {other * 2 for other in others} | {other / 2 for other in others}
        if isinstance(self.model, AbsolutePoints):
            breaks.add(self.model.zero_at)
        variation = Variation(
            bid.price,
            self._prices_of(bid),
            lambda at: self._setting(replace(bid, price=at)),
            frozenset(breaks),
        )
        return Lever(Moved("price", bid.id), variation, bid.price or None)

    def _prices_of(self, bid: Contender) -> Domain:
        """Where the price is graded, a price and its grade cannot change places with others'."""
        if self._graded:
            return self._beside(
                bid.price, {each.price for each in self.bids.values() if each.id != bid.id}
            )
        return Domain(lowest=_ZERO, lowest_in=self.file.model not in _DIVIDED_BY_PRICE)

    @property
    def _graded(self) -> bool:
        """Whether the prices have grades of their own, which follow their order."""
        return self.file.model == "weighted_grades" and any(
            criterion.id == PRICE for criterion in self.file.criteria
        )

    def _beside(self, now: Fraction, others: set[Fraction], within: Domain | None = None) -> Domain:
        """Strictly between the nearest of the others; at the same as another there is no room."""
        if now in others:
            return Domain(now, now)
        limits = within or Domain(lowest=_ZERO)
        below = max((other for other in others if other < now), default=None)
        above = min((other for other in others if other > now), default=None)
        return Domain(
            limits.lowest if below is None else below,
            limits.highest if above is None else above,
            below is None,
            above is None,
        )

    def _points(self, bid: StatedBid, criterion: StatedCriterion) -> Lever:
        now, worth = bid.points[criterion.id], self.worth(criterion)
        counted = self.bids[bid.id]
        variation = Variation(
            now,
            self._points_of(bid, criterion),
            lambda at: self._setting(replace(counted, points=counted.points + worth * (at - now))),
        )
        scale = criterion.scale
        whole = abs(now) if scale is None else scale[1] - scale[0]
        return Lever(Moved("points", bid.id, criterion.id), variation, whole or None)

    def _points_of(self, bid: StatedBid, criterion: StatedCriterion) -> Domain:
        now = bid.points[criterion.id]
        lowest, highest = criterion.scale or (None, None)
        if self._graded and criterion.id == PRICE:
            others = {each.points[PRICE] for each in self.file.bids if each.id != bid.id}
            return self._beside(now, others, Domain(lowest, highest))
        if self.file.model == "price_per_point":
            # Without points the quotient is undefined.
            none_left = now - self.bids[bid.id].points
            if lowest is None or lowest <= none_left:
                return Domain(none_left, highest, lowest_in=False)
        return Domain(lowest, highest)

    def _weight(self, criterion: StatedCriterion) -> Lever:
        now = criterion.weight or _ZERO
        variation = Variation(
            now,
            Domain(_ZERO, _ONE, lowest_in=False, highest_in=False),
            lambda at: self._setting(
                *(self._reweighed(bid, criterion.id, now, at) for bid in self.bids.values())
            ),
        )
        return Lever(Moved("weight", criterion=criterion.id), variation, _ONE)

    def _reweighed(self, bid: Contender, criterion: str, now: Fraction, at: Fraction) -> Contender:
        points = self.stated[bid.id].points[criterion]
        rest = (bid.points - now * points) / (1 - now)
        return replace(bid, points=at * points + (1 - at) * rest)

    def _amount(self, criterion: StatedCriterion, level: str) -> Lever:
        amounts, model = criterion.amounts or {}, self.model
        assert isinstance(model, ValueDeduction | ValueAddition)

        def setting(at: Fraction) -> Setting:
            moved = {**model.amounts[criterion.id], level: at}
            changed = {**model.amounts, criterion.id: moved}
            return self._setting(model=replace(model, amounts=changed))

        return Lever(
            Moved("amount", criterion=criterion.id, level=level),
            Variation(amounts[level], Domain(lowest=_ZERO), setting),
            max(amounts.values()) or None,
        )
