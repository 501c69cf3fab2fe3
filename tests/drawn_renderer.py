"""A renderer for tests of what is bound: a page for the index, and one for each part's cover."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from documents.case_file_contexts import CaseFileContext
from documents.contexts import DocumentContext
from tests.documents.plain_pdfs import plain_pdf, saved


class DrawnRenderer:
    """What a document says shows in its first page as a hash: other words, other bytes."""

    def render_all(self, contexts: Sequence[DocumentContext]) -> list[bytes]:
        return [_drawn(context) for context in contexts]


def _drawn(context: DocumentContext) -> bytes:
    said = sha256(context.model_dump_json().encode()).hexdigest()
    numbers = (
        [part.number for part in context.parts] if isinstance(context, CaseFileContext) else []
    )
    pdf = plain_pdf(said, *(f"part-{number}" for number in numbers))
    _name_pages(pdf, numbers)
    return saved(pdf)


def _name_pages(pdf: Pdf, numbers: Sequence[int]) -> None:
    """As links to a cover find it: ``part-<number>``."""
    tree = pikepdf.NameTree.new(pdf)
    for number, page in zip(numbers, pdf.pages[1:], strict=True):
        tree[f"part-{number}"] = Array([page.obj, Name.XYZ, 0, 842, 0])
    pdf.Root.Names = Dictionary(Dests=tree.obj)
