"""`tilldela stage …`: who goes on to the next step, whom the buyer met, and how far it has come."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, Officer, TenderId, tell, text_of
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.instants import instant
from cli.stage.selection_file import read_selection
from cli.stage.table import as_json, tables
from cli.two_persons import OFFICER_THEN_HEAD, two_persons
from law.reasons import Text
from people.actors import load_actor
from procurement.stages.meetings import record_meeting
from procurement.stages.overview import stage_overview
from procurement.stages.selecting import select_candidates

app = typer.Typer(no_args_is_help=True, help="Procedures in steps: selections and meetings.")

SELECT = Text("beslutar om urval", "decide a selection")


@app.callback()
def stage() -> None:
    """Procedures in steps: selections and meetings."""


@app.command()
def select(
    tender: TenderId,
    file: Annotated[Path, typer.Argument(help="Each candidate of each lot, and why.")],
    persons: Annotated[
        list[str],
        typer.Option(
            "--as",
            metavar="PERSON",
            help="First the procurement officer who prepares, then the head.",
        ),
    ],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Decide who goes on to the next step; every candidate is owed a letter about it."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        preparer, head = two_persons(store, persons, "selection.persons", SELECT, OFFICER_THEN_HEAD)
        reason, choices = read_selection(file)
        made = select_candidates(store, head, preparer, tender, choices, reason)
    told = Text(
        f"Urvalet {made} är beslutat. Skicka breven med tilldela letters send {tender}.",
        f"Selection {made} is decided. Send the letters with tilldela letters send {tender}.",
    )
    tell(told, {"tender": tender, "selection": made}, lang, json_=json_)


@app.command()
def meet(
    tender: TenderId,
    person: Officer,
    organisation: Annotated[str, typer.Option("--with", metavar="ORG", help="Who was met.")],
    at: Annotated[str, typer.Option(metavar="TIME", help="When, as 2026-03-24T09:00.")],
    minutes: Annotated[str, typer.Option(metavar="TEXT", help="What was said, in Swedish.")],
    minutes_en: Annotated[
        str | None, typer.Option("--minutes-en", metavar="TEXT", help="The same in English.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record a negotiation, or a meeting of a dialogue, with one participant."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        held_at, said = instant("--at", at), text_of("--minutes", minutes, minutes_en)
        actor = load_actor(store, person)
        number = record_meeting(store, actor, tender, organisation, held_at, said)
    told = Text(
        f"Möte {number} i {tender} är antecknat.", f"Meeting {number} in {tender} is recorded."
    )
    tell(told, {"tender": tender, "meeting": number}, lang, json_=json_)


@app.command()
def show(
    tender: TenderId,
    person: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="A procurement officer, or the head.")
    ],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Show the steps done and to come, who is in, and why others are out."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        found = stage_overview(store, load_actor(store, person), tender)
    if json_:
        typer.echo(json.dumps(as_json(found), ensure_ascii=False))
        return
    for table in tables(found, lang):
        out().print(table)
