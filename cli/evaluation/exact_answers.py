"""Exact numbers among the keys of a JSON answer."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from procurement.exact.numbers import unending


def number_json(key: str, number: Fraction | None) -> dict[str, Any]:
    """The number, and beside one that never ends the fraction: "exact" is the score's."""
    whole = None if number is None else unending(number)
    if whole is None:
        return {key: number}
    return {key: number, "exact" if key == "score" else f"{key}_exact": whole}
