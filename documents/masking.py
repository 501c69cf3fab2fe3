"""Pages that are withheld are taken out of a PDF and replaced, never covered.

The file is built anew, in a child process, from what the pages that are given need to be
drawn, and nothing else: no earlier revision, annotation, form value, attachment, outline,
tag, thumbnail, script or metadata goes along. A copy is a picture of its pages: without
links, and without the tags that a screen reader goes by.

What it cannot see: text that a page which is given hides on itself (white on white, or
outside its edge) is part of that page. A font that both a given and a withheld page use
is kept whole, so the letters (not the words) of the withheld page can be told from it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from documents.child import child_environment
from documents.frames import MASKED
from documents.parts import Lang

WALL_SECONDS: Final = 60.0
MEMORY_BYTES: Final = 2 * 1024**3

WHY: Final = {
    "malformed": (
        "filens struktur är felaktig",
        "its structure is malformed",
    ),
    "encrypted": (
        "filen är krypterad eller lösenordsskyddad",
        "it is encrypted or protected by a password",
    ),
    "too_complex": (
        "filen har för många sidor eller objekt, eller objekt för djupt i varandra",
        "it has too many pages or objects, or objects too deep in each other",
    ),
    "too_heavy": (
        "filen kunde inte läsas inom tids- och minnesgränserna",
        "it could not be read within the limits of time and memory",
    ),
    "no_such_page": (
        "filen har inte de sidor som ska utelämnas",
        "it does not have the pages that are to be withheld",
    ),
    "hidden_layers": (
        "filen har lager som inte visas; skriv ut den till en vanlig PDF",
        "it has layers that are not shown; print it to an ordinary PDF",
    ),
    "shared_drawing": (
        "två sidor visar var sin del av samma innehåll; utelämna båda eller ingen",
        "two pages show a part each of the same content; withhold both or neither",
    ),
    "form": (
        "filen är ett XFA-formulär; skriv ut den till en vanlig PDF",
        "it is an XFA form; print it to an ordinary PDF",
    ),
}


@dataclass(frozen=True)
class MaskedPages:
    """Pages `first`-`last`, counted from 1 with both ends, or the whole document without.

    `cite` is the paragraph as printed: "31 kap. 16 § OSL".
    """

    cite: str
    first: int | None = None
    last: int | None = None


class MaskingFailed(Exception):
    """This PDF cannot be masked; `code` is a key of `WHY`, `sv` and `en` say it in words."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.sv, self.en = WHY[code]
        super().__init__(f"The PDF cannot be masked: {self.en}")


def masked_pdf(
    content: bytes,
    pages: Sequence[MaskedPages],
    lang: Lang = "sv",
    *,
    wall_seconds: float = WALL_SECONDS,
    memory_bytes: int = MEMORY_BYTES,
) -> bytes:
    """The PDF with those pages replaced by one each that says so, and by which paragraph.

    A whole document becomes one such page, which tells no number of pages. The same
    content gives the same bytes. Raises `MaskingFailed`; `ValueError` for ranges that
    are none.
    """
    for each in pages:
        _check(each)
    job = {"lang": lang, "pages": [[each.cite, each.first, each.last] for each in pages]}
    said = _said_of(json.dumps(job).encode() + b"\n" + content, wall_seconds, memory_bytes)
    if said.startswith(MASKED):
        return said.removeprefix(MASKED)
    code = said.decode("ascii", errors="replace").strip()
    raise MaskingFailed(code if code in WHY else "too_heavy")


def _check(pages: MaskedPages) -> None:
    if (pages.first is None) != (pages.last is None):
        raise ValueError("pages have both a first and a last, or neither")
    if pages.first is not None and pages.last is not None and not 1 <= pages.first <= pages.last:
        raise ValueError(f"no pages: {pages.first}-{pages.last}")


def _said_of(job: bytes, wall_seconds: float, memory_bytes: int) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "documents.masking_worker", str(memory_bytes)],
            input=job,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child_environment(),
            cwd="/",
            timeout=wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return b""
    # A child that was lost halfway has said half a file.
    return done.stdout if done.returncode == 0 else b""
