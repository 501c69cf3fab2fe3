"""`tilldela law penalty-fee`: the bounds of the procurement damage fee."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.law.amounts import amount
from cli.law.answers import Json, LangOption, answering, show
from law.amounts import MINOR, Currency, spoken
from law.penalty_fee import PenaltyFee
from law.penalty_fee import penalty_fee as fee_of
from law.reasons import Text


def penalty_fee(
    value: Annotated[
        int, typer.Option(parser=amount, metavar="N", help="Value in kronor, excluding VAT.")
    ],
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """The least and the greatest fee there can be, in whole kronor."""
    with answering(lang):
        found = fee_of(value)
    show(
        {
            "min": found.least // MINOR,
            "max": found.greatest // MINOR,
            "possible": found.possible,
        },
        headline=_headline(found),
        reasons=found.reasons,
        lang=lang,
        json_=json_,
    )


def _headline(found: PenaltyFee) -> Text:
    if not found.possible:
        return Text("Ingen avgift kan påföras", "No fee can be imposed")
    low, high = (spoken(each, Currency.SEK) for each in (found.least, found.greatest))
    return Text(f"Lägst {low.sv}, högst {high.sv}", f"At least {low.en}, at most {high.en}")
