"""The table a procurement officer reads: each lot, who won, and when it can be signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.box import SIMPLE_HEAD
from rich.table import Table

from contracts.overview import LotOverview
from law.reasons import Lang, Text

HEADINGS = (
    Text("Område", "Lot"),
    Text("Ort", "Place"),
    Text("Vinnare", "Winner"),
    Text("Spärrens\nsista dag", "Standstill's\nlast day"),
    Text("Lagligt\nfrån", "Lawful\nfrom"),
    Text("Kan skrivas\nunder från", "Signable\nfrom"),
    Text("Ingånget", "Concluded"),
    Text("Varför", "Why"),
)


def lots_table(overviews: Sequence[LotOverview], lang: Lang, appealed: frozenset[str]) -> Table:
    """Lots that went to court stand out."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for number, heading in enumerate(HEADINGS):
        table.add_column(heading.in_(lang), no_wrap=number != 7, overflow="ellipsis")
    for lot in overviews:
        table.add_row(
            lot.code,
            lot.name,
            lot.winner or "–",
            _day(lot.last_day),
            _day(lot.lawful_from),
            _day(lot.signable_from),
            _day(lot.concluded),
            lot.story.in_(lang),
            style="bold yellow" if lot.code in appealed else "",
        )
    return table


def _day(day: date | None) -> str:
    return day.isoformat() if day else "–"
