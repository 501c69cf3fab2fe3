"""`tilldela deadline …`: a tender's deadline for bids, and more time for all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from cli.answering import Json, ReasonEn, TenderId
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.instants import instant
from cli.two_persons import OFFICER_THEN_HEAD, two_persons
from law.days import STOCKHOLM
from law.reasons import Lang, Text, refuse
from models.store import Store
from people.actors import Actor, load_actor
from procurement.tenders.deadlines import (
    DeadlineHistory,
    deadline_history,
    extend_deadline,
    record_downtime,
)

app = typer.Typer(no_args_is_help=True, help="The deadline for bids, and more time for all.")


@app.callback()
def deadline() -> None:
    """The deadline for bids, and more time for all."""


@app.command()
def show(
    tender: TenderId, data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv"
) -> None:
    """Show the deadline now in force, and how it came to be that."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        _tell(store, tender, json_, lang)


@app.command()
def extend(
    tender: TenderId,
    to: Annotated[
        str, typer.Option(metavar="DATETIME", help="The new deadline; Swedish time if no offset.")
    ],
    persons: Annotated[
        list[str],
        typer.Option(
            "--as",
            metavar="PERSON",
            help="First a procurement officer, then the head who approves.",
        ),
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, in Swedish, for the record.")],
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Give every tenderer more time, until the bids are opened. Takes two persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        until, why = instant("--to", to), _reason(reason, reason_en)
        first, second = _two(store, persons)
        extend_deadline(store, first, second, tender, until, why)
        _tell(store, tender, json_, lang)


@app.command()
def downtime(
    buyer: Annotated[str, typer.Option(help="Whose: the buyer's id.")],
    from_: Annotated[
        str, typer.Option("--from", metavar="DATETIME", help="When bids could no longer come in.")
    ],
    to: Annotated[str, typer.Option(metavar="DATETIME", help="When they could again.")],
    person: Annotated[str, typer.Option("--as", metavar="PERSON", help="A procurement officer.")],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record that bids could not come in for a while. By itself it moves no deadline."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        began, ended = instant("--from", from_), instant("--to", to)
        record_downtime(store, load_actor(store, person), buyer, began, ended)
    if json_:
        typer.echo(json.dumps({"buyer": buyer, "from": _iso(began), "to": _iso(ended)}))
        return
    told = Text(
        f"Driftavbrottet {_shown(began)}–{_shown(ended)} är antecknat. Anbudstider förlängs med"
        " tilldela deadline extend.",
        f"The downtime {_shown(began)}–{_shown(ended)} is recorded. Deadlines are extended with"
        " tilldela deadline extend.",
    )
    out().print(told.in_(lang), markup=False, soft_wrap=True)


def _reason(sv: str, en: str | None) -> Text:
    if not sv.strip() or (en is not None and not en.strip()):
        raise refuse(
            "deadline.reason",
            sv="Varför anbudstiden förlängs är inte angivet",
            en="Why the deadline is extended is not stated",
            todo_sv="Ange skälet med --reason",
            todo_en="State it with --reason",
        )
    return Text(sv.strip(), (en or sv).strip())


def _two(store: Store, persons: Sequence[str]) -> tuple[Actor, Actor]:
    return two_persons(
        store,
        persons,
        "deadline.two",
        Text("förlänger anbudstiden", "extend the deadline"),
        OFFICER_THEN_HEAD,
    )


def _tell(store: Store, tender: str, json_: bool, lang: Lang) -> None:
    history = deadline_history(store, tender)
    if json_:
        typer.echo(json.dumps(_as_json(tender, history), ensure_ascii=False))
        return
    told = Text(
        f"Anbud i {tender} kan lämnas till och med {_shown(history.now)}.",
        f"Bids in {tender} may come in until and including {_shown(history.now)}.",
    )
    out().print(told.in_(lang), markup=False, soft_wrap=True)
    if history.extensions or history.downtimes:
        out().print(_table(history, lang))


def _as_json(tender: str, history: DeadlineHistory) -> dict[str, Any]:
    return {
        "tender": tender,
        "deadline": _iso(history.now),
        "first_published": _iso(history.first),
        "extensions": [
            {
                "deadline": _iso(row.deadline_at),
                "extended_at": _iso(row.extended_at),
                "by": row.actor_id,
                "approved_by": row.approved_by,
                "reason": {"sv": row.reason_sv, "en": row.reason_en},
            }
            for row in history.extensions
        ],
        "downtimes": [
            {"from": _iso(row.started_at), "to": _iso(row.ended_at), "by": row.actor_id}
            for row in history.downtimes
        ],
    }


def _table(history: DeadlineHistory, lang: Lang) -> Table:
    table = Table()
    swedish = lang == "sv"
    for heading in ("Vad", "Tid", "Av", "Skäl") if swedish else ("What", "Time", "By", "Why"):
        table.add_column(heading, overflow="fold")
    first, later, down = (
        ("Första", "Förlängd", "Avbrott") if swedish else ("First", "Extended", "Downtime")
    )
    table.add_row(first, _shown(history.first), "", "")
    for row in history.extensions:
        why = row.reason_sv if swedish else row.reason_en
        both = f"{row.actor_id}, {row.approved_by}"
        table.add_row(later, _shown(row.deadline_at), escape(both), escape(why))
    for gap in history.downtimes:
        between = f"{_shown(gap.started_at)} – {_shown(gap.ended_at)}"
        table.add_row(down, between, escape(gap.actor_id), "")
    return table


def _iso(at: datetime) -> str:
    return at.astimezone(STOCKHOLM).isoformat()


def _shown(at: datetime) -> str:
    return at.astimezone(STOCKHOLM).isoformat(" ")
