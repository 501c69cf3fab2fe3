"""What an allotment of lots starts from, and what it comes to. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from law.reasons import Text


class LotRule(StrEnum):
    """``lot_order``: one lot at a time in a stated order, each to the best bid with room left.

    ``lowest_total``: as many lots as possible, at the lowest sum.
    """

    LOT_ORDER = "lot_order"
    LOWEST_TOTAL = "lowest_total"


@dataclass(frozen=True)
class LotOnOffer:
    """``estimated_value`` in minor units; ``at_fte_tenths``, what it takes, in tenths of a post."""

    lot_id: str
    code: str
    estimated_value: int
    at_fte_tenths: int


@dataclass(frozen=True)
class Ranked:
    """One bid, its tenderer, and the capacity that the bid declares over all lots.

    ``comparison`` is what bids are ranked by; the lowest total counts in it. ``ticket`` tells
    awards apart that are as good: the smaller one first. An id that its tenderer has chosen is
    none; where there is no ticket, in a file, the id is it.
    """

    bid_id: str
    organisation_id: str
    comparison: Fraction
    at_fte_tenths: int
    ticket: str = ""

    @property
    def tie_key(self) -> tuple[str, str]:
        return self.ticket, self.bid_id


@dataclass(frozen=True)
class Combination:
    """A stated group of lots that can go to one tenderer together (LOU 4:16).

    ``rebates``: tenderer → the share of its total that it takes off if it gets all of them,
    0 included. One that is not there has not offered the group.
    """

    id: str
    lot_ids: tuple[str, ...]
    rebates: Mapping[str, Fraction]


@dataclass(frozen=True)
class LotTerms:
    """What the documents state. ``capacity``: nobody gets more than its bids declare staff for.

    ``cap_value`` in minor units of estimated value, ``minor_units`` of which are one. The lowest
    total and combinations presuppose that comparisons are money and the lowest wins.
    """

    rule: LotRule = LotRule.LOT_ORDER
    cap_lots: int | None = None
    cap_value: int | None = None
    capacity: bool = True
    combinations: tuple[Combination, ...] = ()
    minor_units: int = 100


@dataclass(frozen=True)
class Used:
    """By tenderer: what lots decided or concluded already take. One that is not there, nothing.

    ``declared``: the least staff that a bid which has won one of them declares over all lots.
    """

    lots: Mapping[str, int]
    value: Mapping[str, int]
    fte_tenths: Mapping[str, int]
    declared: Mapping[str, int] = field(default_factory=dict)

    def most_staff(self, who: str, declared: int) -> int:
        """What the tenderer can get altogether with a bid that declares this."""
        return min(declared, self.declared.get(who, declared))


@dataclass(frozen=True)
class LotAward:
    """``passed_over``: each bid ranked before the winner, and why the lot is not its.

    All ranked bids where nobody gets the lot. ``combination`` is the group's id, where the lot
    was awarded together with others.
    """

    lot_id: str
    winner_bid_id: str | None
    passed_over: Mapping[str, Text]
    combination: str | None = None
