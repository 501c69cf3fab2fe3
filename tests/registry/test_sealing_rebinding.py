"""An envelope cannot be moved, mended or mixed: every change is refused, each with its code."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from registry.sealing import EnvelopeRefused, Expected, check_header, read_header
from registry.sealing.header import MAGIC
from registry.sealing.padding import CHUNK_BYTES, TAG_BYTES
from tests.registry.sealed_bids import (
    DEADLINE,
    EXPECTED,
    head_and_body,
    instructions,
    opened,
    package,
    sealed,
    secret,
    with_head,
)

OPENERS = [secret(0), secret(1), secret(2)]
GIVEN = instructions(OPENERS)
# More than two chunks, so that chunks can change places.
BID = package(values={"text": "x" * 2_500_000})
ONE = sealed(BID, GIVEN)
OTHER = sealed(BID, GIVEN, bid_id="bid-2")
HEAD, BODY = head_and_body(ONE)
OTHER_HEAD, OTHER_BODY = head_and_body(OTHER)
MINE = {OPENERS[0].key_id, OPENERS[1].key_id}
PAIRS_OF_OTHERS = [pair for pair in HEAD["pairs"] if set(pair[:2]) != MINE]
SEALED_CHUNK = CHUNK_BYTES + TAG_BYTES
CHUNKS = [BODY[at : at + SEALED_CHUNK] for at in range(0, len(BODY), SEALED_CHUNK)]


def refused(envelope: bytes, expected: Expected = EXPECTED) -> str:
    """The code of the refusal; "accepted" when it opened."""
    try:
        opened(envelope, OPENERS[0], OPENERS[1], expected)
    except EnvelopeRefused as refusal:
        return refusal.code
    return "accepted"


def headed(**fields: Any) -> bytes:
    return with_head({**HEAD, **fields}, BODY)


def expecting(**fields: Any) -> Expected:
    return replace(EXPECTED, **fields)


# An attacker changes the register along with the head: what was expected follows.
MOVED: dict[str, tuple[bytes, Expected, str]] = {
    "to another tender in the register": (ONE, expecting(tender_id="T-2"), "wrong_tender"),
    "to another bid in the register": (ONE, expecting(bid_id="bid-2"), "wrong_bid"),
    "to another version in the register": (ONE, expecting(version=2), "wrong_version"),
    "another tender in the head": (headed(tender="T-2"), EXPECTED, "wrong_tender"),
    "another bid in the head": (headed(bid="bid-2"), EXPECTED, "wrong_bid"),
    "another version in the head": (headed(version=2), EXPECTED, "wrong_version"),
    "tender in both": (headed(tender="T-2"), expecting(tender_id="T-2"), "cannot_decrypt"),
    "bid in both": (headed(bid="bid-2"), expecting(bid_id="bid-2"), "cannot_decrypt"),
    "version in both": (headed(version=2), expecting(version=2), "cannot_decrypt"),
    "a later deadline": (headed(deadline=HEAD["deadline"] + 1), EXPECTED, "cannot_decrypt"),
    "an earlier deadline": (headed(deadline=HEAD["deadline"] - 1), EXPECTED, "cannot_decrypt"),
    "another lot or tenderer": (headed(place=OTHER_HEAD["place"]), EXPECTED, "cannot_decrypt"),
    "another commitment": (
        headed(commitment=OTHER_HEAD["commitment"]),
        EXPECTED,
        "cannot_decrypt",
    ),
    "one key more": (headed(keys=[*HEAD["keys"], "f" * 16]), EXPECTED, "cannot_decrypt"),
    "keys in another order": (headed(keys=HEAD["keys"][::-1]), EXPECTED, "cannot_decrypt"),
    "another bid's pairs": (headed(pairs=OTHER_HEAD["pairs"]), EXPECTED, "cannot_decrypt"),
    "another bid's body": (with_head(HEAD, OTHER_BODY), EXPECTED, "cannot_decrypt"),
    "another bid's head": (
        with_head(OTHER_HEAD, BODY),
        expecting(bid_id="bid-2"),
        "cannot_decrypt",
    ),
    "another bid's head with our id": (
        with_head({**OTHER_HEAD, "bid": HEAD["bid"]}, BODY),
        EXPECTED,
        "cannot_decrypt",
    ),
    "another chunk size": (headed(chunk=CHUNK_BYTES // 2), EXPECTED, "malformed_header"),
    "the openers' pair left out": (headed(pairs=PAIRS_OF_OTHERS), EXPECTED, "not_a_pair"),
}

CUT: dict[str, tuple[bytes, str]] = {
    "nothing but the head": (with_head(HEAD, b""), "cannot_decrypt"),
    "the last byte cut off": (ONE[:-1], "cannot_decrypt"),
    "the last chunk cut off": (with_head(HEAD, b"".join(CHUNKS[:-1])), "cannot_decrypt"),
    "a chunk left out": (with_head(HEAD, b"".join([CHUNKS[0], *CHUNKS[2:]])), "cannot_decrypt"),
    "two chunks in each other's place": (
        with_head(HEAD, b"".join([CHUNKS[1], CHUNKS[0], *CHUNKS[2:]])),
        "cannot_decrypt",
    ),
    "a chunk twice": (with_head(HEAD, b"".join([CHUNKS[0], *CHUNKS])), "cannot_decrypt"),
    "another bid's chunk": (
        with_head(HEAD, OTHER_BODY[:SEALED_CHUNK] + BODY[SEALED_CHUNK:]),
        "cannot_decrypt",
    ),
    "a byte after the end": (ONE + b"\0", "cannot_decrypt"),
    "a chunk after the end": (with_head(HEAD, BODY + CHUNKS[-1]), "cannot_decrypt"),
    "a chunk of zeros after the end": (
        with_head(HEAD, BODY + bytes(SEALED_CHUNK)),
        "cannot_decrypt",
    ),
    "cut within the head": (ONE[:100], "malformed_header"),
    "cut within the magic": (ONE[:8], "not_an_envelope"),
    "nothing": (b"", "not_an_envelope"),
    "another format": (b"tilldela-bid/v2\0" + ONE[16:], "not_an_envelope"),
}


@pytest.mark.parametrize("change", MOVED)
def test_an_envelope_that_is_moved_is_refused(change: str) -> None:
    envelope, expected, code = MOVED[change]
    assert refused(envelope, expected) == code


@pytest.mark.parametrize("change", CUT)
def test_an_envelope_that_is_cut_or_mixed_is_refused(change: str) -> None:
    envelope, code = CUT[change]
    assert refused(envelope) == code


def test_no_change_is_accepted_and_the_unchanged_is() -> None:
    tried = [refused(envelope, expected) for envelope, expected, _ in MOVED.values()]
    tried += [refused(envelope) for envelope, _ in CUT.values()]
    accepted = tried.count("accepted")
    print(f"\nP3 rebinding: {len(tried)} changes, accepted {accepted}")
    assert (accepted, refused(ONE)) == (0, "accepted")


def test_a_flipped_bit_anywhere_in_a_small_envelope_is_refused() -> None:
    small = sealed(package(), GIVEN)
    head_ends = len(small) - len(head_and_body(small)[1])
    places = [*range(head_ends), *range(head_ends, len(small), 997), len(small) - 1]
    # The halves of the other pairs are read by others alone.
    mine = _bytes_read_by(small)
    accepted = [at for at in places if refused(_flipped(small, at)) == "accepted"]
    assert [at for at in accepted if at in mine] == []
    print(f"\nP3 flipped bits: {len(places)}, accepted where it counts 0")


def _flipped(envelope: bytes, at: int) -> bytes:
    return envelope[:at] + bytes([envelope[at] ^ 1]) + envelope[at + 1 :]


def _bytes_read_by(envelope: bytes) -> set[int]:
    """Everything but other pairs' halves and names."""
    others = [pair for pair in head_and_body(envelope)[0]["pairs"] if set(pair[:2]) != MINE]
    skipped: set[int] = set()
    for pair in others:
        start = envelope.index(f'["{pair[0]}","{pair[1]}","{pair[2]}'.encode())
        skipped |= set(range(start, envelope.index(b"]", start)))
    return {*range(len(envelope))} - skipped


