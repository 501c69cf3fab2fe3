"""A score sheet as bytes that nobody can read before all of the lot are opened together.

The sheet is one canonical JSON text with a salt of its own. It lies encrypted under a
key derived from the installation's, bound to tender, lot and person; the journal holds
its hash, which the salt keeps from being tried out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from registry.entry_format import canonical_json
from registry.installation_keys import InstallationKeys

PURPOSE = b"tilldela score-sheet v1"
NONCE_BYTES = 12
SALT_BYTES = 16
# Whole blocks, so that a long reason or a two-digit score does not show from outside.
BLOCK = 4096


class Scored(NamedTuple):
    """One bid's points on one criterion, and why."""

    points: Fraction
    reason: str


# Bid → criterion → what was given.
Scores = Mapping[str, Mapping[str, Scored]]


class SheetPlace(NamedTuple):
    """Whose sheet it is, and of what: the same bytes are no sheet anywhere else."""

    tender_id: str
    lot_id: str
    person_id: str


@dataclass(frozen=True)
class SealedSheet:
    """`sealed` is base64 of nonce and ciphertext; `commitment` 64 hex digits."""

    sealed: str
    commitment: str


class SheetBroken(Exception):
    """The bytes are not what was handed in at that place."""


def seal_sheet(keys: InstallationKeys, place: SheetPlace, scores: Scores) -> SealedSheet:
    text = _text(place, scores, secrets.token_hex(SALT_BYTES))
    padded = text + b" " * (-len(text) % BLOCK)
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = nonce + _cipher(keys).encrypt(nonce, padded, _bound(place))
    return SealedSheet(base64.b64encode(sealed).decode(), commitment_to(text))


def open_sheet(keys: InstallationKeys, place: SheetPlace, sheet: SealedSheet) -> Scores:
    """Raises `SheetBroken` for bytes that are not the sheet that the commitment is to."""
    try:
        sealed = base64.b64decode(sheet.sealed, validate=True)
        nonce, secret = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        text = _cipher(keys).decrypt(nonce, secret, _bound(place)).rstrip(b" ")
    except (InvalidTag, binascii.Error, ValueError) as broken:
        raise SheetBroken from broken
    if commitment_to(text) != sheet.commitment:
        raise SheetBroken
    return {
        bid: {name: Scored(Fraction(points), reason) for name, (points, reason) in given.items()}
        for bid, given in json.loads(text)["scores"].items()
    }


def commitment_to(text: bytes) -> str:
    return hashlib.sha256(PURPOSE + b"\0" + text).hexdigest()


def _text(place: SheetPlace, scores: Scores, salt: str) -> bytes:
    said = {
        bid: {name: [str(one.points), one.reason] for name, one in given.items()}
        for bid, given in scores.items()
    }
    return canonical_json({**place._asdict(), "salt": salt, "scores": said}).encode()


def _cipher(keys: InstallationKeys) -> ChaCha20Poly1305:
    derived = HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(keys.tag_key)
    return ChaCha20Poly1305(derived)


def _bound(place: SheetPlace) -> bytes:
    return canonical_json(place._asdict()).encode()
