"""The wording and the fonts: template files read once, as package data."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import get_args

from documents.contexts import DocumentName

FONTS = (
    "SourceSansPro-Regular.ttf",
    "SourceSansPro-Semibold.ttf",
    "SourceSansPro-It.ttf",
    "SourceSerifPro-Regular.ttf",
    "SourceSerifPro-Semibold.ttf",
    "SourceSerifPro-It.ttf",
)
PARTIALS = (
    "base.html",
    "correspondence.html",
    "macros.html",
    "act.html",
    "acts.html",
    "figures.html",
)
"""What several documents extend or import."""
SHARED = (*PARTIALS, "print.css")
AGREEMENTS: tuple[DocumentName, ...] = ("contract", "choice_contract")
"""The documents whose wording stands in clause files."""
DOCUMENTS: tuple[DocumentName, ...] = get_args(DocumentName)


def _folder() -> Traversable:
    return files("templates") / "documents"


@cache
def read(name: str) -> bytes:
    """One file below ``templates/documents``; ``name`` is never made from a context."""
    return _folder().joinpath(*name.split("/")).read_bytes()


def pages(document: DocumentName) -> tuple[str, str]:
    return f"{document}/sv.html", f"{document}/en.html"


@cache
def clause_names() -> tuple[str, ...]:
    """The clause files, in the order in which their sections are printed."""
    found = (each.name for each in _folder().joinpath("clauses").iterdir())
    return tuple(f"clauses/{name}" for name in sorted(found) if name.endswith(".yaml"))


def _own(document: DocumentName) -> tuple[str, ...]:
    shared = ("agreement.html", *clause_names()) if document in AGREEMENTS else ()
    return (*pages(document), *shared)


@cache
def sources() -> dict[str, str]:
    """Every template by the name Jinja knows it under."""
    names = [name for document in DOCUMENTS for name in pages(document)]
    return {name: read(name).decode() for name in (*PARTIALS, "agreement.html", *names)}


@cache
def assets() -> dict[str, bytes]:
    """What a page may load, by the name after ``asset:``."""
    return {name: read(f"fonts/{name}") for name in FONTS}


@cache
def template_version(document: DocumentName) -> str:
    """SHA-256 (12 hex) over all files that shape the document, both languages."""
    digest = sha256()
    for name in (*SHARED, *_own(document), *(f"fonts/{font}" for font in FONTS)):
        body = read(name)
        digest.update(f"{name}\0{len(body)}\0".encode())
        digest.update(body)
    return digest.hexdigest()[:12]
