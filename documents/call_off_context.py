"""The letter to a party to a framework: a call-off offered to it, or placed with it."""

from __future__ import annotations

from typing import Literal

from documents.letter_contexts import Correspondence
from documents.parts import Count, Currency, Lot, Ore


class CallOffContext(Correspondence):
    """``placed``: the buyer has decided; until then the party is asked for its answer.

    ``place`` is the recipient's in the lot's ranking.
    """

    document: Literal["call_off"] = "call_off"
    number: str
    lot: Lot
    place: Count
    value_ore: Ore
    currency: Currency
    what: str
    placed: bool
