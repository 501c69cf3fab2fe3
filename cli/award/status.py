"""How `tilldela award status` shows the lots, and what is to be done next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich.markup import escape
from rich.table import Table

from law.reasons import Lang, Text
from procurement.decisions.award_status import AwardState, LotAward

WORDS: Mapping[AwardState, Text] = {
    AwardState.UNDECIDED: Text("inte beslutat", "undecided"),
    AwardState.DRAFTED: Text("utkast", "drafted"),
    AwardState.DECIDED: Text("beslutat", "decided"),
    AwardState.WITHDRAWN: Text("återkallat", "withdrawn"),
    AwardState.CANCELLED: Text("avbrutet", "cancelled"),
}
LANGUAGES: Sequence[Lang] = ("sv", "en")
HEADINGS = (
    Text("Område", "Lot"),
    Text("Läge", "State"),
    Text("Handling", "Act"),
    Text("Dag", "Day"),
    Text("Överprövning t.o.m.", "Review until"),
)


def status_table(lots: Sequence[LotAward], lang: Lang) -> Table:
    table = Table()
    for heading in HEADINGS:
        table.add_column(heading.in_(lang), overflow="fold")
    for lot in lots:
        table.add_row(
            escape(lot.code),
            _state(lot).in_(lang),
            escape(lot.act or ""),
            _iso(lot.on) or "",
            _iso(lot.last_day) or "",
        )
    return table


def kept_lines(lots: Sequence[LotAward]) -> Iterator[Text]:
    """A line for each reason that keeps a lot from a decision, with its paragraph."""
    for lot in lots:
        for reason in lot.kept_by:
            sv, en = (
                f"{lot.code} ! {reason.in_(lang)}"
                + (f" ({reason.cite.in_(lang)})" if reason.cite else "")
                for lang in LANGUAGES
            )
            yield Text(sv, en)


def _state(lot: LotAward) -> Text:
    word = WORDS[lot.state]
    return Text(f"{word.sv}, görs om", f"{word.en}, to be redone") if lot.redo else word


def as_json(tender: str, lots: Sequence[LotAward], lang: Lang) -> dict[str, Any]:
    return {
        "tender": tender,
        "lots": [
            {
                "lot": lot.code,
                "state": lot.state.value,
                "act": lot.act,
                "on": _iso(lot.on),
                "last_day": _iso(lot.last_day),
                "redo": lot.redo,
                "kept_by": [reason.as_json(lang) for reason in lot.kept_by],
            }
            for lot in lots
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
