"""`tilldela qualify …`: who may be awarded, and what is still in the way."""

from __future__ import annotations

import typer

from cli.qualify.checklist import show_checklist
from cli.qualify.controls import control
from cli.qualify.decisions import exclusion, price
from cli.qualify.declarations import declare, ownership
from cli.qualify.evidence import evidence
from cli.qualify.inquiries import ask_tenderer, reply

app = typer.Typer(no_args_is_help=True, help="Who may be awarded, and what is in the way.")
app.command("checklist")(show_checklist)
app.command("ask")(ask_tenderer)
app.command()(reply)
app.command()(declare)
app.command()(ownership)
app.command()(evidence)
app.command()(control)
app.add_typer(exclusion, name="exclusion")
app.add_typer(price, name="price")
