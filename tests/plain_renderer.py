"""A renderer for tests of what a document says: the context itself, nothing set."""

from __future__ import annotations

from collections.abc import Sequence

from documents.contexts import DocumentContext


class PlainRenderer:
    """Sets a document as its own JSON; keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[DocumentContext] = []

    def render_all(self, contexts: Sequence[DocumentContext]) -> list[bytes]:
        self.asked += contexts
        return [context.model_dump_json().encode() for context in contexts]
