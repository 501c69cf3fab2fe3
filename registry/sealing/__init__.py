"""Bids sealed so that any two of the openers open them, and nobody alone.

Pure: no database. `closing` seals, `opening` opens, `header` is what may be read
before; `docs/decisions/0016-sealing-two-of-n.md` says why it is made this way.
"""

from registry.sealing.bid_files import MAX_FILE_BYTES, MAX_FILES, BidFile, BidFileEntry
from registry.sealing.closing import BidPackage, new_bid_id, seal
from registry.sealing.header import EnvelopeHeader, check_header, read_header
from registry.sealing.instructions import (
    SealingInstructions,
    read_signed_instructions,
    signed_instructions,
)
from registry.sealing.opening import Expected, OpenedPackage, open_envelope
from registry.sealing.padding import MAX_ENVELOPE_BYTES
from registry.sealing.pair_keys import OpenerPublicKey, OpenerSecret, pairs_of
from registry.sealing.refusals import EnvelopeRefused
from registry.sealing.ticket import Ticket, is_for, read_ticket

__all__ = [
    "MAX_ENVELOPE_BYTES",
    "MAX_FILES",
    "MAX_FILE_BYTES",
    "BidFile",
    "BidFileEntry",
    "BidPackage",
    "EnvelopeHeader",
    "EnvelopeRefused",
    "Expected",
    "OpenedPackage",
    "OpenerPublicKey",
    "OpenerSecret",
    "SealingInstructions",
    "Ticket",
    "check_header",
    "is_for",
    "new_bid_id",
    "open_envelope",
    "pairs_of",
    "read_header",
    "read_signed_instructions",
    "read_ticket",
    "seal",
    "signed_instructions",
]
