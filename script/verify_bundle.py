#!/usr/bin/env python3
"""Check a journal that `tilldela journal export` wrote, with nothing of that program's code.

    verify_bundle.py DIR [--checkpoint FILE] [--receipt FILE] [--extract]

Says one line and exits with 0 when all is well; lists what is wrong and exits with 1;
exits with 2 when called wrongly. FILE of --checkpoint is a signed note, or what a letter
prints at the foot of a page ("439 · 9f2c 41d0 ..."). Python 3.11's own library is enough;
signatures are checked too where the package `cryptography` is installed.

An entry's bytes are TAG, then seq (8 bytes), the hash of the entry before (32), the time in
microseconds since 1970 UTC (8, signed), actor, kind, SHA-256 of the payload (32), each after
its length in four bytes; numbers are big-endian. SHA-256 over them is the entry's hash, and
over them after a zero byte a leaf of the tree (RFC 6962) whose roots the checkpoints sign.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import importlib.util
import json
import re
from pathlib import Path
from typing import Any

Entry = dict[str, Any]
Keys = dict[str, tuple[bytes, bytes]]

CAN_CHECK_SIGNATURES = importlib.util.find_spec("cryptography") is not None
TAG, RECEIPT_TAG = b"procurement-log/v1\0", b"tilldela-receipt/v1\0"
HASHES = ("prev", "payload_sha256", "hash")
TYPES = dict.fromkeys((*HASHES, "actor", "kind"), str) | dict.fromkeys(("seq", "at_us"), int)
FOLDERS = {"checkpoints": ".txt", "keys": ".pub"}
FILES = {"entries.jsonl", "payloads.jsonl", "README.txt"}
NOTE = re.compile(
    r"((tilldela/[0-9a-f]{8})\n([1-9][0-9]{0,17})\n(\S+)\nhead ([0-9a-f]{64})\nat ([0-9]{1,18})\n"
    r"reason [a-z]+\n)\n— (\S+) (\S+)\n"
)
PRINTED = re.compile(r"\s*([1-9][0-9]{0,17})(?:\s*[·:/]\s*|\s+)([0-9a-f][0-9a-f\s]{30,99})\s*")
faults: list[str] = []
fault = faults.append


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        fault(f"{path.name} cannot be read as text")
        return ""


def lines_of(path: Path) -> list[str]:
    *lines, rest = text_of(path).split("\n")
    if rest:
        fault(f"{path.name} ends in the middle of a line")
    return lines


def read_entry(line: str, number: int) -> Entry | None:
    try:
        entry = json.loads(line)
        right = isinstance(entry, dict) and {k: type(v) for k, v in entry.items()} == TYPES
        right = right and all(re.fullmatch(r"[0-9a-f]{64}", entry[name]) for name in HASHES)
        right = right and 0 < entry["seq"] < 1 << 63 and 0 <= entry["at_us"] < 1 << 63
        if right and canonical(entry) == line:
            return dict(entry)
    except (ValueError, RecursionError):
        pass
    fault(f"line {number} of entries.jsonl is not an entry in its one spelling")
    return None


def entry_bytes(entry: Entry) -> bytes:
    fields = [entry["seq"].to_bytes(8, "big"), bytes.fromhex(entry["prev"])]
    fields += [entry["at_us"].to_bytes(8, "big", signed=True)]
    fields += [entry["actor"].encode(), entry["kind"].encode()]
    fields += [bytes.fromhex(entry["payload_sha256"])]
    return TAG + b"".join(len(field).to_bytes(4, "big") + field for field in fields)


def read_entries(folder: Path) -> list[Entry | None]:
    """In order; None in the place of a line that is no entry."""
    entries: list[Entry | None] = []
    prev, at_us = "0" * 64, 0
    for number, line in enumerate(lines_of(folder / "entries.jsonl"), start=1):
        entry = read_entry(line, number)
        entries.append(entry)
        if entry is None:
            prev = ""
            continue
        if entry["seq"] != number:
            fault(f"entry {entry['seq']} stands where entry {number} should")
        if prev and entry["prev"] != prev:
            fault(f"entry {number} does not follow from the one before it")
        if entry["at_us"] < at_us:
            fault(f"entry {number} is older than the one before it")
        if sha256(entry_bytes(entry)).hex() != entry["hash"]:
            fault(f"the hash of entry {number} does not match its fields")
        prev, at_us = entry["hash"], entry["at_us"]
    return entries


def read_payloads(folder: Path, entries: list[Entry | None], extract: bool) -> list[str]:
    payloads = lines_of(folder / "payloads.jsonl")
    if len(payloads) != len(entries):
        fault(f"there are {len(entries)} entries but {len(payloads)} payloads")
    for number, (payload, entry) in enumerate(zip(payloads, entries, strict=False), start=1):
        right = entry is None or sha256(payload.encode()).hex() == entry["payload_sha256"]
        if not right and (payload or not extract):
            fault(f"the payload of entry {number} does not match its hash")
    return payloads


def roots_of(entries: list[Entry | None]) -> dict[int, str]:
    roots, subtrees = {}, list[tuple[int, bytes]]()
    for size, entry in enumerate(entries, start=1):
        if entry is None:
            break
        subtrees.append((1, sha256(b"\0" + entry_bytes(entry))))
        while len(subtrees) > 1 and subtrees[-1][0] == subtrees[-2][0]:
            (half, left), (_, right) = subtrees[-2:]
            subtrees[-2:] = [(half * 2, sha256(b"\1" + left + right))]
        root = subtrees[-1][1]
        for _, left in reversed(subtrees[:-1]):
            root = sha256(b"\1" + left + root)
        roots[size] = root.hex()
    return roots


def read_keys(folder: Path) -> Keys:
    """By name: the key's id (4 bytes) and the key (32)."""
    keys: Keys = {}
    for path in sorted(folder.glob("keys/*.pub")):
        found = re.fullmatch(r"(tilldela/[0-9a-f]{8})\+([0-9a-f]{8})\+(\S+)\n", text_of(path))
        raw = decoded(found[3], 33) if found else b""
        name = f"tilldela/{sha256(raw[1:]).hex()[:8]}"
        key_id = sha256(name.encode() + b"\n" + raw)[:4]
        if found is None or raw[:1] != b"\1" or (found[1], found[2]) != (name, key_id.hex()):
            fault(f"keys/{path.name} is not a public key")
        elif path.name != f"{name.replace('/', '-')}.pub":
            fault(f"keys/{path.name} lies under another name than its own")
        else:
            keys[name] = (key_id, raw[1:])
    if not keys:
        fault("there is no public key in keys/")
    return keys


