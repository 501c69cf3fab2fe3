"""A small installation with keys that are no secret, its bundle, and a way to check bundles."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import CodeType

from documents.formats import Formats
from models.blobs import Blobs
from models.clock import FixedClock
from models.journal import CheckpointReason, JournalEntry
from models.schema import upgrade
from models.store import Store, make_engine
from registry.bundle import write_bundle
from registry.checkpoints import checkpoints, take
from registry.installation_keys import SIGNING, TAGS, load_keys
from registry.journal import append
from registry.receipts import RECEIVED, Receipt, received_payload
from tests.models.row_values import AT

ROOT = Path(__file__).resolve().parents[2]
VERIFIER = ROOT / "script" / "verify_bundle.py"
GOLDEN = Path(__file__).parent / "golden"
ENVELOPE = "e" * 64
TAKEN_AFTER = {2: CheckpointReason.PUBLISH, 7: CheckpointReason.HOURLY, 9: CheckpointReason.OPENING}


def sample_store(folder: Path, other: str = "", acts: int = 11) -> Store:
    """So many acts on SQLite; `other` changes one of them and all that follows from it."""
    folder.mkdir(parents=True, exist_ok=True)
    engine = make_engine(f"sqlite:///{folder / 'tilldela.db'}")
    upgrade(engine)
    clock = FixedClock(AT)
    store = Store(engine, Blobs(str(folder / "blobs")), clock, folder)
    write_keys(store.keys_dir)
    for number in range(1, acts + 1):
        clock.at = AT + timedelta(minutes=number, microseconds=number)
        with store.write() as work:
            if number == 5:
                said = received_payload("b1", 1, ENVELOPE, 70_000, work.now)
                append(work, "engine", RECEIVED, "Åre-26", said)
            else:
                place = {"ort": f"Å{other if number == 4 else ''}re", "number": number}
                append(work, "officer", f"act.{number}", "Åre-26", place)
            if number in TAKEN_AFTER:
                take(work, TAKEN_AFTER[number])
    return store


def write_keys(folder: Path, signing: str = "01") -> None:
    folder.mkdir(exist_ok=True)
    for name, byte in ((SIGNING, signing), (TAGS, "02")):
        (folder / name).write_text(byte * 32 + "\n")
        (folder / name).chmod(0o600)


def sample_receipt(store: Store) -> str:
    keys = load_keys(store.keys_dir)
    with store.read() as work:
        entry = work.session.get_one(JournalEntry, 5)
    unsigned = Receipt(
        tender_id="Åre-26", bid_id="b1", version=1, envelope_sha256=ENVELOPE, size=70_000,
        received_at=AT + timedelta(minutes=5, microseconds=5), withdrawn_at=None, journal_seq=5,
        entry_hash=entry.entry_hash, public_key=keys.public_key.hex(),
    )  # fmt: skip
    return replace(unsigned, signature=keys.sign(unsigned.signed_bytes()).hex()).to_json()


def printed_checkpoint(store: Store) -> str:
    """As a letter prints the opening's."""
    with store.read() as work:
        [root] = [each.root for each in checkpoints(work) if each.size == 9]
    return f"9 · {Formats('sv').digest(root)}\n"


def sample_bundle(folder: Path) -> dict[str, bytes]:
    write_bundle(sample_store(folder / "installation"), folder / "bundle")
    return files_of(folder / "bundle")


def files_of(bundle: Path) -> dict[str, bytes]:
    found = (path for path in sorted(bundle.rglob("*")) if path.is_file())
    return {str(path.relative_to(bundle)): path.read_bytes() for path in found}


def put(bundle: Path, files: dict[str, bytes]) -> None:
    for name, body in files.items():
        (bundle / name).parent.mkdir(parents=True, exist_ok=True)
        (bundle / name).write_bytes(body)


@cache
def _verifier() -> CodeType:
    return compile(VERIFIER.read_text(encoding="utf-8"), VERIFIER, "exec")


def verdict(bundle: Path, *options: str | Path) -> tuple[int, str]:
    """Exit code and what was said, as from the command line."""
    said, before = io.StringIO(), sys.argv
    sys.argv = ["verify_bundle.py", str(bundle), *(str(option) for option in options)]
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            exec(_verifier(), {"__name__": "__main__"})
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
        return code, said.getvalue()
    finally:
        sys.argv = before
    return 0, said.getvalue()


def as_json_lines(entries: list[dict[str, object]]) -> bytes:
    lines = (
        json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        for entry in entries
    )
    return "".join(f"{line}\n" for line in lines).encode()
