"""`tilldela law …`: every command of the folder, registered."""

from __future__ import annotations

import typer

from cli.law.change import change
from cli.law.deadlines import (
    answer_reasons,
    answers,
    cancellation,
    lov_rectification,
    new_grounds,
    validity,
)
from cli.law.exclusion import exclusion
from cli.law.explain import calendar, explain
from cli.law.one_line import OneLineGroup
from cli.law.penalty_fee import penalty_fee
from cli.law.regime import regime
from cli.law.rulings import after_ruling
from cli.law.standstill import standstill
from cli.law.tender_period import tender_period

app = typer.Typer(
    cls=OneLineGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="What the law says about a case: dates, limits, and why.",
)


@app.callback()
def law() -> None:
    """What the law says about a case: dates, limits, and why."""


for command in (
    *(regime, tender_period, answers, standstill, after_ruling, cancellation, validity),
    *(new_grounds, answer_reasons, lov_rectification, penalty_fee, change, exclusion),
    *(explain, calendar),
):
    app.command()(command)
