"""`tilldela disclosure …`: documents asked for, what is secret in them, and what was given."""

from __future__ import annotations

import typer

from cli.disclosure.answering import answer, decide
from cli.disclosure.asking import ask, cover
from cli.disclosure.marking import by_lot, mark
from cli.disclosure.showing import documents, list_, show
from cli.law.one_line import OneLineGroup

app = typer.Typer(
    cls=OneLineGroup,
    no_args_is_help=True,
    help="Requests for documents: what is secret, what was decided, what was given to whom.",
)
app.command()(documents)
app.command()(mark)
app.command("by-lot")(by_lot)
app.command()(ask)
app.command()(cover)
app.command()(decide)
app.command()(answer)
app.command("list")(list_)
app.command()(show)
