"""What a bidder is given to seal by: whole, signed, and nothing else is taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from registry.sealing import (
    EnvelopeRefused,
    OpenerPublicKey,
    SealingInstructions,
    read_signed_instructions,
    signed_instructions,
)
from tests.registry.sealed_bids import DEADLINE, instructions, package, public, sealed, secret

GIVEN = instructions([secret(0), secret(1), secret(2)], outsiders=1, strict=True)
SIGNING = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
PUBLIC = SIGNING.public_key().public_bytes_raw()
SIGNED = signed_instructions(GIVEN, SIGNING.sign)


def refused(read: Callable[[], object]) -> str:
    with pytest.raises(EnvelopeRefused) as refusal:
        read()
    return refusal.value.code


def test_instructions_come_back_as_given_to_the_microsecond() -> None:
    assert SealingInstructions.from_json(GIVEN.to_json()) == GIVEN
    assert read_signed_instructions(SIGNED, PUBLIC) == GIVEN
    assert GIVEN.deadline_us == 1_772_492_399_999_999


def test_a_deadline_is_the_same_instant_in_any_zone() -> None:
    swedish = replace(GIVEN, deadline=DEADLINE.astimezone(timezone(timedelta(hours=1))))
    assert swedish.to_json() == GIVEN.to_json()


def test_without_the_authoritys_key_the_signature_is_not_looked_at() -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
    assert read_signed_instructions(signed_instructions(GIVEN, other.sign), None) == GIVEN


FORGED: dict[str, Callable[[dict[str, Any]], object]] = {
    "another key's signature": lambda found: found.update(signature="00" * 64),
    "a signature cut short": lambda found: found.update(signature="00"),
    "a later deadline": lambda found: found["instructions"].update(
        deadline="2026-04-02T22:59:59.999999+00:00"
    ),
    "another lot": lambda found: found["instructions"]["lots"].append("L03"),
    "no longer strict": lambda found: found["instructions"].update(strict=False),
    "a key of the forger's": lambda found: found["instructions"]["openers"].__setitem__(
        0, public(secret(9)).as_json()
    ),
    "an opener less": lambda found: found["instructions"]["openers"].pop(),
}


@pytest.mark.parametrize("change", FORGED)
def test_forged_instructions_are_refused(change: str) -> None:
    found = json.loads(SIGNED)
    FORGED[change](found)
    forged = json.dumps(found)
    assert refused(lambda: read_signed_instructions(forged, PUBLIC)) == "forged_instructions"


MALFORMED: list[tuple[str, object]] = [
    ("format", "tilldela-sealing-instructions/v2"),
    ("tender", ""),
    ("tender", "T 1"),
    ("tender", 1),
    ("tender", "\ud800"),
    ("lots", []),
    ("lots", "L01"),
    ("lots", [1]),
    ("deadline", "2026-03-02T22:59:59"),
    ("deadline", "2026-03-02T23:59:59+01:00"),
    ("deadline", 1),
    ("openers", None),
    ("openers", [{}]),
    ("strict", 1),
    ("note", "x"),
]


@pytest.mark.parametrize(("field", "value"), MALFORMED)
def test_malformed_instructions_are_refused(field: str, value: object) -> None:
    found = json.loads(SIGNED)
    found["instructions"][field] = value
    text = json.dumps(found)
    assert refused(lambda: read_signed_instructions(text, None)) == "malformed_instructions"


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 100_000, '{"instructions": 1}', "null"])
def test_what_is_no_instructions_is_refused(text: str) -> None:
    assert refused(lambda: read_signed_instructions(text, PUBLIC)) == "malformed_instructions"
    assert refused(lambda: SealingInstructions.from_json(text)) == "malformed_instructions"


def test_instructions_take_two_openers_and_in_strict_mode_an_outsider() -> None:
    two = [secret(0), secret(1)]
    assert refused(lambda: instructions([])) == "no_pairs"
    assert refused(lambda: instructions(two[:1])) == "no_pairs"
    assert refused(lambda: instructions(two, strict=True)) == "no_pairs"
    assert len(instructions(two).pairs) == 1
    assert len(instructions(two, outsiders=1, strict=True).pairs) == 1


def test_instructions_take_no_opener_twice_and_at_most_twelve() -> None:
    assert refused(lambda: instructions([secret(0), secret(0)])) == "malformed_instructions"
    assert refused(lambda: instructions([secret(n) for n in range(13)])) == "too_many_openers"
    assert len(instructions([secret(n) for n in range(12)]).pairs) == 66


def test_a_deadline_without_a_zone_is_refused() -> None:
    local = datetime.fromisoformat("2026-03-02T22:59:59")
    assert refused(lambda: replace(GIVEN, deadline=local)) == "malformed_instructions"


def test_a_key_that_is_not_the_one_it_says_is_refused() -> None:
    key = public(secret(0))
    assert refused(lambda: OpenerPublicKey("0" * 16, key.public)) == "unfit_key"
    assert refused(lambda: OpenerPublicKey.of(b"short")) == "unfit_key"


def test_a_key_that_anybody_could_open_for_is_not_sealed_to() -> None:
    """The all-zero point gives the same shared secret to everybody."""
    weak = OpenerPublicKey.of(bytes(32))
    given = replace(GIVEN, openers=(*GIVEN.openers, weak), strict=False)
    assert refused(lambda: sealed(package(), given)) == "unfit_key"
