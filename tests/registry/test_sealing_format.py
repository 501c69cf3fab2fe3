"""Format v1 never changes: what was sealed once opens for as long as it is kept."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from registry.sealing import EnvelopeHeader
from registry.sealing.body import BodyWriter, body_cipher, commitment_to
from registry.sealing.closing import place_of
from registry.sealing.padding import bucket
from tests.registry.sealed_bids import (
    KEY,
    NONCE,
    instructions,
    listed,
    opened,
    package,
    sealed,
    secret,
)

OPENERS = (secret(0), secret(1))
# Two halves as sealed once, to the two openers above and to the head below.
HALVES = (
    (
        "ab63158dfa7e63e33503100a16e8cec5182304275c4a0f5d3fad6cdf625300049ce20d7460575c90"
        "2eb39ff3b12df5a53e10a12d1ca279266779de10928b55287bad35d6a582c02348a2fe9b3ccd9f00"
    ),
    (
        "ab5192d573dda419ef829f46b5216e48c5cc1918431f01c1d2b5f211c80a202c244d6b8670364132"
        "c4fea1a6748793d3f071cdbf80e5f5d2bb0d2882439e520f5a201324df475f08a5621823fdfbaf15"
    ),
)
HEAD = EnvelopeHeader(
    tender_id="T-1",
    bid_id="bid-1",
    version=1,
    deadline_us=1_772_492_399_999_999,
    place="45d16251c886fc18ba8c2fda2fbe76bf049eca258d1e88d783efb20663f30b03",
    commitment="3806c168c951c00f9f21c5a711a3c8fd5d907e67802ec711e6f287c7544d36ca",
    key_ids=("1a92f23852dc908d", "cfa570c653bd212b"),
    sealed_pairs=(("1a92f23852dc908d", "cfa570c653bd212b", *HALVES),),
)
CONTENT = listed(
    {
        "lot": "L01",
        "organisation": "org-1",
        "place_nonce": NONCE,
        "values": {"price": 5, "ort": "Åre"},
        "files": [
            {
                "name": "a.txt",
                "media_type": "text/plain",
                "size": 5,
                "sha256": hashlib.sha256(b"offer").hexdigest(),
            }
        ],
    },
    b"offer",
)


def kept_body() -> bytes:
    out = io.BytesIO()
    body = BodyWriter(out, body_cipher(KEY), HEAD.bound())
    body.write(CONTENT.ljust(bucket(len(CONTENT)), b"\0"))
    body.close()
    return out.getvalue()


def test_the_bytes_of_format_v1_are_what_they_were() -> None:
    assert {
        "place": place_of("L01", "org-1", NONCE),
        "commitment": commitment_to(KEY),
        "bound": HEAD.bound().hex(),
        "head": hashlib.sha256(HEAD.to_bytes()).hexdigest(),
        "body": hashlib.sha256(kept_body()).hexdigest(),
    } == {
        "place": HEAD.place,
        "commitment": HEAD.commitment,
        "bound": "01f2a055cb184c8d81351220d27fd247ddad9dbedd99b5c2dc6dd71ea1b387f5",
        "head": "a2ac1378097ac8864ae7d9a71b97d417f3bef0816de143a7444253d93676141b",
        "body": "729791d05ef382a4d63350588a6db575aea175219a636ef78c93862bd90c779a",
    }


def test_an_envelope_sealed_once_still_opens() -> None:
    found = opened(HEAD.to_bytes() + kept_body(), *OPENERS)
    assert found.values == {"price": 5, "ort": "Åre"}
    assert [(entry.name, content) for entry, content in found.files()] == [("a.txt", b"offer")]


def private(number: int) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(bytes([number + 1]) * 32)


def derived(key: bytes, purpose: bytes) -> bytes:
    """HKDF-Expand to 32 bytes (RFC 5869, 2.3)."""
    return hmac.new(key, purpose + b"\x01", hashlib.sha256).digest()


def opened_without_us(envelope: bytes, by_id: dict[str, X25519PrivateKey]) -> dict[str, Any]:
    """The list of contents, read as docs/decisions/0016 says and with nothing of ours."""
    magic, length = envelope[:16], int.from_bytes(envelope[16:20], "big")
    head = json.loads(envelope[20 : 20 + length])
    bare = {name: head[name] for name in head if name != "pairs"}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    bound = hashlib.sha256(text.encode()).digest()
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    one, other, half, other_half = next(p for p in head["pairs"] if {*p[:2]} == {*by_id})
    a = suite.decrypt(bytes.fromhex(half), by_id[one], info=magic + bound)
    b = suite.decrypt(bytes.fromhex(other_half), by_id[other], info=magic + bound)
    key = bytes(left ^ right for left, right in zip(a, b, strict=True))
    cipher = AESGCM(derived(key, b"tilldela-bid/v1 body"))
    body, step, plain = envelope[20 + length :], head["chunk"] + 16, b""
    for number, at in enumerate(range(0, len(body), step)):
        nonce = number.to_bytes(11, "big") + bytes([at + step >= len(body)])
        plain += cipher.decrypt(nonce, body[at : at + step], bound)
    found: dict[str, Any] = json.loads(plain[4 : 4 + int.from_bytes(plain[:4], "big")])
    return found


def test_somebody_elses_reader_opens_our_envelopes() -> None:
    bid = package(values={"text": "x" * 2_500_000})
    envelope = sealed(bid, instructions((*OPENERS, secret(2))))
    by_id = {OPENERS[0].key_id: private(0), secret(2).key_id: private(2)}
    found = opened_without_us(envelope, by_id)
    assert (found["lot"], found["organisation"]) == ("L01", "org-1")
    assert found["values"] == {"text": "x" * 2_500_000}
