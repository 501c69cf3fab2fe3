"""Draft a tender, show what its file has, and find it again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, Officer, TenderId, say
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.tender.draft_file import read_draft
from cli.tender.next_step import OfCourts, of_courts
from cli.tender.overview_table import as_json, found_json, found_table, lines, warned
from law.reasons import Lang, Text
from models.store import Store
from people.actors import load_actor
from procurement.calls.call_overview import call_overview
from procurement.tenders.drafting import draft_tender, draft_warnings
from procurement.tenders.finding import find_tenders


def draft(
    file: Annotated[Path, typer.Argument(help="The tender's file, YAML or JSON.")],
    person: Officer,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Put a tender on the record as a draft. The same draft again changes nothing."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        stated = read_draft(file)
        made = draft_tender(store, load_actor(store, person), stated)
        overview = call_overview(store, made)
    if json_:
        typer.echo(json.dumps(as_json(overview, OfCourts(), lang), ensure_ascii=False))
        return
    say(
        Text(
            f"Utkastet {made} ({stated.diary_number}) är lagt. tilldela tender show {made} visar"
            " vad som återstår före annonseringen.",
            f"The draft {made} ({stated.diary_number}) is on record. tilldela tender show {made}"
            " shows what remains before it is published.",
        ),
        lang,
    )
    for warning in draft_warnings(stated):
        say(warned(warning, lang), lang)


def show(
    tender: TenderId, data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv"
) -> None:
    """Show what the tender is, what its file has, what its value leads to, and what is missing."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        overview, courts = call_overview(store, tender), of_courts(store, tender)
    if json_:
        typer.echo(json.dumps(as_json(overview, courts, lang), ensure_ascii=False))
        return
    for line in lines(overview, courts, lang):
        out().print(line, markup=False, soft_wrap=True)


def find(
    text: Annotated[str, typer.Argument(help="A piece of an id, a diary number or a title.")],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Find tenders by id, diary number or title, however the letters are cased."""
    _tell(existing_store(data_dir, lang), text, json_, lang)


def list_(data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv") -> None:
    """List every tender there is, with its step and its dates."""
    _tell(existing_store(data_dir, lang), "", json_, lang)


def _tell(store: Store, text: str, json_: bool, lang: Lang) -> None:
    found = find_tenders(store, text)
    if json_:
        typer.echo(json.dumps([found_json(each) for each in found], ensure_ascii=False))
    elif found:
        out().print(found_table(found, lang))
    else:
        say(Text("Ingen upphandling hittades.", "No tender was found."), lang)
