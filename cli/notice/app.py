"""`tilldela notice …`: what is owed, written out, sent, made public; and duties after."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, Officer, TenderId, content_of, say, tell
from cli.console import DataDir, LangOption, existing_store, fail, out, refusing
from cli.instants import day, instant
from cli.notice.announcing import beforehand, intent
from cli.notice.table import (
    duties_json,
    duties_table,
    notices_json,
    notices_table,
    reason_line,
)
from documents.rendering import ProcessRenderer, RenderFailed
from law.days import swedish_day
from law.reasons import Lang, Text
from models.store import Store
from people.actors import load_actor
from procurement.notices.duties import duties_of
from procurement.notices.overdue import NoticeState, notice_states
from procurement.notices.sending import WrittenOut, record_published, record_sent, write_out

app = typer.Typer(
    no_args_is_help=True, help="Notices to the registered database, and what is owed after."
)

Notice = Annotated[str, typer.Argument(metavar="NOTICE", help="The notice's id.")]


@app.callback()
def notice() -> None:
    """Notices to the registered database, and what is owed after."""


@app.command("list")
def list_(
    tender: TenderId, data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv"
) -> None:
    """Show every notice of the tender, how far it has come, and which are late."""
    store = existing_store(data_dir, lang)
    with refusing(lang), store.read() as work:
        states = notice_states(work, tender)
        if json_:
            typer.echo(json.dumps(notices_json(tender, states), ensure_ascii=False))
            return
        if not states:
            say(Text(f"{tender} har inga annonser än.", f"{tender} has no notices yet."), lang)
            return
        out().print(notices_table(states, lang))
    _say_late(states, lang)


def _say_late(states: Sequence[NoticeState], lang: Lang) -> None:
    for state in states:
        if state.late is not None:
            typer.echo(reason_line(state.late, lang))


@app.command()
def write(
    notice_id: Notice,
    folder: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="Where to write both files.")
    ],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Write the notice as data and as a document, to be uploaded by hand."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        written = _written(store, notice_id, folder, lang)
    told = Text(
        f"Annonsen ligger i {written.data} och {written.document}. Ladda upp den i annonsdatabasen,"
        " och anteckna det med tilldela notice sent.",
        f"The notice is in {written.data} and {written.document}. Upload it to the database, and"
        " record it with tilldela notice sent.",
    )
    data = {"notice": notice_id, "data": str(written.data), "document": str(written.document)}
    tell(told, data, lang, json_=json_)


def _written(store: Store, notice_id: str, folder: Path, lang: Lang) -> WrittenOut:
    try:
        with ProcessRenderer(workers=1) as renderer:
            return write_out(store, renderer, notice_id, folder, lang)
    except RenderFailed as failed:
        raise fail(str(failed)) from failed


@app.command()
def sent(
    notice_id: Notice,
    person: Officer,
    reference: Annotated[
        str, typer.Option(metavar="TEXT", help="The database's own reference of the notice.")
    ],
    at: Annotated[
        str | None, typer.Option(metavar="DATETIME", help="When it was sent; now if not given.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option(help="The data that was uploaded, to be checked.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record that the notice was sent, under the database's reference, and file its data.

    `--lang` is the language that it was sent in.
    """
    store = existing_store(data_dir, lang)
    with refusing(lang):
        when = store.clock.now() if at is None else instant("--at", at)
        content = None if file is None else content_of(file)
        actor = load_actor(store, person)
        record_sent(store, actor, notice_id, when, reference, lang=lang, content=content)
    told = Text(
        f"Annonsen {notice_id} är antecknad som skickad {swedish_day(when)}.",
        f"The notice {notice_id} is recorded as sent on {swedish_day(when)}.",
    )
    data = {"notice": notice_id, "sent_at": when.isoformat(), "reference": reference}
    tell(told, data, lang, json_=json_)


@app.command()
def published(
    notice_id: Notice,
    person: Officer,
    on: Annotated[str, typer.Option(metavar="DATE", help="The day that it was made public.")],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record the day that the database made the notice public."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor, when = load_actor(store, person), day("--on", on)
        warnings = record_published(store, actor, notice_id, when)
    told = Text(
        f"Annonsen {notice_id} är antecknad som publicerad {when}.",
        f"The notice {notice_id} is recorded as published on {when}.",
    )
    said = [reason_line(each, lang) for each in warnings]
    data = {"notice": notice_id, "published_on": when.isoformat(), "warnings": said}
    tell(told, data, lang, json_=json_)
    if not json_:
        for each in warnings:
            say(each.text, lang)


@app.command()
def duties(
    tender: TenderId, data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv"
) -> None:
    """Show what must be published and documented after each contract, by when, and why."""
    store = existing_store(data_dir, lang)
    with refusing(lang), store.read() as work:
        found, today = duties_of(work, tender), swedish_day(work.now)
    if json_:
        typer.echo(json.dumps(duties_json(tender, found, today, lang), ensure_ascii=False))
        return
    out().print(duties_table(found, today, lang))
    for line in dict.fromkeys(reason_line(why, lang) for each in found for why in each.reasons):
        typer.echo(line)


app.command()(intent)
app.command()(beforehand)
