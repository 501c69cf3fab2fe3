"""`tilldela keys …`: the keys that open sealed bids."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cli.console import LangOption, out, refusing
from cli.keys.appointing import appoint
from cli.keys.opener_keys import installation, list_keys, register, rehearse, rotate
from cli.keys.passphrase import PassphraseFile, asked_passphrase
from law.reasons import Lang, Text
from registry.opener_keys import new_key_file, public_half

app = typer.Typer(no_args_is_help=True, help="The keys that open sealed bids.")


@app.callback()
def keys() -> None:
    """The keys that open sealed bids."""


@app.command()
def new(
    person: Annotated[str, typer.Argument(help="Whose key it is: the opener's id.")],
    out_: Annotated[Path, typer.Option("--out", help="The key file to make.")],
    outsider: Annotated[
        bool, typer.Option("--outsider", help="The opener is from outside the authority.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    json_: Annotated[
        bool, typer.Option("--json", help="Print the public half alone, as JSON.")
    ] = False,
    lang: LangOption = "sv",
) -> None:
    """Make an opener's key, locked with a passphrase, and print the public half to hand in."""
    with refusing(lang):
        passphrase = asked_passphrase(passphrase_file, lang, new=True)
        key = new_key_file(out_, passphrase, outsider=outsider)
    half = json.dumps(public_half(person, key), ensure_ascii=False)
    if json_:
        typer.echo(half)
        return
    _tell(out_, key.key_id, lang)
    typer.echo(half)


def _tell(path: Path, key_id: str, lang: Lang) -> None:
    told = Text(
        f"Nyckeln {key_id} ligger i {path}, låst med lösenfrasen. Förvara fil och lösenfras var"
        " för sig, och en kopia av filen på annat håll: ingen kan återskapa dem. Lämna in den"
        " publika halvan:",
        f"The key {key_id} lies in {path}, locked with the passphrase. Keep file and passphrase"
        " apart, and a copy of the file elsewhere: nobody can make them anew. Hand in the public"
        " half:",
    )
    out().print(told.in_(lang), markup=False, soft_wrap=True)


app.command()(register)
app.command("list")(list_keys)
app.command()(installation)
app.command()(appoint)
app.command()(rotate)
app.command()(rehearse)
