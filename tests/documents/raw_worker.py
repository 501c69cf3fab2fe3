"""The worker with no template before it: a letter's reference number is set as raw HTML.

What no template of ours lets through still meets every limit of the process; this is how a
test gets there. ``BOMB`` is no page: it takes all memory that there is.
"""

from __future__ import annotations

from documents import worker
from documents.contexts import DocumentContext
from documents.typesetting import Typesetter

BOMB = "memory"


class RawTypesetter(Typesetter):
    def html(self, context: DocumentContext) -> str:
        asked = context.diary_number
        return "a" * 10**11 if asked == BOMB else asked


if __name__ == "__main__":
    worker.main(RawTypesetter)
