"""A file's bytes wherever they lie, so that a large file need not be read into memory."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Both can be sliced, searched, and handed to zlib, hashlib and a pipe.
Octets = bytes | mmap.mmap


@contextmanager
def octets_of(content: Path | bytes) -> Iterator[Octets]:
    """The bytes, for reading alone. Nobody may cut the file short meanwhile."""
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        if content.stat().st_size == 0:
            yield b""
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            yield mapped
