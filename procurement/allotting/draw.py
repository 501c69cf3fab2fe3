"""The lottery among bids that the stated rule leaves tied: drawn from the sealed bids. Pure.

Every bid was fixed before anybody could know the others, and nobody chooses anything after
the deadline; whoever has the envelopes' hashes can draw again. The bytes are laid out in
docs/evaluation.md, and so is what a draw like this cannot withstand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

SEED_TAG = "tilldela draw 1: seed"
TICKET_TAG = "tilldela draw 1: ticket"
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


def seed_of(tender_id: str, envelopes: Mapping[str, str]) -> str:
    """SHA-256, as 64 hexadecimal digits, over the tender and every opened bid's envelope.

    ``envelopes``: all opened bids of the tender (not only those that tie), bid id → the
    SHA-256 of its sealed envelope, in lower case. Raises ValueError for a hash that is none.
    """
    for bid_id, hashed in envelopes.items():
        if _SHA256.fullmatch(hashed) is None:
            raise ValueError(f"the envelope of {bid_id!r} is no SHA-256 in lower case")
    bids = (f"{envelopes[bid_id]}  {bid_id}" for bid_id in sorted(envelopes))
    return _hash_of_lines(SEED_TAG, tender_id, *bids)


def tickets(seed: str, lot_id: str, bids: Iterable[str]) -> dict[str, str]:
    """Each bid's ticket in the lot; the smallest wins. In the order drawn.

    A bid's ticket is its own: it stays the same whoever else takes part.
    """
    drawn = {bid_id: _hash_of_lines(TICKET_TAG, seed, lot_id, bid_id) for bid_id in bids}
    return dict(sorted(drawn.items(), key=lambda pair: (pair[1], pair[0])))


def _hash_of_lines(*lines: str) -> str:
    """Over the lines in UTF-8, each ended by a line feed; raises ValueError for one with more."""
    for line in lines:
        if "\n" in line:
            raise ValueError(f"{line!r} is more than one line")
    return sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
