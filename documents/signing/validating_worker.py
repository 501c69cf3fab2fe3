"""The child process that checks signatures: ``python -P -m documents.signing.validating_worker``.

The files are strangers': they may crash or stall the library that reads them. Loading it
takes longer than a check, so the process loads it once and divides itself for each file;
what goes wrong in one is gone with it, and its parent takes silence for an answer.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import struct
import sys
from typing import Any, BinaryIO, Final

from documents.signing.checking import Job, checked

CPU_SECONDS: Final = 30
OPEN_FILES: Final = 32
LENGTH: Final = struct.Struct(">II")
FORBIDDEN: Final = (
    # An event loop, which the library runs, talks to itself through a pair of sockets.
    *("socket.connect", "socket.bind", "socket.send", "socket.get"),
    *("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork"),
    *("os.kill", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink"),
    *("os.truncate", "os.chmod", "os.chown", "shutil.", "tempfile.", "ctypes.dlopen"),
)
WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    memory_bytes = int(sys.argv[1])
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit(memory_bytes)
    # Each file's process ends with its answer: there is nothing to collect.
    gc.disable()
    replies.write(b"ready")
    replies.flush()
    while True:
        head = sys.stdin.buffer.read(LENGTH.size)
        if len(head) < LENGTH.size:
            return
        job_bytes, pdf_bytes = LENGTH.unpack(head)
        job = json.loads(sys.stdin.buffer.read(job_bytes))
        _answer(job, sys.stdin.buffer.read(pdf_bytes), replies)


def _limit(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _answer(job: Job, pdf: bytes, replies: BinaryIO) -> None:
    """In a process of its own, which inherits the limits and ends with the answer."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        # Whoever waits for the answer must not be kept waiting by one that is never given.
        replies.close()
        _check_alone(job, pdf, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        answer = said.read()
    _, status = os.waitpid(child, 0)
    body = answer if status == 0 else b""
    replies.write(struct.pack(">I", len(body)) + body)
    replies.flush()


def _check_alone(job: Job, pdf: bytes, writing: int) -> None:
    """Never returns: the process must not go on as if it were its parent."""
    status = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        with os.fdopen(writing, "wb") as out:
            sys.addaudithook(_refuse)
            out.write(json.dumps(checked(job, pdf)).encode())
        status = 0
    finally:
        os._exit(status)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    writes = event == "open" and arguments[2] & WRITING
    if writes or event.startswith(FORBIDDEN):
        raise PermissionError(f"{event} has no place in checking a signature")


if __name__ == "__main__":
    main()