def decoded(text: str, length: int) -> bytes:
    """The bytes, of which there must be so many, in base64's one spelling; else none."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        return b""
    return raw if len(raw) == length and base64.b64encode(raw).decode() == text else b""


def signed_by(key: bytes, signature: bytes, message: bytes) -> bool:
    """Taken for true where signatures cannot be checked, which the last line then says."""
    if not CAN_CHECK_SIGNATURES:
        return True
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def read_note(text: str, keys: Keys, what: str) -> tuple[int, str, str, int] | None:
    """Size, root, last entry's hash and time; None when there is a fault."""
    found = NOTE.fullmatch(text)
    root = decoded(found[4], 32) if found else b""
    signature = decoded(found[8], 68) if found else b""
    if found is None or not root or not signature or found[2] != found[7]:
        fault(f"{what} is not a signed checkpoint")
    elif found[2] not in keys:
        fault(f"{what} is signed by {found[2]}, whose key is not in keys/")
    elif signature[:4] != keys[found[2]][0]:
        fault(f"the signature of {what} names another key")
    elif not signed_by(keys[found[2]][1], signature[4:], found[1].encode()):
        fault(f"the signature of {what} is wrong")
    else:
        return int(found[3]), root.hex(), found[5], int(found[6])
    return None


def check_checkpoints(
    folder: Path, keys: Keys, entries: list[Entry | None], roots: dict[int, str]
) -> int:
    """How many there are. One must cover the last entry."""
    sizes = [0]
    for path in sorted(folder.glob("checkpoints/*.txt")):
        what = f"checkpoints/{path.name}"
        if (note := read_note(text_of(path), keys, what)) is None:
            continue
        size, root, head, at_us = note
        sizes.append(size)
        if path.name != f"{size}-{at_us}.txt":
            fault(f"{what} lies under another name than its own")
        check_root(what, size, root, len(entries), roots)
        last = entries[size - 1] if size <= len(entries) else None
        if last and (last["hash"] != head or last["at_us"] > at_us):
            fault(f"entry {size} is not the one that {what} ends with")
    if max(sizes) < max(len(entries), 1):
        fault(f"no checkpoint covers the entries from {max(sizes) + 1} to {len(entries)}")
    return len(sizes) - 1


