"""Every way of meddling with an exported journal that we could think of, and who finds it.

Run with -s to see how many mutants there are and what share is caught: by the bundle alone,
and with a checkpoint or a receipt that was outside.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from models.journal import CheckpointReason
from models.store import Store
from registry.bundle import write_bundle
from registry.checkpoints import checkpoints, take
from registry.entry_format import entry_bytes, payload_hash
from registry.installation_keys import load_keys
from registry.signed_notes import SignedNote, read_note, signed_note
from registry.tree import leaf_hash, tree_root
from tests.registry.sample_journal import (
    as_json_lines,
    files_of,
    printed_checkpoint,
    put,
    sample_bundle,
    sample_receipt,
    sample_store,
    verdict,
    write_keys,
)

Files = dict[str, bytes]
Mutant = tuple[str, Files]
ENTRIES, PAYLOADS = "entries.jsonl", "payloads.jsonl"


def flipped(files: Files) -> Iterator[Mutant]:
    """One bit of a byte that a hash or a signature covers."""
    for name, body in files.items():
        rows = len(lines(files, name))
        for at, byte in enumerate(body):
            # Every byte of the files with short lines, and of three entries with their payloads.
            row = body.count(b"\n", 0, at)
            if name != "README.txt" and (rows < 11 or row in (0, 4, 10)):
                changed = body[:at] + bytes([byte ^ 1 << at % 7]) + body[at + 1 :]
                yield f"byte of {name.split('/')[0]}", {**files, name: changed}


def lines(files: Files, name: str) -> list[bytes]:
    return files[name].splitlines(keepends=True)


def moved(files: Files) -> Iterator[Mutant]:
    """Entries dropped, doubled, swapped and put elsewhere, with and without their payloads."""
    entries, payloads = lines(files, ENTRIES), lines(files, PAYLOADS)
    for what, order in _orders(len(entries)):
        if order == sorted(set(order)) and len(order) == len(entries):
            continue
        fields = {ENTRIES: b"".join(entries[at] for at in order)}
        contents = {PAYLOADS: b"".join(payloads[at] for at in order)}
        yield what, {**files, **fields}
        yield what, {**files, **contents}
        yield what, {**files, **fields, **contents}
    for name in (ENTRIES, PAYLOADS):
        yield "without the last line's end", {**files, name: files[name][:-1]}


def _orders(count: int) -> Iterator[tuple[str, list[int]]]:
    """Which lines stand in the file, by their places in the true one."""
    true = list(range(count))
    for at in true:
        yield "drop", [*true[:at], *true[at + 1 :]]
        yield "duplicate", [*true[: at + 1], *true[at:]]
        yield "truncate", true[:at]
        yield "drop the beginning", true[at + 1 :]
        for other in true[at + 1 :]:
            yield "swap", [{at: other, other: at}.get(each, each) for each in true]
            yield "move", [*true[:at], *true[at + 1 : other + 1], at, *true[other + 1 :]]
    yield "reverse", true[::-1]


FORGED: dict[str, object] = {
    "seq": 99, "prev": "0" * 64, "at_us": 1_772_438_400_000_000, "actor": "head",
    "kind": "act.99", "payload_sha256": "a" * 64, "hash": "b" * 64,
}  # fmt: skip


def edited(files: Files) -> Iterator[Mutant]:
    """Each field of each entry given another value that might have stood there."""
    entries = [json.loads(line) for line in lines(files, ENTRIES)]
    for at, entry in enumerate(entries):
        for name, value in FORGED.items():
            new = [*entries[:at], {**entry, name: value}, *entries[at + 1 :]]
            yield f"field {name}", {**files, ENTRIES: as_json_lines(new)}
        without = {name: value for name, value in entry.items() if name != "kind"}
        for what, forged in (("field missing", without), ("field more", {**entry, "more": 1})):
            new = [*entries[:at], forged, *entries[at + 1 :]]
            yield what, {**files, ENTRIES: as_json_lines(new)}
    respelled = b"".join(json.dumps(entry).encode() + b"\n" for entry in entries)
    yield "other spelling", {**files, ENTRIES: respelled}


def chained(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Numbers and hashes made right again, as one who knows the format would."""
    made: list[dict[str, Any]] = []
    prev = "0" * 64
    for number, entry in enumerate(entries, start=1):
        fields = {**entry, "seq": number, "prev": prev}
        prev = _hashes(fields)[0]
        made.append({**fields, "hash": prev})
    return made


