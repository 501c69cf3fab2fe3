"""What the checkers say of our PDFs and why it is let stand. Anything else fails the tests.

The first two are about a claim that is made on purpose, by a checker that knows PDF/A-3b alone.
The rest are guesses of a checker about meaning, that are wrong here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PIKEPDF: Final[Mapping[str, str]] = {
    "ISO_19005_3:6.6.2.3.1-1": (
        "The claim of PDF/UA-1 and the extension schema that describes it. PDF/A-3 asks for that"
        " schema; the checker allows no schema but the standard's own."
    ),
    "ISO_19005_3:6.6.4-3": "The file claims conformance A; the checker knows B alone.",
}
OUTLOUD: Final[Mapping[str, str]] = {
    "TBL-010": (
        "More header cells than data cells, or many rows of header cells: every row of our"
        " tables has its own, and a lot's name heads the rows below it."
    ),
    "TAG-002": (
        "On one page the running footer happens once and looks like prose. Its title is the"
        " document's heading, and the number of the page is the reader's own to tell."
    ),
    "LNK-010": "An address is printed and is no link: user text never becomes something active.",
    "FIG-012": "A chart's text alternative is its series of numbers, so that nothing is lost.",
    "ORD-001": (
        "The numbers of a list, and the dots of a table of contents, are painted after the words"
        " beside them; they are read where they stand in the tags."
    ),
    "PAG-001": (
        "Every annex of a contract begins a page with its number, which looks like a running"
        " header that is read on each."
    ),
}
PDFUA: Final[Mapping[str, str]] = {}
SIGNED: Final[Mapping[str, str]] = {
    "FRM-003": (
        "A signature without a picture is a field of no size that is in no structure element."
        " Readers list it in their panel of signatures; put among the tags, the second signature"
        " would count as a change of what the first has signed."
    ),
    "pikepdf:embedded-file": "Of a file that was changed after it was written it judges no more.",
    "pikepdf:schema-Catalog": "The same, of the list of what signatures permit.",
}
"""Besides the others, in a signed file."""
