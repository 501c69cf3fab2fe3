"""PNG and JPEG read part by part to their very last byte; no pixel is decoded for show."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise

from registry.uploads.refusals import UploadRefused, refused

MAX_BYTES = 50_000_000
MAX_PIXELS = 50_000_000
# Profiles and texts that another reader inflates.
MAX_ASIDE = 4_000_000
MAX_SCANS = 100

PNG = b"\x89PNG\r\n\x1a\n"
# PNG specification, table 11.1: the bit depths that each colour type may have.
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# The seven passes of an interlaced picture: first column and row, step in each.
ADAM7 = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
KNOWN_CRITICAL = (b"IHDR", b"PLTE", b"IDAT", b"IEND")

JPEG_FRAMES = {0xC0, 0xC1, 0xC2}
JPEG_SEGMENTS = {0xC4, 0xDA, 0xDB, 0xDD, 0xFE, *JPEG_FRAMES, *range(0xE0, 0xF0)}
# Within a scan, 0xFF is followed by 0 (a plain 0xFF), a restart, or another 0xFF (fill).
SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def check_png(content: bytes) -> None:
    """Raises `UploadRefused` unless every chunk is whole and the picture has its size."""
    if not content.startswith(PNG):
        raise _refuse_broken("PNG")
    chunks = list(_chunks(content))
    kinds = [kind for kind, _ in chunks]
    if kinds[0] != b"IHDR" or kinds.count(b"IHDR") != 1 or kinds[-1] != b"IEND":
        raise _refuse_broken("PNG")
    data = [body for kind, body in chunks if kind == b"IDAT"]
    if _runs(kinds) != 1 or not _inflates_to(data, _raw_size(chunks[0][1])):
        raise _refuse_broken("PNG")
    for kind, body in chunks:
        _check_aside(kind, body)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and body of each, to the last byte; the checksum covers both."""
    at, kind = len(PNG), b""
    while kind != b"IEND":
        if at + 12 > len(content):
            raise _refuse_broken("PNG")
        length, kind = struct.unpack_from(">L4s", content, at)
        body = content[at + 8 : at + 8 + length]
        told = content[at + 8 + length : at + 12 + length]
        if not kind.isalpha() or told != zlib.crc32(kind + body).to_bytes(4, "big"):
            raise _refuse_broken("PNG")
        if kind[:1].isupper() and kind not in KNOWN_CRITICAL:
            raise _refuse_broken("PNG")
        yield kind, body
        at += 12 + length
    if at != len(content) or body:
        raise _refuse_trailing()


def _runs(kinds: list[bytes]) -> int:
    """How many unbroken runs of data there are; a picture has one."""
    return sum(a != b"IDAT" and b == b"IDAT" for a, b in pairwise(kinds))


