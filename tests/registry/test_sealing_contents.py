"""What goes into an envelope comes out, and what may not be in it goes neither in nor out."""

from __future__ import annotations

import hashlib
import io
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.sealing import (
    BidFile,
    BidFileEntry,
    EnvelopeRefused,
    new_bid_id,
    seal,
)
from registry.sealing.bid_files import MAX_FILES
from registry.sealing.padding import CHUNK_BYTES, bucket
from tests.registry.sealed_bids import (
    NONCE,
    bid_file,
    crafted,
    instructions,
    listed,
    opened,
    package,
    sealed,
    secret,
)

OPENERS = (secret(0), secret(1))
GIVEN = instructions(OPENERS)


def back(*files: BidFile) -> list[tuple[str, bytes]]:
    found = opened(sealed(package(*files), GIVEN), *OPENERS)
    return [(entry.name, content) for entry, content in found.files()]


@pytest.mark.parametrize(
    "sizes",
    [
        (),
        (0,),
        (0, 0, 0),
        (1,),
        (CHUNK_BYTES - 300,),
        (CHUNK_BYTES,),
        (CHUNK_BYTES + 1, 5),
        (10_000_000,),
        tuple(range(200)),
    ],
    ids=lambda sizes: f"{len(sizes)} files, {sum(sizes)} bytes",
)
def test_files_come_out_as_they_went_in(sizes: tuple[int, ...], tmp_path: Path) -> None:
    contents = [bytes([n % 251 + 1]) * size for n, size in enumerate(sizes)]
    files = [bid_file(tmp_path, f"{n}.bin", each, n) for n, each in enumerate(contents)]
    assert back(*files) == [(f"{n}.bin", each) for n, each in enumerate(contents)]


def test_the_whole_list_of_contents_comes_out(tmp_path: Path) -> None:
    file = bid_file(tmp_path, "Anbud Åre.pdf", b"offer")
    values = {"price": 10**15, "from": date(2026, 3, 1), "parts": [1, None, True, {"å": "ö"}]}
    found = opened(sealed(package(file, values=values), GIVEN), *OPENERS)
    assert (found.lot_code, found.organisation_id) == ("L01", "org-1")
    assert found.values == {**values, "from": "2026-03-01"}
    assert found.entries == (
        BidFileEntry(
            "Anbud Åre.pdf", "application/octet-stream", 5, hashlib.sha256(b"offer").hexdigest()
        ),
    )


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def composed(value: Any) -> Any:
    """As canonical JSON has it: every text in NFC."""
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case list():
            return [composed(each) for each in value]
        case dict():
            return {composed(key): composed(each) for key, each in value.items()}
    return value


@settings(max_examples=60)
@given(st.dictionaries(st.text("abcå", max_size=4), JSON, max_size=4), st.binary(max_size=3000))
def test_any_values_and_bytes_make_the_round_trip(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, Any], content: bytes
) -> None:
    file = bid_file(tmp_path_factory.getbasetemp(), "any.bin", content)
    try:
        envelope = sealed(package(file, values=values), GIVEN)
    except EnvelopeRefused as refusal:
        if refusal.code != "unfit_values":
            raise
        # Two keys that are one text once composed.
        return
    found = opened(envelope, *OPENERS)
    assert found.values == composed(values)
    assert [each for _, each in found.files()] == [content]


@settings(max_examples=40)
@given(st.binary(max_size=400))
def test_any_bytes_at_all_are_refused_as_an_envelope(noise: bytes) -> None:
    for envelope in (noise, b"tilldela-bid/v1\0" + noise):
        with pytest.raises(EnvelopeRefused):
            opened(envelope, *OPENERS)


GOOD_NAMES = [
    "pris.xlsx",
    "Bilaga 1: åäö – slutlig (2).pdf",
    "…",
    "..pdf",
    "семь 七.txt",
    "👩‍👩‍👧.png",
    "a" * 255,
]


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_an_odd_name_is_kept(name: str, tmp_path: Path) -> None:
    assert back(bid_file(tmp_path, name, b"x")) == [(name, b"x")]


def test_a_name_in_parts_comes_out_composed(tmp_path: Path) -> None:
    parts = unicodedata.normalize("NFD", "Åre.pdf")
    assert back(bid_file(tmp_path, parts, b"x")) == [("Åre.pdf", b"x")]


BAD_NAMES = [
    "",
    ".",
    "..",
    "../pris.xlsx",
    "a/b",
    "/etc/passwd",
    "C:\\pris.xlsx",
    "a\\b",
    "a\0b",
    "a\nb",
    "\x7f",
    "a\u2028b",
    "\u202efdp.exe",
    " a",
    "a ",
    "a" * 256,
    "å" * 128,
    "\ud800",
]


