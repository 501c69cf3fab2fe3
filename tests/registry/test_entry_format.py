"""Journal format v1, byte by byte: an entry written today must verify in fifty years."""

from __future__ import annotations

import hashlib
import struct
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.entry_format import GENESIS, NotCanonical, canonical_json, entry_hash, payload_hash

ASA_NFC, ASA_NFD = "\u00c5sa", "A\u030asa"


class Word(StrEnum):
    RANKED = "ranked"


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ({}, "{}"),
        ({"b": 1, "a": 2}, '{"a":2,"b":1}'),
        ({"Z": 1, "a": 2, "å": 3}, '{"Z":1,"a":2,"å":3}'),
        ({"nested": {"b": [1, {"d": 1, "c": 2}], "a": None}},
         '{"nested":{"a":null,"b":[1,{"c":2,"d":1}]}}'),
        ({"name": "Åsa Öberg"}, '{"name":"Åsa Öberg"}'),
        ({"text": 'a"b\\c\n\x00'}, '{"text":"a\\"b\\\\c\\n\\u0000"}'),
        ({"yes": True, "no": False, "one": 1, "zero": 0},
         '{"no":false,"one":1,"yes":true,"zero":0}'),
        ({"pair": (1, 2)}, '{"pair":[1,2]}'),
        ({"word": Word.RANKED}, '{"word":"ranked"}'),
        ({"day": date(2026, 3, 2)}, '{"day":"2026-03-02"}'),
        ({"at": datetime(2026, 3, 2, 8, tzinfo=UTC)}, '{"at":"2026-03-02T08:00:00+00:00"}'),
        ({"n": 2**53}, '{"n":9007199254740992}'),
        ({"n": -(2**53)}, '{"n":-9007199254740992}'),
        ({"n": 2**53 + 1}, '{"n":"9007199254740993"}'),
        ({"n": -(2**53) - 1}, '{"n":"-9007199254740993"}'),
    ],
)  # fmt: skip
def test_a_payload_has_exactly_this_text(payload: dict[str, Any], text: str) -> None:
    assert canonical_json(payload) == text


def test_a_name_is_the_same_however_it_was_typed() -> None:
    assert ASA_NFC != ASA_NFD
    assert canonical_json({ASA_NFD: ASA_NFD}) == canonical_json({ASA_NFC: ASA_NFC})


def test_an_instant_is_the_same_in_every_time_zone() -> None:
    noon = datetime(2026, 7, 1, 12, 0, 0, 5, tzinfo=UTC)
    swedish = noon.astimezone(timezone(timedelta(hours=2)))
    assert canonical_json({"at": swedish}) == '{"at":"2026-07-01T12:00:00.000005+00:00"}'


@pytest.mark.parametrize(
    ("payload", "refusal"),
    [
        ({"price": 0.1}, "A journal payload cannot hold a float."),
        ({"price": 1.0}, "A journal payload cannot hold a float."),
        ({"price": float("nan")}, "A journal payload cannot hold a float."),
        ({"deep": [{"price": 0.1}]}, "A journal payload cannot hold a float."),
        ({"price": Decimal("0.1")}, "A journal payload cannot hold a Decimal."),
        ({"content": b"a"}, "A journal payload cannot hold a bytes."),
        ({"set": {1}}, "A journal payload cannot hold a set."),
        ({1: 1}, "The keys of a journal payload are strings."),
        ({"deep": {None: 1}}, "The keys of a journal payload are strings."),
        ({ASA_NFC: 1, ASA_NFD: 2}, "Two keys of a journal payload are the same text."),
        ({"at": datetime(2026, 3, 2, tzinfo=UTC).replace(tzinfo=None)},
         "An instant in a journal payload has a time zone."),
    ],
)  # fmt: skip
def test_what_has_no_single_form_is_refused(payload: dict[Any, Any], refusal: str) -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical_json(payload)
    assert str(refused.value) == refusal


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abåÅ", max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abåÅ", max_size=3), JSON, max_size=4))
def test_the_order_of_keys_and_the_form_of_letters_change_nothing(payload: dict[str, Any]) -> None:
    turned = dict(reversed(payload.items()))
    typed_apart = {unicodedata.normalize("NFD", key): turned[key] for key in turned}
    assert canonical_json(typed_apart) == canonical_json(payload)


# The vector: seq 1 after nothing, at 1970-01-01 00:00:00.000001 UTC, by "a", kind "k", payload {}.
PAYLOAD_SHA256 = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
ENTRY_BYTES = b"".join(
    bytes.fromhex(part)
    for part in (
        "70726f637572656d656e742d6c6f672f763100",
        "00000008 0000000000000001",
        "00000020 0000000000000000000000000000000000000000000000000000000000000000",
        "00000008 0000000000000001",
        "00000001 61",
        "00000001 6b",
        "00000020 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    )
)


def test_the_first_entry_hashes_exactly_these_bytes() -> None:
    assert payload_hash("{}") == PAYLOAD_SHA256
    assert len(ENTRY_BYTES) == 19 + 6 * 4 + 8 + 32 + 8 + 1 + 1 + 32
    assert entry_hash(1, GENESIS, 1, "a", "k", PAYLOAD_SHA256) == (
        hashlib.sha256(ENTRY_BYTES).hexdigest()
    )


VECTOR = "c6b65e66c9d1a20b032eb9ddc3f7f4be9d4b5eea3e8ea6a65f16e7df57097798"


def test_the_vector_has_exactly_this_hash() -> None:
    assert entry_hash(1, GENESIS, 1, "a", "k", PAYLOAD_SHA256) == VECTOR


def test_letters_are_hashed_in_utf_8_and_times_before_1970_count_down() -> None:
    fields = [
        struct.pack(">Q", 2**40),
        bytes.fromhex("ab" * 32),
        struct.pack(">q", -5),
        "Åsa".encode(),
        "händelse".encode(),
        bytes.fromhex(PAYLOAD_SHA256),
    ]
    expected = b"procurement-log/v1\0"
    for field in fields:
        expected += struct.pack(">I", len(field)) + field
    assert entry_hash(2**40, "ab" * 32, -5, "Åsa", "händelse", PAYLOAD_SHA256) == (
        hashlib.sha256(expected).hexdigest()
    )


def test_moving_a_letter_from_one_field_to_the_next_changes_the_hash() -> None:
    hashes = {
        entry_hash(1, GENESIS, 1, actor, kind, PAYLOAD_SHA256)
        for actor, kind in (("ab", "c"), ("a", "bc"), ("abc", ""), ("", "abc"))
    }
    assert len(hashes) == 4


def test_every_field_counts() -> None:
    same: tuple[Any, ...] = (1, GENESIS, 1, "a", "k", PAYLOAD_SHA256)
    others: tuple[Any, ...] = (2, "f" * 64, 2, "b", "l", "f" * 64)
    changed = [(*same[:at], others[at], *same[at + 1 :]) for at in range(6)]
    assert len({entry_hash(*each) for each in [same, *changed]}) == 7
