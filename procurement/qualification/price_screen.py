"""Which prices look abnormally low: a screen that flags, and never rejects.

No statute fixes a percentage. The rule is the house's own, and stated as such: at least
three bids, and a price more than so many per cent below the median of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

from law.reasons import Basis, Reason, Text, refuse

FEWEST_BIDS = 3
WHOLE = 100
SCREEN = "price_screen"
BELOW = "below_median_percent"


@dataclass(frozen=True)
class ScreenRule:
    """Flag what lies more than `below_percent` per cent below the median of the others."""

    below_percent: Fraction = Fraction(30)


@dataclass(frozen=True)
class PriceFlag:
    """A price, the median of the others, and how far below it lies, in per cent."""

    price: Fraction
    median: Fraction
    below_percent: Fraction


def screen_rule(award_terms: Mapping[str, Any]) -> ScreenRule:
    """The rule that the award terms state: ``{"price_screen": {"below_median_percent": 30}}``.

    Thirty per cent where they state none. Raises `ActRefused` for anything but a whole
    number of per cent from 1 to 99.
    """
    if SCREEN not in award_terms:
        return ScreenRule()
    stated = award_terms[SCREEN]
    percent = stated.get(BELOW) if isinstance(stated, Mapping) and len(stated) == 1 else None
    if type(percent) is not int or not 0 < percent < WHOLE:
        raise refuse(
            "price_screen.percent",
            sv=f"Gränsen för granskning av låga priser är inte ett helt procenttal: {stated}",
            en=f"The limit for screening low prices is no whole percentage: {stated}",
            todo_sv=f"Ange {SCREEN} som {BELOW} med ett heltal från 1 till 99",
            todo_en=f"State {SCREEN} as {BELOW} with an integer from 1 to 99",
            basis=Basis.TENDER_DOCUMENTS,
        )
    return ScreenRule(Fraction(percent))


def screen(prices: Mapping[str, Fraction], rule: ScreenRule) -> dict[str, PriceFlag]:
    """The bids of one lot whose price asks for an explanation, by bid id. Exact."""
    if len(prices) < FEWEST_BIDS:
        return {}
    compared = {bid_id: _compared(prices, bid_id) for bid_id in sorted(prices)}
    return {
        bid_id: flag for bid_id, flag in compared.items() if flag.below_percent > rule.below_percent
    }


def _compared(prices: Mapping[str, Fraction], bid_id: str) -> PriceFlag:
    price = prices[bid_id]
    middle = Fraction(median(other for each, other in prices.items() if each != bid_id))
    below = (middle - price) * WHOLE / middle if middle > 0 else Fraction(0)
    return PriceFlag(price, middle, below)


def flagged(bid_id: str, flag: PriceFlag, rule: ScreenRule) -> Reason:
    """Why the bid was flagged, in words. Percentages are cut to whole ones: never overstated."""
    below, limit = int(flag.below_percent), rule.below_percent
    return Reason(
        "price.flagged",
        Text(
            f"Priset i anbudet {bid_id} ligger minst {below} procent under de andra anbudens"
            f" median; mer än {limit} procent granskas",
            f"The price of bid {bid_id} lies at least {below} per cent below the median of the"
            f" others; more than {limit} per cent is looked into",
        ),
        basis=Basis.HOUSE_RULE,
    )
