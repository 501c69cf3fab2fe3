"""`tilldela documents …`: which there are, and what each looks like with made-up values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, say
from cli.console import LangOption, fail, out, refusing
from cli.documents.clauses import clauses
from cli.documents.previewing import Preview, context_of, sample_named
from cli.documents.previewing import preview as preview_once
from cli.documents.watching import in_a_new_process
from cli.documents.watching import watch as watch_for_changes
from documents.samples.registry import SAMPLES
from law.reasons import Lang, Text

app = typer.Typer(no_args_is_help=True, help="The documents, with made-up values.")

Name = Annotated[
    str, typer.Argument(metavar="NAME", help="As documents list shows it, e.g. contract.")
]


@app.callback()
def documents() -> None:
    """The documents, with made-up values."""


app.command()(clauses)


@app.command("list")
def list_(json_: Json = False, lang: LangOption = "sv") -> None:
    """Show every document there is, by the name that preview takes."""
    if json_:
        rows = [
            {"name": each.name, "document": each.document, "what": each.what.in_(lang)}
            for each in SAMPLES
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    width = max(len(each.name) for each in SAMPLES)
    for each in SAMPLES:
        out().print(f"{each.name:{width}}  {each.what.in_(lang)}", markup=False)


@app.command()
def sample(name: Name, lang: LangOption = "sv") -> None:
    """Write the document's made-up values as JSON, to be changed and given to preview."""
    context = sample_named(name, lang)
    typer.echo(context.model_dump_json(indent=2, exclude={"template_version"}))


@app.command()
def preview(
    name: Name,
    file: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="The PDF; NAME.LANG.pdf here if not given."),
    ] = None,
    context: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Values of your own, as documents sample writes them."),
    ] = None,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Set it anew whenever its text is changed, until Ctrl-C."),
    ] = False,
    lang: LangOption = "sv",
) -> None:
    """Set a document with made-up values, always marked as a demo."""
    asked = Preview(name, _pdf(file, name, lang), context, lang)
    with refusing(lang):
        context_of(asked)
    if watch:
        watch_for_changes(asked, lambda: in_a_new_process(asked))
        return
    preview_once(asked)
    say(Text(f"Utkastet ligger i {asked.file}.", f"The preview is in {asked.file}."), lang)


def _pdf(file: Path | None, name: str, lang: Lang) -> Path:
    """Nothing but a PDF is ever written over."""
    if file is None:
        return Path(f"{name}.{lang}.pdf")
    if file.suffix.lower() != ".pdf":
        raise fail(
            f"--out: {file} ska heta något som slutar på .pdf."
            if lang == "sv"
            else f"--out: {file} must have a name that ends in .pdf."
        )
    if not file.parent.is_dir():
        raise fail(
            f"--out: katalogen {file.parent} finns inte."
            if lang == "sv"
            else f"--out: there is no folder {file.parent}."
        )
    return file
