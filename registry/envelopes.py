"""Bids in their envelopes: content goes in at receipt and comes out at the opening.

The envelope is closed by access rules: nothing but `unseal` reads the table, and
`unseal` is called by the opening alone. Whoever can read the database file can
read it; encryption to two openers' keys takes that away.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from models.journal import JournalEntry
from models.store import Work
from models.tender import Bid, BidEnvelope
from registry.entry_format import canonical_json

RECEIVED = "bid.received"


class EnvelopeBroken(Exception):
    """The content is not what was received: somebody has touched the database."""

    def __init__(self, bid_id: str) -> None:
        self.bid_id = bid_id
        super().__init__(
            f"The envelope of bid {bid_id} does not match the hash journaled at its receipt; "
            "stop the opening and investigate."
        )


def content_bytes(content: Mapping[str, Any]) -> bytes:
    return canonical_json(content).encode()


def content_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def seal(work: Work, bid_id: str, content: bytes) -> None:
    work.session.add(BidEnvelope(bid_id=bid_id, content=content))


def receipt_payload(bid: Bid) -> dict[str, Any]:
    """What the journal says of a receipt, under `RECEIVED` and the tender: no name, no lot."""
    return {"bid": bid.id, "content_sha256": bid.content_sha256}


def unseal(work: Work, bid: Bid) -> dict[str, Any]:
    """The content as received. Raises `EnvelopeBroken` when that cannot be shown."""
    envelope = work.session.get(BidEnvelope, bid.id)
    if envelope is None or content_hash(envelope.content) != bid.content_sha256:
        raise EnvelopeBroken(bid.id)
    if not _journaled(work, bid):
        raise EnvelopeBroken(bid.id)
    content: dict[str, Any] = json.loads(envelope.content)
    return content


def _journaled(work: Work, bid: Bid) -> bool:
    # The bid's row can be changed together with its envelope; the journal cannot
    # without breaking its chain.
    said = canonical_json({"subject": bid.tender_id, **receipt_payload(bid)})
    receipt = select(JournalEntry.seq).where(
        col(JournalEntry.subject) == bid.tender_id,
        col(JournalEntry.kind) == RECEIVED,
        col(JournalEntry.payload) == said,
    )
    return work.session.exec(receipt).first() is not None
