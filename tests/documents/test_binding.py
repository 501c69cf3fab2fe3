from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String, pdfa

from documents.binding import Binding, Bookmark, Embedded, Surveyed, bind, survey
from documents.rendering import ProcessRenderer
from tests.documents.conftest import Sample
from tests.documents.plain_pdfs import all_of, plain_pdf, saved

# What the validator knows no judgement of: the strangers' font is drawn in the file.
UNJUDGED = ["pikepdf:font-type3"]
pytestmark = pytest.mark.render


@pytest.fixture(scope="module")
def front(
    tmp_path_factory: pytest.TempPathFactory, renderer: ProcessRenderer, sample: Sample
) -> Path:
    """An index and one cover."""
    path = tmp_path_factory.mktemp("front") / "front.pdf"
    path.write_bytes(renderer.render(sample("case_file", "sv")))
    return path


def put(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def bound(front: Path, folder: Path, pages: Path | None, *files: Embedded) -> tuple[int, Path]:
    parts = [Bookmark(1, "Ett", "Grupp", pages)]
    to = folder / "bound.pdf"
    return bind(Binding("Akt <1>", "sv", "Innehåll", front, parts, files), to), to


def test_pages_follow_their_cover_and_the_whole_is_pdf_a(front: Path, tmp_path: Path) -> None:
    part = put(tmp_path, "part.pdf", saved(plain_pdf("AA", "A")))
    text = put(tmp_path, "text.txt", b"text")
    when = datetime(2026, 1, 2, tzinfo=UTC)
    file = Embedded(text, "001.txt", "text/plain", "Text", when)
    count, to = bound(front, tmp_path, part, file)
    assert count == 4
    assert [each.rule for each in pdfa.validate_written(to, "3b").findings] == UNJUDGED
    with pikepdf.open(to) as pdf:
        assert b"(AA)" in pdf.pages[2].Contents.read_bytes()
        assert b"(A)" in pdf.pages[3].Contents.read_bytes()
        with pdf.open_outline() as outline:
            titles = [(each.title, [one.title for one in each.children]) for each in outline.root]
        assert titles == [("Innehåll", []), ("Grupp", ["1. Ett"])]
        with pdf.open_metadata() as metadata:
            said = [metadata[f"pdfaid:{name}"] for name in ("part", "conformance")]
            assert (said, metadata["dc:title"]) == (["3", "B"], "Akt <1>")
        assert [str(each.UF) for each in pdf.Root.AF] == ["001.txt"]
        assert pdf.Root.AF[0].EF.F.read_bytes() == b"text"


def test_the_same_files_give_the_same_bytes(front: Path, tmp_path: Path) -> None:
    part = put(tmp_path, "part.pdf", saved(plain_pdf("A")))
    _, to = bound(front, tmp_path, part)
    once = to.read_bytes()
    assert bound(front, tmp_path, part)[1].read_bytes() == once


def test_only_what_draws_a_page_comes_along(front: Path, tmp_path: Path) -> None:
    pdf = plain_pdf("A")
    pdf.docinfo["/Author"] = "SECRET"
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("SECRET"))
    page = pdf.pages[0].obj
    page.PieceInfo = Dictionary(SECRET=Dictionary())
    page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("SECRET")))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]),
                      Contents=String("SECRET"))  # fmt: skip
    page.Annots = Array([pdf.make_indirect(note)])
    _, to = bound(front, tmp_path, put(tmp_path, "part.pdf", saved(pdf)))
    assert b"SECRET" not in all_of(to.read_bytes())
    assert [each.rule for each in pdfa.validate_written(to, "3b").findings] == UNJUDGED


def test_what_a_page_inherits_comes_along(front: Path, tmp_path: Path) -> None:
    pdf = plain_pdf("A")
    page = pdf.pages[0].obj
    pdf.Root.Pages.Resources, pdf.Root.Pages.Rotate = page.Resources, 90
    del page["/Resources"]
    _, to = bound(front, tmp_path, put(tmp_path, "part.pdf", saved(pdf)))
    with pikepdf.open(to) as whole:
        assert whole.pages[2].obj.Rotate == 90
        assert "/F1" in whole.pages[2].resources.Font


def _layered() -> Pdf:
    pdf = plain_pdf("A")
    pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary())
    return pdf


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (lambda: plain_pdf("A"), None),
        (lambda: plain_pdf("A", lent=True), "fonts"),
        (lambda: plain_pdf("A", drawing=b"0 0 0 1 k 0 0 9 9 re f"), "cmyk"),
        (_layered, "layers"),
    ],
)
def test_pages_that_would_break_pdf_a_are_not_shown(
    tmp_path: Path, made: Callable[[], Pdf], fault: str | None
) -> None:
    file = put(tmp_path, "part.pdf", saved(made()))
    assert survey([file]) == [Surveyed(1, False, fault)]


def test_what_cannot_be_read_is_told_apart(tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    plain_pdf("A").save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    files = [put(tmp_path, "none.pdf", b"%PDF-1.7\nno"), locked]
    assert [each.fault for each in survey(files)] == ["malformed", "encrypted"]
