"""Where one number, moved alone, gives another bid the lot: exactly, for every award model.

Between two prices at which a model changes its form (a bid becomes the lowest, an
anchor is passed) the difference between two bids' scores is a quotient of two
first-degree expressions in the number that moves, for all the models there are. Such a
quotient is known from three values, and so is the one place where it is zero. The
values come from the models themselves: no formula stands here a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from law.reasons import ActRefused
from procurement.award_models import EvaluationModel
from procurement.evaluation.scoring import Contender, TieRule, compare


class Reach(StrEnum):
    """Which numbers give the other bid the lot, seen from the number it has now."""

    PAST = "past"
    """Those beyond the turning point. At it the bids tie, and the tie rule, if any, is for
    another; or the model is undefined at it (relative_range, where all prices are the same)."""
    FROM = "from"
    """The turning point, where the tie rule decides, and those beyond it."""
    ONLY = "only"
    """The turning point alone: beyond it a third bid is first."""


@dataclass(frozen=True)
class Turn:
    """Where the lot changes hands; ``down`` where smaller numbers are beyond it."""

    at: Fraction
    reach: Reach
    down: bool

    @property
    def when(self) -> str:
        """The challenger has the lot where the number is: ``<``, ``<=``, ``=``, ``>=``, ``>``."""
        if self.reach is Reach.ONLY:
            return "="
        return ("<" if self.down else ">") + ("=" if self.reach is Reach.FROM else "")


@dataclass(frozen=True)
class Domain:
    """The values that a number may have; None where they have no end."""

    lowest: Fraction | None = None
    highest: Fraction | None = None
    lowest_in: bool = True
    highest_in: bool = True


@dataclass(frozen=True)
class Setting:
    """All that a comparison needs."""

    model: EvaluationModel
    bids: Sequence[Contender]
    tie_rule: TieRule | None = None

    def leads(self, bid: str) -> bool:
        """Whether ``bid`` alone is first; not where the model is undefined."""
        try:
            # A comparison also asks who wins without each bid: not made for one who is behind.
            if any(gap < 0 for gap in self.gaps(bid).values()):
                return False
            return compare(self.model, self.bids, self.tie_rule).first.winner == bid
        except ActRefused:
            return False

    def gaps(self, bid: str) -> Mapping[str, Fraction]:
        """How far ``bid`` is ahead of each of the others, in score units."""
        scoring = self.model.among([each.price for each in self.bids])
        sign = 1 if self.model.lowest_wins else -1
        totals = {each.id: sign * scoring.score(each).total for each in self.bids}
        return {other: totals[other] - totals[bid] for other in totals if other != bid}


@dataclass(frozen=True)
class Variation:
    """One number that moves and the comparison for each of its values.

    ``breaks``: where the model changes its form; between them it does not.
    """

    now: Fraction
    domain: Domain
    setting: Callable[[Fraction], Setting]
    breaks: frozenset[Fraction] = frozenset()


def turning_point(challenger: str, variation: Variation) -> Turn | None:
    """The smallest change that makes ``challenger`` first, downwards where two are as small.

    None where no value in the domain does. Every turn that is given has been compared
    anew: before it the challenger is not first, and where `Reach` says so it is.
    """
    found = [_Way(challenger, variation, sign).turn() for sign in (-1, 1)]
    turns = [turn for turn in found if turn is not None]
    return min(turns, key=lambda turn: abs(turn.at - variation.now), default=None)


@dataclass(frozen=True)
class _Way:
    """One direction; a step is how far the number has moved that way."""

    challenger: str
    variation: Variation
    sign: int

    def turn(self) -> Turn | None:
        end, end_in = self._end()
        if end == 0:
            return None
        steps = self._critical(end)
        last = next(steps)
        for step in steps:
            if self._leads(_between(last, step)):
                return self._turn(last, Reach.PAST)
            if (step != end or end_in) and self._leads(step):
                return self._turn(step, self._reach(step, end, next(steps, None)))
            last = step
        if end is None and self._leads(_between(last, None)):
            return self._turn(last, Reach.PAST)
        return None

    def _end(self) -> tuple[Fraction | None, bool]:
        domain = self.variation.domain
        down = self.sign < 0
        limit = domain.lowest if down else domain.highest
        inside = domain.lowest_in if down else domain.highest_in
        return (None if limit is None else self.sign * (limit - self.variation.now)), inside

    def _reach(self, step: Fraction, end: Fraction | None, after: Fraction | None) -> Reach:
        beyond = step == end or self._leads(_between(step, after))
        return Reach.FROM if beyond else Reach.ONLY

    def _turn(self, step: Fraction, reach: Reach) -> Turn:
        return Turn(self._value(step), reach, self.sign < 0)

    def _value(self, step: Fraction) -> Fraction:
        return self.variation.now + self.sign * step

    def _leads(self, step: Fraction) -> bool:
        return self.variation.setting(self._value(step)).leads(self.challenger)

    def _gaps(self, step: Fraction) -> Mapping[str, Fraction]:
        return self.variation.setting(self._value(step)).gaps(self.challenger)

    def _critical(self, end: Fraction | None) -> Iterator[Fraction]:
        """The steps, in order, between which the challenger is first all along or nowhere."""
        moved = {self.sign * (at - self.variation.now) for at in self.variation.breaks}
        inner = sorted(step for step in moved if step > 0 and (end is None or step < end))
        start = Fraction(0)
        yield start
        for stop in (*inner, end):
            yield from self._lead(start, stop)
            if stop is not None:
                yield stop
                start = stop

    def _lead(self, start: Fraction, stop: Fraction | None) -> list[Fraction]:
        """Where, between two breaks, the challenger comes to be ahead of all and ceases to be.

        Between breaks a gap only rises or only falls: each bid sets one bound.
        """
        pace = Fraction(1) if stop is None else (stop - start) / 4
        steps = [start + pace * count for count in (1, 2, 3)]
        known = [self._gaps(step) for step in steps]
        since: list[Fraction] = []
        until: list[Fraction] = []
        for other in known[0]:
            values = [gaps[other] for gaps in known]
            zero = _zero(steps, values)
            if zero is not None and start < zero and (stop is None or zero < stop):
                self._check_zero(zero, other)
                (since if values[0] < values[2] else until).append(zero)
            elif values[0] < 0:
                return []
        bounds = [*([max(since)] if since else []), *([min(until)] if until else [])]
        return sorted({*bounds}) if bounds == sorted(bounds) else []

    def _check_zero(self, step: Fraction, other: str) -> None:
        """A model of another form than the above would make the answer wrong: it stops here."""
        if self._gaps(step)[other] != 0:
            raise ArithmeticError(f"{self.challenger} and {other} do not tie where they should")


def _between(one: Fraction, other: Fraction | None) -> Fraction:
    return one + 1 if other is None else (one + other) / 2


def _zero(at: Sequence[Fraction], values: Sequence[Fraction]) -> Fraction | None:
    """Where (a + b·x)/(c + d·x) is zero, from its values at three places equally far apart.

    Its inverse is such a quotient too, and both keep cross-ratios. None where it is
    constant, or zero nowhere.
    """
    low, middle, high = values
    if low == middle:
        return None
    if high == 0:
        return at[2]
    ratio = middle * (low - high) / (high * (low - middle))
    return None if ratio == 2 else (2 * at[1] - ratio * at[2]) / (2 - ratio)
