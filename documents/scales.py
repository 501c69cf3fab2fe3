"""Where bars end and intervals lie in the small pictures that stand in a table's rows.

A picture in a row carries no text of its own but its alternative: the words stand beside it
in the row, where they wrap and are read aloud. Units are those of the picture's viewBox.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from documents.parts import Quantity
from documents.rating_contexts import Interval

BAR: Final = 200
ROW: Final = 240
EDGE: Final = 12
_TENTH: Final = Decimal("0.1")
_STEP: Final = Decimal("0.2")


def bar_length(value: Quantity, most: Quantity) -> Decimal:
    """Of ``BAR`` units; something that is there is always seen."""
    if value <= 0 or most <= 0:
        return Decimal(0)
    return max(Decimal(2), (BAR * Decimal(value) / Decimal(most)).quantize(_TENTH))


@dataclass(frozen=True)
class Scale:
    """One axis for all rows of a table, from ``low`` to ``high``."""

    low: Decimal
    high: Decimal
    width: int = ROW

    def x(self, value: Decimal) -> Decimal:
        span = Decimal(self.width - 2 * EDGE)
        return (EDGE + span * (value - self.low) / (self.high - self.low)).quantize(_TENTH)

    @property
    def ticks(self) -> list[Decimal]:
        """Every fifth part, or so few that their numbers have room."""
        count = int((self.high - self.low) / _STEP)
        every = 1 + count // 7
        return [self.low + _STEP * at for at in range(0, count + 1, every)]


def scale_of(intervals: Sequence[Interval], cuts: Sequence[Decimal]) -> Scale:
    """Wide enough for every interval, the cuts and 1, in steps of a fifth."""
    ends = [Decimal(1), *cuts, *(each.low for each in intervals), *(e.high for e in intervals)]
    low = (min(ends) / _STEP).to_integral_value(ROUND_FLOOR) * _STEP
    high = (max(ends) / _STEP).to_integral_value(ROUND_CEILING) * _STEP
    return Scale(low, max(high, low + _STEP))
