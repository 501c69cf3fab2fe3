"""The arguments and options that the commands of `tilldela admission` share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.answering import content_of
from procurement.admissions.files import SentFile

ApplicationId = Annotated[str, typer.Argument(metavar="APPLICATION", help="The application's id.")]
Person = Annotated[
    str,
    typer.Option(
        "--as", metavar="PERSON", help="Somebody of the supplier's own, or of the buyer's."
    ),
]
Head = Annotated[str, typer.Option("--as", metavar="PERSON", help="A head of procurement.")]
Two = Annotated[
    list[str],
    typer.Option(
        "--as", metavar="PERSON", help="First the procurement officer who prepares, then the head."
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, in Swedish.")]
LotCode = Annotated[str, typer.Option("--lot", metavar="CODE", help="The lot.")]


def sent_file(path: Path) -> SentFile:
    """Raises `ActRefused` for a file that cannot be read."""
    return SentFile(path.name, content_of(path))
