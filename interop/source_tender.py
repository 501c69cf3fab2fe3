"""A tender that somebody else ran, in words that no file format owns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from interop.json_place import Problem
from law.reasons import Lang, Text
from procurement.award_models import AwardModel


class UnusableFile(Exception):
    """The file cannot be replayed at all; one sentence says why and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)

    def in_(self, lang: Lang) -> str:
        return self.text.in_(lang)


class AwardStatus(StrEnum):
    """What became of an award in the source. Any other status counts as standing."""

    PENDING = "pending"
    ACTIVE = "active"
    UNSUCCESSFUL = "unsuccessful"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"

    @property
    def stands(self) -> bool:
        return self not in (AwardStatus.UNSUCCESSFUL, AwardStatus.CANCELLED)


@dataclass(frozen=True)
class SourceBid:
    """A bid's offer on one lot. ``price`` in whole units of ``currency``, exact."""

    bid_id: str
    price: Fraction
    currency: str | None
    received_at: datetime | None
    points: Fraction
    path: str


@dataclass(frozen=True)
class KnownBid:
    """A bid as far as it could be read.

    ``offers`` is lot → offer, without those set aside for a fault. ``out`` are
    the lots it left or was put out of by the source's own status.
    """

    bid_id: str
    parties: tuple[frozenset[str], ...] = ()
    offers: Mapping[str, SourceBid] = field(default_factory=dict)
    out: frozenset[str] = frozenset()
    lots: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SourceAward:
    """One award decision of the source, on one lot to one bid."""

    lot_id: str
    bid_id: str
    status: AwardStatus


@dataclass(frozen=True)
class SourceLot:
    """``awards`` in the order they were made; ``out`` are bids that the source put out itself."""

    id: str
    model: AwardModel
    bids: tuple[SourceBid, ...]
    awards: tuple[SourceAward, ...]
    out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SourceTender:
    id: str
    lots: tuple[SourceLot, ...]
    problems: tuple[Problem, ...] = ()
