"""What is left of a withheld page in the copy: nothing, wherever the file had kept it."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from documents.masking import MaskedPages, masked_pdf
from tests.documents.masking_pdfs import (
    CITE,
    GIVEN,
    PLACES,
    SECOND,
    SECRET,
    everything_in,
    form,
    in_form_values,
    second_masked,
    three_pages,
    words_of,
)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_of_a_withheld_page_is_left(place: str) -> None:
    source = three_pages(PLACES[place])
    assert SECRET.encode() in everything_in(source)
    copy = second_masked(source)
    assert SECRET.encode() not in everything_in(copy)
    assert SECRET.encode("utf-16-be") not in everything_in(copy)
    first, _, third = words_of(copy)
    assert GIVEN in first
    assert GIVEN in third


def test_an_earlier_revision_of_the_file_does_not_go_along() -> None:
    source = revised(three_pages(), b"<</Type/Catalog/Pages 99 0 R>>")
    assert SECRET.encode() in everything_in(source)
    copy = masked_pdf(source, [MaskedPages(CITE, 1, 1)])
    assert SECRET.encode() not in everything_in(copy)
    with pikepdf.open(BytesIO(copy)) as pdf:
        assert len(pdf.pages) == 2


def revised(content: bytes, catalogue: bytes) -> bytes:
    """A further revision in which the document has two empty pages."""
    with pikepdf.open(BytesIO(content)) as pdf:
        root, before = pdf.Root.objgen[0], content.rindex(b"startxref")
    at = int(content[before:].split()[1])
    bodies = {
        root: catalogue,
        99: b"<</Type/Pages/Kids[98 0 R 97 0 R]/Count 2>>",
        98: b"<</Type/Page/Parent 99 0 R/MediaBox[0 0 9 9]>>",
        97: b"<</Type/Page/Parent 99 0 R/MediaBox[0 0 9 9]>>",
    }
    made, table = bytearray(content), b"xref\n"
    for number, body in bodies.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(made))
        made += b"%d 0 obj %b endobj\n" % (number, body)
    start = len(made)
    trailer = b"trailer<</Size 100/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(made) + table + trailer % (root, at, start)


def test_the_page_in_its_place_says_what_is_withheld_and_by_which_paragraph() -> None:
    copy = masked_pdf(
        three_pages(), [MaskedPages(CITE, 2, 2), MaskedPages("19 kap. 3 § OSL", 2, 3)]
    )
    assert shown(copy) == [
        [GIVEN.decode("cp1252")],
        [
            "Sidan är utelämnad",
            "Sida 2 i handlingen lämnas inte ut. Uppgifterna på den omfattas av sekretess enligt",
            "31 kap. 16 § OSL och 19 kap. 3 § OSL.",
            "Sidan är borttagen ur filen och ersatt av den här; ingenting av den finns kvar.",
        ],
        [
            "Sidan är utelämnad",
            "Sida 3 i handlingen lämnas inte ut. Uppgifterna på den omfattas av sekretess enligt",
            "19 kap. 3 § OSL.",
            "Sidan är borttagen ur filen och ersatt av den här; ingenting av den finns kvar.",
        ],
    ]


def test_a_document_withheld_as_a_whole_does_not_tell_how_long_it_was() -> None:
    copy = masked_pdf(three_pages(), [MaskedPages("OSL 31:16"), MaskedPages(CITE, 1, 1)], "en")
    assert shown(copy) == [
        [
            "Document withheld",
            "No part of the document is disclosed. What stands in it is secret under OSL 31:16.",
            "The content has been removed from the file and replaced by this page.",
        ]
    ]


def shown(content: bytes) -> list[list[str]]:
    with pikepdf.open(BytesIO(content)) as pdf:
        return [
            [
                bytes(step.operands[0]).decode("cp1252").replace("\xa0", " ")
                for step in pikepdf.parse_content_stream(page)
                if str(step.operator) == "Tj"
            ]
            for page in pdf.pages
        ]


def test_the_same_file_gives_the_same_bytes() -> None:
    source = three_pages(in_form_values)
    assert masked_pdf(source, SECOND) == masked_pdf(source, SECOND)


def test_what_a_note_or_a_field_shows_on_a_given_page_is_drawn_on_it() -> None:
    def change(made: pikepdf.Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Stamp,
            Rect=[0, 0, 9, 9],
            F=4,
            AP=Dictionary(N=form(made, b"% x\n0 0 7 7 re f")),
        )
        made.pages[0].obj.Annots = Array([made.make_indirect(note)])

    with pikepdf.open(BytesIO(second_masked(three_pages(change)))) as pdf:
        (drawn,) = pdf.pages[0].Resources.XObject.as_dict().values()
        assert drawn.read_bytes().split() == b"0 0 7 7 re f".split()
        assert "/Annots" not in pdf.pages[0]


def test_inherited_size_turn_and_resources_are_those_of_the_page() -> None:
    def change(made: pikepdf.Pdf) -> None:
        tree = made.Root.Pages
        tree.MediaBox, tree.Rotate = Array([0, 0, 300, 200]), 90
        tree.Resources = made.pages[0].obj.Resources
        for page in made.pages:
            del page.obj.MediaBox, page.obj.Resources

    with pikepdf.open(BytesIO(second_masked(three_pages(change)))) as pdf:
        page = pdf.pages[0].obj
        assert [int(edge) for edge in page.MediaBox.as_list()] == [0, 0, 300, 200]
        assert (int(page.Rotate), list(page.Resources.Font.keys())) == (90, ["/F1"])
