"""Signed notes: the text form of a checkpoint that anybody's tools can check. Pure.

The format is C2SP's (https://c2sp.org/signed-note, https://c2sp.org/tlog-checkpoint):
the log's name, the tree's size, its root in base64; then our own lines, an empty
line, and the signature with the first four bytes that name the key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from registry.installation_keys import InstallationKeys
from registry.tree import HASH_BYTES

ED25519 = b"\x01"
KEY_ID_BYTES, SIGNATURE_BYTES = 4, 64
NOTE = re.compile(
    r"(?P<signed>(?P<name>tilldela/[0-9a-f]{8})\n(?P<size>[1-9][0-9]{0,17})\n(?P<root>\S+)\n"
    r"head (?P<head>[0-9a-f]{64})\nat (?P<at>[0-9]{1,18})\nreason (?P<reason>[a-z]+)\n)"
    r"\n— (?P<signer>\S+) (?P<signature>\S+)\n"
)


class NotANote(ValueError):
    """The text is no signed checkpoint of this kind, or its signature is not this key's."""


@dataclass(frozen=True)
class SignedNote:
    """A checkpoint: the first `size` entries have this root and end in this entry's hash.

    `root` and `head` are hex; `at_us` microseconds since 1970 UTC.
    """

    size: int
    root: str
    head: str
    at_us: int
    reason: str


def log_name(public_key: bytes) -> str:
    return f"tilldela/{hashlib.sha256(public_key).hexdigest()[:8]}"


def key_id(public_key: bytes) -> bytes:
    named = log_name(public_key).encode() + b"\n" + ED25519 + public_key
    return hashlib.sha256(named).digest()[:KEY_ID_BYTES]


def verifier_key(public_key: bytes) -> str:
    """The line that a verifier needs: name, key id and key, as C2SP writes them."""
    encoded = base64.b64encode(ED25519 + public_key).decode()
    return f"{log_name(public_key)}+{key_id(public_key).hex()}+{encoded}"


def signed_note(note: SignedNote, keys: InstallationKeys) -> str:
    """The same note and key always give the same text."""
    name = log_name(keys.public_key)
    root = base64.b64encode(bytes.fromhex(note.root)).decode()
    signed = (
        f"{name}\n{note.size}\n{root}\nhead {note.head}\nat {note.at_us}\nreason {note.reason}\n"
    )
    signature = key_id(keys.public_key) + keys.sign(signed.encode())
    return f"{signed}\n— {name} {base64.b64encode(signature).decode()}\n"


def read_note(text: str, public_key: bytes) -> SignedNote:
    """Raises `NotANote` for anything but exactly what `signed_note` writes with that key."""
    found = NOTE.fullmatch(text)
    if found is None:
        raise NotANote("This is not a signed checkpoint.")
    signature = _decoded(found["signature"], KEY_ID_BYTES + SIGNATURE_BYTES)
    if {found["name"], found["signer"]} != {log_name(public_key)}:
        raise NotANote("The checkpoint is signed by another installation.")
    _check(found["signed"], signature, public_key)
    return SignedNote(
        size=int(found["size"]),
        root=_decoded(found["root"], HASH_BYTES).hex(),
        head=found["head"],
        at_us=int(found["at"]),
        reason=found["reason"],
    )


def _check(signed: str, signature: bytes, public_key: bytes) -> None:
    try:
        if signature[:KEY_ID_BYTES] != key_id(public_key):
            raise InvalidSignature
        key = Ed25519PublicKey.from_public_bytes(public_key)
        key.verify(signature[KEY_ID_BYTES:], signed.encode())
    except InvalidSignature:
        raise NotANote("The checkpoint's signature is not this installation's.") from None


def _decoded(text: str, length: int) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except binascii.Error:
        found = b""
    # Base64 has several spellings of one value; a note has one.
    if len(found) != length or base64.b64encode(found).decode() != text:
        raise NotANote("This is not a signed checkpoint.")
    return found
