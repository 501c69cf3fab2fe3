"""What a page says, a line for each block of it: ``script/golden`` writes it, the tests compare.

``DOCUMENT.LANG.txt`` in ``golden/`` belongs to each sample. Renewed files are read
as a diff before they are kept: that is how a changed word is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

from lxml import etree
from lxml.html import document_fromstring

from documents.contexts import DocumentContext
from documents.parts import Lang
from documents.samples.registry import SAMPLES, sample_context
from tests.documents.page_tree import page

GOLDEN: Final = Path(__file__).parent / "golden"
# The digest of a text follows its template's version, which every comma changes.
GROUPS: Final = re.compile(r"\b[0-9a-f]{4}(?:\s[0-9a-f]{4})+\b")
OF_A_TEXT: Final = 4
BLOCKS: Final = {
    *("address", "article", "aside", "blockquote", "caption", "dd", "desc", "div", "dl", "dt"),
    *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main"),
    *("nav", "ol", "p", "section", "table", "tbody", "text", "tfoot", "thead", "title", "tr", "ul"),
}
CELLS: Final = {"td", "th"}
# Of the margins: they are set from these attributes of the body.
MARGINS: Final = ("data-sender", "data-diary", "data-colophon")


def golden_path(name: str, lang: Lang) -> Path:
    return GOLDEN / f"{name}.{lang}.txt"


def text_of_page(context: DocumentContext) -> str:
    root = document_fromstring(page(context))
    body = root.find("body")
    assert body is not None
    margins = [f"[{name}] {body.get(name, '')}" for name in MARGINS]
    title = f"[title] {root.findtext('head/title')}"
    lines = [_folded(line) for line in "".join(_pieces(body)).split("\n")]
    kept = [line for line in [title, *map(_folded, margins), *lines] if line.strip("| ")]
    return GROUPS.sub(_digest, "\n".join(kept)) + "\n"


def drawn_pieces(context: DocumentContext) -> list[str]:
    """What is drawn of the body, block by block and cell by cell."""
    body = document_fromstring(page(context)).find("body")
    assert body is not None
    # Of a picture these are its text alternatives.
    for unseen in (*body.iter("title"), *body.iter("desc")):
        unseen.text = None
    pieces = re.split(r"\n| \| ", "".join(_pieces(body)))
    return [folded for folded in map(_folded, pieces) if folded]


def _digest(found: re.Match[str]) -> str:
    return "(digest)" if len(found[0].split()) == OF_A_TEXT else found[0]


def _pieces(element: etree._Element) -> Iterator[str]:
    tag = element.tag
    if not isinstance(tag, str):
        return
    mark = "\n" if tag in BLOCKS or tag == "br" else " | " if tag in CELLS else ""
    yield mark
    yield (element.text or "").replace("\n", " ")
    for child in element:
        yield from _pieces(child)
        yield (child.tail or "").replace("\n", " ")
    yield "\n" if tag in BLOCKS else ""


def _folded(text: str) -> str:
    return " ".join(text.split()).removeprefix("| ")


def renew() -> None:
    """Writes every file anew, and removes those of samples that are no more."""
    GOLDEN.mkdir(exist_ok=True)
    due = {
        golden_path(sample.name, lang): text_of_page(sample_context(sample.name, lang))
        for sample in SAMPLES
        for lang in get_args(Lang)
    }
    for path in sorted(set(GOLDEN.glob("*.txt")) - due.keys()):
        path.unlink()
        print(f"removed {path.name}")
    for path, text in due.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.name}")


if __name__ == "__main__":
    renew()
