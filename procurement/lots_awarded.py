"""Which bidder gets which lot under a cap, by the rule that the documents state. Pure and exact.

LOU 4:15 and 4:17: the most lots a tenderer can get stand in the notice, and the rule
for who gets which, objective and fixed beforehand, in the tender documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from procurement.lot_assignment import cheapest_assignment


class LotRule(StrEnum):
    """``lot_order``: lots in the stated order, each to the lowest price that has room left.

    ``lowest_total``: as many lots as possible, at the lowest sum.
    """

    LOT_ORDER = "lot_order"
    LOWEST_TOTAL = "lowest_total"


@dataclass(frozen=True)
class LotsOffered:
    """``lots`` in the stated order; ``prices`` are lot → bidder → whole minor units.

    ``caps``: the most lots that a bidder can get; one that is not there has no limit.
    """

    lots: Sequence[str]
    prices: Mapping[str, Mapping[str, int]]
    caps: Mapping[str, int]


def awarded(offered: LotsOffered, rule: LotRule) -> dict[str, str | None]:
    """For each lot in its order, who gets it; None for one that nobody can have.

    Where two awards are as good, the one with the smaller id in the first lot in which
    they differ is taken, a bidder before nobody. Integers throughout, and one answer.
    """
    if rule is LotRule.LOT_ORDER:
        return _in_order(offered)
    return _at_lowest_total(offered)


def _in_order(offered: LotsOffered) -> dict[str, str | None]:
    left = dict(offered.caps)
    found: dict[str, str | None] = {}
    for lot in offered.lots:
        able = [
            (price, bidder)
            for bidder, price in offered.prices.get(lot, {}).items()
            if left.get(bidder, 1) > 0
        ]
        found[lot] = min(able)[1] if able else None
        winner = found[lot]
        if winner is not None and winner in left:
            left[winner] -= 1
    return found


def _at_lowest_total(offered: LotsOffered) -> dict[str, str | None]:
    """Three aims in one integer: lots without an award, then cost, then the ids in lot order.

    The ids are the digits of a number, the first lot's the most significant; the cost is
    counted in units greater than any such number, and a lot without an award in units
    greater than any cost. So the least integer is the best award, and the only best.
    """
    bidders = sorted({bidder for lot in offered.lots for bidder in offered.prices.get(lot, {})})
    digit = {bidder: place for place, bidder in enumerate(bidders)}
    base = len(bidders) + 1
    unit = base ** len(offered.lots)
    dearest = sum(max(prices.values(), default=0) for prices in offered.prices.values())
    costs, nobody = [], []
    for place, lot in enumerate(offered.lots, 1):
        power = base ** (len(offered.lots) - place)
        prices = offered.prices.get(lot, {})
        costs.append(
            {bidder: price * unit + digit[bidder] * power for bidder, price in prices.items()}
        )
        nobody.append((dearest + 1) * unit + len(bidders) * power)
    found = cheapest_assignment(costs, offered.caps, nobody)
    return dict(zip(offered.lots, found, strict=True))
