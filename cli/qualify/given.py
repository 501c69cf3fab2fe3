"""What the commands of `tilldela qualify` share: their options, and texts in two languages."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from cli.console import out
from law.reasons import Lang, Text, refuse

Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Officer = Annotated[str, typer.Option("--as", help="A procurement officer.")]
Two = Annotated[
    list[str],
    typer.Option("--as", help="First the head of procurement, then the one who prepared it."),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, in Swedish.")]
ReasonEn = Annotated[
    str | None, typer.Option("--reason-en", metavar="TEXT", help="The same in English.")
]
IN_ORDER = Text(
    ", först upphandlingschefen och sedan den som har förberett beslutet",
    ", first the head of procurement and then whoever prepared the decision",
)


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


def tell(told: Text, data: dict[str, Any], lang: Lang, *, json_: bool) -> None:
    """One sentence for people, or the same as data."""
    if json_:
        typer.echo(json.dumps(data, ensure_ascii=False))
        return
    out().print(told.in_(lang), markup=False, soft_wrap=True)