MALFORMED: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a field too many": lambda head: {**head, "note": "x"},
    "a field missing": lambda head: {name: head[name] for name in head if name != "place"},
    "no object": lambda head: [head],
    "a version as text": lambda head: {**head, "version": "1"},
    "a version true": lambda head: {**head, "version": True},
    "version zero": lambda head: {**head, "version": 0},
    "a deadline before the epoch": lambda head: {**head, "deadline": -1},
    "a tender with a space": lambda head: {**head, "tender": "T 1"},
    "a bid id with a slash": lambda head: {**head, "bid": "../1"},
    "a place in capitals": lambda head: {**head, "place": head["place"].upper()},
    "no pairs": lambda head: {**head, "pairs": []},
    "a pair twice": lambda head: {**head, "pairs": [head["pairs"][0], *head["pairs"]]},
    "pairs in another order": lambda head: {**head, "pairs": head["pairs"][::-1]},
    "a pair of one": lambda head: {
        **head,
        "pairs": [[HEAD["keys"][0], HEAD["keys"][0], *head["pairs"][0][2:]]],
    },
    "a pair of strangers": lambda head: {
        **head,
        "pairs": [["0" * 16, "1" * 16, *head["pairs"][0][2:]]],
    },
    "a half too short": lambda head: {
        **head,
        "pairs": [[*head["pairs"][0][:3], "00"], *head["pairs"][1:]],
    },
    "a pair of three": lambda head: {**head, "pairs": [head["pairs"][0][:3]]},
    "keys as numbers": lambda head: {**head, "keys": [1, 2]},
}


