"""`tilldela law standstill`: how long an award decision bars the contract."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from cli.law.answers import Json, LangOption, answering, day, refused
from cli.law.bars import show_bar
from cli.law.notices import METAVAR, notice
from law.notices import Extension, Notice, Procedure
from law.reasons import Lang, Text
from law.rulebook import Rulebook
from law.standstill import standstill as standstill_of


class Reach(StrEnum):
    ALL = "all"
    SOME = "some"


NO_BAR = Text(
    "Ingen avtalsspärr gäller enligt lag; avtal får ingås utan att vänta",
    "No standstill applies by law; the contract may be concluded without waiting",
)


def standstill(
    notices: Annotated[
        list[Notice] | None,
        typer.Option(
            "--notice",
            parser=notice,
            metavar=METAVAR,
            help="A notice was sent, by electronic means unless :letter. Repeatable.",
        ),
    ] = None,
    stated_end: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="The last day the notice states."),
    ] = None,
    extended_to: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="Extended through this day.")
    ] = None,
    extension_sent: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="The extension was told.")
    ] = None,
    extension_to: Annotated[
        Reach | None, typer.Option(help="Who was told of the extension.")
    ] = None,
    procedure: Annotated[
        Procedure | None, typer.Option(help="How the contract is awarded.")
    ] = None,
    tenderers: Annotated[
        int | None, typer.Option(metavar="N", help="How many tendered in the procurement.")
    ] = None,
    candidates_pending: Annotated[
        bool, typer.Option("--candidates-pending", help="A candidate is still concerned.")
    ] = False,
    ex_ante_notice: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="A notice of intent was published."),
    ] = None,
    rules: Annotated[Rulebook | None, typer.Option(help="Which rules govern.")] = None,
    country: Annotated[
        str | None, typer.Option(metavar="XX", help="The member state, with --rules EU.")
    ] = None,
    started: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="The procurement started, if not lately."),
    ] = None,
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """Whether a contract is barred after an award decision, until when, and why."""
    if candidates_pending and tenderers is None:
        raise refused(
            lang,
            sv="--candidates-pending förutsätter --tenderers",
            en="--candidates-pending goes with --tenderers",
        )
    extension = _extension(extended_to, extension_sent, extension_to, lang)
    with answering(lang):
        bar = standstill_of(
            notices or [],
            rulebook=rules or _usual_rules(procedure),
            stated_end=stated_end,
            extension=extension,
            tenderers=tenderers,
            candidates_pending=candidates_pending,
            procedure=procedure,
            ex_ante_notice=ex_ante_notice,
            country=country,
            started=started,
        )
    show_bar(bar, free=NO_BAR, lang=lang, json_=json_)


_RULES: dict[Procedure | None, Rulebook] = {
    Procedure.CHAPTER_19: Rulebook.SE_LOU_19,
    Procedure.CHAPTER_19_FRAMEWORK: Rulebook.SE_LOU_19,
    Procedure.DIRECT_AWARD: Rulebook.SE_LOU_19A,
}


def _usual_rules(procedure: Procedure | None) -> Rulebook:
    return _RULES.get(procedure, Rulebook.SE_LOU)


def _extension(
    until: date | None, sent: date | None, to: Reach | None, lang: Lang
) -> Extension | None:
    if until is None and sent is None and to is None:
        return None
    if until is None or sent is None or to is None:
        raise refused(
            lang,
            sv="--extended-to, --extension-sent och --extension-to hör ihop; ange alla tre",
            en="--extended-to, --extension-sent and --extension-to go together; give all three",
        )
    return Extension(until, sent, to is Reach.ALL)
