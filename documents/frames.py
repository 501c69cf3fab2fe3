"""Messages between the renderer and its worker: four bytes of length, then JSON."""

from __future__ import annotations

import json
import struct
from typing import BinaryIO, Literal, TypedDict

_LENGTH = struct.Struct(">I")
LONGEST = 256 * 1024 * 1024
MASKED = b"fit\n"
"""What a masked PDF is preceded by, where the code of a fault would stand."""


class Job(TypedDict):
    cpu_seconds: int
    context: str
    """The context as the JSON Pydantic writes."""


class Reply(TypedDict):
    """``body`` is the PDF in base64 when ``ok``, else one sentence on what went wrong."""

    ok: bool
    body: str


class BrokenFrame(Exception):
    """The stream ended, or what it holds is not a frame."""


def write(stream: BinaryIO, message: Job | Reply | Literal["ready"]) -> None:
    body = json.dumps(message).encode()
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def read(stream: BinaryIO) -> object:
    """The next message; ``BrokenFrame`` when the other side is gone."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > LONGEST:
        raise BrokenFrame(f"a frame of {length} bytes")
    return json.loads(_exactly(stream, length))


def _exactly(stream: BinaryIO, size: int) -> bytes:
    body = stream.read(size)
    if len(body) != size:
        raise BrokenFrame("the stream ended")
    return body
