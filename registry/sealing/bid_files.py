"""The list of contents inside an envelope: names, sizes and hashes leak prices outside it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from registry.entry_format import LARGEST_EXACT_INTEGER, NotCanonical, canonical_json
from registry.sealing.instructions import ID
from registry.sealing.refusals import malformed_manifest, unfit_bid

MAX_FILE_BYTES = 200_000_000
MAX_FILES = 500
MAX_MANIFEST_BYTES = 4 * 1024 * 1024 - 4
LONGEST_NAME = 255
MEDIA_TYPE = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}/[A-Za-z0-9][\w.+-]{0,63}", re.ASCII)
HEX_64 = re.compile(r"[0-9a-f]{64}")
# Marks that make a name read otherwise than it is written.
TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Control characters, lone surrogates, line and paragraph separators.
UNSHOWN = frozenset({"Cc", "Cs", "Zl", "Zp"})


@dataclass(frozen=True)
class BidFile:
    """A file to seal, as it lies at the bidder's. `name` is what openers will see."""

    name: str
    media_type: str
    path: Path


@dataclass(frozen=True)
class BidFileEntry:
    """A file in the list of contents; `size` in bytes, `sha256` 64 hex digits."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, repr=False)
class Manifest:
    """`place_nonce`: 64 hex digits that open the head's `place`."""

    lot_code: str
    organisation_id: str
    place_nonce: str
    values: Mapping[str, Any]
    files: tuple[BidFileEntry, ...]

    def to_bytes(self) -> bytes:
        """Raises `NotCanonical` for values that have no single canonical form."""
        return canonical_json(
            {
                "lot": self.lot_code,
                "organisation": self.organisation_id,
                "place_nonce": self.place_nonce,
                "values": self.values,
                "files": [vars(entry) for entry in self.files],
            }
        ).encode()

    @property
    def content_bytes(self) -> int:
        return sum(entry.size for entry in self.files)


def name_fault(name: str) -> bool:
    """Whether a file may not be called this: it could lead elsewhere or read as something else."""
    if name != unicodedata.normalize("NFC", name) or name != name.strip():
        return True
    if name in ("", ".", "..") or any(map(_unfit_sign, name)):
        return True
    return len(name.encode()) > LONGEST_NAME


def _unfit_sign(sign: str) -> bool:
    return sign in "/\\" or sign in TURNING or unicodedata.category(sign) in UNSHOWN


def same_names(names: Sequence[str]) -> bool:
    """Whether two names are one on a disk that ignores case."""
    return len({name.casefold() for name in names}) < len(names)


def checked_values(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Raises `EnvelopeRefused` ("unfit_values") for what would not come out as it went in."""
    try:
        canonical_json(values).encode()
        _check_integers(values)
    except (NotCanonical, ValueError, RecursionError):
        raise unfit_bid(
            "unfit_values",
            "Ett värde i anbudet kan inte förseglas exakt: decimaltal skrivs som text eller i hela"
            " ören, och nycklar är text",
            "A value in the bid cannot be sealed exactly: write decimal numbers as text or in"
            " whole minor units, and keys as text",
        ) from None
    return values


def _check_integers(value: Any) -> None:
    match value:
        case bool():
            return
        case int() if abs(value) > LARGEST_EXACT_INTEGER:
            raise ValueError("too large to be exact")
        case Mapping():
            _check_integers(list(value.values()))
        case list() | tuple():
            for each in value:
                _check_integers(each)


def read_manifest(text: bytes) -> Manifest:
    """Raises `EnvelopeRefused` ("malformed_manifest") for anything but what `to_bytes` writes."""
    try:
        manifest = _parsed(json.loads(text))
        again = manifest.to_bytes()
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise malformed_manifest() from None
    if again != text:
        raise malformed_manifest()
    return manifest


def _parsed(found: Mapping[str, Any]) -> Manifest:
    files = tuple(_entry(each) for each in found["files"])
    fit = (
        ID.fullmatch(found["lot"])
        and ID.fullmatch(found["organisation"])
        and HEX_64.fullmatch(found["place_nonce"])
        and isinstance(found["values"], dict)
        and len(files) <= MAX_FILES
        and not same_names([entry.name for entry in files])
        and sum(entry.size for entry in files) <= MAX_FILE_BYTES
    )
    if not fit:
        raise ValueError("manifest")
    return Manifest(
        found["lot"], found["organisation"], found["place_nonce"], found["values"], files
    )


def _entry(found: Mapping[str, Any]) -> BidFileEntry:
    entry = BidFileEntry(found["name"], found["media_type"], found["size"], found["sha256"])
    fit = (
        not name_fault(entry.name)
        and MEDIA_TYPE.fullmatch(entry.media_type)
        and type(entry.size) is int
        and entry.size >= 0
        and HEX_64.fullmatch(entry.sha256)
    )
    if not fit:
        raise ValueError("file")
    return entry
