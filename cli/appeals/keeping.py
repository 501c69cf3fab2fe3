"""`tilldela appeals assign`, `mail` and `mandate`: who handles a matter, and its papers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from appeals.docket.assigning import assign_matter
from appeals.docket.attached import Attached
from appeals.docket.mail import MailItem, mail_of, register_mail
from appeals.docket.mandates import Mandate, register_mandate
from appeals.docket.named import matter_named
from cli.answering import Json, content_of, say, tell
from cli.appeals.given import Lawyer, MatterName, matter_id_of
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.instants import day, instant, told_at
from law.days import STOCKHOLM
from law.reasons import Lang, Text, refuse
from models.lawyers import Direction, Principal
from models.store import Store
from people.actors import load_actor


def assign(
    matter: MatterName,
    person: Lawyer,
    to: Annotated[str, typer.Option(metavar="PERSON", help="The legal officer who handles it.")],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Say which legal officer handles a matter from now on."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        matter_id = matter_id_of(store, matter)
        assign_matter(store, load_actor(store, person), matter_id, to)
    told = Text(
        f"{matter_id} handläggs av {to}. Vad som ska göras visar tilldela appeals worklist"
        f" --person {to}.",
        f"{matter_id} is handled by {to}. tilldela appeals worklist --person {to} shows what is"
        " to be done.",
    )
    tell(told, {"matter": matter_id, "person": to}, lang, json_=json_)


def mail(
    matter: MatterName,
    person: Annotated[
        str | None, typer.Option("--as", metavar="PERSON", help="A legal officer, to register.")
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="WHO", help="It came in from them.")
    ] = None,
    to: Annotated[str | None, typer.Option(metavar="WHO", help="It went out to them.")] = None,
    about: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What it is about, in a line.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="When it came or went; now otherwise.")
    ] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="The letter itself.")] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Register a letter in a matter, or show its register when nothing else is stated."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        matter_id = matter_id_of(store, matter)
        if not any((person, from_, to, about, at, file)):
            _show_mail(store, matter_id, lang, json_=json_)
            return
        item = _item(store, from_, to, (about, at, file))
        if person is None:
            raise _nobody()
        number = register_mail(store, load_actor(store, person), matter_id, item)
    told = Text(
        f"Försändelse nr {number} är införd i {matter_id}.",
        f"Letter no. {number} has been entered in {matter_id}.",
    )
    tell(told, {"matter": matter_id, "number": number}, lang, json_=json_)


def _nobody() -> Exception:
    return refuse(
        "mail.nobody",
        sv="Vem som för in försändelsen är inte angivet",
        en="Who enters the letter is not stated",
        todo_sv="Ange --as med en jurist",
        todo_en="Give --as with a legal officer",
    )


def _item(
    store: Store,
    from_: str | None,
    to: str | None,
    rest: tuple[str | None, str | None, Path | None],
) -> MailItem:
    about, at, file = rest
    if (from_ is None) == (to is None):
        raise refuse(
            "mail.direction",
            sv="Om försändelsen har kommit in eller gått ut är inte entydigt angivet",
            en="Whether the letter came in or went out is not stated unambiguously",
            todo_sv="Ange antingen --from eller --to",
            todo_en="Give either --from or --to",
        )
    return MailItem(
        Direction.IN if from_ is not None else Direction.OUT,
        store.clock.now() if at is None else instant("--at", at),
        from_ or to or "",
        about or "",
        Attached(file.name, content_of(file)) if file else None,
    )


def _show_mail(store: Store, matter_id: str, lang: Lang, *, json_: bool) -> None:
    with store.read() as work:
        matter_named(work, matter_id)
        rows = mail_of(work, matter_id)
    if json_:
        told: list[dict[str, Any]] = [
            {
                "number": row.number,
                "direction": row.direction,
                "at": row.at.astimezone(STOCKHOLM).isoformat(),
                "correspondent": row.correspondent,
                "about": row.about,
                "sha256": row.document_sha256,
            }
            for row in rows
        ]
        typer.echo(json.dumps({"matter": matter_id, "mail": told}, ensure_ascii=False))
        return
    if not rows:
        say(
            Text(
                f"Ingen försändelse är införd i {matter_id}.",
                f"No letter has been entered in {matter_id}.",
            ),
            lang,
        )
        return
    table = Table()
    for heading in ("Nr", "Tid", "", "Vem", "Om", "Fil") if lang == "sv" else (
        "No.", "Time", "", "Who", "About", "File",
    ):  # fmt: skip
        table.add_column(heading)
    for row in rows:
        way = _WAYS[Direction(row.direction)].in_(lang)
        when, sha256 = told_at(row.at), row.document_sha256
        shown = (str(row.number), when, way, row.correspondent, row.about, (sha256 or "–")[:12])
        table.add_row(*(escape(each) for each in shown))
    out().print(table)


_WAYS = {Direction.IN: Text("in från", "in from"), Direction.OUT: Text("ut till", "out to")}


def mandate(
    matter: MatterName,
    person: Lawyer,
    principal: Annotated[Principal, typer.Option("--for", help="Whose attorney it is.")],
    attorney: Annotated[str, typer.Option(metavar="NAME", help="Who may act.")],
    from_: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day.")],
    file: Annotated[Path, typer.Option(metavar="FILE", help="The document itself.")],
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="The last day, if it is stated.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Keep a power of attorney in a matter."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        matter_id = matter_id_of(store, matter)
        last = None if until is None else day("--until", until)
        given = Mandate(
            principal, attorney, day("--from", from_), Attached(file.name, content_of(file)), last
        )
        number = register_mandate(store, load_actor(store, person), matter_id, given)
    told = Text(
        f"Fullmakt nr {number} är införd i {matter_id}.",
        f"Power of attorney no. {number} has been entered in {matter_id}.",
    )
    data = {
        "matter": matter_id,
        "number": number,
        "until": last.isoformat() if last else None,
    }
    tell(told, data, lang, json_=json_)
