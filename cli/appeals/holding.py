"""`tilldela appeals stricter` and `clear`: what a lawyer adds to a hold, or takes from it."""

from __future__ import annotations

from typing import Annotated

import typer

from appeals.docket.clearing import clear_remand, clear_tie
from appeals.docket.stricter import set_stricter_date
from cli.answering import Json, ReasonEn, TenderId, tell, text_of
from cli.appeals.given import matter_id_of
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.instants import day
from cli.two_persons import two_persons
from law.reasons import Text, refuse
from people.actors import load_actor

LotCode = Annotated[str, typer.Option("--lot", metavar="CODE", help="The lot.")]


def stricter(
    tender: TenderId,
    lot: LotCode,
    persons: Annotated[
        list[str],
        typer.Option(
            "--as", metavar="PERSON", help="A legal officer; for an earlier day also who approves."
        ),
    ],
    not_before: Annotated[
        str, typer.Option(metavar="DAY", help="No contract is concluded before this day.")
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, in Swedish.")],
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Set a later date for a lot's contract than the law's. An earlier one takes two persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        if len(persons) > 2:
            act = Text("ändrar dagen", "change the day")
            two_persons(store, persons, "appeals.two", act)
        actor = load_actor(store, persons[0])
        second = load_actor(store, persons[1]) if len(persons) == 2 else None
        on, why = day("--not-before", not_before), text_of("--reason", reason, reason_en)
        number = set_stricter_date(store, actor, f"{tender}/{lot}", on, why, second)
    told = Text(
        f"Inget avtal för {lot} ingås före {on}. Vad som hindrar avtalet visar tilldela lots"
        f" {tender} --lot {lot}.",
        f"No contract for {lot} is concluded before {on}. tilldela lots {tender} --lot {lot}"
        " shows what holds it.",
    )
    data = {"tender": tender, "lot": lot, "not_before": on.isoformat(), "number": number}
    tell(told, data, lang, json_=json_)


def clear(
    tender: TenderId,
    lot: LotCode,
    persons: Annotated[
        list[str],
        typer.Option("--as", metavar="PERSON", help="First the legal officer, then who approves."),
    ],
    ground: Annotated[
        str, typer.Option(metavar="TEXT", help="Why it does not hold the lot, in Swedish.")
    ],
    tie: Annotated[
        str | None, typer.Option(metavar="CODE", help="The tied lot that is under review.")
    ] = None,
    remand: Annotated[
        str | None, typer.Option(metavar="MATTER", help="The matter that was sent back.")
    ] = None,
    ground_en: Annotated[
        str | None, typer.Option("--ground-en", metavar="TEXT", help="The same in English.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record why a tie or a remand does not hold a lot. Takes two persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        act = Text("lyfter ett hinder", "clear a hold")
        actor, second = two_persons(store, persons, "appeals.two", act)
        why, lot_id = text_of("--ground", ground, ground_en), f"{tender}/{lot}"
        if (tie is None) == (remand is None):
            raise refuse(
                "appeals.clear_what",
                sv="Vad som inte längre hindrar området är inte entydigt angivet",
                en="What no longer holds the lot is not stated unambiguously",
                todo_sv="Ange antingen --tie med det knutna området, eller --remand med målet",
                todo_en="Give either --tie with the tied lot, or --remand with the matter",
            )
        if tie is not None:
            number = clear_tie(store, actor, second, lot_id, tie, why)
        else:
            matter = matter_id_of(store, remand or "")
            number = clear_remand(store, actor, second, lot_id, matter, why)
    told = Text(
        f"Grunden är antecknad för {lot}. Kommer något nytt in hindrar det igen; vad som gäller"
        f" visar tilldela lots {tender} --lot {lot}.",
        f"The ground is recorded for {lot}. Should anything new come in it holds again; tilldela"
        f" lots {tender} --lot {lot} shows what is so.",
    )
    data = {"tender": tender, "lot": lot, "tie": tie, "remand": remand, "number": number}
    tell(told, data, lang, json_=json_)
