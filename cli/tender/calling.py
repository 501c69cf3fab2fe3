"""Publish a tender, and correct what was published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, TenderId, stated, tell, text_of
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.tender.given import TextEn, TextSv, Two, document_of
from cli.two_persons import OFFICER_THEN_HEAD, two_persons
from law.procedures import Call
from law.reasons import Text, refuse
from models.store import Store
from people.actors import Actor
from procurement.calls import publishing
from procurement.calls.call_overview import call_overview
from procurement.calls.corrections import correct as correct_tender
from procurement.planning.tender_documents import DocumentFile
from procurement.tenders.published_documents import titles_of


def publish(
    tender: TenderId,
    persons: Two,
    ask: Annotated[
        list[str] | None,
        typer.Option(metavar="ORG", help="A supplier to invite, in a step that asks by name."),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Publish the tender, or send its invitations, when all is there. Takes two persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        officer, head = _two(store, persons, Text("annonserar", "publish"))
        publishing.publish(store, officer, head, tender, ask or ())
        found = call_overview(store, tender)
    by_notice = found.step.call is Call.CONTRACT_NOTICE
    told = Text(
        f"{tender} är annonserad. Annonsen skickas med tilldela notice.",
        f"{tender} is published. Its notice is sent with tilldela notice.",
    )
    if not by_notice:
        told = Text(
            f"Inbjudan i {tender} är beslutad. Skicka breven med tilldela letters send.",
            f"The invitation in {tender} is made. Send the letters with tilldela letters send.",
        )
    tell(told, {"tender": tender, "call": found.step.call.value}, lang, json_=json_)


def correct(
    tender: TenderId,
    persons: Two,
    text: TextSv,
    substantial: Annotated[
        bool | None,
        typer.Option(
            "--substantial/--minor", help="Whether suppliers need more time because of it."
        ),
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE=FILE", help="A new version of a document; repeat for more."),
    ] = None,
    text_en: TextEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Correct the notice or the documents once published, for all. Takes two persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        officer, head = _two(store, persons, Text("rättar en annonserad upphandling", "correct"))
        more_time = stated(substantial, "--substantial", "--minor")
        done = correct_tender(
            store,
            officer,
            head,
            tender,
            text_of("--text", text, text_en),
            substantial=more_time,
            documents=_documents(store, tender, document or ()),
        )
    told = Text(f"Rättelsen {done} är gjord.", f"The correction {done} is made.")
    if more_time:
        told = Text(
            f"{told.sv} Förläng tiden med tilldela deadline extend; dessförinnan öppnas inget.",
            f"{told.en} Extend the time with tilldela deadline extend; nothing is opened before.",
        )
    data = {"tender": tender, "correction": done, "substantial": more_time}
    tell(told, data, lang, json_=json_)


def _two(store: Store, persons: list[str], act: Text) -> tuple[Actor, Actor]:
    return two_persons(store, persons, "tender.two", act, OFFICER_THEN_HEAD)


def _documents(store: Store, tender: str, given: list[str] | tuple[()]) -> list[DocumentFile]:
    """Under the titles that they have already; a new one is titled by its code."""
    titles = titles_of(store, tender)
    found = []
    for each in given:
        code, mark, file = each.partition("=")
        if not mark or not code or not file:
            raise refuse(
                "option.document",
                sv=f"--document {each} anger ingen kod och fil",
                en=f"--document {each} states no code and file",
                todo_sv="Skriv som --document FFU=ny.pdf",
                todo_en="Write it as --document FFU=new.pdf",
            )
        found.append(document_of(code, Path(file), titles.get(code, Text(code, code))))
    return found
