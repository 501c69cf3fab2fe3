"""`tilldela appeals …`: review before the courts, and what follows from it, for legal staff."""

from __future__ import annotations

import typer

from cli.appeals.acting import act
from cli.appeals.case_file import case_file
from cli.appeals.checking import check
from cli.appeals.due_list import remind, worklist
from cli.appeals.entering import enter_matter
from cli.appeals.forecast import forecast
from cli.appeals.holding import clear, stricter
from cli.appeals.keeping import assign, mail, mandate
from cli.appeals.meanwhile import bridge, bridge_record
from cli.appeals.showing import list_matters, show
from cli.appeals.sorting import ground
from cli.appeals.striking import strike_entry
from cli.appeals.what_if import what_if
from cli.law.one_line import OneLineGroup

app = typer.Typer(
    cls=OneLineGroup,
    no_args_is_help=True,
    help="Review: the docket of matters, what holds contracts, and what legal staff do about it.",
)
app.command("open")(enter_matter)
app.command()(act)
app.command()(ground)
app.command()(check)
app.command("strike")(strike_entry)
app.command("list")(list_matters)
app.command()(show)
app.command("what-if")(what_if)
app.command()(forecast)
app.command("case-file")(case_file)
app.command()(stricter)
app.command()(clear)
app.command()(assign)
app.command()(mail)
app.command()(mandate)
app.command()(worklist)
app.command()(remind)
app.command()(bridge)
app.command("bridge-record")(bridge_record)