@pytest.mark.parametrize("fault", MALFORMED)
def test_a_malformed_head_is_refused(fault: str) -> None:
    assert refused(with_head(MALFORMED[fault](HEAD), BODY)) == "malformed_header"


@pytest.mark.parametrize(
    "text",
    [
        b"{}",
        b"not json",
        b"[" * 100_000,
        b'{"deadline":' + b"9" * 5000 + b"}",
        b'{"tender":"\\ud800"}',
        b"\xff\xfe{\0}\0",
        b'{"version":NaN}',
    ],
)
def test_a_head_that_is_no_head_is_refused(text: bytes) -> None:
    assert refused(MAGIC + len(text).to_bytes(4, "big") + text) == "malformed_header"


def test_a_head_written_with_spaces_is_refused() -> None:
    spaced = str(HEAD).replace("'", '"').encode()
    assert refused(MAGIC + len(spaced).to_bytes(4, "big") + spaced + BODY) == "malformed_header"


@pytest.mark.parametrize("length", [0, 2**18, 2**32 - 1])
def test_a_head_of_unreasonable_length_is_refused(length: int) -> None:
    assert refused(MAGIC + length.to_bytes(4, "big") + b"{}") == "malformed_header"


def checked(envelope: bytes, *ever: Any) -> str:
    try:
        check_header(read_header(io.BytesIO(envelope)), ever, len(envelope))
    except EnvelopeRefused as refusal:
        return f"{refusal.code}: {refusal.reason.in_('en')}"
    return "taken in"


NEVER = "not_the_tenders: The bid file is sealed with {} that the tender has not had"
SMALL = sealed(package(), GIVEN)
LATER = replace(GIVEN, deadline=DEADLINE + timedelta(days=7))
OTHERS = instructions([*OPENERS[:2], secret(3)])
STRICT = instructions(OPENERS, outsiders=1, strict=True)


@pytest.mark.parametrize(
    ("envelope", "ever", "said"),
    [
        (SMALL, (GIVEN,), "taken in"),
        (SMALL, (LATER, OTHERS, GIVEN), "taken in"),
        (SMALL, (), NEVER.format("a tender")),
        (SMALL, (replace(GIVEN, tender_id="T-2"),), NEVER.format("a tender")),
        (SMALL, (LATER,), NEVER.format("a deadline")),
        (SMALL, (OTHERS,), NEVER.format("a set of openers")),
        (SMALL, (STRICT,), NEVER.format("a set of openers")),
        (sealed(package(), STRICT), (STRICT,), "taken in"),
        (sealed(package(), STRICT), (GIVEN,), NEVER.format("a set of openers")),
    ],
)
def test_only_what_the_tender_has_given_out_may_have_sealed_a_bid(
    envelope: bytes, ever: tuple[Any, ...], said: str
) -> None:
    assert checked(envelope, *ever) == said


@pytest.mark.parametrize("change", [b"", b"\0", bytes(2047), bytes(SEALED_CHUNK + 1)])
def test_a_size_outside_every_bucket_is_refused_at_the_door(change: bytes) -> None:
    envelope = SMALL + change if change else SMALL[:-1]
    assert checked(envelope, GIVEN).split(":")[0] == "wrong_size"
