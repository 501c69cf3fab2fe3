"""`tilldela law penalty-fee`: the bounds of the procurement damage fee."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.law.amounts import amount, units
from cli.law.answers import Json, LangOption, answering, show
from cli.law.deadlines import Rules, Started
from law.amounts import Currency, spoken
from law.penalty_fee import PenaltyFee
from law.penalty_fee import penalty_fee as fee_of
from law.reasons import Text
from law.rulebook import Rulebook


def penalty_fee(
    value: Annotated[
        int, typer.Option(parser=amount, metavar="N", help="Value in kronor, excluding VAT.")
    ],
    rules: Rules = Rulebook.SE_LOU,
    started: Started = None,
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """The least and the greatest fee there can be, in kronor."""
    with answering(lang):
        found = fee_of(value, begun=started, rulebook=rules)
    show(
        {
            "min": units(found.least) if found.possible else None,
            "max": units(found.greatest) if found.possible else None,
            "possible": found.possible,
        },
        headline=_headline(found),
        reasons=found.reasons,
        warnings=found.warnings,
        lang=lang,
        json_=json_,
    )


def _headline(found: PenaltyFee) -> Text:
    if not found.possible:
        return Text("Ingen avgift kan påföras", "No fee can be imposed")
    low, high = (spoken(each, Currency.SEK) for each in (found.least, found.greatest))
    return Text(f"Lägst {low.sv}, högst {high.sv}", f"At least {low.en}, at most {high.en}")
