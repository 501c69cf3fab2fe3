"""`tilldela open TENDER`: two openers open the bids together and attest the list."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.answering import TenderId
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.keys.opener_session import KeyFiles, PassphraseFiles, Persons, two_openers, unlocked
from cli.opening.table import opening_table
from documents.rendering import ProcessRenderer
from law.reasons import Lang, Text, refuse
from models.store import Store
from people.actors import Actor
from procurement.bids.opening import check_may_open, open_bids, refused_tries
from procurement.bids.opening_list import OpeningList
from procurement.bids.opening_pairs import session_of
from procurement.bids.opening_record import opening_context


def open_tender(
    tender: TenderId,
    persons: Persons,
    keys: KeyFiles,
    passphrase_files: PassphraseFiles = None,
    attest: Annotated[
        bool, typer.Option("--attest", help="Both attest the list without being asked.")
    ] = False,
    data_dir: DataDir = None,
    record: Annotated[
        Path | None,
        typer.Option("--record", help="A folder for the opening's record, as PDF."),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print the attested list as JSON.")] = False,
    lang: LangOption = "sv",
) -> None:
    """Open the sealed bids of a tender: two persons, two keys, after the deadline."""
    store = existing_store(data_dir, lang)

    def attested(person: Actor, listed: OpeningList) -> bool:
        if attest:
            return True
        return _asked(store, person, listed, lang)

    with refusing(lang):
        first, second = two_openers(store, persons)
        check_may_open(store, first, second, tender)
        with refused_tries(store, first, second, tender):
            secrets = unlocked(keys, passphrase_files, lang)
        session = session_of(store, first, second, secrets)
        listed = open_bids(store, *session, tender, attested)
    _tell(store, tender, listed, json_, lang)
    if record is not None:
        with refusing(lang):
            path = _write_record(store, tender, record, lang)
        typer.echo(str(path), err=json_)


def _asked(store: Store, person: Actor, listed: OpeningList, lang: Lang) -> bool:
    """Whoever cannot be asked has attested nothing."""
    if not sys.stdin.isatty():
        return False
    out(err=True).print(opening_table(store, listed, lang))
    question = Text(
        f"{person.name}: intygar du att förteckningen är fullständig?",
        f"{person.name}: do you attest that the list is complete?",
    )
    return typer.confirm(question.in_(lang), err=True)


def _tell(store: Store, tender: str, listed: OpeningList | None, json_: bool, lang: Lang) -> None:
    if json_:
        found = {"tender": tender} if listed is None else json.loads(listed.to_bytes())
        typer.echo(json.dumps({"opened_now": listed is not None, **found}, ensure_ascii=False))
        return
    if listed is None:
        told = Text(
            f"Anbuden i {tender} är redan öppnade; inget är ändrat.",
            f"The bids of {tender} have been opened already; nothing has changed.",
        )
        out().print(told.in_(lang), markup=False)
        return
    out().print(opening_table(store, listed, lang))
    out().print(_counted(listed).in_(lang), markup=False, soft_wrap=True)


def _counted(listed: OpeningList) -> Text:
    bids, unreadable = len(listed.bids), len(listed.unreadable)
    replaced, withdrawn = len(listed.replaced), len(listed.withdrawn)
    return Text(
        f"{bids} anbud öppnade, {unreadable} kunde inte prövas, {replaced} ersatta och"
        f" {withdrawn} återkallade förblir förseglade. Förteckningens SHA-256: {listed.sha256}",
        f"{bids} bids opened, {unreadable} could not be considered, {replaced} replaced and"
        f" {withdrawn} withdrawn stay sealed. The list's SHA-256: {listed.sha256}",
    )


def _write_record(store: Store, tender: str, folder: Path, lang: Lang) -> Path:
    """The opening's record, as it is filed: whole or not at all."""
    with store.read() as work:
        context = opening_context(work, tender, lang)
    with ProcessRenderer(workers=1) as renderer:
        [pdf] = renderer.render_all([context])
    path = folder / f"{tender}.opening.{lang}.pdf"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf)
    except OSError as error:
        raise refuse(
            "record.unwritable",
            sv=f"Anbuden är öppnade, men protokollet {path} går inte att skriva ({error.strerror})",
            en=f"The bids are opened, but the record {path} cannot be written ({error.strerror})",
            todo_sv="Kör tilldela open igen med en annan katalog efter --record",
            todo_en="Run tilldela open again with another folder after --record",
        ) from None
    return path
