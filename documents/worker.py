"""The child process that sets pages: ``python -P -m documents.worker``.

It can hang or eat memory on unlucky input (nested columns, huge tables), and what is put into
it comes from strangers: it limits itself before the first document, and its parent kills it
on time.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import BinaryIO, Final, NoReturn

from pydantic import TypeAdapter
from weasyprint.urls import FatalURLFetchingError

from documents import frames, quick_layout
from documents.confinement import allow_cpu, close_off, limit_process
from documents.contexts import DocumentContext
from documents.library import template_version
from documents.typesetting import Typesetter

_CONTEXT: Final[TypeAdapter[DocumentContext]] = TypeAdapter(DocumentContext)
# Every font, a table, a number: what a first document would otherwise wait for.
WARMING: Final = """<!DOCTYPE html><html lang="sv"><title>Sida</title>
<body data-sender="Aa" data-diary="1" data-colophon="Aa" data-page-word="Sida">
<h1>Åäö</h1><h2>Aa</h2><p>Aa <em>Aa</em> <strong>Aa</strong></p>
<div class="sans">Aa <em>Aa</em> <strong>Aa</strong></div>
<table><thead><tr><th>Aa</th></tr></thead><tbody><tr><td class="num">1 234,50</td></tr></tbody>
</table></body></html>"""


def main(make: Callable[[], Typesetter] = Typesetter) -> NoReturn:
    """Leaves at once when it is to leave: what it has on the disk its parent removes."""
    try:
        _serve(make)
    except BaseException:  # noqa: BLE001 - said, and the process ends
        traceback.print_exc(limit=1)
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def _serve(make: Callable[[], Typesetter]) -> None:
    jobs, replies = _channel()
    limit_process()
    # Ctrl-C reaches the whole terminal group; when to stop is the parent's to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    typesetter = _warmed(make)
    close_off()
    frames.write(replies, frames.READY)
    while True:
        try:
            message = frames.read(jobs)
        except frames.BrokenFrame:
            return
        frames.write(replies, answer(typesetter, message))
        gc.collect()


def _channel() -> tuple[BinaryIO, BinaryIO]:
    """Keep the real stdout for frames and send any library's print to stderr."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, replies


def _warmed(make: Callable[[], Typesetter]) -> Typesetter:
    quick_layout.install()
    typesetter = make()
    typesetter.press(WARMING)
    # Collecting during layout costs a tenth of the time and frees little: do it
    # between documents, and never look again at what start-up built.
    gc.disable()
    gc.collect()
    gc.freeze()
    return typesetter


def answer(typesetter: Typesetter, message: bytes) -> bytes:
    """A document's own error is a reply: the process is healthy and stays.

    Out of memory or stack it is not, and ends here.
    """
    cpu_seconds, body = frames.read_job(message)
    allow_cpu(cpu_seconds)
    try:
        context = _CONTEXT.validate_json(body)
        _check_version(context)
        return frames.SET + typesetter.pdf(context)
    except (MemoryError, RecursionError):
        raise
    except (Exception, FatalURLFetchingError) as error:  # noqa: BLE001 - no class for all of it
        return frames.REFUSED + f"{type(error).__name__}: {error}".encode()


def _check_version(context: DocumentContext) -> None:
    installed = template_version(context.document)
    if context.template_version != installed:
        raise LookupError(
            f"the template version {context.template_version} is not installed here"
            f" (installed: {installed})"
        )


if __name__ == "__main__":
    main()
