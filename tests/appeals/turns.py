"""Whose turn it is and what they choose: one number drawn a step, taken apart.

One rule for all acts, as Hypothesis leaves rules out of whole examples and would leave the courts
or the clock out of most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from hypothesis import strategies as st

Chosen = TypeVar("Chosen")
# Hypothesis draws whole numbers evenly up to this size.
EVEN = 2**24 - 1
TURNS = st.tuples(st.integers(0, EVEN), st.integers(0, EVEN))


class Turn:
    """Choices made in order from what was drawn."""

    def __init__(self, drawn: tuple[int, int]) -> None:
        self.left = drawn[0] * (EVEN + 1) + drawn[1]

    def below(self, count: int) -> int:
        self.left, chosen = divmod(self.left, count)
        return chosen

    def one(self, among: Sequence[Chosen]) -> Chosen:
        return among[self.below(len(among))]

    def weighed(self, weights: Mapping[str, int]) -> str:
        """A key, as often as its weight says."""
        return self.one([name for name, weight in weights.items() for _ in range(weight)])
