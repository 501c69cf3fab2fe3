"""`tilldela law change`: may a contract be changed without a new procurement?"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from cli.law.amounts import amount, units
from cli.law.answers import Json, LangOption, answering, day, show
from cli.law.regime import BuyerOption, KindOption, RateOption
from law.amounts import Currency
from law.contract_change import Change, Contract, Ground
from law.contract_change import change as judge
from law.reasons import Text
from law.rulebook import Rulebook
from law.thresholds import Buyer

HEADLINES = {
    True: Text(
        "Beloppen tillåter ändringen på den här grunden",
        "The amounts allow the change on this ground",
    ),
    False: Text(
        "Ändringen är inte tillåten på den här grunden",
        "The change is not allowed on this ground",
    ),
    None: Text(
        "Här finns ingen beloppsgräns i lag; principerna avgör",
        "There is no limit in the statute here; the principles decide",
    ),
}


def change(
    kind: KindOption,
    buyer: BuyerOption,
    original: Annotated[
        int,
        typer.Option(
            "--original", parser=amount, metavar="N", help="The contract's value from the start."
        ),
    ],
    ground: Annotated[Ground, typer.Option("--ground", help="The ground of the change.")],
    changes: Annotated[
        list[int],
        typer.Option(
            "--change",
            parser=amount,
            metavar="N",
            help="A change of value, a decrease with minus; in order, the last is asked about.",
        ),
    ],
    on: Annotated[
        date,
        typer.Option("--date", parser=day, metavar="DATE", help="The day of the last change."),
    ],
    rules: Annotated[
        Rulebook | None,
        typer.Option("--rules", help="The rulebook the contract was procured under."),
    ] = None,
    threshold: Annotated[
        int | None,
        typer.Option("--threshold", parser=amount, metavar="N", help="Instead of the table's."),
    ] = None,
    indexed: Annotated[
        int | None,
        typer.Option(
            "--indexed",
            parser=amount,
            metavar="N",
            help="The value by the index clause of the contract.",
        ),
    ] = None,
    started: Annotated[
        date | None,
        typer.Option(
            "--started",
            parser=day,
            metavar="DATE",
            help="The day the procurement of the contract began, whose rules apply.",
        ),
    ] = None,
    currency: Annotated[
        Currency, typer.Option("--currency", help="The currency of every amount.")
    ] = Currency.SEK,
    rate: RateOption = None,
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """Whether a contract may be changed without a new procurement."""
    rulebook = rules or (Rulebook.SE_LUF if buyer is Buyer.UTILITY else Rulebook.SE_LOU)
    with answering(lang):
        contract = Contract(
            kind, buyer, rulebook, currency, original, indexed, threshold, rate, started
        )
        answer = judge(contract, Change(ground, tuple(changes), on))
    show(
        {
            "allowed": answer.allowed,
            "net": units(answer.net),
            "limit": None if answer.limit is None else units(answer.limit),
            "notice_required": answer.notice_required,
        },
        headline=HEADLINES[answer.allowed],
        reasons=answer.reasons,
        warnings=answer.warnings,
        lang=lang,
        json_=json_,
    )
