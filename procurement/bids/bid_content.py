"""What an envelope says, as the sender's tool puts it there: a bid's values, or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from law.procedures import Sends
from law.reasons import ActRefused, Basis, refuse
from models.tender import Tender
from procurement.tenders.steps import step_of_tender
from procurement.tenders.terms import AwardTerms, StatedCriterion, award_terms

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


def content_of(tender: Tender, values: Mapping[str, Any]) -> BidContent | None:
    """What the step's envelopes hold: a bid's values, and none in a request to participate.

    A request's files say all that it says. Raises `ActRefused` for anything else.
    """
    if step_of_tender(tender).sends is Sends.REQUESTS:
        _check_without_values(values)
        return None
    try:
        content = BidContent.model_validate(dict(values))
    except ValidationError as error:
        raise _wrong_fields(error) from error
    content.check_against(award_terms(tender.award_terms))
    return content


def _check_without_values(values: Mapping[str, Any]) -> None:
    if values:
        raise _refused(
            "request_values",
            "Anbudsansökan anger värden som ett anbud, men i det här steget lämnas inget pris",
            "The request to participate states values like a bid, but no price is given in this"
            " step",
            "Lämna värdena tomma och låt filerna utgöra ansökan",
            "Leave the values empty, and let the files be the request",
        )


def _wrong_fields(error: ValidationError) -> ActRefused:
    # Not the values themselves: those are the tenderer's, and may be anything.
    # Nor a field of the sender's own naming.
    found = {str(fault["loc"][0]) for fault in error.errors() if fault["loc"]}
    known = sorted(found & BidContent.model_fields.keys())
    names = ", ".join([*known, *(["…"] if len(known) < len(found) else [])])
    return _refused(
        "values",
        f"Anbudets värden har inte den form som upphandlingen begär ({names})",
        f"The bid's values do not have the form that the tender asks for ({names})",
        "Ange de värden som upphandlingsdokumenten begär",
        "State the values that the tender documents ask for",
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
