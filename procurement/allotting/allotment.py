"""Which bid gets which lot, by the rule and under the limits that the documents state.

Pure and exact, and the only place where it is decided: for a stored tender and for a file.
LOU 4:15–4:17: the most lots a tenderer can get, and whether lots can be awarded together,
stand in the notice; the order to go by is fixed beforehand in the documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from procurement.allotting.highs import MOST_NODES
from procurement.allotting.lot_terms import (
    Combination,
    LotAward,
    LotOnOffer,
    LotRule,
    LotTerms,
    Ranked,
    Used,
)
from procurement.allotting.lots_in_order import awards_in_order
from procurement.allotting.lots_lowest_total import awards_at_lowest_total

__all__ = [
    "Combination",
    "LotAward",
    "LotOnOffer",
    "LotRule",
    "LotTerms",
    "Ranked",
    "Used",
    "allot",
    "allot_in_order",
]


def allot(
    lots: Sequence[LotOnOffer],
    rankings: Mapping[str, Sequence[Ranked]],
    terms: LotTerms,
    used: Used,
    nodes: int = MOST_NODES,
) -> tuple[LotAward, ...]:
    """`allot_in_order` with the lots by estimated value, largest first, then by code."""
    order = sorted(lots, key=lambda lot: (-lot.estimated_value, lot.code))
    return allot_in_order(order, rankings, terms, used, nodes)


def allot_in_order(
    lots: Sequence[LotOnOffer],
    rankings: Mapping[str, Sequence[Ranked]],
    terms: LotTerms,
    used: Used,
    nodes: int = MOST_NODES,
) -> tuple[LotAward, ...]:
    """One award for each lot, in the order given.

    ``rankings``: by lot, the bids that take part, best first, ties settled. Every limit in
    ``terms`` holds for what a tenderer gets here and has in ``used``.

    By the order rule the groups come first, as stated: each goes to the tenderer whose total
    less its rebate is the lowest, where its lots one by one would come to more or one of them
    would be left; then each lot goes to the best ranked bid with room. By the lowest total
    lots and groups are weighed at once: fewest lots left, lowest sum, fewest lots in groups,
    smallest tickets in the order of the lots (`tie_places`), the group stated first.

    A group is not stopped by the cap on lots (LOU 4:16; under chapter 19 the documents' own
    rule) but by the cap on value and by staff, and counts when its tenderer's other lots are
    held against the cap. It needs all of its lots on offer.

    Raises `ActRefused` where the lowest total cannot be settled, or not within that many of the
    solver's nodes.
    """
    if terms.rule is LotRule.LOT_ORDER:
        return awards_in_order(lots, rankings, terms, used)
    return awards_at_lowest_total(lots, rankings, terms, used, nodes)
