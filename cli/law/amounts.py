"""How `tilldela law …` reads and shows money: whole units, two decimals allowed."""

from __future__ import annotations

import re
from decimal import Decimal

from cli.law.answers import Said
from law.amounts import MINOR
from law.reasons import Text

_AMOUNT = re.compile(r"-?\d{1,15}(\.\d{1,2})?", re.ASCII)
_RATE = re.compile(r"\d{1,4}(\.\d{1,6})?", re.ASCII)


def amount(written: str) -> int:
    """A parser for options: kronor or euros as minor units, "1546202" or "1546202.50".

    Raises Said for anything else, thousands separators included.
    """
    if not _AMOUNT.fullmatch(written):
        raise Said(
            Text(
                f"{written} är inget belopp; skriv hela kronor eller euro, till exempel 1546202"
                " eller 1546202.50",
                f"{written} is not an amount; write whole kronor or euros, for example 1546202"
                " or 1546202.50",
            )
        )
    return int(Decimal(written) * MINOR)


def positive(written: str) -> int:
    """As `amount`, and above zero."""
    found = amount(written)
    if found <= 0:
        raise Said(
            Text(
                f"{written} är inte större än noll; skriv vad det är värt",
                f"{written} is not above zero; write what it is worth",
            )
        )
    return found


def exchange_rate(written: str) -> Decimal:
    """A parser for ``--rate``: kronor per euro, "11.3"."""
    if not _RATE.fullmatch(written):
        raise Said(
            Text(
                f"{written} är ingen kurs; skriv kronor per euro, till exempel 11.3",
                f"{written} is not a rate; write kronor per euro, for example 11.3",
            )
        )
    return Decimal(written)


def units(minor: int) -> Decimal:
    """Minor units as kronor or euros."""
    return Decimal(minor) / MINOR
