"""`tilldela admission …`: applications to systems of choice and dynamic purchasing systems."""

from __future__ import annotations

import typer

from cli.admission import applications, contracting, deciding, information
from cli.admission.show import show

HELP = "Systems of choice and dynamic purchasing systems: applications at any time."
app = typer.Typer(no_args_is_help=True, help=HELP)
app.command()(applications.apply)
app.command()(applications.ask)
app.command()(applications.reply)
app.command()(applications.check)
app.command()(deciding.decide)
app.command()(deciding.prolong)
app.command()(deciding.end)
app.command()(information.profile)
app.command()(information.option)
app.command()(information.page)
app.command()(contracting.contracts)
app.command()(contracting.sign)
app.command()(show)
