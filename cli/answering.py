"""What a command answers: one sentence for people, or the same as data; and what it is given."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import out
from cli.tender_argument import resolved_tender
from law.reasons import ActRefused, Lang, Reason, Text, refuse

TenderId = Annotated[
    str,
    typer.Argument(
        metavar="TENDER", help="The tender's id or diary number.", callback=resolved_tender
    ),
]
Officer = Annotated[str, typer.Option("--as", metavar="PERSON", help="A procurement officer.")]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
ReasonEn = Annotated[
    str | None, typer.Option("--reason-en", metavar="TEXT", help="The same in English.")
]


def tell(told: Text, data: Mapping[str, Any], lang: Lang, *, json_: bool) -> None:
    """One sentence for people, or the same as data."""
    if json_:
        typer.echo(json.dumps(data, ensure_ascii=False))
        return
    say(told, lang)


def say(told: Text, lang: Lang) -> None:
    out().print(told.in_(lang), markup=False, soft_wrap=True)


def cited(reason: Reason) -> Text:
    """The reason with its paragraph in parentheses, without a full stop."""
    sv, en = (
        reason.in_(lang).rstrip(".") + (f" ({reason.cite.in_(lang)})" if reason.cite else "")
        for lang in LANGUAGES
    )
    return Text(sv, en)


LANGUAGES: tuple[Lang, Lang] = ("sv", "en")


def text_of(option: str, sv: str, en: str | None) -> Text:
    """Both languages; the Swedish one where no English is given. Raises `ActRefused` if empty."""
    if not sv.strip() or (en is not None and not en.strip()):
        raise refuse(
            "option.empty",
            sv=f"{option} är tomt",
            en=f"{option} is empty",
            todo_sv="Skriv en text",
            todo_en="Write a text",
        )
    return Text(sv.strip(), (en or sv).strip())


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


def content_of(file: Path) -> bytes:
    """Raises `ActRefused` for a file that cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        raise refuse(
            "option.unreadable",
            sv=f"Filen {file} går inte att läsa",
            en=f"The file {file} cannot be read",
            todo_sv="Kontrollera sökvägen",
            todo_en="Check the path",
        ) from None


def check_writable(to: Path) -> None:
    """Before anything is done whose outcome is to be written. Raises `ActRefused`."""
    where = to if to.exists() else to.parent
    if to.is_dir() or not to.parent.is_dir() or not os.access(where, os.W_OK):
        raise unwritable(to)


def unwritable(to: Path) -> ActRefused:
    return refuse(
        "option.unwritable",
        sv=f"Filen {to} går inte att skriva",
        en=f"The file {to} cannot be written",
        todo_sv="Ange en fil i en katalog som finns och som du får skriva i",
        todo_en="Name a file in a folder that is there and that you may write in",
    )