def entry(**changed: Any) -> dict[str, Any]:
    fields = {
        "name": "a",
        "media_type": "text/plain",
        "size": 1,
        "sha256": hashlib.sha256(b"x").hexdigest(),
    }
    return {**fields, **changed}


def manifest(*files: Any, **changed: Any) -> dict[str, Any]:
    fields = {
        "lot": "L01",
        "organisation": "org-1",
        "place_nonce": NONCE,
        "values": {},
        "files": list(files),
    }
    return {**fields, **changed}


def opened_as(content: bytes, **crafting: Any) -> str:
    try:
        opened(crafted(GIVEN, content, **crafting), *OPENERS)
    except EnvelopeRefused as refusal:
        return refusal.code
    return "opened"


@pytest.mark.parametrize("name", BAD_NAMES, ids=ascii)
def test_a_name_that_leads_elsewhere_is_refused_at_sealing(name: str, tmp_path: Path) -> None:
    with pytest.raises(EnvelopeRefused, match="A file cannot be called") as refusal:
        sealed(package(bid_file(tmp_path, name, b"x")), GIVEN)
    assert refusal.value.code == "unfit_name"


@pytest.mark.parametrize("name", [*BAD_NAMES[:-1], "A\u030are.pdf"], ids=ascii)
def test_a_name_that_leads_elsewhere_is_refused_at_the_opening_too(name: str) -> None:
    # Another tool wrote the list; canonical JSON would mend a name in parts.
    text = listed(manifest(entry(name="NAME")))[4:].replace(b"NAME", _json_text(name))
    content = len(text).to_bytes(4, "big") + text + b"x"
    assert opened_as(content) == "malformed_manifest"


def _json_text(name: str) -> bytes:
    plain = name.replace("\\", "\\\\").replace("\0", "\\u0000").replace("\n", "\\n")
    return plain.encode()


def test_a_crafted_envelope_that_keeps_to_the_format_opens() -> None:
    assert opened_as(listed(manifest(entry()), b"x")) == "opened"


BROKEN_CONTENTS: dict[str, tuple[bytes, str]] = {
    "no list": (b"", "malformed_manifest"),
    "a list longer than the body": (b"\0\x20\0\0{}", "malformed_manifest"),
    "a list of unreasonable length": (b"\xff\xff\xff\xff{}", "malformed_manifest"),
    "no JSON": (b"\0\0\0\2]]", "malformed_manifest"),
    "nested without end": (b"\0\1\x86\xa0" + b"[" * 100_000, "malformed_manifest"),
    "a list instead of an object": (b"\0\0\0\2[]", "malformed_manifest"),
    "values as a list": (listed(manifest(values=[])), "malformed_manifest"),
    "a lot as a number": (listed(manifest(lot=1)), "malformed_manifest"),
    "a field too many": (listed(manifest(note="x")), "malformed_manifest"),
    "a file without a size": (listed(manifest({"name": "a"})), "malformed_manifest"),
    "a size as text": (listed(manifest(entry(size="1")), b"x"), "malformed_manifest"),
    "a size below nothing": (listed(manifest(entry(size=-1))), "malformed_manifest"),
    "a size true": (listed(manifest(entry(size=True)), b"x"), "malformed_manifest"),
    "more than may be sent": (listed(manifest(entry(size=200_000_001))), "malformed_manifest"),
    "a media type that is none": (
        listed(manifest(entry(media_type="text")), b"x"),
        "malformed_manifest",
    ),
    "two names that differ in case": (
        listed(manifest(entry(), entry(name="A")), b"xx"),
        "malformed_manifest",
    ),
    "too many files": (
        listed(manifest(*(entry(name=str(n)) for n in range(MAX_FILES + 1)))),
        "malformed_manifest",
    ),
    "another file's hash": (listed(manifest(entry()), b"y"), "file_mismatch"),
    "a file longer than the body": (
        listed(manifest(entry(size=10_000_000)), b"x"),
        "file_mismatch",
    ),
    "something after the files": (listed(manifest(entry()), b"xy"), "wrong_size"),
    "another lot than it was sealed for": (listed(manifest(lot="L02")), "place_mismatch"),
    "another tenderer": (listed(manifest(organisation="org-2")), "place_mismatch"),
    "another nonce": (listed(manifest(place_nonce="00" * 32)), "place_mismatch"),
}


