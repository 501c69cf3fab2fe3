"""What several award models refuse, in the same words."""

from __future__ import annotations

from fractions import Fraction

from law.reasons import ActRefused, Cite, refuse
from procurement.exact.numbers import in_words

# The most economically advantageous tender, and on which grounds it is found.
BEST_BID = Cite("LOU", 16, "1")
# Equal treatment, transparency: tenderers can tell beforehand how they are compared.
PRINCIPLES = Cite("LOU", 4, "1")
# Award criteria are weighted, and the documents say how.
WEIGHTS = Cite("LOU", 16, "6")


def price_not_above_zero(bid: str, model: str) -> ActRefused:
    return refuse(
        "award_model.zero_price",
        sv=f"Anbudet {bid} har inget pris över noll, och {model} är inte definierad där",
        en=f"Bid {bid} has no price above zero, and {model} is not defined there",
        todo_sv="Begär en förklaring av priset, eller ange en modell som är definierad för det",
        todo_en="Ask for an explanation of the price, or state a model that is defined for it",
        cite=BEST_BID,
    )


def check_price_points(price_points: Fraction) -> None:
    """W, the points that the price can give, is above zero."""
    if price_points > 0:
        return
    said = in_words(price_points)
    raise refuse(
        "award_model.price_points",
        sv=f"price_points är {said.sv}, så att priset inte räknas",
        en=f"price_points is {said.en}, so that the price does not count",
        todo_sv="Ange ett värde över noll",
        todo_en="State a value above zero",
        cite=BEST_BID,
    )


def price_steps() -> ActRefused:
    """Steps give all prices within one the same points; no model here has them."""
    return refuse(
        "award_model.price_steps",
        sv="Prisintervall ger olika priser samma poäng, så att ett lägre pris inte alltid är"
        " bättre, vilket HFD 2022 ref. 41 inte godtar",
        en="Price steps give different prices the same points, so that a lower price is not always"
        " better, which HFD 2022 ref. 41 does not accept",
        todo_sv="Räkna prispoängen linjärt, med full_at: 0 och zero_at",
        todo_en="Compute the price points linearly, with full_at: 0 and zero_at",
        cite=BEST_BID,
    )
