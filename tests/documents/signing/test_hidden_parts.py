"""A text laid beside the one that is read: for viewers that mend what they find damaged."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from documents.signing.levels import Place
from documents.signing.validating import Validator
from tests.documents.signing.signing_desk import LATER, desk, signed, unsigned

Objects = tuple[tuple[int, bytes], ...]
NOTHING = b"<< /Type /Pages /Kids [] /Count 0 >>"
OTHER_CATALOG = b"<< /Type /Catalog /Pages 99 0 R >>"


def catalog() -> tuple[int, bytes]:
    """The number and the text of the file's own."""
    number = int(re.findall(rb"/Root (\d+) 0 R", unsigned())[-1])
    found = re.search(rb"\n%d 0 obj\s*(<<.*?>>)\s*endobj" % number, unsigned(), re.DOTALL)
    assert found is not None
    return number, found[1]


def appended(objects: Objects, unlisted: bytes = b"") -> bytes:
    """The file with one increment. Of an object that comes twice the first is listed."""
    pdf = unsigned()
    out, places = pdf + b"\n", dict[int, int]()
    for number, body in objects:
        places.setdefault(number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    out += unlisted
    begins, before = len(out), re.findall(rb"startxref\s+(\d+)", pdf)[-1]
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % each for each in sorted(places.items()))
    same = re.findall(rb"/(?:Info|Root) \d+ 0 R|/ID \[.*?\]", pdf)
    trailer = b"trailer\n<< /Size 100 /Prev %s %s >>\n" % (before, b" ".join(same))
    return out + b"xref\n" + rows + trailer + b"startxref\n%d\n%%%%EOF\n" % begins


def plain() -> bytes:
    return appended((catalog(),))


def an_unlisted_object() -> bytes:
    return appended((catalog(),), b"5 0 obj\n<< /Length 3 >>\nstream\nBT \nendstream\nendobj\n")


def a_second_catalog() -> bytes:
    number, body = catalog()
    return appended((catalog(), (number, body.replace(b"/Type", b"/OpenAction 9 0 R /Type"))))


def a_second_trailer() -> bytes:
    return appended(
        (catalog(), (99, NOTHING), (98, b"<< /Kept true >>")),
        b"trailer\n<< /Root 98 0 R /Size 100 >>\n",
    )


def a_catalog_in_waiting() -> bytes:
    return appended((catalog(), (99, NOTHING), (98, OTHER_CATALOG)))


@pytest.mark.parametrize(
    "made", [an_unlisted_object, a_second_catalog, a_second_trailer, a_catalog_in_waiting]
)
def test_a_second_text_beside_the_one_that_is_read_is_found(
    made: Callable[[], bytes], validator: Validator
) -> None:
    assert faults(validator, made()) == ["changed"]


def test_what_is_listed_and_the_same_is_none(validator: Validator) -> None:
    assert faults(validator, plain()) == []


def faults(validator: Validator, pdf: bytes) -> list[str]:
    report = validator.validate(
        signed(pdf, desk().provider, Place.PROVIDER),
        earlier=unsigned(),
        place=Place.PROVIDER,
        trust=desk().trust,
        at=LATER,
    )
    return [fault.code for fault in report.faults]