@pytest.mark.parametrize("fault", BROKEN_CONTENTS)
def test_contents_that_break_the_format_are_refused(fault: str) -> None:
    content, code = BROKEN_CONTENTS[fault]
    assert opened_as(content) == code


def test_a_body_without_its_padding_is_refused() -> None:
    content = listed(manifest())
    padded = content.ljust(bucket(len(content)) + 1, b"\0")
    assert opened_as(content, padded=content) == "wrong_size"
    assert opened_as(content, padded=padded) == "wrong_size"


UNFIT: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown lot": ({"lot_code": "L09"}, "unknown_lot"),
    "a tenderer with a space": ({"organisation_id": "org 1"}, "unfit_organisation"),
    "a decimal number": ({"values": {"price": 1.5}}, "unfit_values"),
    "a number too large to be exact": ({"values": {"a": [{"b": 2**53 + 1}]}}, "unfit_values"),
    "a key that is no text": ({"values": {1: "a"}}, "unfit_values"),
    "text without bytes": ({"values": {"a": "\ud800"}}, "unfit_values"),
    "values without end": ({"values": {"a": "x" * 4_300_000}}, "values_too_large"),
}


@pytest.mark.parametrize("fault", UNFIT)
def test_a_bid_that_cannot_be_sealed_is_refused_and_nothing_is_written(fault: str) -> None:
    changed, code = UNFIT[fault]
    out = io.BytesIO()
    with pytest.raises(EnvelopeRefused) as refusal:
        seal(package(**changed), GIVEN, "bid-1", 1, out)
    assert (refusal.value.code, out.getvalue()) == (code, b"")


@pytest.mark.parametrize(("bid_id", "version"), [("", 1), ("a b", 1), ("x" * 65, 1), ("a", 0)])
def test_an_id_or_version_that_is_none_is_refused(bid_id: str, version: int) -> None:
    with pytest.raises(EnvelopeRefused) as refusal:
        sealed(package(), GIVEN, bid_id, version)
    assert refusal.value.code == "unfit_number"


def refused_files(*files: BidFile) -> str:
    out = io.BytesIO()
    with pytest.raises(EnvelopeRefused) as refusal:
        seal(package(*files), GIVEN, "bid-1", 1, out)
    assert out.getvalue() == b""
    return refusal.value.code


def test_files_that_cannot_be_sealed_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    here = bid_file(tmp_path, "Pris.pdf", b"x")
    large = BidFile("large.bin", "text/plain", tmp_path / "large")
    with large.path.open("wb") as file:
        # A hole takes no room on the disk.
        file.truncate(200_000_001)
    assert refused_files(here, BidFile("pris.PDF", "text/plain", here.path)) == "same_name"
    assert refused_files(BidFile("a", "text/plain", tmp_path / "gone")) == "unreadable_file"
    assert refused_files(BidFile("a", "text/plain", tmp_path)) == "unreadable_file"
    assert refused_files(BidFile("a", "text", here.path)) == "unfit_media_type"
    assert refused_files(large) == "too_large"
    many = [BidFile(f"{n}", "text/plain", here.path) for n in range(MAX_FILES + 1)]
    assert refused_files(*many) == "too_many_files"


@pytest.mark.parametrize("after", [b"longer than it was", b"othe", b""])
def test_a_file_that_changes_while_it_is_sealed_is_refused(after: bytes, tmp_path: Path) -> None:
    file = bid_file(tmp_path, "a", b"once")

    class Meddling(io.BytesIO):
        """The file changes once the head is out: after it was hashed."""

        def write(self, content: Any) -> int:
            file.path.write_bytes(after)
            return super().write(content)

    with pytest.raises(EnvelopeRefused) as refusal:
        seal(package(file), GIVEN, "bid-1", 1, Meddling())
    assert refusal.value.code == "file_changed"


def test_bid_ids_tell_nothing_and_differ() -> None:
    ids = {new_bid_id() for _ in range(50)}
    assert (len(ids), {len(each) for each in ids}) == (50, {32})
    assert new_bid_id(bytes) == "0" * 32


def test_every_refusal_says_what_why_and_what_to_do_in_both_languages() -> None:
    with pytest.raises(EnvelopeRefused) as refusal:
        opened(sealed(package(), GIVEN), OPENERS[0], OPENERS[0])
    assert refusal.value.reason.code == "envelope.same_key"
    assert refusal.value.in_("sv") == (
        "Samma nyckel har angetts två gånger. Låt två av de utsedda öppnarna öppna, var och en"
        " med sin egen nyckel."
    )
    assert refusal.value.in_("en") == (
        "The same key has been given twice. Let two of the appointed openers open, each with a"
        " key of their own."
    )
