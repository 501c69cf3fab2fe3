"""Files that cannot be masked without a doubt are refused, whatever they do to the reader."""

from __future__ import annotations

import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from documents.masking import WHY, MaskedPages, MaskingFailed, masked_pdf
from documents.masking_worker import answer
from tests.documents.masking_pdfs import (
    CITE,
    GIVEN,
    SECOND,
    SECRET,
    Change,
    everything_in,
    form,
    second_masked,
    text,
    three_pages,
)


def _sharing(made: pikepdf.Pdf) -> None:
    """One drawing of a spread, of which each page shows its half."""
    made.pages[0].obj.Contents = made.pages[1].obj.Contents
    made.pages[0].obj.MediaBox = Array([0, 0, 297, 842])


def _picture(made: pikepdf.Pdf) -> Stream:
    return Stream(
        made, b"0123456", Type=Name.XObject, Subtype=Name.Image, Width=7, Height=1,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip


def _spread(made: pikepdf.Pdf) -> None:
    """One scan of a spread, the right half of which lies outside the first page."""
    for page, left in ((0, b"0"), (1, b"-595")):
        made.pages[page].obj.Resources.XObject.Scan = made.make_indirect(_picture(made))
        drawn = b"q 1190 0 0 842 " + left + b" 0 cm /Scan Do Q"
        made.pages[page].obj.Contents = Stream(made, text(GIVEN) + drawn)
    made.pages[0].obj.Resources.XObject.Scan = made.pages[1].obj.Resources.XObject.Scan


def _spread_in_a_form(made: pikepdf.Pdf) -> None:
    picture = made.make_indirect(_picture(made))
    for page, left in ((0, b"0"), (1, b"-595")):
        drawn = form(made, b"2 0 0 1 0 0 cm /Scan Do", XObject=Dictionary(Scan=picture))
        drawn.BBox = Array([0, 0, 1, 1])
        made.pages[page].obj.Resources.XObject[f"/Half{page}"] = made.make_indirect(drawn)
        put = b"q 595 0 0 842 " + left + b" 0 cm /Half%d Do Q" % page
        made.pages[page].obj.Contents = Stream(made, text(GIVEN) + put)


def _letterhead(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Resources.XObject.Logo = made.make_indirect(_picture(made))
    for page, low in ((0, b"700"), (1, b"20")):
        drawn = b"q 90 0 0 45 20 " + low + b" cm /Logo Do Q"
        words = GIVEN if page == 0 else SECRET.encode()
        made.pages[page].obj.Contents = Stream(made, text(words) + drawn)


def test_a_letterhead_on_both_pages_goes_along_with_the_given_one() -> None:
    copy = second_masked(three_pages(_letterhead))
    assert SECRET.encode() not in everything_in(copy)
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert list(pdf.pages[0].Resources.XObject.keys()) == ["/Logo"]


def _layered(made: pikepdf.Pdf) -> None:
    layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("a")))
    made.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))


def _xfa(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=[], XFA=String("x"))


def _deep(made: pikepdf.Pdf) -> None:
    drawn = form(made, b"")
    for _ in range(200):
        drawn = form(made, b"/X Do", XObject=Dictionary(X=drawn))
    made.pages[0].obj.Resources.XObject.X = drawn
    made.pages[0].obj.Contents = Stream(made, b"/X Do")


def _bomb(made: pikepdf.Pdf) -> None:
    bomb = Stream(made, b"")
    bomb.write(_zeros(3000), filter=Name.FlateDecode)
    made.pages[0].obj.Contents = bomb


def _zeros(megabytes: int) -> bytes:
    """So many compressed: one block and its repetition, as they need not be read to be made."""
    block, packed = bytes(1 << 20), zlib.compressobj()
    first = packed.compress(block) + packed.flush(zlib.Z_FULL_FLUSH)
    again = packed.compress(block) + packed.flush(zlib.Z_FULL_FLUSH)
    end = packed.flush()[:-4]
    checksum = ((megabytes << 20) % 65521) << 16 | 1
    return first + again * (megabytes - 1) + end + checksum.to_bytes(4, "big")


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("shared_drawing", _sharing),
        ("shared_drawing", _spread),
        ("shared_drawing", _spread_in_a_form),
        ("hidden_layers", _layered),
        ("form", _xfa),
        ("too_complex", _deep),
    ],
)
def test_a_file_that_cannot_be_masked_safely_is_refused(code: str, change: Change) -> None:
    assert answer(three_pages(change), [(CITE, 2, 2)], "sv") == code.encode()
    assert code in WHY


def test_a_drawing_too_large_for_the_memory_is_refused() -> None:
    with pytest.raises(MaskingFailed) as failed:
        masked_pdf(three_pages(_bomb), SECOND, memory_bytes=512 * 1024**2)
    assert failed.value.code in ("too_heavy", "malformed")


def test_a_drawing_within_itself_ends() -> None:
    def change(made: pikepdf.Pdf) -> None:
        drawn = made.make_indirect(form(made, b"/X Do"))
        drawn.Resources.XObject = Dictionary(X=drawn)
        made.pages[0].obj.Resources.XObject.X = drawn
        made.pages[0].obj.Contents = Stream(made, text(GIVEN) + b" /X Do")

    assert SECRET.encode() not in everything_in(second_masked(three_pages(change)))


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("malformed", b"no pdf"),
        ("malformed", three_pages()[:-200]),
        ("no_such_page", b""),
        ("encrypted", b"locked"),
    ],
)
def test_a_file_that_is_no_readable_pdf_is_refused(code: str, content: bytes) -> None:
    pages = SECOND
    if code == "no_such_page":
        content, pages = three_pages(), [MaskedPages(CITE, 3, 4)]
    if code == "encrypted":
        content = locked()
    with pytest.raises(MaskingFailed) as failed:
        masked_pdf(content, pages)
    assert failed.value.code == code


def locked() -> bytes:
    saved = BytesIO()
    with pikepdf.open(BytesIO(three_pages())) as pdf:
        pdf.save(saved, encryption=pikepdf.Encryption(owner="a", user=""))
    return saved.getvalue()


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(MaskingFailed) as failed:
        masked_pdf(three_pages(), SECOND, wall_seconds=0.01)
    assert failed.value.code == "too_heavy"


@pytest.mark.parametrize("ends", [(1, None), (None, 1), (0, 1), (3, 2)])
def test_ends_that_are_no_range_are_an_error(ends: tuple[int | None, int | None]) -> None:
    with pytest.raises(ValueError, match="pages"):
        masked_pdf(b"", [MaskedPages(CITE, *ends)])