def check_root(what: str, size: int, root: str, count: int, roots: dict[int, str]) -> None:
    if size > count:
        fault(f"the journal ends at entry {count}, but {what} covers {size}")
    elif not roots.get(size, "").startswith(root):
        fault(f"the first {size} entries are not those that {what} covers")


def check_outside(path: Path, keys: Keys, count: int, roots: dict[int, str]) -> None:
    text, what = text_of(path), f"the checkpoint in {path.name}"
    printed = PRINTED.fullmatch(text.lower())
    root = "".join(printed[2].split()) if printed else ""
    if printed and 32 <= len(root) <= 64:
        check_root(what, int(printed[1]), root, count, roots)
    elif note := read_note(text, keys, what):
        check_root(what, note[0], note[1], count, roots)


def check_receipt(path: Path, keys: Keys, entries: list[Entry | None], payloads: list[str]) -> None:
    what = f"the receipt in {path.name}"
    try:
        whole = json.loads(text_of(path))
        receipt, seq = whole["receipt"], int(whole["receipt"]["journal_seq"])
        signature, key = bytes.fromhex(whole["signature"]), bytes.fromhex(whole["public_key"])
        named = (receipt["entry_hash"], receipt["tender"])
        message = RECEIPT_TAG + canonical(receipt).encode()
        entry = entries[seq - 1] if 0 < seq <= min(len(entries), len(payloads)) else None
        told = dict(json.loads(payloads[seq - 1])) if entry else {}
    except (ValueError, TypeError, KeyError, RecursionError):
        fault(f"{what} is not a receipt, or its entry cannot be read")
        return
    if key not in [each for _, each in keys.values()]:
        fault(f"{what} is signed with a key that is not in keys/")
    elif not signed_by(key, signature, message):
        fault(f"the signature of {what} is wrong")
    elif entry is None or (entry["hash"], told.get("subject")) != named:
        fault(f"entry {seq} is not the one that {what} names")
    elif any(told[name] != receipt[name] for name in told.keys() & receipt.keys()):
        fault(f"entry {seq} says something else than {what}")


def check_files(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        lies_right = len(name.parts) == 2 and FOLDERS.get(name.parts[0]) == path.suffix
        if path.is_symlink() or not (lies_right or str(name) in {*FILES, *FOLDERS}):
            fault(f"{name} does not belong in a bundle")


def main() -> None:
    parser = argparse.ArgumentParser(description="Check an exported journal of Tilldela's.")
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument("--checkpoint", metavar="FILE", type=Path)
    parser.add_argument("--receipt", metavar="FILE", type=Path)
    parser.add_argument("--extract", action="store_true", help="Contents may be withheld.")
    given = parser.parse_args()
    outside = [path for path in (given.checkpoint, given.receipt) if path]
    if not given.folder.is_dir() or not all(path.is_file() for path in outside):
        parser.error("there is no such folder or file")
    check_files(given.folder)
    entries, keys = read_entries(given.folder), read_keys(given.folder)
    payloads, roots = read_payloads(given.folder, entries, given.extract), roots_of(entries)
    taken = check_checkpoints(given.folder, keys, entries, roots)
    if given.checkpoint:
        check_outside(given.checkpoint, keys, len(entries), roots)
    if given.receipt:
        check_receipt(given.receipt, keys, entries, payloads)
    if faults:
        print("\n".join(faults))
        raise SystemExit(1)
    checked = "checked" if CAN_CHECK_SIGNATURES else "NOT checked (needs the package cryptography)"
    signers = f"{taken} checkpoints by {', '.join(keys)}, signatures {checked}"
    withheld = f" ({payloads.count('')} without content)" if "" in payloads else ""
    print(f"OK: {len(entries)} entries{withheld}, {signers}, root {roots[len(entries)]}")


if __name__ == "__main__":
    main()
