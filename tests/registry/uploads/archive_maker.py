"""Zip archives written byte by byte, so that any field of them can be made to lie."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

STORED, DEFLATED = 0, 8
UTF8, DESCRIBED = 0x0800, 0x0008


@dataclass(frozen=True)
class Entry:
    """One file as told by the directory; ``local_*`` is what its own header says instead."""

    name: str
    data: bytes
    method: int = DEFLATED
    flags: int = UTF8
    mode: int = 0o100644
    extra: bytes = b""
    size: int | None = None
    crc: int | None = None
    packed: bytes | None = None
    local_name: str | None = None
    local_size: int | None = None
    before: bytes = b""

    @property
    def stream(self) -> bytes:
        if self.packed is not None:
            return self.packed
        if self.method == STORED:
            return self.data
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(self.data) + packer.flush()

    def facts(self, size: int | None) -> tuple[int, int, int]:
        crc = zlib.crc32(self.data) if self.crc is None else self.crc
        return crc, len(self.stream), len(self.data) if size is None else size

    def local(self) -> bytes:
        name = (self.name if self.local_name is None else self.local_name).encode()
        described = self.flags & DESCRIBED
        told = self.facts(self.size if self.local_size is None else self.local_size)
        header = struct.pack(
            "<4s5H3L2H",
            b"PK\x03\x04",
            20,
            self.flags,
            self.method,
            0,
            0x21,
            *((0, 0, 0) if described else told),
            len(name),
            len(self.extra),
        )
        after = b"PK\x07\x08" + struct.pack("<3L", *told) if described else b""
        return header + name + self.extra + self.stream + after

    def central(self, at: int) -> bytes:
        name = self.name.encode()
        header = struct.pack(
            "<4s6H3L5H2L",
            b"PK\x01\x02",
            0x0314,
            20,
            self.flags,
            self.method,
            0,
            0x21,
            *self.facts(self.size),
            len(name),
            len(self.extra),
            0,
            0,
            0,
            self.mode << 16,
            at,
        )
        return header + name + self.extra


def archive(*entries: Entry, same_place: bool = False, count: int | None = None) -> bytes:
    """`same_place`: every directory entry points at the first file."""
    body, places = b"", []
    for entry in entries:
        body += entry.before
        places.append(0 if same_place else len(body))
        if not (same_place and len(places) > 1):
            body += entry.local()
    directory = b"".join(entry.central(at) for entry, at in zip(entries, places, strict=True))
    told = len(entries) if count is None else count
    return body + directory + end(told, len(directory), len(body))


def end(count: int, size: int, at: int, comment: bytes = b"") -> bytes:
    return (
        struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, at, len(comment)) + comment
    )


def packed(files: Mapping[str, bytes]) -> bytes:
    """An ordinary archive of these files, in their order."""
    return archive(*[Entry(name, data) for name, data in files.items()])


def stored_first(files: Mapping[str, bytes]) -> bytes:
    """As OpenDocument wants it: the first file is not packed."""
    first, *rest = (Entry(name, data) for name, data in files.items())
    return archive(replace(first, method=STORED), *rest)
