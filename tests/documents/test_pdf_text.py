"""The PDFs themselves: they say what their pages' HTML says, and hostile names add nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final, get_args

import pikepdf
import pytest
from pypdf import PdfReader

from documents.contexts import DocumentContext
from documents.parts import Lang
from documents.printable import printable_text
from documents.rendering import ProcessRenderer
from documents.samples.registry import SAMPLES, sample_context
from tests.documents.free_text import free_texts, rewritten, shortened
from tests.documents.golden_text import drawn_pieces
from tests.documents.hostile_names import EACH, KINDS

pytestmark = [pytest.mark.render, pytest.mark.slow]

Key = tuple[str, Lang]
# The languages by turns: a PDF takes a hundred times as long as its HTML.
KEYS: Final[list[Key]] = [
    (sample.name, get_args(Lang)[at % 2]) for at, sample in enumerate(SAMPLES)
]
# Lines end where there is room, and words are divided.
BREAKS: Final = re.compile(r"[\s\u00ad\u2010-]")
# Their letters are in the bundled fonts, so that a reader of the PDF gets them back.
LATIN: Final = [
    name for name in KINDS if KINDS[name][0].isascii() and name not in {"controls", "lines", "long"}
]


@pytest.fixture(scope="module")
def pdfs(renderer: ProcessRenderer) -> dict[Key, bytes]:
    contexts = [shortened(sample_context(*key)) for key in KEYS]
    return dict(zip(KEYS, renderer.render_all(contexts), strict=True))


def test_every_pdf_says_what_its_page_says(pdfs: dict[Key, bytes]) -> None:
    missing = {}
    for key, pdf in pdfs.items():
        said = [_squeezed(piece) for piece in drawn_pieces(shortened(sample_context(*key)))]
        found = text_of(pdf)
        missing[key] = [piece for piece in said if piece not in found]
    assert {key: pieces for key, pieces in missing.items() if pieces} == {}


def text_of(pdf: bytes) -> str:
    return _squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def test_hostile_names_bring_no_link_attachment_or_action_into_any_pdf(
    pdfs: dict[Key, bytes], renderer: ProcessRenderer
) -> None:
    """With names of every kind in the fields of each sample."""
    contexts = [shortened(sample_context(*key)) for key in KEYS]
    names = [
        dict(zip(free_texts(each), _names(at), strict=False)) for at, each in enumerate(contexts)
    ]
    hostile = [_renamed(context, instead) for context, instead in zip(contexts, names, strict=True)]
    for key, pdf in zip(KEYS, renderer.render_all(hostile), strict=True):
        assert held(pdf) == held(pdfs[key]), key


def test_hostile_names_are_read_back_from_a_pdf(renderer: ProcessRenderer) -> None:
    letter = sample_context("withdrawal", "sv")
    texts = free_texts(letter)
    for turn in range(0, EACH, 10):
        names = [KINDS[kind][turn] for kind in LATIN]
        instead = {text: names[at % len(names)] for at, text in enumerate(texts)}
        hostile = _renamed(letter, instead)
        (pdf,) = renderer.render_all([hostile])
        read, shown = text_of(pdf), _squeezed("".join(drawn_pieces(hostile)))
        due = [_squeezed(name) for name in names if _squeezed(name) in shown]
        assert len(due) > len(LATIN) / 2
        assert [name for name in due if name not in read] == []


def held(pdf: bytes) -> tuple[set[str], set[str], bool]:
    """Its attachments, the kinds of its annotations and actions, and that its metadata is XML."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        actions = {str(name) for name in ("/OpenAction", "/AA") if name in opened.Root}
        for each in opened.pages:
            for annotation in each.get("/Annots", []):
                leads = annotation["/A"]["/S"] if "/A" in annotation else "to a place here"
                actions.add(f"{annotation['/Subtype']} {leads}")
        with opened.open_metadata() as metadata:
            titled = bool(metadata.get("dc:title"))
        return set(opened.attachments), actions, titled


def _renamed(context: DocumentContext, instead: dict[str, str]) -> DocumentContext:
    """In the wording that is installed: a page of another is not set at all."""
    installed = {"template_version": context.template_version}
    return rewritten(context, instead.__getitem__).model_copy(update=installed)


def _names(turn: int) -> Iterator[str]:
    kinds = list(KINDS.values())
    return (kinds[at % len(kinds)][(at + turn) % EACH] for at in range(1_000))


def _squeezed(text: str) -> str:
    return BREAKS.sub("", printable_text(text))
