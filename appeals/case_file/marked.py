"""The copy of a part that others than the court may see: what is marked is taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, or_, select

from documents.masking import MaskedPages, MaskingFailed, masked_pdf
from law.reasons import Lang
from models.disclosure import SecrecyMark
from models.store import Work
from registry.filing import PDF


def marks_on(
    work: Work, tender_id: str, documents: Iterable[str]
) -> Mapping[str, Sequence[SecrecyMark]]:
    """By document: the tender's marks, and any that another tender has put on the same files."""
    found = select(SecrecyMark).where(
        or_(
            col(SecrecyMark.tender_id) == tender_id,
            col(SecrecyMark.document_sha256).in_(sorted(set(documents))),
        )
    )
    ordered = found.order_by(col(SecrecyMark.tender_id), col(SecrecyMark.number))
    marks: dict[str, list[SecrecyMark]] = {}
    for mark in work.session.exec(ordered):
        marks.setdefault(mark.document_sha256, []).append(mark)
    return marks


@dataclass(frozen=True)
class Masked:
    """`content`: what is left, or None when all of it is withheld. `said`: what is, and why."""

    content: bytes | None
    said: tuple[str, ...]


def masked(content: bytes, media_type: str, marks: Sequence[SecrecyMark], lang: Lang) -> Masked:
    """A file that cannot be masked page by page is withheld as a whole."""
    whole = media_type != PDF or any(mark.first_page is None for mark in marks)
    if not whole:
        pages = [MaskedPages(mark.cite, mark.first_page, mark.last_page) for mark in marks]
        try:
            return Masked(masked_pdf(content, pages, lang), tuple(_pages(marks, lang)))
        except MaskingFailed:
            pass
    cites = ", ".join(dict.fromkeys(mark.cite for mark in marks))
    said = {
        "sv": f"Hela handlingen, enligt {cites}",
        "en": f"The whole document, under {cites}",
    }[lang]
    return Masked(None, (said,))


def _pages(marks: Sequence[SecrecyMark], lang: Lang) -> list[str]:
    said = []
    for mark in marks:
        first, last = mark.first_page, mark.last_page
        which = str(first) if first == last else f"{first}–{last}"
        word = {"sv": ("Sida", "Sidorna"), "en": ("Page", "Pages")}[lang][first != last]
        under = "enligt" if lang == "sv" else "under"
        said.append(f"{word} {which}, {under} {mark.cite}")
    return said
