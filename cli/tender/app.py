"""`tilldela tender …`: a tender from its draft to its deadline."""

from __future__ import annotations

import typer

from cli.law.one_line import OneLineGroup
from cli.tender import asking, calling, drafts, planning
from cli.tender.again import again
from cli.tender.ground import ground

app = typer.Typer(
    cls=OneLineGroup, no_args_is_help=True, help="A tender from its draft to its deadline."
)


@app.callback()
def tender() -> None:
    """A tender from its draft to its deadline."""


app.command()(drafts.draft)
app.command()(again)
app.command()(drafts.show)
app.command()(drafts.find)
app.command("list")(drafts.list_)
app.command()(planning.note)
app.command()(planning.value)
app.command()(planning.document)
app.command()(ground)
app.command()(planning.declare)
app.command()(planning.involve)
app.command()(planning.measure)
app.command()(calling.publish)
app.command()(calling.correct)
app.command()(asking.ask)
app.command()(asking.questions)
app.command()(asking.answer)
app.command()(asking.answers)