def _hashes(fields: dict[str, Any]) -> tuple[str, bytes]:
    names = ("seq", "prev", "at_us", "actor", "kind", "payload_sha256")
    hashed = entry_bytes(*(fields[name] for name in names))
    return hashlib.sha256(hashed).hexdigest(), leaf_hash(hashed)


def rechained(files: Files) -> Iterator[Mutant]:
    """An edit, drop or insertion with every later hash computed anew; checkpoints as they were."""
    entries = [json.loads(line) for line in lines(files, ENTRIES)]
    payloads = lines(files, PAYLOADS)
    for at in range(len(entries)):
        other = payloads[at].replace(b"e", b"i", 1)
        forged = {**entries[at], "payload_sha256": payload_hash(other.decode().rstrip("\n"))}
        variants = {
            "edit": ([*entries[:at], forged, *entries[at + 1 :]], [*payloads[:at], other,
                     *payloads[at + 1 :]]),
            "drop": ([*entries[:at], *entries[at + 1 :]], [*payloads[:at], *payloads[at + 1 :]]),
            "insert": ([*entries[: at + 1], forged, *entries[at + 1 :]],
                       [*payloads[: at + 1], other, *payloads[at + 1 :]]),
        }  # fmt: skip
        for what, (new, contents) in variants.items():
            rewritten = {ENTRIES: as_json_lines(chained(new)), PAYLOADS: b"".join(contents)}
            yield f"{what}, hashes made anew", {**files, **rewritten}


def misplaced(files: Files) -> Iterator[Mutant]:
    """Files missing, strange, renamed, or in each other's place."""
    notes = [name for name in files if name.startswith("checkpoints/")]
    [key] = [name for name in files if name.startswith("keys/")]
    for name in (ENTRIES, PAYLOADS, key):
        yield "file missing", {each: body for each, body in files.items() if each != name}
        yield "file empty", {**files, name: b""}
    yield "no checkpoints", {name: body for name, body in files.items() if name not in notes}
    yield "file more", {**files, "more.txt": b""}
    yield "file more", {**files, "checkpoints/more.txt": b""}
    yield "file more", {**files, "keys/more/key.pub": files[key]}
    yield "key renamed", {**files, "keys/other.pub": files[key]}
    for one, other in pairwise(notes):
        yield "checkpoints swapped", {**files, one: files[other], other: files[one]}


def cut_short(files: Files) -> Iterator[Mutant]:
    """Cut at an earlier checkpoint, with all that would show it: nothing inside can tell."""
    sizes = sorted(
        int(name.split("/")[1].split("-")[0]) for name in files if "checkpoints/" in name
    )
    for size in sizes[:2]:
        kept = {
            name: body
            for name, body in files.items()
            if "checkpoints/" not in name or int(name.split("/")[1].split("-")[0]) <= size
        }
        shortened = {name: b"".join(lines(files, name)[:size]) for name in (ENTRIES, PAYLOADS)}
        yield "cut at a checkpoint", {**kept, **shortened}


def rewritten(folder: Path) -> Iterator[Mutant]:
    """The whole journal written anew, by one with the keys and by one with keys of their own."""
    for signing in ("01", "03"):
        store = sample_store(folder / f"rewritten-{signing}", other="l")
        write_keys(store.keys_dir, signing)
        _sign_anew(store)
        write_bundle(store, folder / f"bundle-{signing}")
        yield "whole journal rewritten", files_of(folder / f"bundle-{signing}")


def _sign_anew(store: Store) -> None:
    keys = load_keys(store.keys_dir)
    with store.write() as work:
        for each in checkpoints(work):
            public = _public_of(each.note, store)
            note = read_note(each.note, public)
            each.note = signed_note(note, keys)
            work.session.add(each)
        take(work, CheckpointReason.EXPORT)


