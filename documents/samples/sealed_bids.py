"""Plausible demo values of the documents about sealed bids."""

from __future__ import annotations

from datetime import UTC, datetime

from documents.bid_contexts import (
    OpenedBid,
    OpeningContext,
    ReceiptContext,
    RefusedFile,
    StillSealed,
    UnreadableBid,
)
from documents.samples.demo import OFFICERS, Demo


def receipt(demo: Demo) -> ReceiptContext:
    return ReceiptContext(
        **demo.tender_head("receipt"),
        tender_id="STA-2026",
        bid_token="32eb3b44c0ffee",
        version=2,
        received_at=datetime(2026, 1, 30, 22, 59, 59, 999_999, tzinfo=UTC),
        deadline=datetime(2026, 1, 30, 22, 59, 59, 999_999, tzinfo=UTC),
        size=67_213,
        envelope_hash="019f2c41d07a" + "0" * 52,
        journal_seq=1_407,
        entry_hash="77" * 32,
        signature="ab" * 64,
        public_key="cd" * 32,
    )


def opening(demo: Demo) -> OpeningContext:
    say = demo.say
    return OpeningContext(
        **demo.tender_head("opening"),
        officers=list(OFFICERS),
        deadline=datetime(2026, 1, 30, 22, 59, 59, tzinfo=UTC),
        opened_at=datetime(2026, 2, 2, 8, 0, tzinfo=UTC),
        bids=[
            OpenedBid(
                number=number,
                tenderer=f"Anbudsgivare {number} Demo AB",
                org_number=f"559999-{number:04}",
                lots=[f"A{lot:02}" for lot in range(1, 47, number)],
                received_at=datetime(2026, 1, 29, 9, number, 7, tzinfo=UTC),
                version=1 + number % 3,
                content_hash=f"{number:02x}9f2c41d07a",
            )
            for number in range(1, 13)
        ],
        unreadable=[
            UnreadableBid(
                tenderer="Anbudsgivare 13 Demo AB",
                org_number="559999-0013",
                lot="A03",
                received_at=datetime(2026, 1, 29, 10, tzinfo=UTC),
                why=say("Värdena har inte rätt form", "Its values have the wrong form"),
            )
        ],
        refused_files=[
            RefusedFile(
                tenderer="Anbudsgivare 12 Demo AB",
                org_number="559999-0012",
                lot="A01",
                name="Pris.pdf",
                content_hash="5e" * 32,
                why=say("PDF-filen innehåller JavaScript.", "The PDF contains JavaScript."),
            )
        ],
        still_sealed=[
            StillSealed(
                token="1c9be7d3", version=1, received_at=datetime(2026, 1, 28, 10, tzinfo=UTC)
            ),
            StillSealed(
                token="77aa01ff",
                version=2,
                received_at=datetime(2026, 1, 28, 11, tzinfo=UTC),
                withdrawn_at=datetime(2026, 1, 29, 11, tzinfo=UTC),
            ),
        ],
        list_hash="5d" * 32,
        remarks=[
            say(
                "Ett anbud kom in efter sista tid och har inte öppnats.",
                "One bid arrived after the deadline and has not been opened.",
            )
        ],
    )
