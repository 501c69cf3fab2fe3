"""Ask for a passphrase: at the terminal without echo, or from a file of the owner's alone.

Never an argument or a variable: other users of the machine can read those.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from law.reasons import Lang, Text, refuse
from registry.opener_keys import Passphrase, passphrase_in

PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        help="A file with the passphrase on its first line, readable by you alone.",
    ),
]
PROMPT = Text("Lösenfras", "Passphrase")
AGAIN = Text("Lösenfrasen en gång till", "The passphrase once more")


def asked_passphrase(
    file: Path | None, lang: Lang, *, whose: str = "", new: bool = False
) -> Passphrase:
    """From `file`, else prompted for; twice when `new`. Raises `ActRefused`."""
    if file is not None:
        return passphrase_in(file)
    if not sys.stdin.isatty():
        raise refuse(
            "passphrase.no_terminal",
            sv="Lösenfrasen kan inte frågas efter: detta är ingen terminal",
            en="The passphrase cannot be asked for: this is no terminal",
            todo_sv="Ange en fil med --passphrase-file",
            todo_en="Name a file with --passphrase-file",
        )
    again = AGAIN.in_(lang) if new else False
    asked = f"{PROMPT.in_(lang)} {whose}".strip()
    return Passphrase(
        typer.prompt(
            asked,
            hide_input=True,
            confirmation_prompt=again,
            err=True,
            default="",
            show_default=False,
        )
    )
