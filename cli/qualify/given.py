"""The options that the commands of `tilldela qualify` share."""

from __future__ import annotations

from typing import Annotated

import typer

from law.reasons import Text

Two = Annotated[
    list[str],
    typer.Option(
        "--as",
        metavar="PERSON",
        help="First the one who prepared it, then the head of procurement.",
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, in Swedish.")]
IN_ORDER = Text(
    ", först den som har förberett beslutet och sedan upphandlingschefen",
    ", first whoever prepared the decision and then the head of procurement",
)
