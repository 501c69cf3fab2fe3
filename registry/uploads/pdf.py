"""PDF without programs: the ends are read here, the structure in a child that may be lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import registry
from law.reasons import Text
from registry.uploads.content import Octets
from registry.uploads.refusals import UploadRefused, refused

WALL_SECONDS: Final = 30.0
MAX_BYTES: Final = 100_000_000
HEADER: Final = re.compile(rb"%PDF-(?:1\.[0-7]|2\.0)[ \t]*[\r\n]")
END: Final = re.compile(rb"%%EOF[ \t\r\n]{0,16}\Z")
PAGE_MARKS: Final = re.compile(rb"<(?:!doctype|html|head|body|script|svg|iframe|\?php)", re.I)
SNIFFED: Final = 1_024

TEXTS: Final = {
    "pdf_malformed": Text(
        "PDF-filens struktur är felaktig; spara om den.",
        "The PDF's structure is malformed; save it anew.",
    ),
    "pdf_encrypted": Text(
        "PDF-filen är krypterad eller lösenordsskyddad.",
        "The PDF is encrypted or protected by a password.",
    ),
    "pdf_javascript": Text(
        "PDF-filen innehåller JavaScript.",
        "The PDF contains JavaScript.",
    ),
    "pdf_launch": Text(
        "PDF-filen kan starta ett program.",
        "The PDF can start a program.",
    ),
    "pdf_action": Text(
        "PDF-filen utför något av sig själv när den öppnas eller läses.",
        "The PDF does something by itself when it is opened or read.",
    ),
    "pdf_embedded": Text(
        "PDF-filen har en bifogad fil inuti; lämna den som en egen fil.",
        "The PDF has a file embedded in it; submit that as a file of its own.",
    ),
    "pdf_media": Text(
        "PDF-filen innehåller ljud, film eller annat rörligt innehåll.",
        "The PDF contains sound, film or other moving content.",
    ),
    "pdf_xfa": Text(
        "PDF-filen är ett XFA-formulär; skriv ut den till en vanlig PDF.",
        "The PDF is an XFA form; print it to an ordinary PDF.",
    ),
    "pdf_form": Text(
        "PDF-filen innehåller ett formulär som skickar eller hämtar data.",
        "The PDF contains a form that sends or fetches data.",
    ),
    "pdf_remote": Text(
        "PDF-filen hänvisar till innehåll i en annan fil.",
        "The PDF refers to content in another file.",
    ),
    "pdf_address": Text(
        "PDF-filen har en länk till ett program eller en lokal fil.",
        "The PDF has a link to a program or a local file.",
    ),
    "pdf_too_complex": Text(
        "PDF-filen har fler än 5 000 sidor eller fler än 300 000 objekt.",
        "The PDF has more than 5,000 pages or more than 300,000 objects.",
    ),
    "pdf_too_heavy": Text(
        "PDF-filen kunde inte granskas inom tids- och minnesgränserna.",
        "The PDF could not be examined within the limits of time and memory.",
    ),
}


def check_pdf(octets: Octets) -> None:
    """Raises `UploadRefused` unless the PDF is one that only shows itself."""
    check_ends(octets)
    (code,) = examine([octets])
    if code:
        raise UploadRefused(code, TEXTS[code])


def check_ends(octets: Octets) -> None:
    """What needs no parser: it begins and ends as a PDF, and as nothing else."""
    if not HEADER.match(octets):
        raise refused(
            "pdf_header",
            sv="Filen börjar inte som en PDF.",
            en="The file does not begin as a PDF.",
        )
    if not END.search(octets[-64:]):
        raise refused(
            "pdf_end",
            sv="PDF-filen är avklippt eller har data efter sitt slut.",
            en="The PDF is cut short or has data after its end.",
        )
    if PAGE_MARKS.search(octets[:SNIFFED]):
        raise refused(
            "polyglot",
            sv="Filen är två slags filer på en gång: även en webbsida.",
            en="The file is of two kinds at once: also a web page.",
        )


def examine(pdfs: Sequence[Octets], *, wall_seconds: float = WALL_SECONDS) -> list[str | None]:
    """One code (or None) per PDF, read in a child process under limits that they share.

    A PDF that the child did not survive is `pdf_too_heavy`, and so are those after it.
    """
    said = _said_of(pdfs, wall_seconds).decode("ascii", errors="replace").split()
    codes = [None if code == "fit" else code for code in said if code == "fit" or code in TEXTS]
    return [*codes, *["pdf_too_heavy"] * (len(pdfs) - len(codes))]


def _said_of(pdfs: Sequence[Octets], wall_seconds: float) -> bytes:
    frames = b"".join(len(pdf).to_bytes(8, "big") + bytes(pdf) for pdf in pdfs)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "registry.uploads.pdf_worker"],
            input=frames,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd="/",
            timeout=wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return late.stdout or b""
    return done.stdout


def _environment() -> dict[str, str]:
    """Nothing of ours goes along: no database address, no credentials."""
    root = Path(registry.__file__).parents[1]
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": str(root)}
