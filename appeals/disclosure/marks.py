"""Which secrecy marks a document is under, and which of them are on what would be given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import col, select

from appeals.disclosure.filed import FiledDocument
from models.disclosure import SecrecyMark
from models.store import Work

Pages = tuple[int, int]
"""First and last, counted from 1."""


def marks_over(work: Work, tender_id: str, document: FiledDocument) -> Sequence[SecrecyMark]:
    """Those on the file, also in another tender, and on what it puts together without masking."""
    about = col(SecrecyMark.document_sha256) == document.sha256
    if document.gathers_since is not None:
        about |= (col(SecrecyMark.tender_id) == tender_id) & (
            col(SecrecyMark.marked_at) >= document.gathers_since
        )
    return work.session.exec(
        select(SecrecyMark)
        .where(about)
        .order_by(col(SecrecyMark.tender_id), col(SecrecyMark.number))
    ).all()


def unmasked(
    work: Work, tender_id: str, document: FiledDocument, pages: Iterable[Pages]
) -> Sequence[SecrecyMark]:
    """The marks that masking those pages of the document leaves something of."""
    masked = {page for first, last in pages for page in range(first, last + 1)}
    return [
        mark
        for mark in marks_over(work, tender_id, document)
        if mark.document_sha256 != document.sha256 or not _within(mark, masked)
    ]


def _within(mark: SecrecyMark, masked: set[int]) -> bool:
    """Whether every page that the mark is about is masked; one about all pages never is."""
    if mark.first_page is None or mark.last_page is None:
        return False
    return all(page in masked for page in range(mark.first_page, mark.last_page + 1))
