"""The options that the commands of `tilldela qualify` share."""

from __future__ import annotations

from typing import Annotated

import typer

from law.reasons import Text, refuse

Officer = Annotated[str, typer.Option("--as", metavar="PERSON", help="A procurement officer.")]
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


def stated(answer: bool | None, yes: str, no: str) -> bool:
    """Which of two options was given. Raises `ActRefused` where neither was."""
    if answer is not None:
        return answer
    raise refuse(
        "option.which",
        sv="Utfallet är inte angivet",
        en="The outcome is not stated",
        todo_sv=f"Ange {yes} eller {no}",
        todo_en=f"Give {yes} or {no}",
    )
