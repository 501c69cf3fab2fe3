"""Messages between the renderer and its worker: four bytes of length, then the message."""

from __future__ import annotations

import struct
from typing import BinaryIO, Final

_LENGTH = struct.Struct(">I")
LONGEST = 256 * 1024 * 1024
MASKED = b"fit\n"
"""What a masked PDF is preceded by, where the code of a fault would stand."""
READY: Final = b"ready"
SET, REFUSED = b"+", b"-"
"""How an answer begins: with the PDF, or with one sentence on what went wrong."""
_SECONDS = struct.Struct(">H")


class BrokenFrame(Exception):
    """The stream ended, or what it holds is not a frame."""


def job(cpu_seconds: int, context: str) -> bytes:
    """``context`` is the JSON that Pydantic writes."""
    return _SECONDS.pack(cpu_seconds) + context.encode()


def read_job(message: bytes) -> tuple[int, bytes]:
    """The seconds and the context."""
    return _SECONDS.unpack_from(message)[0], message[_SECONDS.size :]


def write(stream: BinaryIO, message: bytes) -> None:
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def read(stream: BinaryIO) -> bytes:
    """The next message; ``BrokenFrame`` when the other side is gone."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > LONGEST:
        raise BrokenFrame(f"a frame of {length} bytes")
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    body = stream.read(size)
    if len(body) != size:
        raise BrokenFrame("the stream ended")
    return body
