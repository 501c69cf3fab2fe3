"""What is put in a tender's file before it is published."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, Officer, ReasonEn, TenderId, stated, tell, text_of
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.instants import day
from cli.law.amounts import exchange_rate, positive
from cli.tender.given import Organisation, TextEn, TextSv, document_of
from law.reasons import Text
from law.thresholds import Buyer, Kind
from models.planning import NoteKind
from people.actors import load_actor
from procurement.planning.interests import declare_interest
from procurement.planning.involvement import record_involvement, take_measure
from procurement.planning.notes import write_note
from procurement.planning.tender_documents import file_document
from procurement.planning.values import estimate_value
from procurement.tenders.draft import ValueDraft

On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day that it happened.")]
Amounts = list[int] | None


def note(
    tender: TenderId,
    person: Officer,
    kind: Annotated[NoteKind, typer.Option(help="What it is about.")],
    on: On,
    text: TextSv,
    text_en: TextEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Note the need, a talk with the market, or why the lots or the procedure are as they are."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        said = text_of("--text", text, text_en)
        number = write_note(store, load_actor(store, person), tender, kind, day("--on", on), said)
    told = Text(f"Anteckning {number} är gjord.", f"Note {number} is on record.")
    data = {"tender": tender, "number": number, "kind": kind.value}
    tell(told, data, lang, json_=json_)


def value(
    tender: TenderId,
    person: Officer,
    buyer: Annotated[Buyer, typer.Option(help="What kind of buyer.")],
    kind: Annotated[Kind, typer.Option(help="What is bought; social is a service of annex 2.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="How it was estimated, in Swedish.")],
    option: Annotated[
        Amounts, typer.Option(parser=positive, metavar="N", help="The value of an option.")
    ] = None,
    similar: Annotated[
        Amounts,
        typer.Option(parser=positive, metavar="N", help="A similar contract within twelve months."),
    ] = None,
    premium: Annotated[
        Amounts, typer.Option(parser=positive, metavar="N", help="A prize or payment planned.")
    ] = None,
    rate: Annotated[
        Decimal | None,
        typer.Option(parser=exchange_rate, metavar="KRONOR", help="Kronor per euro."),
    ] = None,
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Estimate anew what the procurement is worth, beside its lots. Amounts in whole units."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        draft = ValueDraft(
            buyer_kind=buyer,
            kind=kind,
            options=tuple(option or ()),
            similar=tuple(similar or ()),
            premiums=tuple(premium or ()),
            rate=rate,
            reason=text_of("--reason", reason, reason_en),
        )
        number = estimate_value(store, load_actor(store, person), tender, draft)
    told = Text(f"Värdering {number} gäller.", f"Estimate {number} is in force.")
    tell(told, {"tender": tender, "number": number}, lang, json_=json_)


def document(
    tender: TenderId,
    file: Annotated[Path, typer.Argument(help="The document's file.")],
    person: Officer,
    code: Annotated[str, typer.Option(help="A short code, the same from version to version.")],
    title: Annotated[str, typer.Option(metavar="TEXT", help="Its title, in Swedish.")],
    title_en: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The same in English.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """File a tender document, or a new version of it, before the tender is published."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        filed = document_of(code, file, text_of("--title", title, title_en))
        version = file_document(store, load_actor(store, person), tender, filed)
    told = Text(f"{code} är inlagt i version {version}.", f"{code} is filed in version {version}.")
    tell(told, {"tender": tender, "code": code, "version": version}, lang, json_=json_)


def declare(
    tender: TenderId,
    person: Annotated[str, typer.Option("--as", metavar="PERSON", help="Whose own statement.")],
    statement: Annotated[
        str, typer.Option(metavar="TEXT", help="Which ties there are, or that there are none.")
    ],
    free: Annotated[
        bool | None, typer.Option("--free/--conflict", help="Whether there is no conflict.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Declare whether one has a conflict of interest. The newest statement counts."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        is_free, said = (
            stated(free, "--free", "--conflict"),
            text_of("--statement", statement, None),
        )
        declare_interest(store, load_actor(store, person), tender, free=is_free, statement=said.sv)
    told = Text("Jävsförklaringen är lämnad.", "The declaration is made.")
    tell(told, {"tender": tender, "person": person, "free": is_free}, lang, json_=json_)


def involve(
    tender: TenderId,
    organisation: Organisation,
    person: Officer,
    text: TextSv,
    text_en: TextEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record that a supplier helped to prepare the procurement, and how."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        what = text_of("--text", text, text_en)
        record_involvement(store, load_actor(store, person), tender, organisation, what)
    told = Text(
        f"Att {organisation} deltagit är antecknat. Anteckna vad som görs åt det med tilldela"
        " tender measure.",
        f"That {organisation} took part is on record. Record what is done about it with tilldela"
        " tender measure.",
    )
    tell(told, {"tender": tender, "organisation": organisation}, lang, json_=json_)


def measure(
    tender: TenderId,
    organisation: Organisation,
    person: Officer,
    on: On,
    text: TextSv,
    sufficient: Annotated[
        bool | None,
        typer.Option("--sufficient/--insufficient", help="Whether equal treatment is kept."),
    ] = None,
    text_en: TextEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record what was done so that a supplier's part in preparing distorts nothing."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        enough = stated(sufficient, "--sufficient", "--insufficient")
        number = take_measure(
            store,
            load_actor(store, person),
            tender,
            organisation,
            text_of("--text", text, text_en),
            day("--on", on),
            sufficient=enough,
        )
    told = Text(f"Åtgärd {number} är antecknad.", f"Measure {number} is on record.")
    data = {"tender": tender, "organisation": organisation, "number": number, "sufficient": enough}
    tell(told, data, lang, json_=json_)
