"""What a bidder needs to seal: the tender's lots, deadline and openers' public keys.

The authority gives it out as TENDER.keys.json, signed by the installation's key,
so that nobody on the way can put in a key of their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from registry.entry_format import canonical_json
from registry.sealing.pair_keys import OpenerPublicKey, Pair, pairs_of
from registry.sealing.refusals import EnvelopeRefused, unfit_instructions

FORMAT = "tilldela-sealing-instructions/v1"
SIGNED = b"tilldela-sealing-instructions/v1\0"
# Lone surrogates have no bytes.
ID = re.compile("[^\x00-\x20\x7f\ud800-\udfff]{1,64}")
MOST_OPENERS = 12
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class SealingInstructions:
    """`strict`: every pair that can open holds an outsider's key. `deadline` is aware."""

    tender_id: str
    lot_codes: tuple[str, ...]
    deadline: datetime
    openers: tuple[OpenerPublicKey, ...]
    strict: bool

    def __post_init__(self) -> None:
        if ID.fullmatch(self.tender_id) is None or not all(map(ID.fullmatch, self.lot_codes)):
            raise _malformed()
        if self.deadline.tzinfo is None or not self.lot_codes or type(self.strict) is not bool:
            raise _malformed()
        if len({opener.key_id for opener in self.openers}) != len(self.openers):
            raise _malformed()
        if len(self.openers) > MOST_OPENERS:
            raise _too_many()
        if not self.pairs:
            raise _no_pairs(self.strict)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        return pairs_of(self.openers, self.strict)

    @property
    def deadline_us(self) -> int:
        """Microseconds since 1970-01-01 UTC."""
        return (self.deadline - EPOCH) // timedelta(microseconds=1)

    def to_json(self) -> str:
        return canonical_json(
            {
                "format": FORMAT,
                "tender": self.tender_id,
                "lots": self.lot_codes,
                "deadline": self.deadline,
                "openers": [opener.as_json() for opener in self.openers],
                "strict": self.strict,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> SealingInstructions:
        """Raises `EnvelopeRefused` for anything but what `to_json` writes."""
        try:
            read = _read(json.loads(text))
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            raise _malformed() from None
        if read.to_json() != text.strip():
            raise _malformed()
        return read


def _read(found: dict[str, Any]) -> SealingInstructions:
    return SealingInstructions(
        tender_id=found["tender"],
        lot_codes=tuple(found["lots"]),
        deadline=datetime.fromisoformat(found["deadline"]),
        openers=tuple(OpenerPublicKey.from_json(each) for each in found["openers"]),
        strict=found["strict"],
    )


def signed_instructions(instructions: SealingInstructions, sign: Callable[[bytes], bytes]) -> str:
    """The text of TENDER.keys.json: the instructions, and `sign`'s Ed25519 signature on them."""
    text = instructions.to_json()
    return json.dumps(
        {
            "instructions": json.loads(text),
            "signature": sign(SIGNED + text.encode()).hex(),
        },
        ensure_ascii=False,
        indent=1,
    )


def read_signed_instructions(text: str, public_key: bytes | None) -> SealingInstructions:
    """Read TENDER.keys.json; without the installation's `public_key` (32 bytes) unchecked.

    Raises `EnvelopeRefused`: "malformed_instructions" or "forged_instructions".
    """
    try:
        found = json.loads(text)
        inner = canonical_json(found["instructions"])
        message = SIGNED + inner.encode()
        signature = bytes.fromhex(found["signature"])
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise _malformed() from None
    if public_key is not None:
        _check_signature(message, signature, public_key)
    return SealingInstructions.from_json(inner)


def _check_signature(message: bytes, signature: bytes, public_key: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise unfit_instructions(
            "forged_instructions",
            "Nyckelfilen är inte undertecknad med myndighetens nyckel",
            "The key file is not signed with the authority's key",
        ) from None


def _malformed() -> EnvelopeRefused:
    return unfit_instructions(
        "malformed_instructions",
        "Nyckelfilen följer inte formatet",
        "The key file does not follow the format",
    )


def _too_many() -> EnvelopeRefused:
    return unfit_instructions(
        "too_many_openers",
        f"En upphandling har högst {MOST_OPENERS} öppnare",
        f"A tender has at most {MOST_OPENERS} openers",
    )


def _no_pairs(strict: bool) -> EnvelopeRefused:
    outsider_sv, outsider_en = (
        (", varav en utomstående", ", one of them an outsider") if strict else ("", "")
    )
    return unfit_instructions(
        "no_pairs",
        f"Upphandlingen har inte två öppnare med nyckel{outsider_sv}",
        f"The tender does not have two openers with keys{outsider_en}",
    )
