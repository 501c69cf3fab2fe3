"""The encrypted body: AES-256-GCM in chunks, in order, and whole.

STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, CRYPTO 2015): the nonce of a chunk
holds its number and whether it is the last, so that a chunk left out, moved,
added or cut off fails to open.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from registry.sealing.padding import CHUNK_BYTES, TAG_BYTES
from registry.sealing.refusals import cannot_decrypt

BODY_KEY = b"tilldela-bid/v1 body"
COMMITMENT = b"tilldela-bid/v1 commitment"


def commitment_to(key: bytes) -> str:
    """64 hex digits that fit one content key alone and tell nothing of it."""
    return hashlib.sha256(_derived(key, COMMITMENT)).hexdigest()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(SHA256(), 32, purpose).derive(key)


def body_cipher(key: bytes) -> AESGCM:
    return AESGCM(_derived(key, BODY_KEY))


def _nonce(number: int, last: bool) -> bytes:
    # A body's key is used for that body alone, so the number may begin at zero.
    return number.to_bytes(11, "big") + bytes([last])


class BodyWriter:
    """Encrypts what is written to `out`; holds one chunk at a time."""

    def __init__(self, out: BinaryIO, cipher: AESGCM, bound: bytes) -> None:
        self._out, self._cipher, self._bound = out, cipher, bound
        self._held = bytearray()
        self._number = 0
        self.written = 0

    def write(self, content: bytes) -> None:
        self.written += len(content)
        self._held += content
        # The last chunk is known as such only once nothing comes after it.
        while len(self._held) > CHUNK_BYTES:
            self._put(bytes(self._held[:CHUNK_BYTES]), last=False)
            del self._held[:CHUNK_BYTES]

    def close(self) -> None:
        self._put(bytes(self._held), last=True)
        self._held.clear()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        nonce = _nonce(self._number, last)
        self._out.write(self._cipher.encrypt(nonce, chunk, self._bound))
        self._number += 1


def decrypted_chunks(stream: BinaryIO, cipher: AESGCM, bound: bytes) -> Iterator[bytes]:
    """Raises `EnvelopeRefused` ("cannot_decrypt") at the first chunk that is not as sealed."""
    size = CHUNK_BYTES + TAG_BYTES
    sealed, number = _read_fully(stream, size), 0
    while True:
        following = _read_fully(stream, size)
        try:
            yield cipher.decrypt(_nonce(number, not following), sealed, bound)
        except InvalidTag:
            raise cannot_decrypt() from None
        if not following:
            return
        sealed, number = following, number + 1


def _read_fully(stream: BinaryIO, size: int) -> bytes:
    """A pipe or an object store may give less than asked before its end."""
    found = stream.read(size)
    while 0 < len(found) < size:
        more = stream.read(size - len(found))
        if not more:
            break
        found += more
    return found


class BodyReader:
    """Reads decrypted bytes by count out of the chunks."""

    def __init__(self, stream: BinaryIO, cipher: AESGCM, bound: bytes) -> None:
        self._chunks = decrypted_chunks(stream, cipher, bound)
        self._held = b""
        self.taken = 0

    def pieces(self, size: int) -> Iterator[bytes]:
        """`size` bytes in pieces of a chunk at most; fewer where the body ends."""
        while size > 0:
            if not self._held:
                self._held = next(self._chunks, b"")
                if not self._held:
                    return
            piece, self._held = self._held[:size], self._held[size:]
            size -= len(piece)
            self.taken += len(piece)
            yield piece

    def rest(self) -> Iterator[bytes]:
        """Everything to the end, in pieces."""
        while piece := self._held or next(self._chunks, b""):
            self._held = b""
            self.taken += len(piece)
            yield piece
