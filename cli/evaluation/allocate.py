"""`tilldela allocate FILE`: lots to bidders under limits by a stated rule, from a file alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text as Cell

from cli.console import LangOption, out, refusing
from law.reasons import Lang, Text
from procurement.allotting.allocation_file import Allocated, allocate_file
from procurement.exact.numbers import exact_json, exact_text, unending

_HEADINGS = (Text("Område", "Lot"), Text("Tilldelas", "Awarded to"), Text("Pris", "Price"))
_RULES = {
    "lot_order": Text("i områdenas ordning", "in the order of the lots"),
    "lowest_total": Text("lägsta summa", "lowest total"),
}


def allocate(
    file: Annotated[Path, typer.Argument(help="Lots, prices, limits and the rule, in YAML.")],
    json_: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    lang: LangOption = "sv",
) -> None:
    """Award the lots of a file under its limits by its rule."""
    with refusing(lang):
        found = allocate_file(file)
    if json_:
        whole = unending(found.total)
        exact = {} if whole is None else {"exact": whole}
        groups = {"combined": found.combined} if found.file.combinations else {}
        typer.echo(exact_json({"awards": found.awards, "total": found.total, **exact, **groups}))
    else:
        _show(found, lang)


def _show(found: Allocated, lang: Lang) -> None:
    console = out()
    title = f"{_RULES[found.file.rule].in_(lang)}, {found.file.currency}"
    table = Table(title=Cell(title), title_justify="left", show_footer=True)
    footers = (Text("Summa", "Total").in_(lang), "", exact_text(found.total, lang))
    for heading, footer in zip(_HEADINGS, footers, strict=True):
        right = heading.en == "Price"
        table.add_column(
            heading.in_(lang), footer, justify="right" if right else "left", overflow="fold"
        )
    for lot, bidder in found.awards.items():
        price = "" if bidder is None else exact_text(found.file.prices[lot][bidder], lang)
        nobody = Text("ingen", "nobody").in_(lang)
        table.add_row(Cell(lot), Cell(bidder or nobody), Cell(price))
    console.print(table)
    for group, bidder in found.combined.items():
        told = Text(f"Tillsammans till {bidder}: {group}.", f"Together to {bidder}: {group}.")
        console.print(Cell(told.in_(lang)), soft_wrap=not console.is_terminal)
