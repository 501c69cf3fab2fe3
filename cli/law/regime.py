"""`tilldela law regime`: which rules a procurement of a certain value follows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

import typer

from cli.law.amounts import amount, exchange_rate, units
from cli.law.answers import Json, LangOption, Plain, answering, day, refused, show
from law.amounts import Currency, spoken
from law.estimates import Estimate, Setting, by_month
from law.reasons import Text
from law.regime import Procurement, Regime, RegimeAnswer
from law.regime import regime as judge
from law.thresholds import Buyer, Kind

HEADLINES = {
    Regime.DIRECTIVE: Text("Direktivstyrd upphandling", "The directive regime"),
    Regime.CHAPTER_19: Text("Upphandling enligt 19 kap.", "Procurement under chapter 19"),
    Regime.DIRECT_AWARD: Text("Direktupphandling får användas", "Direct award may be used"),
}

BuyerOption = Annotated[
    Buyer,
    typer.Option("--buyer", help="central: a state authority; utility: the utilities sectors."),
]
KindOption = Annotated[
    Kind, typer.Option("--kind", help="What is bought; social is a service of annex 2.")
]
RateOption = Annotated[
    Decimal | None,
    typer.Option(
        "--rate",
        parser=exchange_rate,
        metavar="KRONOR",
        envvar="TILLDELA_SEK_PER_EUR",
        help="Kronor per euro, for a period whose thresholds in kronor are not known.",
    ),
]


def regime(
    buyer: BuyerOption,
    kind: KindOption,
    currency: Annotated[Currency, typer.Option("--currency", help="The currency of every amount.")],
    on: Annotated[
        date,
        typer.Option(
            "--date",
            parser=day,
            metavar="DATE",
            help="The day the call is dispatched or the procedure begun.",
        ),
    ],
    value: Annotated[
        int | None,
        typer.Option(
            "--value",
            parser=amount,
            metavar="N",
            help="Estimated value without options and VAT; may be left out when lots are given.",
        ),
    ] = None,
    lot: Annotated[
        list[int] | None,
        typer.Option("--lot", parser=amount, metavar="V", help="The value of a lot."),
    ] = None,
    option: Annotated[
        list[int] | None,
        typer.Option("--option", parser=amount, metavar="V", help="The value of an option."),
    ] = None,
    similar: Annotated[
        list[int] | None,
        typer.Option(
            "--similar",
            parser=amount,
            metavar="V",
            help="The value of a similar contract within twelve months.",
        ),
    ] = None,
    premium: Annotated[
        list[int] | None,
        typer.Option(
            "--premium",
            parser=amount,
            metavar="V",
            help="A prize or payment planned to candidates or tenderers.",
        ),
    ] = None,
    monthly: Annotated[
        int | None,
        typer.Option(
            "--monthly",
            parser=amount,
            metavar="N",
            help="Instead of --value: what a service, or leased goods, cost a month.",
        ),
    ] = None,
    months: Annotated[
        int | None,
        typer.Option(
            "--months", min=1, help="The term in months; left out, it is open-ended or unknown."
        ),
    ] = None,
    residual: Annotated[
        int | None,
        typer.Option(
            "--residual", parser=amount, metavar="N", help="The value of leased goods at the end."
        ),
    ] = None,
    rate: RateOption = None,
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """Which rules a procurement of that value falls under, and the direct-award limit."""
    amounts = (tuple(lot or ()), tuple(option or ()), tuple(similar or ()))
    if monthly is None and (months is not None or residual is not None):
        raise refused(
            lang,
            sv="--months och --residual hör till --monthly",
            en="--months and --residual go with --monthly",
        )
    if monthly is not None and (value is not None or lot):
        raise refused(
            lang,
            sv="--monthly ersätter --value och --lot; ange ett av dem",
            en="--monthly takes the place of --value and --lot; give one of them",
        )
    with answering(lang):
        steps: Estimate | None = None
        if monthly is not None:
            where = Setting(buyer, currency, on)
            steps = by_month(kind, monthly, months, where, residual=residual)
            value = steps.value
        case = Procurement(buyer, kind, currency, on, value, *amounts, rate, tuple(premium or ()))
        answer = judge(case)
    show(
        _keys(answer),
        headline=_headline(answer),
        reasons=(*(steps.reasons if steps else ()), *answer.reasons),
        warnings=(*(steps.warnings if steps else ()), *answer.warnings),
        lang=lang,
        json_=json_,
    )


def _keys(answer: RegimeAnswer) -> dict[str, Plain]:
    lots: list[Plain] = [{"value": units(lot.value), "regime": lot.regime} for lot in answer.lots]
    return {
        "regime": answer.regime,
        "threshold": units(answer.threshold),
        "direct_award_limit": units(answer.direct_award_limit),
        "lots": lots,
    }


def _headline(answer: RegimeAnswer) -> Text:
    total, name = spoken(answer.value, answer.currency), HEADLINES[answer.regime]
    return Text(f"{name.sv}, värde {total.sv}", f"{name.en}, value {total.en}")
