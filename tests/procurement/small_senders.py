"""The senders of the small tender's bids, with tools of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from registry.sealing import BidPackage, SealingInstructions, closing, read_header, seal
from registry.sealing.closing import place_of
from tests.procurement.small_papers import SmallBid

# The senders' tickets, which lie in no installation: place in the head → nonce.
NONCES: dict[str, str] = {}


def _place_in(path: Path) -> str:
    with path.open("rb") as envelope:
        return read_header(envelope).place


def nonce_of(path: Path) -> str:
    """The sender's ticket for a file of its own."""
    return NONCES[_place_in(path)]


def sealed_file(
    folder: Path, bid: SmallBid, instructions_now: Callable[[], SealingInstructions]
) -> Path:
    """Sealed once for all: whoever sends again sends the same bytes."""
    digest = hashlib.sha256(repr(bid).encode()).hexdigest()[:16]
    path = folder / f"{digest}.bid"
    if path.exists():
        return path
    instructions = instructions_now()
    lot, tenderer = bid.sealed_for or (bid.lot_code, bid.organisation_id)
    known = lot if lot in instructions.lot_codes else instructions.lot_codes[0]
    values = bid.content.model_dump() if bid.values is None else bid.values
    package = BidPackage(known, tenderer, values, bid.files)
    claimed = known if bid.sealed_for is None else bid.lot_code, bid.organisation_id
    folder.mkdir(exist_ok=True)
    with path.open("wb") as out, pytest.MonkeyPatch.context() as patch:
        # A sender's own tool may commit to one place, and put another into the envelope.
        patch.setattr(closing, "place_of", lambda _lot, _by, nonce: place_of(*claimed, nonce))
        nonce = seal(package, instructions, bid.bid_id, bid.version, out)
    NONCES[_place_in(path)] = nonce
    return path
