"""The journal as a folder that a stranger can check: `script/verify_bundle.py`.

`entries.jsonl` has one entry a line and `payloads.jsonl` the same entries' contents,
byte for byte as they were hashed; `checkpoints/` the signed roots; `keys/` the public
key that signed them. While bids are secret the bundle ends where the journal may be
told (`registry.disclosure`); what it has is a whole beginning of the chain.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from law.reasons import ActRefused, refuse
from models.journal import Checkpoint, CheckpointReason, JournalEntry, JournalHead
from models.store import Store, Work
from registry.checkpoints import checkpoints, take
from registry.disclosure import Sealed, sealed_tenders
from registry.installation_keys import keys_of
from registry.journal import entries
from registry.signed_notes import log_name, verifier_key

README = """\
This folder is the journal of a Tilldela installation, or its beginning.
Det här är journalen från en Tilldela-installation, eller dess början.

entries.jsonl    one entry a line: number, hash of the one before, time, actor, kind, hashes
payloads.jsonl   the same entries' contents, a line each; SHA-256 of a line is in its entry
checkpoints/     roots of the RFC 6962 tree over the entries, signed (C2SP tlog-checkpoint)
keys/            the public key that signed them: name, key id, Ed25519 key

In an extract an empty line of payloads.jsonl is a content that is withheld; its entry is in
the chain. Check an extract with --extract.
I ett utdrag är en tom rad i payloads.jsonl ett innehåll som inte lämnas ut; posten finns i
kedjan. Kontrollera ett utdrag med --extract.

Check it with verify_bundle.py from the project's source (Python 3.11 or later, no
other code of the project's), best with a checkpoint that you hold yourself: a signed
note, or what a letter prints at the foot of a page ("439 · 9f2c 41d0 ...").
Kontrollera helst mot en kontrollpunkt som du själv har, till exempel ur ett brevs sidfot.

    python3 verify_bundle.py FOLDER [--checkpoint FILE] [--receipt FILE] [--extract]

Without a checkpoint from outside, a journal rewritten as a whole and signed anew
cannot be told from the true one. This file itself is not covered by any hash.
"""


@dataclass(frozen=True)
class Bundle:
    """What was written: how many entries, and the tenders whose secret bids end it early."""

    entries: int
    sealed: tuple[str, ...]


def write_bundle(store: Store, folder: Path) -> Bundle:
    """Write the journal, as far as it may be told, into a folder that is new or empty.

    Its last entry is covered by a checkpoint; one is taken when there is none. Raises
    `ActRefused` for a folder in use and for a journal with nothing to be told.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _in_use(folder)
    with store.write() as work:
        sealed = sealed_tenders(work)
        last = _last(work, sealed)
    if last is None:
        raise _nothing(sealed)
    with store.read() as work:
        _write(work, folder, last)
    return Bundle(last.size, sealed.tenders if sealed else ())


def _last(work: Work, sealed: Sealed | None) -> Checkpoint | None:
    taken = checkpoints(work)
    if sealed is None:
        if taken and taken[-1].size == _count(work):
            return taken[-1]
        return take(work, CheckpointReason.EXPORT)
    # The first of its size: a later one would tell how long nothing was entered.
    told = [each for each in taken if each.size <= sealed.told]
    return next((each for each in told if each.size == told[-1].size), None)


def _count(work: Work) -> int:
    head = work.session.get(JournalHead, 1)
    return head.seq if head else 0


def write_extract(
    work: Work, folder: Path, last: Checkpoint, told: Callable[[JournalEntry], bool]
) -> None:
    """The journal through that checkpoint, with the contents of the entries that are `told` alone.

    The chain is whole, for an entry's hash is over its content's. Who may be told it at all
    is the caller's to know (`registry.disclosure`).
    """
    _write(work, folder, last, told)


def _write(
    work: Work,
    folder: Path,
    last: Checkpoint,
    told: Callable[[JournalEntry], bool] = lambda _entry: True,
) -> None:
    for name in ("checkpoints", "keys"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _write_entries(work, folder, last.size, told)
    for each in _until(checkpoints(work), last):
        (folder / "checkpoints" / f"{each.size}-{each.at_us}.txt").write_bytes(each.note.encode())
    public_key = keys_of(work).public_key
    name = log_name(public_key).replace("/", "-")
    (folder / "keys" / f"{name}.pub").write_bytes(f"{verifier_key(public_key)}\n".encode())
    (folder / "README.txt").write_bytes(README.encode())


def _until(taken: Sequence[Checkpoint], last: Checkpoint) -> Sequence[Checkpoint]:
    end = (last.size, last.at_us)
    return [each for each in taken if (each.size, each.at_us) <= end]


def _write_entries(
    work: Work, folder: Path, size: int, told: Callable[[JournalEntry], bool]
) -> None:
    with (
        (folder / "entries.jsonl").open("xb") as fields,
        (folder / "payloads.jsonl").open("xb") as payloads,
    ):
        for entry in entries(work, size):
            fields.write(_line(entry).encode() + b"\n")
            payload = entry.payload if told(entry) else ""
            payloads.write(payload.encode() + b"\n")


def _line(entry: JournalEntry) -> str:
    """Keys sorted, no spaces: a line has one spelling."""
    fields = {
        "seq": entry.seq,
        "prev": entry.prev_hash,
        "at_us": entry.at_us,
        "actor": entry.actor_id,
        "kind": entry.kind,
        "payload_sha256": entry.payload_sha256,
        "hash": entry.entry_hash,
    }
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _in_use(folder: Path) -> ActRefused:
    return refuse(
        "bundle.folder_in_use",
        sv=f"Katalogen {folder} är inte tom",
        en=f"The folder {folder} is not empty",
        todo_sv="Ange en ny katalog",
        todo_en="Name a new folder",
    )


def _nothing(sealed: Sealed | None) -> ActRefused:
    if sealed is None:
        return refuse(
            "bundle.empty",
            sv="Journalen är tom",
            en="The journal is empty",
            todo_sv="Kontrollera vilken datakatalog som används",
            todo_en="Check which data directory is used",
        )
    return refuse(
        "bundle.sealed",
        sv="Anbud är hemliga, och ingen kontrollpunkt finns från tiden före dem",
        en="Bids are secret, and there is no checkpoint from the time before them",
        todo_sv="Exportera journalen när tilldelningsbeslutet är fattat",
        todo_en="Export the journal once the award has been decided",
    )
