"""What a bid says, as the sender's tool puts it into the envelope."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from law.reasons import ActRefused, Basis, refuse
from procurement.tenders.terms import AwardTerms, StatedCriterion

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

    def check_against(self, terms: AwardTerms) -> None:
        """Raises `ActRefused` for a bid that the award model cannot compare with others."""
        for criterion in _levels_asked_for(terms, self.levels):
            if self.levels[criterion.id] not in {stated.level for stated in criterion.levels}:
                raise _refused(
                    "level",
                    f"Anbudets nivå för kriteriet {criterion.id} finns inte",
                    f"The bid's level for criterion {criterion.id} does not exist",
                    "Ange en nivå ur upphandlingsdokumenten",
                    "State a level of the tender documents",
                )
        if terms.fixed_price not in (None, self.price):
            raise _refused(
                "fixed_price",
                "Priset är fast, och anbudet har ett annat",
                "The price is fixed, and the bid has another",
                "Ange upphandlingsdokumentens pris",
                "State the price of the tender documents",
            )


def _levels_asked_for(terms: AwardTerms, levels: Mapping[str, int]) -> tuple[StatedCriterion, ...]:
    """The criteria that a bid has a level for: all where levels have a value, else none."""
    asked = terms.criteria if terms.valued else ()
    if set(levels) == {criterion.id for criterion in asked}:
        return asked
    # Not the names themselves: those are the sender's, and may be anything.
    if not asked:
        raise _refused(
            "levels",
            "Anbudet anger nivåer, men upphandlingsdokumenten har inga",
            "The bid states levels, but the tender documents have none",
            "Lämna nivåerna tomma",
            "Leave the levels empty",
        )
    raise _refused(
        "criteria",
        "Anbudet anger inte en nivå för vart och ett av kriterierna, och inga andra",
        "The bid does not state a level for each of the criteria, and for no others",
        "Ange en nivå för varje kriterium i upphandlingsdokumenten",
        "State a level for each criterion in the tender documents",
    )


def _refused(code: str, sv: str, en: str, todo_sv: str, todo_en: str) -> ActRefused:
    return refuse(
        f"bid.{code}",
        sv=sv,
        en=en,
        todo_sv=todo_sv,
        todo_en=todo_en,
        basis=Basis.TENDER_DOCUMENTS,
    )
