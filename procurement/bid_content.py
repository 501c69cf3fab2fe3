"""What a bid says, as the sender's tool puts it into the envelope."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from pydantic import BaseModel, ConfigDict, Field

from law.reasons import Basis, refuse
from procurement.award_models import Offer
from procurement.terms import AwardTerms

# Ten thousand milliards in minor units, and 100 000 full-time equivalents: no bid is so
# large, and every database holds it.
LARGEST_PRICE = 10**15
LARGEST_FTE_TENTHS = 10**6


class BidContent(BaseModel):
    """The values in an envelope. Price in minor units per unit; FTE in tenths."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    price: int = Field(gt=0, le=LARGEST_PRICE)
    levels: Mapping[str, int]
    at_fte_tenths: int = Field(ge=0, le=LARGEST_FTE_TENTHS)

    def check_against(self, terms: AwardTerms, bid_id: str, received_at: datetime) -> None:
        """Raises `ActRefused` for a bid that the award model cannot compare with others."""
        if set(self.levels) != {criterion.id for criterion in terms.criteria}:
            # Not the names themselves: those are the sender's, and may be anything.
            raise refuse(
                "bid.criteria",
                sv="Anbudet anger inte en nivå för vart och ett av kriterierna, och inga andra",
                en="The bid does not state a level for each of the criteria, and for no others",
                todo_sv="Ange en nivå för varje kriterium i upphandlingsdokumenten",
                todo_en="State a level for each criterion in the tender documents",
                basis=Basis.TENDER_DOCUMENTS,
            )
        terms.model.comparison(Offer(bid_id, Fraction(self.price), received_at, self.levels))
