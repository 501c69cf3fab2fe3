"""Render documents, always in limited child processes that may be lost.

A page layout cannot be asked beforehand whether it will end, so the wall clock
limit is held from outside: a child that passes it is killed and replaced.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import LifoQueue
from types import TracebackType
from typing import Final, Protocol, Self

from documents.child import WORKER, Child, ChildLost, DocumentRefused
from documents.contexts import DocumentContext, DocumentName
from documents.library import template_version
from documents.row_limit import ROWS_IN_TABLE, longest_table

__all__ = ["ProcessRenderer", "RenderFailed", "Renderer", "template_version"]

WALL_SECONDS: Final = 30.0


class RenderFailed(Exception):
    """One document could not be set; the renderer itself is fit for the next."""

    def __init__(self, document: DocumentName, why: str) -> None:
        self.document = document
        self.why = why
        super().__init__(f"The {document} could not be rendered: {why}")


class Renderer(Protocol):
    def render_all(self, contexts: Sequence[DocumentContext]) -> list[bytes]:
        """One PDF per context, in the same order."""


class ProcessRenderer:
    """Renders in ``workers`` child processes, each started when first needed.

    Safe to share between threads. ``wall_seconds`` is the limit per document, and ``worker``
    the module that a child process runs.
    """

    def __init__(
        self, *, workers: int = 2, wall_seconds: float = WALL_SECONDS, worker: str = WORKER
    ) -> None:
        self._wall_seconds = wall_seconds
        self._worker = worker
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="render")
        # Last in, first out: a single caller keeps using one warm child.
        self._places: LifoQueue[Child | None] = LifoQueue()
        self._workers = workers
        for _ in range(workers):
            self._places.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def render(self, context: DocumentContext) -> bytes:
        """One PDF; ``RenderFailed`` when its child refused, crashed or was too slow."""
        name, rows = longest_table(context)
        if rows > ROWS_IN_TABLE:
            why = f"{name} has {rows:,} rows, and a table may have {ROWS_IN_TABLE:,}"
            raise RenderFailed(context.document, why)
        child = self._places.get()
        try:
            child = child or Child(self._wall_seconds, self._worker)
            return child.render(context)
        except DocumentRefused as refusal:
            raise RenderFailed(context.document, str(refusal)) from refusal
        except ChildLost as loss:
            if child is not None:
                child.kill()
            child = None
            raise RenderFailed(context.document, str(loss)) from loss
        finally:
            self._places.put(child)

    def render_all(self, contexts: Sequence[DocumentContext]) -> list[bytes]:
        """All PDFs in order. The first failure is raised and the rest is not begun."""
        futures = [self._threads.submit(self.render, context) for context in contexts]
        try:
            return [future.result() for future in futures]
        finally:
            for future in futures:
                future.cancel()

    def close(self) -> None:
        """Waits for documents being set, then ends the children."""
        self._threads.shutdown(cancel_futures=True)
        for _ in range(self._workers):
            child = self._places.get()
            if child is not None:
                child.close()
