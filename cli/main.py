"""The `tilldela` command."""

from __future__ import annotations

import typer

from cli import bid, deadline, journal, keys, records
from cli.allocate import allocate
from cli.backup import backup, restore
from cli.demo import demo
from cli.evaluate import evaluate
from cli.law.app import app as law
from cli.lots import lots
from cli.opening import open_tender
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
app.command()(evaluate)
app.command()(allocate)
app.command()(lots)
app.command()(serve)
app.command("open")(open_tender)
app.command()(backup)
app.command()(restore)
app.add_typer(bid.app, name="bid")
app.add_typer(deadline.app, name="deadline")
app.add_typer(keys.app, name="keys")
app.add_typer(journal.app, name="journal")
app.add_typer(records.app, name="records")
app.add_typer(law, name="law")


def run() -> None:
    app()
