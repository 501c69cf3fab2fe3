"""`tilldela appeals worklist` and `remind`: what is due when, and the reminders of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from appeals.worklist.due import Due
from appeals.worklist.listing import worklist as listed
from appeals.worklist.reminder_mail import when_told
from appeals.worklist.reminding import Reminded
from appeals.worklist.reminding import remind as send_reminders
from cli.answering import Json, say
from cli.appeals.given import Lawyer
from cli.console import DataDir, LangOption, existing_store, fail, out, refusing
from flows.reminder_ways import way_of
from law.days import swedish_day
from law.reasons import Lang, Text
from models.settings import Settings
from people.actors import load_actor


def worklist(
    person: Annotated[
        str | None,
        typer.Option(metavar="PERSON", help="What this person handles, and what nobody does."),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Show what is due when before the courts, overdue first. Nothing is changed."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        found = listed(store, person)
        today = swedish_day(store.clock.now())
    if json_:
        typer.echo(json.dumps(as_json(found, today, lang), ensure_ascii=False))
        return
    if not found:
        say(Text("Inget att göra eller bevaka.", "Nothing to do or to watch."), lang)
        return
    out().print(worklist_table(found, today, lang))


def as_json(found: Sequence[Due], today: date, lang: Lang) -> dict[str, Any]:
    return {
        "today": today.isoformat(),
        "due": [
            {
                "item": due.item,
                "kind": due.kind.value,
                "sort": due.sort.value,
                "on": due.due_on.isoformat(),
                "overdue": due.is_overdue(today),
                "what": due.what.in_(lang),
                "tender": due.tender_id,
                "matter": due.matter_id,
                "lots": list(due.lots),
                "cite": due.cite.in_(lang) if due.cite else None,
                "persons": sorted(due.persons),
            }
            for due in found
        ],
    }


def worklist_table(found: Sequence[Due], today: date, lang: Lang) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    headings = (
        ("Dag", "När", "Vad", "Upphandling", "Områden", "Vem")
        if lang == "sv"
        else ("Day", "When", "What", "Tender", "Lots", "Who")
    )
    for heading in headings:
        table.add_column(heading, no_wrap=heading in headings[:1])
    for due in found:
        cite = f" ({due.cite.in_(lang)})" if due.cite else ""
        shown = (
            due.due_on.isoformat(),
            when_told(due, today).in_(lang),
            f"{due.what.in_(lang)}{cite}",
            due.tender_id,
            ", ".join(due.lots) or "–",
            ", ".join(sorted(due.persons)) or Text("alla", "all").in_(lang),
        )
        style = "bold red" if due.is_overdue(today) else ""
        table.add_row(*(escape(each) for each in shown), style=style)
    return table


def remind(
    person: Lawyer, data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv"
) -> None:
    """Send each legal officer one e-mail about what is soon due; nothing is sent twice."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        way = way_of(store, Settings())
        done = send_reminders(store, load_actor(store, person), way, lang)
    if json_:
        failed = [{"person": each.person_id, "why": each.why.in_(lang)} for each in done.failed]
        typer.echo(json.dumps({"sent": list(done.sent), "failed": failed}, ensure_ascii=False))
    else:
        _tell(done, lang)
    if done.failed:
        raise fail("\n".join(each.why.in_(lang) for each in done.failed))


def _tell(done: Reminded, lang: Lang) -> None:
    count = len(done.sent)
    named = ", ".join(done.sent)
    if count:
        say(Text(f"Påminnelser skickade till {named}.", f"Reminders sent to {named}."), lang)
    elif not done.failed:
        say(Text("Inget nytt att påminna om.", "Nothing new to remind of."), lang)
