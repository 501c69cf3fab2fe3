"""`tilldela keys appoint`: who opens a tender's bids."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from cli.answering import TenderId
from cli.console import DataDir, LangOption, existing_store, out, refusing
from law.reasons import Text
from people.actors import load_actor
from procurement.tenders.openers import appoint_openers


def appoint(
    tender: TenderId,
    person: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="The head of procurement who appoints.")
    ],
    openers: Annotated[
        list[str],
        typer.Option("--opener", help="One who may open, with a registered key; give all of them."),
    ],
    strict: Annotated[
        bool, typer.Option("--strict", help="In every pair that can open is an outsider.")
    ] = False,
    second: Annotated[
        str | None, typer.Option("--second", help="Who approves it, once the tender is published.")
    ] = None,
    data_dir: DataDir = None,
    json_: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    lang: LangOption = "sv",
) -> None:
    """Appoint those who open the bids: all who are not named are replaced."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        approver = None if second is None else load_actor(store, second)
        done = appoint_openers(store, actor, tender, openers, strict=strict, second=approver)
    named = sorted(set(openers))
    warning = done.warning.in_(lang) if done.warning else None
    if json_:
        said = {
            "tender": tender,
            "appointment": done.number,
            "openers": named,
            "strict": strict,
            "warning": warning,
        }
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    told = Text(
        f"Anbuden i {tender} öppnas av två av: {', '.join(named)} (förordnande {done.number})."
        " Lämna ut nyckelfilen på nytt: tilldela keys list med upphandlingen och --json.",
        f"The bids of {tender} are opened by two of: {', '.join(named)} (appointment"
        f" {done.number}). Hand out the key file anew: tilldela keys list with the tender and"
        " --json.",
    )
    out().print(told.in_(lang), markup=False, soft_wrap=True)
    if warning:
        out(err=True).print(warning, markup=False, soft_wrap=True)
