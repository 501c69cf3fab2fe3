"""`tilldela journal …`: check the diary's chain."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.console import DataDir, LangOption, existing_store, fail, out
from law.reasons import Text
from models.journal import JournalEntry
from registry.journal import Verdict, entry_with_hash
from registry.journal import verify as verify_chain

app = typer.Typer(no_args_is_help=True, help="The diary: check that nothing has been changed.")


@app.callback()
def journal() -> None:
    """The diary: check that nothing has been changed."""


@app.command()
def verify(
    checkpoint: Annotated[
        str | None, typer.Option(help="A checkpoint printed in a document: 16 hex digits or more.")
    ] = None,
    data_dir: DataDir = None,
    lang: LangOption = "sv",
) -> None:
    """Recompute every hash in the journal. Exit code 1 and a list when something is wrong."""
    store = existing_store(data_dir, lang)
    with store.read() as work:
        verdict = verify_chain(work)
        entry = entry_with_hash(work, checkpoint) if checkpoint and _is_hex(checkpoint) else None
    if checkpoint is not None and not _is_hex(checkpoint):
        raise fail(_not_a_checkpoint(checkpoint).in_(lang))
    if verdict.entries == 0:
        raise fail(EMPTY.in_(lang), code=1)
    if verdict.faults:
        raise fail("\n".join(verdict.faults), code=1)
    if checkpoint and entry is None:
        raise fail(_unknown_checkpoint(checkpoint).in_(lang), code=1)
    console = out()
    console.print(_whole(verdict).in_(lang))
    if entry is not None:
        console.print(_found(entry).in_(lang))


EMPTY = Text(
    "Journalen är tom. En installation i bruk har poster: ta reda på vart de tagit vägen.",
    "The journal is empty. An installation in use has entries: find out where they have gone.",
)


def _is_hex(text: str) -> bool:
    return len(text) >= 16 and not set(text.lower()) - set("0123456789abcdef")


def _whole(verdict: Verdict) -> Text:
    head = verdict.head[:16]
    return Text(
        f"Journalen är hel: {verdict.entries} poster, den sista med kontrollpunkt {head}.",
        f"The journal is whole: {verdict.entries} entries, the last with checkpoint {head}.",
    )


def _found(entry: JournalEntry) -> Text:
    return Text(
        f"Kontrollpunkten är post {entry.seq} ({entry.kind}, {entry.subject}): allt till och med"
        " den är som när dokumentet skrevs.",
        f"The checkpoint is entry {entry.seq} ({entry.kind}, {entry.subject}): everything up to"
        " it is as it was when the document was written.",
    )


def _not_a_checkpoint(given: str) -> Text:
    return Text(
        f"{given} är ingen kontrollpunkt. Ange minst 16 hexadecimala siffror ur ett dokuments"
        " sidfot.",
        f"{given} is not a checkpoint. Give at least 16 hexadecimal digits from a document's"
        " footer.",
    )


def _unknown_checkpoint(given: str) -> Text:
    return Text(
        f"Ingen post i journalen har kontrollpunkten {given}: journalen har skrivits om, eller så"
        " kommer dokumentet från en annan installation.",
        f"No entry in the journal has the checkpoint {given}: the journal has been rewritten, or"
        " the document comes from another installation.",
    )
