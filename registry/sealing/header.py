"""The head of an envelope: what may be known of a sealed bid before the opening.

``MAGIC``, four bytes of length (big-endian), then canonical JSON. It names the
tender, the bid's opaque id, its version, the deadline and the openers' keys; lot
and tenderer show only as a commitment (`place`). Everything but the pairs is
hashed into every encryption, so that nothing can be moved to another head.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from registry.entry_format import NotCanonical, canonical_json
from registry.sealing.instructions import ID, SealingInstructions
from registry.sealing.padding import CHUNK_BYTES, LARGEST_HEAD, is_body_size
from registry.sealing.pair_keys import HALF_BYTES, Pair, SealedPair
from registry.sealing.refusals import (
    malformed_header,
    not_an_envelope,
    not_the_tenders,
    wrong_size,
)

MAGIC = b"tilldela-bid/v1\0"
HASH = re.compile(r"[0-9a-f]{64}")
KEY_ID = re.compile(r"[0-9a-f]{16}")
HALF = re.compile(rf"[0-9a-f]{{{2 * HALF_BYTES}}}")
BID_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
LATEST_US = 2**53
MOST_VERSIONS = 10_000


@dataclass(frozen=True)
class EnvelopeHeader:
    """`deadline_us` in microseconds since 1970 UTC; `place` and `commitment` 64 hex digits.

    `commitment` binds the envelope to one content key: without it a crafted
    envelope could show one bid to one pair of openers and another to the next.
    """

    tender_id: str
    bid_id: str
    version: int
    deadline_us: int
    place: str
    commitment: str
    key_ids: tuple[str, ...]
    sealed_pairs: tuple[SealedPair, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        return tuple((one, other) for one, other, _, _ in self.sealed_pairs)

    def bound(self) -> bytes:
        """The 32 bytes that every encryption in the envelope is bound to."""
        fields = self._fields()
        del fields["pairs"]
        return hashlib.sha256(canonical_json(fields).encode()).digest()

    def info(self) -> bytes:
        """HPKE's `info` for every half of the content key."""
        return MAGIC + self.bound()

    def to_bytes(self) -> bytes:
        """Magic, length and JSON, as an envelope begins."""
        text = canonical_json(self._fields()).encode()
        return MAGIC + len(text).to_bytes(4, "big") + text

    def sealed_pair(self, one: str, other: str) -> SealedPair | None:
        wanted = tuple(sorted((one, other)))
        return next((each for each in self.sealed_pairs if each[:2] == wanted), None)

    def _fields(self) -> dict[str, Any]:
        return {
            "tender": self.tender_id,
            "bid": self.bid_id,
            "version": self.version,
            "deadline": self.deadline_us,
            "place": self.place,
            "commitment": self.commitment,
            "keys": self.key_ids,
            "pairs": self.sealed_pairs,
            "chunk": CHUNK_BYTES,
        }


def read_header(stream: BinaryIO) -> EnvelopeHeader:
    """Read the head; `stream` then stands at the body.

    Raises `EnvelopeRefused`: "not_an_envelope" or "malformed_header".
    """
    if stream.read(len(MAGIC)) != MAGIC:
        raise not_an_envelope()
    length = int.from_bytes(stream.read(4), "big")
    if not 0 < length <= LARGEST_HEAD - len(MAGIC) - 4:
        raise malformed_header("längden är orimlig", "its length is out of reason")
    text = stream.read(length)
    header = _parsed(text)
    # One head, one spelling: else two readers could take it for two things.
    if header.to_bytes()[len(MAGIC) + 4 :] != text:
        raise malformed_header("det är inte kanoniskt", "it is not canonical")
    return header


def _parsed(text: bytes) -> EnvelopeHeader:
    try:
        found = json.loads(text)
        _check_fields(found)
        return EnvelopeHeader(
            tender_id=found["tender"],
            bid_id=found["bid"],
            version=found["version"],
            deadline_us=found["deadline"],
            place=found["place"],
            commitment=found["commitment"],
            key_ids=tuple(found["keys"]),
            sealed_pairs=tuple(_pair(each) for each in found["pairs"]),
        )
    except (KeyError, TypeError, ValueError, RecursionError, NotCanonical):
        raise malformed_header(
            "fälten är inte de rätta", "its fields are not the right ones"
        ) from None


def _check_fields(found: Mapping[str, Any]) -> None:
    patterns = {"tender": ID, "bid": BID_ID, "place": HASH, "commitment": HASH}
    for name, pattern in patterns.items():
        _check_text(found[name], pattern)
    for key_id in found["keys"]:
        _check_text(key_id, KEY_ID)
    if not (type(found["version"]) is int and 1 <= found["version"] <= MOST_VERSIONS):
        raise ValueError("version")
    if not (type(found["deadline"]) is int and 0 < found["deadline"] < LATEST_US):
        raise ValueError("deadline")
    named = [tuple(pair[:2]) for pair in found["pairs"]]
    if not named or named != sorted(set(named)):
        raise ValueError("pairs")
    if {key_id for pair in named for key_id in pair} - set(found["keys"]):
        raise ValueError("keys")


def _pair(found: Sequence[Any]) -> SealedPair:
    one, other, half, other_half = found
    for key_id in (one, other):
        _check_text(key_id, KEY_ID)
    for sealed in (half, other_half):
        _check_text(sealed, HALF)
    if one >= other:
        raise ValueError("pair")
    return one, other, half, other_half


def _check_text(found: Any, pattern: re.Pattern[str]) -> None:
    if not isinstance(found, str) or pattern.fullmatch(found) is None:
        raise ValueError("not of the form")


def check_header(
    header: EnvelopeHeader, instructions_ever: Sequence[SealingInstructions], size: int
) -> SealingInstructions:
    """Which of the tender's instructions it was sealed by; `size` of the whole file, in bytes.

    A bid sealed before an extension or a change of openers stays good, so every
    set that the tender has given out counts. Raises `EnvelopeRefused`:
    "wrong_size" or "not_the_tenders".
    """
    if not is_body_size(size - len(header.to_bytes())):
        raise wrong_size()
    of_tender = [each for each in instructions_ever if each.tender_id == header.tender_id]
    if not of_tender:
        raise not_the_tenders("en upphandling", "a tender")
    on_time = [each for each in of_tender if each.deadline_us == header.deadline_us]
    if not on_time:
        raise not_the_tenders("en anbudstid", "a deadline")
    for each in on_time:
        if header.key_ids == _key_ids(each) and header.pairs == each.pairs:
            return each
    raise not_the_tenders("en uppsättning öppnare", "a set of openers")


def _key_ids(instructions: SealingInstructions) -> tuple[str, ...]:
    return tuple(sorted(opener.key_id for opener in instructions.openers))
