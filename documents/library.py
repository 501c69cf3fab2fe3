"""The wording and the fonts: template files read once, as package data."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from documents.contexts import DocumentName

FONTS = (
    "SourceSansPro-Regular.ttf",
    "SourceSansPro-Semibold.ttf",
    "SourceSansPro-It.ttf",
    "SourceSerifPro-Regular.ttf",
    "SourceSerifPro-Semibold.ttf",
    "SourceSerifPro-It.ttf",
)
SHARED = ("base.html", "correspondence.html", "macros.html", "print.css")
DOCUMENTS: tuple[DocumentName, ...] = (
    "contract",
    "receipt",
    "decision",
    "letter",
    "withdrawal",
    "cancellation",
    "inquiry",
    "invitation",
    "selection",
    "exclusion",
    "answer",
    "information",
    "completion",
    "admission",
    "choice_contract",
    "validity",
    "call_off",
    "notice",
    "opening",
    "evaluation",
    "individual_report",
    "performance",
    "audit",
    "disclosure",
    "case_file",
    "statement",
)


def _folder() -> Traversable:
    return files("templates") / "documents"


@cache
def read(name: str) -> bytes:
    """One file below ``templates/documents``; ``name`` is never made from a context."""
    return _folder().joinpath(*name.split("/")).read_bytes()


def pages(document: DocumentName) -> tuple[str, str]:
    return f"{document}/sv.html", f"{document}/en.html"


@cache
def sources() -> dict[str, str]:
    """Every template by the name Jinja knows it under."""
    names = [name for document in DOCUMENTS for name in pages(document)]
    return {
        name: read(name).decode()
        for name in ("base.html", "correspondence.html", "macros.html", *names)
    }


@cache
def assets() -> dict[str, bytes]:
    """What a page may load, by the name after ``asset:``."""
    return {name: read(f"fonts/{name}") for name in FONTS}


@cache
def template_version(document: DocumentName) -> str:
    """SHA-256 (12 hex) over all files that shape the document, both languages."""
    digest = sha256()
    for name in (*SHARED, *pages(document), *(f"fonts/{font}" for font in FONTS)):
        body = read(name)
        digest.update(f"{name}\0{len(body)}\0".encode())
        digest.update(body)
    return digest.hexdigest()[:12]
