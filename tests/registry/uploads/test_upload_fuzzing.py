"""Ordinary files with bytes changed: accepted or refused, never anything else, and soon."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.uploads.check import check_upload
from registry.uploads.pdf import check_ends, examine
from registry.uploads.refusals import UploadRefused
from registry.uploads.xml import parse_xml
from tests.registry.uploads.legal_files import LEGAL

SETTINGS = settings(
    deadline=timedelta(seconds=2),
    derandomize=True,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow],
)
PDFS = {name: content for name, content in LEGAL.items() if name.lower().endswith("pdf")}
OTHERS = {name: content for name, content in LEGAL.items() if name not in PDFS}
CHUNKS = st.sampled_from(
    [b"", b"\0", b"\xff", b"<", b"<!DOCTYPE", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xff\xff\xff"]
)


@st.composite
def mutated(draw: st.DrawFn, content: bytes) -> bytes:
    """One to four places overwritten, cut out, or filled with what parsers look for."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 8))
        new = draw(st.one_of(CHUNKS, st.binary(max_size=8)))
        content = content[:at] + new + content[at + length :]
    return content


@pytest.mark.parametrize("name", OTHERS)
def test_a_changed_file_is_accepted_or_refused(name: str) -> None:
    # The archive has a PDF in it, whose structure the second test changes.
    content = OTHERS[name]

    @SETTINGS
    @given(mutated(content))
    def try_one(changed: bytes) -> None:
        with suppress(UploadRefused):
            check_upload(name, changed)

    try_one()


@pytest.mark.parametrize("name", PDFS)
def test_a_changed_pdf_loses_no_child_process(name: str) -> None:
    @settings(SETTINGS, deadline=timedelta(seconds=10), max_examples=8)
    @given(st.lists(mutated(PDFS[name]), min_size=20, max_size=20))
    def try_many(changed: list[bytes]) -> None:
        for one in changed:
            with suppress(UploadRefused):
                check_ends(one)
        assert "pdf_too_heavy" not in examine(changed)

    try_many()


@SETTINGS
@given(st.text(max_size=300))
def test_any_name_is_accepted_or_refused(name: str) -> None:
    with suppress(UploadRefused):
        check_upload(name, LEGAL["priser.csv"])


@SETTINGS
@given(st.binary(max_size=200))
def test_any_bytes_are_xml_or_refused(content: bytes) -> None:
    with suppress(UploadRefused):
        parse_xml(content)
