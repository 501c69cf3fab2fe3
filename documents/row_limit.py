"""How long a table may be: layout takes time and memory for every row, and cannot be asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import BaseModel

ROWS_IN_TABLE: Final = 5_000
"""Of a table of this length some 30 seconds of layout are told, which is all a document has."""


def longest_table(context: BaseModel) -> tuple[str, int]:
    """The field with the most rows and how many they are; ``("", 0)`` without any list."""
    return max(_lists(context), key=lambda found: found[1], default=("", 0))


def _lists(part: BaseModel) -> Iterator[tuple[str, int]]:
    for name, value in part:
        yield from _within(name, value)


def _within(name: str, value: object) -> Iterator[tuple[str, int]]:
    if isinstance(value, BaseModel):
        yield from _lists(value)
    elif isinstance(value, (list, tuple)):
        yield name, len(value)
        for each in value:
            yield from _within(name, each)
    elif isinstance(value, dict):
        yield name, len(value)
        for each in value.values():
            yield from _within(name, each)
