"""`tilldela disclosure ask` and `cover`: a request comes in, and which documents it is about."""

from __future__ import annotations

from typing import Annotated

import typer

from appeals.disclosure.overview import disclosure_state
from appeals.disclosure.requests import (
    NewRequest,
    cover_documents,
    receive_disclosure,
    request_or_refusal,
)
from cli.answering import Json, TenderId, tell
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.disclosure.given import Documents, RequestId, Staff
from cli.instants import instant
from law.reasons import Text
from people.actors import load_actor


def ask(
    tender: TenderId,
    wanted: Annotated[
        str, typer.Option(metavar="TEXT", help="What is asked for, in the asker's words.")
    ],
    person: Staff,
    documents: Documents = None,
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Who asks, if that was said. Never required.")
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="TENDERER", help="The tenderer it says it comes from."),
    ] = None,
    received: Annotated[
        str | None, typer.Option(metavar="TIME", help="When it came in; now otherwise.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Receive a request for documents, from anybody and without asking why."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        at = store.clock.now() if received is None else instant("--received", received)
        new = NewRequest(at, wanted, tuple(documents or ()), name, from_)
        made = receive_disclosure(store, load_actor(store, person), tender, new)
        with store.read() as work:
            aim = disclosure_state(work, request_or_refusal(work, made)[0]).aim
    told = Text(
        f"Begäran {made} ska prövas skyndsamt, helst senast {aim}. Fråga inte vem eller varför.",
        f"Request {made} is to be tried promptly, best by {aim}. Do not ask who or why.",
    )
    tell(told, {"request": made, "aim": aim.isoformat()}, lang, json_=json_)


def cover(
    request: RequestId,
    person: Staff,
    documents: Documents = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Add documents that the request covers."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        added = cover_documents(store, load_actor(store, person), request, documents or ())
    told = Text(
        f"Begäran {request} omfattar {len(added)} handlingar till.",
        f"Request {request} covers {len(added)} more documents.",
    )
    data = {"request": request, "added": [each.sha256 for each in added]}
    tell(told, data, lang, json_=json_)
