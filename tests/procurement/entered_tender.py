"""The small tender as if it had run elsewhere: the same bids, outcome and dates."""

from __future__ import annotations

import io
from typing import Any

from pypdf import PdfWriter

from law.reasons import Text
from models.letters import Channel
from procurement.conditions.unmet import Unmet
from procurement.entering.entered import (
    EnteredBid,
    EnteredDecision,
    EnteredExtension,
    EnteredFacts,
    EnteredLetter,
    EnteredOpening,
    EnteredPublication,
    Entry,
)
from procurement.entering.entering import enter_procurement
from procurement.tenders.draft import TenderDraft
from tests.procurement.small_papers import BIDS, CAPACITY, WINNERS, at, tender_draft
from tests.procurement.small_tender import World

SOURCE = Text("Det tidigare systemet", "The earlier system")
ENTERED_AT = at(3, 5)
WON = {lot: (BIDS[bid][1],) for lot, bid in WINNERS.items()}


def a_pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=200, height=200)
    writer.write(out)
    return out.getvalue()


FILES = {"beslut.pdf": a_pdf()}


def bids() -> tuple[EnteredBid, ...]:
    return tuple(
        EnteredBid(
            tenderer=tenderer,
            lot=lot,
            received_at=at(2, 10, 9 + number),
            price=price,
            levels={"method": level},
            at_fte_tenths=CAPACITY[tenderer],
        )
        for number, (lot, tenderer, price, level) in enumerate(BIDS.values())
    )


def decision(**changes: Any) -> EnteredDecision:
    values: dict[str, Any] = {
        "at": at(3, 2, 8),
        "by": "head",
        "prepared_by": "officer",
        "evaluated_at": at(2, 18),
        "winners": WON,
        "file": "beslut.pdf",
        "letters": tuple(
            EnteredLetter(tenderer=each, at=at(3, 2), channel=Channel.ELECTRONIC)
            for each in CAPACITY
        ),
    }
    return EnteredDecision(**(values | changes))


def facts(**changes: Any) -> EnteredFacts:
    """Decided and notified, unless something else is said."""
    values: dict[str, Any] = {
        "source": SOURCE,
        "publication": EnteredPublication(at=at(1, 13), by="officer", approved_by="head"),
        "bids": bids(),
        "opening": EnteredOpening(at=at(2, 17), by="officer", second="colleague"),
        "decision": decision(),
    }
    return EnteredFacts(**(values | changes))


def extension(**changes: Any) -> EnteredExtension:
    values: dict[str, Any] = {
        "to": at(2, 16, 23),
        "at": at(2, 9),
        "by": "officer",
        "approved_by": "head",
        "reason": Text("Ett svar kom sent", "An answer came late"),
    }
    return EnteredExtension(**(values | changes))


def entry(draft: TenderDraft | None = None, content: bytes = b"file", **changes: Any) -> Entry:
    return Entry(draft or tender_draft(), facts(**changes), content, FILES)


def enter(world: World, given: Entry | None = None, by: str = "officer") -> tuple[Unmet, ...]:
    officer, head = world.actor(by), world.actor("head")
    return enter_procurement(world.store, officer, head, given or entry())
