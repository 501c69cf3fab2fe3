"""`tilldela journal …`: check the diary, show it, and hand it out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from cli.answering import Json
from cli.console import DataDir, LangOption, existing_store, fail, out, refusing
from cli.journal import words
from law.days import STOCKHOLM
from law.reasons import Lang
from models.journal import Checkpoint
from models.store import Store
from registry.bundle import write_bundle
from registry.checkpoints import Printed, newest_checkpoint, read_printed, verify_signed
from registry.disclosure import Sealed, Shown, Wanted, sealed_tenders, shown
from registry.installation_keys import KeysUnfit, load_keys
from registry.journal import instant
from registry.signed_notes import NotANote, read_note
from registry.verification import Verdict

app = typer.Typer(no_args_is_help=True, help="The diary: check it, show it, hand it out.")


@app.callback()
def journal() -> None:
    """The diary: check it, show it, hand it out."""


@app.command()
def verify(
    checkpoint: Annotated[
        str | None,
        typer.Option(help="A checkpoint from a document's footer, or a file with a signed one."),
    ] = None,
    as_json: Json = False,
    data_dir: DataDir = None,
    lang: LangOption = "sv",
) -> None:
    """Recompute every hash in the journal. Exit code 1 and a list when something is wrong."""
    store = existing_store(data_dir, lang, sound=False)
    outside = None if checkpoint is None else _outside(store, checkpoint, lang)
    try:
        with store.read() as work:
            verdict, known = verify_signed(work, outside)
            sealed = sealed_tenders(work)
            newest = newest_checkpoint(work, sealed.told if sealed else None)
    except KeysUnfit as error:
        raise fail(str(error)) from error
    found = None if outside is None else known
    if as_json:
        out().print_json(data=_verdict_json(verdict, sealed, newest, found))
    if verdict.entries == 0:
        raise fail(words.EMPTY.in_(lang), code=1)
    if verdict.faults:
        raise fail("\n".join(verdict.faults), code=1)
    if found is False:
        raise fail(words.unknown_checkpoint(checkpoint or "").in_(lang), code=1)
    if not as_json:
        _tell_whole(verdict, sealed, outside, lang)


def _tell_whole(
    verdict: Verdict, sealed: Sealed | None, outside: Printed | None, lang: Lang
) -> None:
    whole = words.whole_but_sealed() if sealed else words.whole(verdict.entries, verdict.head)
    out().print(whole.in_(lang), soft_wrap=True, markup=False)
    if outside is not None:
        out().print(words.found(outside.size).in_(lang), soft_wrap=True, markup=False)


def _outside(store: Store, given: str, lang: Lang) -> Printed:
    """What the given text, or the note in the file of that name, says of the journal."""
    printed = read_printed(given)
    if printed is not None:
        return printed
    try:
        text = Path(given).read_text(encoding="utf-8")
        read = read_printed(text)
        if read is not None:
            return read
        note = read_note(text, load_keys(store.keys_dir).public_key)
    except (OSError, UnicodeDecodeError):
        raise fail(words.not_a_checkpoint(given).in_(lang)) from None
    except NotANote as error:
        raise fail(words.foreign_note(given, str(error)).in_(lang), code=1) from error
    except KeysUnfit as error:
        raise fail(str(error)) from error
    return Printed(note.size, note.root)


def _verdict_json(
    verdict: Verdict, sealed: Sealed | None, newest: Checkpoint | None, found: bool | None
) -> dict[str, Any]:
    """Counts nothing that came in after bids became secret."""
    return {
        "whole": verdict.entries > 0 and not verdict.faults,
        "faults": list(verdict.faults),
        "entries": None if sealed else verdict.entries,
        "head": None if sealed else verdict.head,
        "sealed": list(sealed.tenders) if sealed else [],
        "checkpoint": None
        if newest is None
        else {"size": newest.size, "root": newest.root, "at": instant(newest.at_us).isoformat()},
        "checkpoint_found": found,
    }


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    as_json: Json = False,
    data_dir: DataDir = None,
    lang: LangOption = "sv",
) -> None:
    """Write the journal so that others can check it with script/verify_bundle.py.

    While bids are secret it ends at the publication of the oldest tender without an award
    decision, because the number of entries would tell the number of bids.
    """
    store = existing_store(data_dir, lang)
    try:
        with refusing(lang):
            bundle = write_bundle(store, folder)
    except (KeysUnfit, OSError) as error:
        raise fail(str(error)) from error
    if as_json:
        out().print_json(
            data={"folder": str(folder), "entries": bundle.entries, "sealed": bundle.sealed}
        )
        return
    out().print(words.exported(folder, bundle.entries).in_(lang), soft_wrap=True, markup=False)
    if bundle.sealed:
        out().print(words.ends_early(bundle.sealed).in_(lang), soft_wrap=True, markup=False)


@app.command()
def show(
    subject: Annotated[
        str | None, typer.Option(help="Only about ids that begin so, such as a tender's.")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind: award.decided …")] = None,
    from_seq: Annotated[
        int | None, typer.Option(min=1, help="From this entry on; otherwise the newest.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
    as_json: Json = False,
    data_dir: DataDir = None,
    lang: LangOption = "sv",
) -> None:
    """List entries. While bids are secret, nothing that would count them is listed."""
    store = existing_store(data_dir, lang, sound=False)
    with store.read() as work:
        sealed = sealed_tenders(work)
        if sealed and from_seq is not None and from_seq > sealed.told:
            raise fail(words.too_far(sealed.told).in_(lang))
        rows = shown(work, Wanted(subject, kind, from_seq, limit), sealed)
    if as_json:
        out().print_json(
            data={
                "sealed": list(sealed.tenders) if sealed else [],
                "entries": [_entry_json(row) for row in rows],
            }
        )
        return
    out().print(_table(rows, lang))
    if sealed:
        out().print(words.left_out(sealed.tenders).in_(lang), soft_wrap=True, markup=False)


def _table(rows: Sequence[Shown], lang: Lang) -> Table:
    table = Table(*(heading.in_(lang) for heading in words.HEADINGS))
    for row in rows:
        at = instant(row.entry.at_us).astimezone(STOCKHOLM)
        number = "–" if row.seq is None else str(row.seq)
        table.add_row(
            number, f"{at:%Y-%m-%d %H:%M:%S}", row.entry.actor_id, row.entry.kind, row.entry.subject
        )
    return table


def _entry_json(row: Shown) -> dict[str, Any]:
    entry = row.entry
    return {
        "seq": row.seq,
        "at": instant(entry.at_us).isoformat(),
        "actor": entry.actor_id,
        "kind": entry.kind,
        "subject": entry.subject,
        "payload": json.loads(entry.payload),
        "hash": None if row.seq is None else entry.entry_hash,
    }