def _public_of(note: str, store: Store) -> bytes:
    """The sample's own key, which the notes were first signed with."""
    before = store.keys_dir.parent / "first-keys"
    write_keys(before)
    assert note.startswith("tilldela/")
    return load_keys(before).public_key


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    folder = tmp_path_factory.mktemp("sample")
    files = sample_bundle(folder)
    store = sample_store(folder / "again")
    (folder / "letter.txt").write_text(printed_checkpoint(store))
    (folder / "receipt.json").write_text(sample_receipt(store))
    return folder, files


class Bench:
    """A folder in which mutants are put one after the other, and checked."""

    def __init__(self, folder: Path, files: Files) -> None:
        self.folder = folder
        self.lies: Files = {}
        self.put(files)

    def put(self, files: Files) -> Path:
        for name in self.lies.keys() - files.keys():
            (self.folder / name).unlink()
            if name.count("/") > 1:
                (self.folder / name).parent.rmdir()
        changed = {name: body for name, body in files.items() if self.lies.get(name) != body}
        put(self.folder, changed)
        self.lies = files
        return self.folder


INSIDE = (flipped, moved, edited, rechained, misplaced)


def test_every_mutant_is_caught_and_a_full_rewrite_by_what_was_outside(
    sample: tuple[Path, Files], tmp_path: Path
) -> None:
    folder, files = sample
    letter, receipt = folder / "letter.txt", folder / "receipt.json"
    bench = Bench(tmp_path / "bench", files)
    assert verdict(bench.folder)[0] == 0
    outside = ("--checkpoint", letter, "--receipt", receipt)
    assert verdict(bench.folder, *outside)[0] == 0

    mutants, alone, helped = Counter[str](), Counter[str](), Counter[str]()
    consistent = [*cut_short(files), *rewritten(tmp_path)]
    for what, mutant in [*(m for make in INSIDE for m in make(files)), *consistent]:
        if mutant == files:
            continue
        mutants[what] += 1
        bundle = bench.put(mutant)
        caught = verdict(bundle)[0] == 1
        alone[what] += caught
        helped[what] += caught or verdict(bundle, "--checkpoint", letter)[0] == 1

    total = sum(mutants.values())
    for title, found in (("the bundle alone", alone), ("an outside checkpoint", helped)):
        share = 100 * sum(found.values()) / total
        print(f"\nP7 {total} mutants, {sum(found.values())} caught with {title}: {share:.2f} %")
    assert helped == mutants
    missed = {what: number - alone[what] for what, number in mutants.items()}
    assert {what for what, number in missed.items() if number} == {
        "cut at a checkpoint",
        "whole journal rewritten",
    }
    assert sum(missed.values()) == len(consistent)
    assert verdict(bench.put(files))[0] == 0, "nothing is left of the mutants"


def test_a_receipt_that_is_left_out_of_a_rewritten_journal_is_missed_by_its_holder(
    sample: tuple[Path, Files], tmp_path: Path
) -> None:
    folder, _ = sample
    for what, files in rewritten(tmp_path):
        bundle = Bench(tmp_path / f"{what}-{len(list(tmp_path.iterdir()))}", files).folder
        assert verdict(bundle)[0] == 0
        code, said = verdict(bundle, "--receipt", folder / "receipt.json")
        assert code == 1
        assert "receipt" in said


def test_a_note_of_a_journal_that_never_was_is_told_apart(
    sample: tuple[Path, Files], tmp_path: Path
) -> None:
    """Signed with the installation's own key, over another tree: two journals were shown."""
    _, files = sample
    write_keys(tmp_path / "keys")
    keys = load_keys(tmp_path / "keys")
    root = tree_root([leaf_hash(b"another journal")]).hex()
    split = tmp_path / "split.txt"
    split.write_text(signed_note(SignedNote(9, root, "a" * 64, 1, "hourly"), keys))
    bundle = Bench(tmp_path / "bench", files).folder
    assert verdict(bundle, "--checkpoint", split) == (
        1,
        "the first 9 entries are not those that the checkpoint in split.txt covers\n",
    )
    later = tmp_path / "later.txt"
    later.write_text(signed_note(SignedNote(12, root, "a" * 64, 1, "hourly"), keys))
    assert verdict(bundle, "--checkpoint", later) == (
        1,
        "the journal ends at entry 11, but the checkpoint in later.txt covers 12\n",
    )
