"""`tilldela draw FILE`: the lottery among tied bids, drawn again by anyone from a file alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text as Cell

from cli.console import LangOption, out, refusing
from law.reasons import Lang, Text
from procurement.allotting.draw_file import Drawn, draw_file

_HEADINGS = (Text("Ordning", "Order"), Text("Anbud", "Bid"), Text("Lott", "Ticket"))


def draw(
    file: Annotated[Path, typer.Argument(help="Tender, lot, envelopes and who tie, in YAML.")],
    json_: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    lang: LangOption = "sv",
) -> None:
    """Draw lots among the tied bids of a file, from the hashes of the sealed bids."""
    with refusing(lang):
        drawn = draw_file(file)
    if json_:
        answer = {"seed": drawn.seed, "tickets": drawn.tickets, "order": list(drawn.tickets)}
        typer.echo(json.dumps(answer, ensure_ascii=False))
    else:
        _show(drawn, lang)


def _show(drawn: Drawn, lang: Lang) -> None:
    console = out()
    title = Text("Lottning", "Lottery").in_(lang)
    table = Table(title=Cell(f"{title}, {drawn.file.lot}"), title_justify="left")
    for heading in _HEADINGS:
        table.add_column(heading.in_(lang), overflow="fold")
    for place, (bid_id, ticket) in enumerate(drawn.tickets.items(), 1):
        table.add_row(f"{place}.", Cell(bid_id), ticket)
    console.print(table)
    seed = Text("Frö", "Seed").in_(lang)
    console.print(Cell(f"{seed}: {drawn.seed}"), soft_wrap=not console.is_terminal)
