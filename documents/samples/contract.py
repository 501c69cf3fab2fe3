"""A contract for one lot of a social service, as the room that owns it would have put it."""

from __future__ import annotations

from documents.contexts import ContractContext
from documents.samples.demo import BUYER, PROVIDER, Demo


def contract(demo: Demo) -> ContractContext:
    return ContractContext(
        **demo.head("contract") | {"checkpoint": None},
        **demo.words("contract"),
        buyer=BUYER,
        provider=PROVIDER,
    )
