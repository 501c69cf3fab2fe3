"""Two openers at one terminal: who they are, and their keys unlocked one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli.keys.passphrase import asked_passphrase
from cli.two_persons import two_persons
from law.reasons import ActRefused, Lang, Text, refuse
from models.store import Store
from people.actors import Actor
from registry.opener_keys import unlock
from registry.sealing import OpenerSecret

Persons = Annotated[
    list[str], typer.Option("--as", metavar="PERSON", help="One of the two openers; give it twice.")
]
KeyFiles = Annotated[
    list[Path], typer.Option("--key", help="An opener's key file; give one for each at least.")
]
PassphraseFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--passphrase-file",
        help="A file with a key's passphrase, readable by its owner alone; in the keys' order.",
    ),
]


def two_openers(store: Store, given: Sequence[str]) -> tuple[Actor, Actor]:
    """Raises `ActRefused` unless two are named and both are in the register."""
    return two_persons(store, given, "openers.two", Text("öppnar", "open"))


def unlocked(keys: Sequence[Path], files: Sequence[Path] | None, lang: Lang) -> list[OpenerSecret]:
    """Each key with its own passphrase. Raises `ActRefused`."""
    if files and len(files) != len(keys):
        raise _uneven(len(keys), len(files))
    given: Sequence[Path | None] = files or [None] * len(keys)
    return [
        unlock(key, asked_passphrase(file, lang, whose=str(key)))
        for key, file in zip(keys, given, strict=True)
    ]


def _uneven(keys: int, files: int) -> ActRefused:
    return refuse(
        "openers.passphrases",
        sv=f"{keys} nyckelfiler och {files} filer med lösenfras hör inte ihop",
        en=f"{keys} key files and {files} passphrase files do not go together",
        todo_sv="Ange en --passphrase-file för varje --key, i samma ordning",
        todo_en="Give one --passphrase-file for each --key, in the same order",
    )
