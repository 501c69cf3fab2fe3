"""The `tilldela` command."""

from __future__ import annotations

import typer

from cli import journal
from cli.demo import demo
from cli.law.app import app as law
from cli.lots import lots
from cli.replay import replay
from cli.serve import serve

app = typer.Typer(
    name="tilldela",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_show_locals=False,
    help="Procurement from sealed bids through appeals to signed contracts, followed up.",
)
app.command()(demo)
app.command()(replay)
app.command()(lots)
app.command()(serve)
app.add_typer(journal.app, name="journal")
app.add_typer(law, name="law")


def run() -> None:
    app()
