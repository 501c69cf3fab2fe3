"""What the commands on disclosure are given: pages, paragraphs, and by whom."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from law.reasons import Cite, refuse
from law.secrecy import HARM, ground

_PAGES = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")

RequestId = Annotated[
    str, typer.Argument(metavar="REQUEST", help="The request's id, as STA-2025/U1.")
]
Documents = Annotated[
    list[str] | None,
    typer.Option(
        "--document",
        metavar="HASH",
        help="A document's hash, or the beginning of it; repeat for more.",
    ),
]
Staff = Annotated[
    str, typer.Option("--as", metavar="PERSON", help="A procurement officer or a legal officer.")
]
CiteOption = Annotated[
    str | None,
    typer.Option("--cite", metavar="PARAGRAPH", help='What it is secret under, as "OSL 31:16".'),
]


def cite_of(written: str) -> Cite:
    """Raises `ActRefused` for a paragraph that nothing in a tender is kept secret under."""
    found = ground(written)
    if found is None:
        sv = ", ".join(each.in_("sv") for each in HARM)
        en = ", ".join(each.in_("en") for each in HARM)
        raise refuse(
            "secrecy.cite",
            sv=f"--cite {written} är inget lagrum som något i en upphandling hålls hemligt enligt",
            en=f"--cite {written} is no paragraph by which anything in a tender is kept secret",
            todo_sv=f"Ange något av {sv}",
            todo_en=f"Name one of {en}",
        )
    return found


def pages_of(written: str) -> tuple[int, int]:
    """ "3" or "3-5". Raises `ActRefused` for anything else."""
    found = _PAGES.fullmatch(written.strip())
    if found is None:
        raise refuse(
            "secrecy.pages",
            sv=f"{written} är inga sidor",
            en=f"{written} is no range of pages",
            todo_sv="Ange en sida eller första och sista, som 3 eller 3-5",
            todo_en="Give a page or the first and the last, as 3 or 3-5",
        )
    first, last = found.groups()
    return int(first), int(last or first)
