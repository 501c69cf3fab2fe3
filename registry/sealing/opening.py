"""Open an envelope with two openers' keys; either everything in it holds, or nothing comes out."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from registry.sealing.bid_files import MAX_MANIFEST_BYTES, BidFileEntry, Manifest, read_manifest
from registry.sealing.body import BodyReader, body_cipher, commitment_to
from registry.sealing.closing import LENGTH_BYTES, place_of
from registry.sealing.header import EnvelopeHeader, read_header
from registry.sealing.padding import bucket
from registry.sealing.pair_keys import OpenerSecret, join_pair
from registry.sealing.refusals import (
    cannot_decrypt,
    file_mismatch,
    malformed_manifest,
    not_a_pair,
    place_mismatch,
    same_key,
    wrong,
    wrong_size,
)


@dataclass(frozen=True)
class Expected:
    """Which bid the register says that this envelope is."""

    tender_id: str
    bid_id: str
    version: int


@dataclass(frozen=True, repr=False)
class OpenedPackage:
    """What came out: known to be whole, and to be the lot and tenderer it was sealed for."""

    header: EnvelopeHeader
    lot_code: str
    organisation_id: str
    values: Mapping[str, Any]
    entries: tuple[BidFileEntry, ...]
    _body: Callable[[], BodyReader]

    def files(self) -> Iterator[tuple[BidFileEntry, bytes]]:
        """Every file in order, one in memory at a time; the envelope's stream must still be open.

        Raises `EnvelopeRefused` ("cannot_decrypt", "file_mismatch") when the
        stream has changed since it was opened.
        """
        body = self._body()
        _manifest_text(body)
        for entry in self.entries:
            content = b"".join(body.pieces(entry.size))
            if hashlib.sha256(content).hexdigest() != entry.sha256:
                raise file_mismatch()
            yield entry, content


def open_envelope(
    stream: BinaryIO, first: OpenerSecret, second: OpenerSecret, expected: Expected
) -> OpenedPackage:
    """Open the envelope in `stream` (seekable) with two keys, and check every byte of it.

    Raises `EnvelopeRefused`, by code: what `read_header` raises, "same_key",
    "not_a_pair", "wrong_tender", "wrong_bid", "wrong_version", "cannot_decrypt",
    "malformed_manifest", "place_mismatch", "file_mismatch", "wrong_size".
    """
    header = read_header(stream)
    start = stream.tell()
    _check_expected(header, expected)
    cipher = _cipher(header, first, second)

    def body() -> BodyReader:
        stream.seek(start)
        return BodyReader(stream, cipher, header.bound())

    manifest = _checked(body())
    if place_of(manifest.lot_code, manifest.organisation_id, manifest.place_nonce) != header.place:
        raise place_mismatch()
    return OpenedPackage(
        header,
        manifest.lot_code,
        manifest.organisation_id,
        manifest.values,
        manifest.files,
        body,
    )


def _check_expected(header: EnvelopeHeader, expected: Expected) -> None:
    if header.tender_id != expected.tender_id:
        raise wrong("tender", "en annan upphandling", "another tender")
    if header.bid_id != expected.bid_id:
        raise wrong("bid", "ett annat anbud", "another bid")
    if header.version != expected.version:
        raise wrong("version", "en annan version av anbudet", "another version of the bid")


def _cipher(header: EnvelopeHeader, first: OpenerSecret, second: OpenerSecret) -> AESGCM:
    if first.key_id == second.key_id:
        raise same_key()
    sealed = header.sealed_pair(first.key_id, second.key_id)
    if sealed is None:
        raise not_a_pair()
    both = {first.key_id: first, second.key_id: second}
    return _committed(join_pair(sealed, both, header.info()), header.commitment)


def _committed(key: bytes, commitment: str) -> AESGCM:
    if hmac.compare_digest(commitment_to(key), commitment):
        return body_cipher(key)
    # Nothing of the key may stay in a traceback.
    del key
    raise cannot_decrypt()


def _checked(body: BodyReader) -> Manifest:
    """The list of contents, once every byte after it has been compared with it."""
    manifest = read_manifest(_manifest_text(body))
    for entry in manifest.files:
        digest = hashlib.sha256()
        for piece in body.pieces(entry.size):
            digest.update(piece)
        if digest.hexdigest() != entry.sha256:
            raise file_mismatch()
    content = body.taken
    if any(piece.strip(b"\0") for piece in body.rest()):
        raise wrong_size()
    if body.taken != bucket(content):
        raise wrong_size()
    return manifest


def _manifest_text(body: BodyReader) -> bytes:
    length = int.from_bytes(b"".join(body.pieces(LENGTH_BYTES)), "big")
    if length > MAX_MANIFEST_BYTES:
        raise malformed_manifest()
    return b"".join(body.pieces(length))
