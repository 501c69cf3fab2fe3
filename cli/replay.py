"""`tilldela replay FILE`: a real tender of somebody else's, ranked again beside its awards.

Exit codes: 0 every compared lot agrees, 1 some lot does not, 2 the file cannot be used.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from itertools import zip_longest
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text as Cell

from interop.replay import Replay, ReplayedLot, replay_file
from interop.source_tender import UnusableFile
from law.reasons import Lang, Text
from procurement.exact.numbers import exact_text

_SHORTEST_ID = 8
_HEADINGS = (
    Text("Område", "Lot"),
    Text("Rangordning", "Ranking"),
    Text("Jämförelsetal", "Comparison"),
    Text("Vinnare", "Winner"),
    Text("Tilldelat", "Awarded"),
    Text("Stämmer", "Agrees"),
)
_TITLE = Text("Upphandling", "Tender")
_PROBLEMS = Text("Problem i filen:", "Problems in the file:")


def replay(
    file: Annotated[Path, typer.Argument(help="An OCDS file with bids, or a ProZorro tender.")],
    json_: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    lang: Annotated[Lang, typer.Option("--lang", help="Language: sv or en.")] = "sv",
) -> None:
    """Rank a real tender again and compare with how its source awarded."""
    try:
        result = replay_file(file)
    except UnusableFile as unusable:
        typer.echo(unusable.in_(lang), err=True)
        raise typer.Exit(2) from None
    if json_:
        typer.echo(json.dumps(result.as_json(lang), ensure_ascii=False))
    else:
        _show(result, lang)
    if result.agree < result.compared:
        raise typer.Exit(1)


def _show(result: Replay, lang: Lang) -> None:
    console = Console()
    console.print(_table(result, lang))
    console.print(Cell(_total(result, lang)))
    if result.problems:
        console.print(Cell(_PROBLEMS.in_(lang)))
        for problem in result.problems:
            console.print(Cell(f"- {problem.in_(lang)}"), soft_wrap=True)


def _total(result: Replay, lang: Lang) -> str:
    agree, compared = result.agree, result.compared
    rest = len(result.lots) - compared
    text = Text(
        f"{agree} av {compared} jämförda anbudsområden stämmer.",
        f"{agree} of {compared} compared lots agree.",
    ).in_(lang)
    if not rest:
        return text
    left = Text(f"{rest} har ingen tilldelning att jämföra.", f"{rest} have no award to compare.")
    return f"{text} {left.in_(lang)}"


def _table(result: Replay, lang: Lang) -> Table:
    title = Cell(f"{_TITLE.in_(lang)} {result.tender_id}")
    table = Table(title=title, title_justify="left")
    for heading in _HEADINGS:
        table.add_column(heading.in_(lang), overflow="fold")
    lot_ids = shortened(lot.id for lot in result.lots)
    for lot in result.lots:
        for row in _rows(lot, lot_ids[lot.id], lang):
            table.add_row(*(Cell(cell) for cell in row))
        table.add_section()
    return table


def _rows(lot: ReplayedLot, lot_id: str, lang: Lang) -> list[tuple[str, ...]]:
    """A line per place, the source's awards beside them in their own order."""
    short = shortened([*(placed.offer_id for placed in lot.ranking), *lot.source_awards])
    places: list[tuple[str, Fraction | None]] = [
        (f"{placed.place}.\N{NO-BREAK SPACE}{short[placed.offer_id]}", placed.comparison)
        for placed in lot.ranking
    ]
    rows: list[tuple[str, ...]] = []
    lines = zip_longest(places or [("–", None)], lot.source_awards or ["–"])
    for index, (place, award) in enumerate(lines):
        bid, comparison = place or ("", None)
        number = exact_text(comparison, lang) if comparison is not None else ""
        winner = short[lot.winner] if lot.winner is not None else "–"
        agrees = {True: "✔", False: "✘", None: "–"}[lot.agrees]
        edges = (lot_id, winner, agrees) if index == 0 else ("", "", "")
        rows.append((edges[0], bid, number, edges[1], short.get(award, award or ""), edges[2]))
    return rows


def shortened(ids: Iterable[str]) -> dict[str, str]:
    """Each id by the fewest first characters (eight or more) that tell all of them apart."""
    whole = list(dict.fromkeys(ids))
    longest = max((len(id_) for id_ in whole), default=0)
    for length in range(_SHORTEST_ID, longest):
        if len({id_[:length] for id_ in whole}) == len(whole):
            return {id_: _cut(id_, length) for id_ in whole}
    return {id_: id_ for id_ in whole}


def _cut(id_: str, length: int) -> str:
    return id_ if len(id_) <= length + 1 else f"{id_[:length]}…"
