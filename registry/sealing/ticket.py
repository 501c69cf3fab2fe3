"""The tenderer's ticket: what a sealed file is for, kept beside it and handed in with it.

The file itself says it only as a commitment. Whoever takes the bid in recomputes that
from the ticket, so that a file sent for another lot, or as somebody else's, is refused.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass

from law.reasons import Text
from registry.sealing.bid_files import HEX_64
from registry.sealing.closing import place_of
from registry.sealing.header import EnvelopeHeader
from registry.sealing.refusals import EnvelopeRefused

FORMAT = "tilldela-ticket/v1"


@dataclass(frozen=True, repr=False)
class Ticket:
    """`place_nonce`: 64 hex digits that open the head's `place`; a secret of the tenderer's."""

    bid_id: str
    version: int
    lot_code: str
    organisation_id: str
    place_nonce: str

    def to_json(self) -> str:
        return json.dumps({"format": FORMAT, **vars(self)}, ensure_ascii=False) + "\n"


def read_ticket(text: str) -> Ticket:
    """Raises `EnvelopeRefused` ("not_a_ticket")."""
    try:
        found = json.loads(text)
        fields = [found[name] for name in Ticket.__dataclass_fields__]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _not_a_ticket() from None
    ticket = Ticket(*fields)
    whole = type(ticket.version) is int and all(
        isinstance(field, str) for field in fields if field is not ticket.version
    )
    if not whole or found.get("format") != FORMAT:
        raise _not_a_ticket()
    return ticket


def is_for(header: EnvelopeHeader, lot_code: str, organisation_id: str, place_nonce: str) -> bool:
    """Whether the file was sealed for that lot by that tenderer."""
    if HEX_64.fullmatch(place_nonce) is None:
        return False
    return hmac.compare_digest(place_of(lot_code, organisation_id, place_nonce), header.place)


def _not_a_ticket() -> EnvelopeRefused:
    return EnvelopeRefused(
        "not_a_ticket",
        Text("Filen är ingen biljett till ett förseglat anbud", "The file is no ticket of a bid"),
        Text(
            "Ange filen som tilldela bid seal skrev bredvid anbudet",
            "Name the file that tilldela bid seal wrote beside the bid",
        ),
    )
