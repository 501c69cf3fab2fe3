"""The child process that sets pages: ``python -P -m documents.worker``.

It can hang or eat memory on unlucky input (nested columns, huge tables), so it
limits itself before the first document and its parent kills it on time.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
from base64 import b64encode
from typing import BinaryIO, Final, cast

from pydantic import TypeAdapter

from documents import frames
from documents.contexts import DocumentContext
from documents.library import template_version
from documents.typesetting import Typesetter

MEMORY_BYTES: Final = 2 * 1024**3
OPEN_FILES: Final = 64
_CONTEXT: Final[TypeAdapter[DocumentContext]] = TypeAdapter(DocumentContext)


def main() -> None:
    jobs, replies = _channel()
    limit_process()
    # Ctrl-C reaches the whole terminal group; when to stop is the parent's to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    typesetter = Typesetter()
    # Collecting during layout costs a tenth of the time and frees little: do it
    # between documents, and never look again at what start-up built.
    gc.disable()
    gc.freeze()
    frames.write(replies, "ready")
    while True:
        try:
            job = cast(frames.Job, frames.read(jobs))
        except frames.BrokenFrame:
            return
        frames.write(replies, answer(typesetter, job))
        gc.collect()


def _channel() -> tuple[BinaryIO, BinaryIO]:
    """Keep the real stdout for frames and send any library's print to stderr."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, replies


def limit_process() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def allow_cpu(seconds: int) -> None:
    """The limit counts from the process's start, so each document raises it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def answer(typesetter: Typesetter, job: frames.Job) -> frames.Reply:
    """A document's own error is a reply: the process is healthy and stays.

    Out of memory or stack it is not, and ends here.
    """
    allow_cpu(job["cpu_seconds"])
    try:
        context = _CONTEXT.validate_json(job["context"])
        _check_version(context)
        return {"ok": True, "body": b64encode(typesetter.pdf(context)).decode()}
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # noqa: BLE001 - WeasyPrint names no base class for its errors
        return {"ok": False, "body": f"{type(error).__name__}: {error}"}


def _check_version(context: DocumentContext) -> None:
    installed = template_version(context.document)
    if context.template_version != installed:
        raise LookupError(
            f"the template version {context.template_version} is not installed here"
            f" (installed: {installed})"
        )


if __name__ == "__main__":
    main()
