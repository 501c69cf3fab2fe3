"""What an award model is given, and what it gives back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple, Protocol, Self, TypeAlias

# A level of commitment as the tender documents name it: 3, or "silver".
Level: TypeAlias = int | str


class Offered(Protocol):
    """What every model may ask of a bid.

    ``price`` in any one unit that all bids of the lot share; ``levels`` is
    criterion → level of commitment; ``points`` is the quality's, added up.
    """

    @property
    def id(self) -> str: ...

    @property
    def price(self) -> Fraction: ...

    @property
    def levels(self) -> Mapping[str, Level]: ...

    @property
    def points(self) -> Fraction: ...


@dataclass(frozen=True)
class Offer:
    """One bid on one lot, as `Offered` has it, and when it came in."""

    id: str
    price: Fraction
    received_at: datetime
    levels: Mapping[str, Level] = field(default_factory=dict)
    points: Fraction = Fraction(0)


class AwardModel(Protocol):
    """``comparison`` gives the number offers are ranked by."""

    @property
    def name(self) -> str: ...

    @property
    def lowest_wins(self) -> bool: ...

    def comparison(self, offer: Offered) -> Fraction: ...


class Score(NamedTuple):
    """``quality`` in points, or in money where the model has a value of commitments."""

    price_points: Fraction | None
    quality: Fraction | None
    total: Fraction


class Scoring(Protocol):
    """A model that knows all it needs to score one bid at a time.

    ``price_of_point``: the price difference that one quality point weighs up, where
    that is one number. ``flat_above``: the price from which on a lower price gives
    nothing, None where there is none.
    """

    @property
    def price_of_point(self) -> Fraction | None: ...

    @property
    def flat_above(self) -> Fraction | None: ...

    def score(self, offer: Offered) -> Score: ...


class EvaluationModel(Protocol):
    """A stated model; ``among`` is the model as it is among bids of these prices.

    Two scorings that are equal give every bid the same score.
    """

    @property
    def name(self) -> str: ...

    @property
    def lowest_wins(self) -> bool: ...

    @property
    def relative(self) -> bool: ...

    def among(self, prices: Collection[Fraction]) -> Scoring: ...


@dataclass(frozen=True)
class Absolute(ABC):
    """The part that all absolute models share: other bids' prices mean nothing to them."""

    @property
    def relative(self) -> bool:
        return False

    @property
    def price_of_point(self) -> Fraction | None:
        return None

    @property
    def flat_above(self) -> Fraction | None:
        return None

    def among(self, prices: Collection[Fraction]) -> Self:
        return self

    @abstractmethod
    def score(self, offer: Offered) -> Score: ...

    def comparison(self, offer: Offered) -> Fraction:
        return self.score(offer).total