def _raw_size(header: bytes) -> int:
    """Bytes of the inflated picture: each row has one for its filter (PNG, 7.3 and 8.1)."""
    if len(header) != 13:
        raise _refuse_broken("PNG")
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(">2L5B", header)
    if depth not in DEPTHS.get(colour, ()) or packing or filtering or interlaced > 1:
        raise _refuse_broken("PNG")
    _check_pixels(width, height, "PNG")
    bits = depth * CHANNELS[colour]
    return sum(
        rows * (1 + (columns * bits + 7) // 8)
        for columns, rows in _passes(width, height, bool(interlaced))
    )


def _passes(width: int, height: int, interlaced: bool) -> list[tuple[int, int]]:
    if not interlaced:
        return [(width, height)]
    sizes = [
        ((width - left + right - 1) // right, (height - top + down - 1) // down)
        for left, top, right, down in ADAM7
    ]
    return [(columns, rows) for columns, rows in sizes if columns > 0 and rows > 0]


def _inflates_to(parts: list[bytes], size: int) -> bool:
    """Counted in pieces, so that a bomb costs no more than the picture it claims to be."""
    inflater, inflated = zlib.decompressobj(), 0
    try:
        for part in parts:
            piece = inflater.decompress(part, 1_000_000)
            while piece:
                inflated += len(piece)
                if inflated > size:
                    return False
                piece = inflater.decompress(inflater.unconsumed_tail, 1_000_000)
    except zlib.error:
        return False
    return inflated == size and inflater.eof and not inflater.unused_data


def _check_aside(kind: bytes, body: bytes) -> None:
    """Texts and profiles are inflated by whoever shows them; here, to a limit."""
    packed = {b"zTXt": 1, b"iCCP": 1, b"iTXt": 1}.get(kind)
    if packed is None:
        return
    _, _, rest = body.partition(b"\0")
    if kind == b"iTXt":
        flag, rest = rest[:1], rest[2:].partition(b"\0")[2].partition(b"\0")[2]
        if flag != b"\1":
            return
    else:
        rest = rest[1:]
    inflater = zlib.decompressobj()
    try:
        inflated = inflater.decompress(rest, MAX_ASIDE)
    except zlib.error as error:
        raise _refuse_broken("PNG") from error
    if not inflater.eof and len(inflated) >= MAX_ASIDE:
        raise _refuse_too_large("PNG")


def check_jpeg(content: bytes) -> None:
    """Raises `UploadRefused` unless the file is segments and scans, up to one end mark."""
    if not content.startswith(b"\xff\xd8\xff"):
        raise _refuse_broken("JPEG")
    at, frames, scans = 2, 0, 0
    while (marker := _marker(content, at)) != 0xD9:
        body, at = _segment(content, at, marker)
        if marker in JPEG_FRAMES:
            frames += 1
            _check_frame(body)
        if marker == 0xDA:
            scans += 1
            at = _scan_end(content, at)
    if frames != 1 or not 0 < scans <= MAX_SCANS:
        raise _refuse_broken("JPEG")
    if at + 2 != len(content):
        raise _refuse_trailing()


def _marker(content: bytes, at: int) -> int:
    if content[at : at + 1] != b"\xff" or at + 2 > len(content):
        raise _refuse_broken("JPEG")
    return content[at + 1]


def _segment(content: bytes, at: int, marker: int) -> tuple[bytes, int]:
    """Its body and where the next one begins. Its length counts itself (T.81, B.1.1.4)."""
    length = int.from_bytes(content[at + 2 : at + 4], "big")
    end = at + 2 + length
    if marker not in JPEG_SEGMENTS or length < 2 or end > len(content):
        raise _refuse_broken("JPEG")
    return content[at + 4 : end], end


def _check_frame(body: bytes) -> None:
    if len(body) < 6:
        raise _refuse_broken("JPEG")
    _, height, width = struct.unpack_from(">B2H", body)
    _check_pixels(width, height, "JPEG")


def _scan_end(content: bytes, at: int) -> int:
    found = SCAN_END.search(content, at)
    if not found:
        raise _refuse_broken("JPEG")
    return found.start()


def _check_pixels(width: int, height: int, kind: str) -> None:
    if not width or not height:
        raise _refuse_broken(kind)
    if width * height > MAX_PIXELS:
        raise _refuse_too_large(kind)


def _refuse_broken(kind: str) -> UploadRefused:
    return refused(
        "image_broken",
        sv=f"Bilden är inte en hel och riktig {kind}-fil.",
        en=f"The picture is not a whole and proper {kind} file.",
    )


def _refuse_trailing() -> UploadRefused:
    return refused(
        "image_trailing_data",
        sv="Bildfilen har data efter bildens slut.",
        en="The picture file has data after the picture's end.",
    )


def _refuse_too_large(kind: str) -> UploadRefused:
    return refused(
        "image_too_large",
        sv=f"{kind}-bilden har fler än 50 miljoner bildpunkter eller för stora texter.",
        en=f"The {kind} picture has more than 50 million pixels or too large texts.",
    )
