"""How `tilldela validity` shows how long bids bind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from law.reasons import Lang, Text
from procurement.validity.overview import BidValidity, Validity
from procurement.validity.watching import Lapsing

HEADINGS = (
    Text("Område", "Lot"),
    Text("Anbud", "Bid"),
    Text("Anbudsgivare", "Tenderer"),
    Text("Bindande t.o.m.", "Binds through"),
)
YES, NO = Text("ja", "yes"), Text("nej", "no")
LAPSED = Text("upphört", "lapsed")


def overview_table(found: Validity, lang: Lang) -> Table:
    """A column for each request, with what was answered."""
    table = Table()
    requests = [each.id for each in found.requests]
    for heading in (*(each.in_(lang) for each in HEADINGS), *requests):
        table.add_column(escape(heading), overflow="fold")
    for bid in found.bids:
        table.add_row(*_row(bid, requests, lang))
    return table


def _row(bid: BidValidity, requests: Sequence[str], lang: Lang) -> list[str]:
    answers = dict(bid.answers)
    told = [
        (YES if answers[each] else NO).in_(lang) if each in answers else "" for each in requests
    ]
    lapsed = "" if bid.binds else f" ({LAPSED.in_(lang)})"
    until = f"{bid.until.isoformat()}{lapsed}"
    return [escape(bid.lot_code), escape(bid.bid_id), escape(bid.tenderer), until, *told]


def as_json(tender: str, found: Validity) -> dict[str, Any]:
    return {
        "tender": tender,
        "requests": [
            {
                "request": each.id,
                "until": each.until.isoformat(),
                "answer_by": each.answer_by.isoformat(),
            }
            for each in found.requests
        ],
        "bids": [
            {
                "bid": each.bid_id,
                "lot": each.lot_code,
                "tenderer": each.tenderer,
                "until": each.until.isoformat(),
                "binds": each.binds,
                "answers": dict(each.answers),
            }
            for each in found.bids
        ],
        "warnings": [each.code for each in found.warnings],
    }


def lapsing_as_json(found: Sequence[Lapsing]) -> list[dict[str, Any]]:
    return [
        {
            "tender": each.tender_id,
            "diary_number": each.diary_number,
            "lot": each.lot_code,
            "until": each.until.isoformat(),
            "earliest_contract": each.earliest_contract and each.earliest_contract.isoformat(),
            "decided": each.decided,
            "lapsed": each.lapsed,
            "too_short": each.too_short,
        }
        for each in found
    ]
