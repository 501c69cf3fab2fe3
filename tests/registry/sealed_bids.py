"""Openers, instructions and envelopes for the tests of sealing; nothing here is a real bid."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from registry.entry_format import canonical_json
from registry.sealing import (
    BidFile,
    BidPackage,
    EnvelopeHeader,
    Expected,
    OpenedPackage,
    OpenerPublicKey,
    OpenerSecret,
    SealingInstructions,
    open_envelope,
    read_header,
    seal,
)
from registry.sealing.body import BodyWriter, body_cipher, commitment_to
from registry.sealing.closing import place_of
from registry.sealing.header import MAGIC
from registry.sealing.padding import bucket
from registry.sealing.pair_keys import seal_pairs

DEADLINE = datetime(2026, 3, 2, 22, 59, 59, 999999, tzinfo=UTC)
TENDER, BID = "T-1", "bid-1"
EXPECTED = Expected(TENDER, BID, 1)
KEY = bytes(range(32))
NONCE = "5a" * 32


def secret(number: int) -> OpenerSecret:
    """The same opener for the same number."""
    return OpenerSecret(X25519PrivateKey.from_private_bytes(bytes([number + 1]) * 32))


def public(found: OpenerSecret, *, outsider: bool = False) -> OpenerPublicKey:
    return OpenerPublicKey.of(found.public, outsider=outsider)


def instructions(
    secrets: Sequence[OpenerSecret],
    *,
    outsiders: int = 0,
    strict: bool = False,
    tender_id: str = TENDER,
    deadline: datetime = DEADLINE,
) -> SealingInstructions:
    """The last `outsiders` of the openers are outsiders."""
    inside = len(secrets) - outsiders
    openers = tuple(public(one, outsider=n >= inside) for n, one in enumerate(secrets))
    return SealingInstructions(tender_id, ("L01", "L02"), deadline, openers, strict)


def package(*files: BidFile, **changed: Any) -> BidPackage:
    fields: dict[str, Any] = {
        "lot_code": "L01",
        "organisation_id": "org-1",
        "values": {"price": 1_234_500, "place": "Åre"},
        "files": files,
    }
    return BidPackage(**{**fields, **changed})


def bid_file(folder: Path, name: str, content: bytes, number: int = 0) -> BidFile:
    path = folder / f"source-{number}"
    path.write_bytes(content)
    return BidFile(name, "application/octet-stream", path)


def sealed(
    bid: BidPackage, given: SealingInstructions, bid_id: str = BID, version: int = 1
) -> bytes:
    out = io.BytesIO()
    seal(bid, given, bid_id, version, out)
    return out.getvalue()


def opened(
    envelope: bytes,
    first: OpenerSecret,
    second: OpenerSecret,
    expected: Expected = EXPECTED,
) -> OpenedPackage:
    return open_envelope(io.BytesIO(envelope), first, second, expected)


def head_and_body(envelope: bytes) -> tuple[dict[str, Any], bytes]:
    stream = io.BytesIO(envelope)
    read_header(stream)
    head = envelope[len(MAGIC) + 4 : stream.tell()]
    return json.loads(head), envelope[stream.tell() :]


def with_head(head: Mapping[str, Any], body: bytes) -> bytes:
    text = canonical_json(head).encode()
    return MAGIC + len(text).to_bytes(4, "big") + text + body


def crafted(
    given: SealingInstructions,
    content: bytes,
    *,
    lot_code: str = "L01",
    padded: bytes | None = None,
    commitment: str | None = None,
) -> bytes:
    """An envelope as a bidder with other tools could make it: any bytes as content."""
    bare = EnvelopeHeader(
        given.tender_id,
        BID,
        1,
        given.deadline_us,
        place_of(lot_code, "org-1", NONCE),
        commitment or commitment_to(KEY),
        tuple(sorted(opener.key_id for opener in given.openers)),
        (),
    )
    pairs = seal_pairs(KEY, given.openers, given.strict, bare.info(), lambda n: b"m" * n)
    out = io.BytesIO()
    out.write(EnvelopeHeader(**{**vars(bare), "sealed_pairs": pairs}).to_bytes())
    body = BodyWriter(out, body_cipher(KEY), bare.bound())
    body.write(content.ljust(bucket(len(content)), b"\0") if padded is None else padded)
    body.close()
    return out.getvalue()


def listed(manifest: Mapping[str, Any], files: bytes = b"") -> bytes:
    """A list of contents as it stands in an envelope, with what follows it."""
    text = canonical_json(manifest).encode()
    return len(text).to_bytes(4, "big") + text + files
