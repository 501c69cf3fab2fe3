"""`tilldela validity …`: ask tenderers to let bids bind longer, their answers, and who lapses."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from cli.answering import Json, Officer, ReasonEn, TenderId, say, stated, tell, text_of
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.instants import day, instant
from cli.validity.table import as_json, lapsing_as_json, overview_table
from law.reasons import Text
from people.actors import load_actor
from procurement.validity.answering import Answer, answer_request
from procurement.validity.asking import ask_to_extend
from procurement.validity.overview import validity_overview
from procurement.validity.watching import SOON, lapsing

app = typer.Typer(
    no_args_is_help=True, help="How long bids bind: ask for longer, answer, see what lapses."
)


@app.callback()
def validity() -> None:
    """How long bids bind: ask for longer, answer, see what lapses."""


@app.command("ask")
def ask_all(
    tender: TenderId,
    person: Officer,
    until: Annotated[
        str, typer.Option(metavar="DAY", help="The last day that the bids are to bind.")
    ],
    answer_by: Annotated[
        str, typer.Option("--answer-by", metavar="DAY", help="The last day for answering.")
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, in Swedish.")],
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Ask every tenderer whose bid binds, in lots without a contract, to let it bind longer."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        why = text_of("--reason", reason, reason_en)
        days = day("--until", until), day("--answer-by", answer_by)
        request = ask_to_extend(store, load_actor(store, person), tender, *days, why)
    told = Text(
        f"Begäran {request} är antecknad. Skicka breven till alla anbudsgivare med tilldela"
        " letters send.",
        f"Request {request} is recorded. Send its letters to all tenderers with tilldela letters"
        " send.",
    )
    tell(told, {"tender": tender, "request": request}, lang, json_=json_)


@app.command("answer")
def answer_for_bid(
    request: Annotated[str, typer.Argument(metavar="REQUEST", help="The request's id.")],
    bid: Annotated[str, typer.Option(help="The bid that is answered for.")],
    person: Annotated[
        str,
        typer.Option(
            "--as", metavar="PERSON", help="Somebody of the tenderer's own, or the officer."
        ),
    ],
    extended: Annotated[
        bool | None,
        typer.Option("--yes/--no", help="Whether the tenderer lets the bid bind longer."),
    ] = None,
    text: Annotated[str, typer.Option(metavar="TEXT", help="What was said.")] = "",
    came_in: Annotated[
        str | None,
        typer.Option("--at", metavar="TIME", help="When it came in, where an officer records it."),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record that a tenderer lets one bid bind longer, or does not. The first answer stands."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        extends = stated(extended, "--yes", "--no")
        at = instant("--at", came_in) if came_in else None
        given = Answer(request, bid, extends, text.strip(), at)
        answer_request(store, load_actor(store, person), given)
    told = Text(
        f"Svaret på {request} för anbudet {bid} är antecknat:"
        f" {'förlängt' if extends else 'inte förlängt'}.",
        f"The answer to {request} for bid {bid} is recorded:"
        f" {'extended' if extends else 'not extended'}.",
    )
    tell(told, {"request": request, "bid": bid, "extended": extends}, lang, json_=json_)


@app.command("list")
def list_bids(
    tender: TenderId,
    person: Officer,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Show until when each bid binds, in lots without a contract, and what was answered."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        found = validity_overview(store, load_actor(store, person), tender)
    if json_:
        typer.echo(json.dumps(as_json(tender, found), ensure_ascii=False))
        return
    out().print(overview_table(found, lang))
    for warning in found.warnings:
        say(warning.text, lang)


@app.command("lapsing")
def list_lapsing(
    days: Annotated[
        int, typer.Option(min=0, metavar="DAYS", help="Those that lapse within so many days.")
    ] = SOON,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Show lots of every tender that may outlive their bids, those that lapse first first."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        found = lapsing(store, days)
    if json_:
        typer.echo(json.dumps(lapsing_as_json(found), ensure_ascii=False))
        return
    nothing = Text(
        f"Inga anbud upphör att vara bindande inom {days} dagar i områden utan avtal.",
        f"No bids cease to bind within {days} days in lots without a contract.",
    )
    for told in [each.told for each in found] or [nothing]:
        say(told, lang)
