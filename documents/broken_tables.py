"""A table that runs over several pages is one table to those who hear it.

WeasyPrint tags each page's share as a table of its own, with the headings once more. Here the
shares are joined to the first, and the headings that are repeated for the eye go unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydyf import PDF
from weasyprint import Document
from weasyprint.formatting_structure import boxes


def join_tables(document: Document, pdf: PDF) -> None:
    """Moves row groups between the structure elements that WeasyPrint has made."""
    firsts: dict[int, Any] = {}
    for page in document.pages:
        for table in _tables(page._page_box):
            share = _element_of(table, pdf)
            if share is None:
                continue
            first = firsts.setdefault(id(table.element), share)
            if first is not share:
                _join(first, share, pdf)


def _tables(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.TableBox):
            yield child
        elif not isinstance(child, boxes.LineBox):
            yield from _tables(child)


def _element_of(table: Any, pdf: PDF) -> Any:
    """Found from a cell: WeasyPrint notes on each which structure element is the cell's."""
    for group in table.children:
        for row in () if group.is_header else group.children:
            for cell in row.children:
                element = getattr(cell, "mark", None)
                while element is not None and element["S"] != "/Table":
                    element = _object(pdf, element["P"])
                return element
    return None


def _join(first: Any, share: Any, pdf: PDF) -> None:
    """Headings and caption stay with the share, which is left without a place in the tree."""
    for reference in share["K"]:
        group = _object(pdf, reference)
        if group["S"] == "/TBody":
            group["P"] = first.reference
            first["K"].append(reference)
    share["K"].clear()


def _object(pdf: PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.partition(b" ")[0])]
