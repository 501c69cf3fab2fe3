"""Price per quality point: P / Q, lowest wins."""

from __future__ import annotations

from dataclasses import dataclass, field

from law.reasons import refuse
from procurement.award_models.offers import Absolute, Offered, Score
from procurement.award_models.refusals import BEST_BID, price_not_above_zero
from procurement.exact.numbers import in_words


@dataclass(frozen=True)
class PricePerPoint(Absolute):
    """M3: price / points. A bid whose price or points are not above zero raises ActRefused:
    without points the quotient is undefined, and at a price of zero quality counts for nothing.
    """

    name: str = field(default="price_per_point", init=False)
    lowest_wins: bool = field(default=True, init=False)

    def score(self, offer: Offered) -> Score:
        if offer.points <= 0:
            said = in_words(offer.points)
            raise refuse(
                "award_model.no_points",
                sv=f"Anbudet {offer.id} har {said.sv} kvalitetspoäng, och priset går inte att"
                " dela med det",
                en=f"Bid {offer.id} has {said.en} quality points, which a price cannot be"
                " divided by",
                todo_sv="Ange en modell som är definierad för alla anbud som uppfyller kraven",
                todo_en="State a model that is defined for every bid that meets the requirements",
                cite=BEST_BID,
            )
        if offer.price <= 0:
            raise price_not_above_zero(offer.id, self.name)
        return Score(None, offer.points, offer.price / offer.points)
