"""`tilldela law tender-period`: how long suppliers have to tender or to ask to take part."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from cli.law.answers import Json, LangOption, answering, day, refused, show
from law.days import spoken
from law.reasons import Lang, Text
from law.rulebook import Rulebook
from law.tender_minimum import spoken_days
from law.tender_period import (
    Agreement,
    Buyer,
    Call,
    Procedure,
    Stage,
    TenderPeriod,
)
from law.tender_period import tender_period as period_of


class AgreedBy(StrEnum):
    ALL = "all"
    SOME = "some"


def tender_period(
    procedure: Annotated[Procedure, typer.Option(help="The procedure.")],
    stage: Annotated[Stage, typer.Option(help="What is to come in.")],
    dispatched: Annotated[
        date,
        typer.Option(
            parser=day, metavar="DATE", help="The notice or invitation was sent; not published."
        ),
    ],
    paper: Annotated[bool, typer.Option("--paper", help="No electronic tenders.")] = False,
    prior_notice: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="A prior information notice was sent."),
    ] = None,
    notice: Annotated[
        date | None,
        typer.Option(
            parser=day, metavar="DATE", help="The contract notice before the invitation was sent."
        ),
    ] = None,
    urgent: Annotated[bool, typer.Option("--urgent", help="Accelerated procedure.")] = False,
    documents_restricted: Annotated[
        bool,
        typer.Option(
            "--documents-restricted", help="Documents not freely available electronically."
        ),
    ] = False,
    agreed_days: Annotated[
        int | None, typer.Option(metavar="N", help="A common period proposed to those invited.")
    ] = None,
    agreed_by: Annotated[AgreedBy | None, typer.Option(help="Who agreed to it.")] = None,
    buyer: Annotated[Buyer | None, typer.Option(help="Who buys.", show_default="by rules")] = None,
    last_day: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="The last day the buyer has chosen itself."),
    ] = None,
    rules: Annotated[Rulebook, typer.Option(help="The rulebook.")] = Rulebook.SE_LOU,
    country: Annotated[
        str | None, typer.Option(metavar="XX", help="The member state, with --rules EU.")
    ] = None,
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """The shortest lawful period for tenders or requests to participate, and its last day."""
    with answering(lang):
        call = Call(
            procedure,
            stage,
            dispatched,
            electronic=not paper,
            prior_notice=prior_notice,
            notice=notice,
            urgent=urgent,
            documents_open=not documents_restricted,
            agreed=_agreement(agreed_days, agreed_by, lang),
            buyer=buyer or (Buyer.UTILITY if rules is Rulebook.SE_LUF else Buyer.SUB_CENTRAL),
            chosen=last_day,
            country=country,
        )
        found = period_of(call, rulebook=rules)
    show(
        {"days": found.days, "last_day": found.last_day},
        headline=_headline(found),
        reasons=found.reasons,
        warnings=found.warnings,
        lang=lang,
        json_=json_,
    )


def _agreement(days: int | None, by: AgreedBy | None, lang: Lang) -> Agreement | None:
    if days is None and by is None:
        return None
    if days is None or by is None:
        raise refused(
            lang,
            sv="Ange både --agreed-days och --agreed-by, eller ingen av dem",
            en="Give both --agreed-days and --agreed-by, or neither",
        )
    return Agreement(days, by is AgreedBy.ALL)


def _headline(found: TenderPeriod) -> Text:
    least = (
        Text("Lagen anger inget antal dagar", "The law names no number of days")
        if found.days is None
        else Text(f"Minst {spoken_days(found.days).sv}", f"At least {spoken_days(found.days).en}")
    )
    if found.last_day is None:
        return least
    when = spoken(found.last_day)
    return Text(f"{least.sv}; sista dagen är {when.sv}", f"{least.en}; the last day is {when.en}")
