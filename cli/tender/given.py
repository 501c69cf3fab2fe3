"""The options that the commands of `tilldela tender` share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.answering import content_of
from law.reasons import Text
from procurement.planning.tender_documents import DocumentFile

Two = Annotated[
    list[str],
    typer.Option(
        "--as", metavar="PERSON", help="First a procurement officer, then the head who approves."
    ),
]
TextSv = Annotated[str, typer.Option("--text", metavar="TEXT", help="In Swedish.")]
TextEn = Annotated[str | None, typer.Option("--text-en", metavar="TEXT", help="In English.")]
Organisation = Annotated[str, typer.Option("--organisation", metavar="ORG", help="The supplier.")]


def document_of(code: str, file: Path, title: Text) -> DocumentFile:
    """Raises `ActRefused` for a file that cannot be read."""
    return DocumentFile(code, title, file.name, content_of(file))
