"""`tilldela disclosure documents`, `list` and `show`: never what absolute secrecy is over."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from appeals.disclosure.filed import FiledDocument, filed_documents
from appeals.disclosure.marks import marks_over
from appeals.disclosure.matter_state import matter_of, verdict_of
from appeals.disclosure.overview import (
    RequestState,
    bids_are_secret,
    disclosure_state,
    disclosure_states,
)
from appeals.disclosure.requests import request_or_refusal
from appeals.docket.known import tender_of
from cli.answering import Json, TenderId, say
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.disclosure.given import RequestId, Staff
from cli.disclosure.table import documents_table, request_table, requests_table
from law.days import swedish_day
from law.reasons import Text
from law.secrecy import Standing
from models.store import Work
from models.tender import Tender
from people.actors import load_actor
from people.permissions import Act, require

_HIDDEN = Text(
    "Handlingar som rör anbud visas inte: absolut sekretess gäller. Ange --as för att se dem.",
    "Documents that concern bids are not shown: absolute secrecy is over them. Give --as to see"
    " them.",
)


def documents(
    tender: TenderId,
    person: Annotated[
        str | None,
        typer.Option("--as", metavar="PERSON", help="Who may see what is secret, to find a file."),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Show the documents that can be asked for, with their hashes, secrecy and marks."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = None if person is None else load_actor(store, person)
        with store.read() as work:
            found = tender_of(work, tender)
            if actor is not None:
                require(work, actor, Act.MARK_SECRECY, found.buyer_id)
            rows = _documents(work, found, everything=actor is not None)
            hidden = actor is None and bids_are_secret(work, found)
    if json_:
        typer.echo(json.dumps({"tender": tender, "documents": rows}, ensure_ascii=False))
        return
    out().print(documents_table(rows, lang))
    if hidden:
        say(_HIDDEN, lang)


def _documents(work: Work, tender: Tender, *, everything: bool) -> list[dict[str, Any]]:
    matter = matter_of(work, tender)
    rows = []
    for each in filed_documents(work, tender.id):
        standing = verdict_of(work, tender, each, None, matter).standing
        if everything or standing is not Standing.ABSOLUTE:
            row = _document(work, tender.id, each, standing)
            # A sender's name for a file may tell what is in it.
            rows.append(row | {"name": each.sender_name} if everything else row)
    return rows


def _document(
    work: Work, tender_id: str, document: FiledDocument, standing: Standing
) -> dict[str, Any]:
    return {
        "sha256": document.sha256,
        "title": {"sv": document.title.sv, "en": document.title.en},
        "media_type": document.media_type,
        "secrecy": standing.value,
        "marks": [mark.id for mark in marks_over(work, tender_id, document)],
    }


def list_(
    tender: TenderId, data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv"
) -> None:
    """Show every request: when it came, how many documents were given and when, what is late."""
    store = existing_store(data_dir, lang)
    with refusing(lang), store.read() as work:
        tender_of(work, tender)
        states, today = disclosure_states(work, tender), swedish_day(work.now)
    rows = [_request(state) | {"late": state.late(today) is not None} for state in states]
    if json_:
        typer.echo(json.dumps({"tender": tender, "requests": rows}, ensure_ascii=False))
        return
    out().print(requests_table(rows, lang))
    for late in filter(None, (state.late(today) for state in states)):
        say(late.text, lang)


def _request(state: RequestState) -> dict[str, Any]:
    """Without what was refused, whose number would tell how many bids there are."""
    copies = [each.copy_sha256 for each in state.decided.values() if each.copy_sha256]
    return {
        "request": state.request.id,
        "received": state.request.received_at.isoformat(),
        "aim": state.aim.isoformat(),
        "answered": [each.given_at.isoformat() for each in state.letters],
        "given": len(copies) if state.letters else 0,
        "waiting": state.waiting,
    }


def show(
    request: RequestId,
    person: Staff,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Show one request: who asked if that is known, each document, what was decided, and why."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        with store.read() as work:
            found, tender = request_or_refusal(work, request)
            require(work, actor, Act.MARK_SECRECY, tender.buyer_id)
            state = disclosure_state(work, found)
    data = _request(state) | {
        "wanted": found.wanted,
        "requester": found.requester,
        "organisation": found.organisation_id,
        "documents": _decided(state),
        "letters": [each.pdf_sha256 for each in state.letters],
    }
    if json_:
        typer.echo(json.dumps(data, ensure_ascii=False))
    else:
        out().print(request_table(data, lang))


def _decided(state: RequestState) -> list[dict[str, Any]]:
    rows = []
    for each in state.documents:
        decision = state.decided.get(each.sha256)
        rows.append(
            {
                "sha256": each.sha256,
                "title": {"sv": each.title_sv, "en": each.title_en},
                "outcome": decision.outcome if decision else None,
                "cite": decision.cite if decision else None,
                "reason": (
                    {"sv": decision.reason_sv, "en": decision.reason_en} if decision else None
                ),
                "copy": decision.copy_sha256 if decision else None,
            }
        )
    return rows
