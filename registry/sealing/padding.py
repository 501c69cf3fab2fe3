"""Sizes that tell no more than a bucket.

Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and
Communication with PURBs", PoPETs 2019, §4): at most 12 % is added, and the size
tells O(log log n) bits. Small bids are all of one size.
"""

from __future__ import annotations

CHUNK_BYTES = 1024 * 1024
TAG_BYTES = 16
SMALLEST = 64 * 1024
# 200 MB of files, and room for the largest list of contents.
MAX_CONTENT_BYTES = 200_000_000 + 4 * 1024 * 1024
LARGEST_HEAD = 256 * 1024


def bucket(content_bytes: int) -> int:
    """The padded size of that many bytes; a bucket is its own bucket."""
    size = max(content_bytes, SMALLEST)
    exponent = size.bit_length() - 1
    kept = exponent.bit_length()
    mask = (1 << (exponent - kept)) - 1
    return (size + mask) & ~mask


def sealed_bytes(padded: int) -> int:
    """The size of the encrypted body: every chunk has a tag of its own."""
    chunks = -(-padded // CHUNK_BYTES)
    return padded + chunks * TAG_BYTES


def is_body_size(body_bytes: int) -> bool:
    """Whether a body of some bucket is exactly this long."""
    chunks = -(-body_bytes // (CHUNK_BYTES + TAG_BYTES))
    padded = body_bytes - chunks * TAG_BYTES
    fits = SMALLEST <= padded <= bucket(MAX_CONTENT_BYTES) and bucket(padded) == padded
    return fits and sealed_bytes(padded) == body_bytes


MAX_ENVELOPE_BYTES = LARGEST_HEAD + sealed_bytes(bucket(MAX_CONTENT_BYTES))
