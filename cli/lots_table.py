"""The table a procurement officer reads: each lot, who won, and when it can be signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.box import SIMPLE_HEAD
from rich.table import Table

from contracts.overview import LotOverview
from law.reasons import Lang, Text

# Two of the days fit only where the terminal is wide; without them the table
# still says who won, when each lot could be signed, and why.
WIDE = 120

LOT = Text("Område", "Lot")
WINNER = Text("Vinnare", "Winner")
LAST_DAY = Text("Spärrens\nsista dag", "Standstill's\nlast day")
LAWFUL = Text("Lagligt\nfrån", "Lawful\nfrom")
SIGNABLE = Text("Kan skrivas\nunder från", "Signable\nfrom")
CONCLUDED = Text("Ingånget", "Concluded")
WHY = Text("Varför", "Why")


def lots_table(
    overviews: Sequence[LotOverview], lang: Lang, appealed: frozenset[str], width: int
) -> Table:
    """Lots that went to court stand out. `width` is the terminal's, in characters."""
    wide = width >= WIDE
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(LOT.in_(lang), no_wrap=True, max_width=16, overflow="ellipsis")
    table.add_column(WINNER.in_(lang), no_wrap=True, max_width=30 if wide else 15)
    for heading in (LAST_DAY, LAWFUL) if wide else ():
        table.add_column(heading.in_(lang), no_wrap=True, min_width=10)
    for heading in (SIGNABLE, CONCLUDED):
        table.add_column(heading.in_(lang), no_wrap=True, min_width=10)
    table.add_column(WHY.in_(lang))
    for lot in overviews:
        days = [lot.signable_from, lot.concluded]
        shown = [lot.last_day, lot.lawful_from, *days] if wide else days
        table.add_row(
            f"{lot.code} {lot.name}",
            _who(lot),
            *(_day(day) for day in shown),
            lot.story.in_(lang),
            style="bold yellow" if lot.code in appealed else "",
        )
    return table


def _who(lot: LotOverview) -> str:
    if lot.winner is None:
        return "–"
    return lot.winner if lot.place is None else f"{lot.place}. {lot.winner}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "–"
