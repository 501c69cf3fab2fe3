"""Journal format v1: the exact bytes that are hashed. Pure; must never change.

An entry's bytes are the domain tag followed by length-prefixed fields (four
bytes big-endian each): seq (u64), previous entry's hash (32 bytes), time
(integer microseconds since 1970-01-01 UTC, i64), actor id, kind, SHA-256 of the
payload (32 bytes). The payload is canonical JSON: sorted keys, no spaces, NFC
strings, no floats. Lengths are prefixed because "ab"+"c" and "a"+"bc" would
otherwise hash alike.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

TAG = b"procurement-log/v1\0"
GENESIS = "0" * 64
LARGEST_EXACT_INTEGER = 2**53


class NotCanonical(TypeError):
    """A payload holds something that has no single canonical form."""


def canonical_json(payload: Mapping[str, Any]) -> str:
    return json.dumps(
        _canonical(payload), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def _canonical(value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case int():
            # Readers in other languages round larger integers.
            return value if abs(value) <= LARGEST_EXACT_INTEGER else str(value)
        case datetime():
            return _instant(value)
        case date():
            return value.isoformat()
        case Mapping():
            return _object(value)
        case list() | tuple():
            return [_canonical(item) for item in value]
        case _:
            raise NotCanonical(f"A journal payload cannot hold a {type(value).__name__}.")


def _instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise NotCanonical("An instant in a journal payload has a time zone.")
    return value.astimezone(UTC).isoformat()


def _object(value: Mapping[Any, Any]) -> dict[str, Any]:
    found = {_key(key): _canonical(item) for key, item in value.items()}
    if len(found) < len(value):
        raise NotCanonical("Two keys of a journal payload are the same text.")
    return found


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise NotCanonical("The keys of a journal payload are strings.")
    return unicodedata.normalize("NFC", key)


def payload_hash(payload: str) -> str:
    return hashlib.sha256(payload.encode()).hexdigest()


def entry_bytes(
    seq: int, prev_hash: str, at_us: int, actor_id: str, kind: str, payload_sha256: str
) -> bytes:
    """What is hashed: by the chain as it is, and by the tree as a leaf."""
    fields = (
        seq.to_bytes(8, "big"),
        bytes.fromhex(prev_hash),
        at_us.to_bytes(8, "big", signed=True),
        actor_id.encode(),
        kind.encode(),
        bytes.fromhex(payload_sha256),
    )
    prefixed = b"".join(len(field).to_bytes(4, "big") + field for field in fields)
    return TAG + prefixed


def entry_hash(
    seq: int, prev_hash: str, at_us: int, actor_id: str, kind: str, payload_sha256: str
) -> str:
    entry = entry_bytes(seq, prev_hash, at_us, actor_id, kind, payload_sha256)
    return hashlib.sha256(entry).hexdigest()
