"""Two of n without a dealer: each pair of openers gets the content key in two halves.

For a pair (i, j) a random `a` is sealed to i and `a XOR key` to j (HPKE, RFC 9180:
X25519, HKDF-SHA256, AES-256-GCM). Either half alone is noise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from registry.sealing.refusals import cannot_decrypt, unfit_instructions

KEY_BYTES = 32
HALF_BYTES = 32 + KEY_BYTES + 16
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)

Pair = tuple[str, str]
# Both key ids in order, then what is sealed to each, 80 bytes in hex.
SealedPair = tuple[str, str, str, str]


def key_id_of(public: bytes) -> str:
    """The first 16 hex digits of the public key's SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


@dataclass(frozen=True)
class OpenerPublicKey:
    """An opener's X25519 public key (32 bytes). `outsider`: held outside the authority."""

    key_id: str
    public: bytes
    outsider: bool = False

    def __post_init__(self) -> None:
        if len(self.public) != KEY_BYTES or self.key_id != key_id_of(self.public):
            raise unfit_instructions(
                "unfit_key",
                f"Nyckeln {self.key_id} är ingen öppnarnyckel",
                f"The key {self.key_id} is not an opener's key",
            )

    @classmethod
    def of(cls, public: bytes, *, outsider: bool = False) -> OpenerPublicKey:
        return cls(key_id_of(public), public, outsider)

    def as_json(self) -> dict[str, Any]:
        return {"key_id": self.key_id, "public": self.public.hex(), "outsider": self.outsider}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> OpenerPublicKey:
        """Raises KeyError, TypeError or ValueError for what `as_json` does not write."""
        if not isinstance(found["outsider"], bool):
            raise TypeError("outsider is true or false")
        return cls(str(found["key_id"]), bytes.fromhex(found["public"]), found["outsider"])


class OpenerSecret:
    """An unlocked private key; shows nothing of itself but its public half."""

    __slots__ = ("_private", "key_id", "public")

    def __init__(self, private: X25519PrivateKey) -> None:
        self._private = private
        self.public: bytes = private.public_key().public_bytes_raw()
        self.key_id = key_id_of(self.public)

    def __repr__(self) -> str:
        return f"OpenerSecret({self.key_id})"

    def __reduce__(self) -> str:
        raise TypeError("An opener's private key is not pickled.")

    def decrypt(self, half: bytes, info: bytes) -> bytes:
        """Raises `InvalidTag` for what is not sealed to this key and `info`."""
        return SUITE.decrypt(half, self._private, info=info)


def pairs_of(openers: Sequence[OpenerPublicKey], strict: bool) -> tuple[Pair, ...]:
    """All pairs, by key id; strict: those with an outsider in them."""
    ordered = sorted(openers, key=lambda opener: opener.key_id)
    return tuple(
        (one.key_id, other.key_id)
        for one, other in combinations(ordered, 2)
        if one.outsider or other.outsider or not strict
    )


def seal_pairs(
    key: bytes,
    openers: Sequence[OpenerPublicKey],
    strict: bool,
    info: bytes,
    random: Callable[[int], bytes],
) -> tuple[SealedPair, ...]:
    """Two halves of the content key for every pair. Raises `EnvelopeRefused` for an unfit key."""
    public = {opener.key_id: opener.public for opener in openers}
    return tuple(
        (one, other, *_halves(key, public[one], public[other], info, random))
        for one, other in pairs_of(openers, strict)
    )


def _halves(
    key: bytes, one: bytes, other: bytes, info: bytes, random: Callable[[int], bytes]
) -> tuple[str, str]:
    mask = random(KEY_BYTES)
    return _seal_half(mask, one, info), _seal_half(_xor(mask, key), other, info)


def _seal_half(half: bytes, public: bytes, info: bytes) -> str:
    try:
        return SUITE.encrypt(half, X25519PublicKey.from_public_bytes(public), info=info).hex()
    except ValueError:
        # A point of low order: anybody could open what is sealed to it.
        raise unfit_instructions(
            "unfit_key",
            f"Nyckeln {key_id_of(public)} går inte att försegla till",
            f"Nothing can be sealed to the key {key_id_of(public)}",
        ) from None


def join_pair(sealed: SealedPair, secrets: Mapping[str, OpenerSecret], info: bytes) -> bytes:
    """The content key, out of both halves. Raises `EnvelopeRefused` ("cannot_decrypt")."""
    one, other, half, other_half = sealed
    try:
        return _xor(
            secrets[one].decrypt(bytes.fromhex(half), info),
            secrets[other].decrypt(bytes.fromhex(other_half), info),
        )
    except InvalidTag:
        raise cannot_decrypt() from None


def _xor(one: bytes, other: bytes) -> bytes:
    if len(one) != len(other):
        raise cannot_decrypt()
    return bytes(left ^ right for left, right in zip(one, other, strict=True))
