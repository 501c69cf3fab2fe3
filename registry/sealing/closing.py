"""Seal a bid: the bidder's own act, or the receiving service's on the bidder's behalf."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from stat import S_ISREG
from typing import Any, BinaryIO

from registry.sealing.bid_files import (
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_MANIFEST_BYTES,
    MEDIA_TYPE,
    BidFile,
    BidFileEntry,
    Manifest,
    checked_values,
    name_fault,
    same_names,
)
from registry.sealing.body import BodyWriter, body_cipher, commitment_to
from registry.sealing.header import BID_ID, MOST_VERSIONS, EnvelopeHeader
from registry.sealing.instructions import ID, SealingInstructions
from registry.sealing.padding import CHUNK_BYTES, bucket
from registry.sealing.pair_keys import KEY_BYTES, seal_pairs
from registry.sealing.refusals import EnvelopeRefused, unfit_bid

PLACE = b"tilldela-place/v1\0"
LENGTH_BYTES = 4


@dataclass(frozen=True, repr=False)
class BidPackage:
    """What a tenderer offers for one lot: values (no floats) and any files."""

    lot_code: str
    organisation_id: str
    values: Mapping[str, Any]
    files: tuple[BidFile, ...] = ()


def new_bid_id(random: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """An opaque id: 32 hex digits that tell nothing of lot, tenderer or order."""
    return random(16).hex()


def place_of(lot_code: str, organisation_id: str, nonce: str) -> str:
    """A commitment to lot and tenderer, 64 hex digits; lengths are prefixed."""
    fields = [lot_code.encode(), organisation_id.encode(), bytes.fromhex(nonce)]
    joined = b"".join(len(field).to_bytes(4, "big") + field for field in fields)
    return hashlib.sha256(PLACE + joined).hexdigest()


def seal(
    package: BidPackage,
    instructions: SealingInstructions,
    bid_id: str,
    version: int,
    out: BinaryIO,
    *,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> str:
    """Write the envelope to `out`, a few MB in memory at most; returns the place's nonce.

    With that (64 hex digits) the sender shows which place the head commits to.

    Raises `EnvelopeRefused` before anything is written when the bid cannot be
    sealed, and while writing only when a file changes meanwhile ("file_changed").
    """
    manifest = _manifest(package, instructions, bid_id, version, random(32).hex())
    text = _listed(manifest)
    key = random(KEY_BYTES)
    header = _header(manifest, instructions, bid_id, version, key, random)
    out.write(header.to_bytes())
    body = BodyWriter(out, body_cipher(key), header.bound())
    body.write(len(text).to_bytes(LENGTH_BYTES, "big") + text)
    for file, entry in zip(package.files, manifest.files, strict=True):
        _write_file(body, file, entry)
    _pad(body)
    body.close()
    return manifest.place_nonce


def _header(
    manifest: Manifest,
    instructions: SealingInstructions,
    bid_id: str,
    version: int,
    key: bytes,
    random: Callable[[int], bytes],
) -> EnvelopeHeader:
    bare = EnvelopeHeader(
        tender_id=instructions.tender_id,
        bid_id=bid_id,
        version=version,
        deadline_us=instructions.deadline_us,
        place=place_of(manifest.lot_code, manifest.organisation_id, manifest.place_nonce),
        commitment=commitment_to(key),
        key_ids=tuple(sorted(opener.key_id for opener in instructions.openers)),
        sealed_pairs=(),
    )
    pairs = seal_pairs(key, instructions.openers, instructions.strict, bare.info(), random)
    return EnvelopeHeader(**{**vars(bare), "sealed_pairs": pairs})


def _manifest(
    package: BidPackage,
    instructions: SealingInstructions,
    bid_id: str,
    version: int,
    place_nonce: str,
) -> Manifest:
    if BID_ID.fullmatch(bid_id) is None or not 1 <= version <= MOST_VERSIONS:
        raise _unfit_number()
    if package.lot_code not in instructions.lot_codes:
        raise _unknown_lot(package.lot_code, instructions)
    if ID.fullmatch(package.organisation_id) is None:
        raise _unfit_organisation()
    values = checked_values(package.values)
    return Manifest(
        package.lot_code, package.organisation_id, place_nonce, values, _entries(package.files)
    )


def _entries(files: Sequence[BidFile]) -> tuple[BidFileEntry, ...]:
    names = [unicodedata.normalize("NFC", file.name) for file in files]
    for name in names:
        if name_fault(name):
            raise _unfit_name(name)
    if same_names(names):
        raise unfit_bid("same_name", "Två filer har samma namn", "Two files have the same name")
    if len(files) > MAX_FILES:
        raise unfit_bid(
            "too_many_files",
            f"Anbudet har fler än {MAX_FILES} filer",
            f"The bid has more than {MAX_FILES} files",
        )
    _check_sizes(files)
    return tuple(_entry(file, name) for file, name in zip(files, names, strict=True))


def _check_sizes(files: Sequence[BidFile]) -> None:
    """Before the files are read: a disk full of them would take its time to hash."""
    if sum(map(_size, files)) > MAX_FILE_BYTES:
        raise unfit_bid(
            "too_large",
            "Anbudets filer är tillsammans större än 200 MB",
            "The bid's files are larger than 200 MB together",
        )


def _size(file: BidFile) -> int:
    try:
        found = file.path.stat()
    except (OSError, ValueError):
        raise _unreadable(file) from None
    if not S_ISREG(found.st_mode):
        raise _unreadable(file)
    return found.st_size


def _entry(file: BidFile, name: str) -> BidFileEntry:
    if MEDIA_TYPE.fullmatch(file.media_type) is None:
        raise unfit_bid(
            "unfit_media_type",
            f"Filen {name} har ingen giltig mediatyp",
            f"The file {name} has no valid media type",
        )
    size, digest = 0, hashlib.sha256()
    for piece in _pieces(file):
        size += len(piece)
        digest.update(piece)
    return BidFileEntry(name, file.media_type, size, digest.hexdigest())


def _pieces(file: BidFile) -> Iterator[bytes]:
    try:
        with file.path.open("rb") as source:
            while piece := source.read(CHUNK_BYTES):
                yield piece
    except OSError:
        raise _unreadable(file) from None


def _listed(manifest: Manifest) -> bytes:
    text = manifest.to_bytes()
    if len(text) > MAX_MANIFEST_BYTES:
        raise unfit_bid(
            "values_too_large",
            "Anbudets värden är större än 4 MB",
            "The bid's values are larger than 4 MB",
        )
    return text


def _write_file(body: BodyWriter, file: BidFile, entry: BidFileEntry) -> None:
    size, digest = 0, hashlib.sha256()
    for piece in _pieces(file):
        size += len(piece)
        digest.update(piece)
        if size > entry.size:
            break
        body.write(piece)
    if (size, digest.hexdigest()) != (entry.size, entry.sha256):
        raise unfit_bid(
            "file_changed",
            f"Filen {entry.name} ändrades medan den förseglades",
            f"The file {entry.name} changed while it was being sealed",
        )


def _pad(body: BodyWriter) -> None:
    left = bucket(body.written) - body.written
    while left > 0:
        piece = bytes(min(left, CHUNK_BYTES))
        body.write(piece)
        left -= len(piece)


def _unfit_number() -> EnvelopeRefused:
    return unfit_bid(
        "unfit_number",
        f"Anbudets id är bokstäver, siffror och bindestreck, och dess version 1–{MOST_VERSIONS}",
        f"A bid's id is letters, digits and hyphens, and its version 1–{MOST_VERSIONS}",
    )


def _unknown_lot(code: str, instructions: SealingInstructions) -> EnvelopeRefused:
    lots = ", ".join(instructions.lot_codes)
    return unfit_bid(
        "unknown_lot",
        f"Upphandlingen {instructions.tender_id} har inget anbudsområde {code}, utan {lots}",
        f"Tender {instructions.tender_id} has no lot {code}; it has {lots}",
    )


def _unfit_organisation() -> EnvelopeRefused:
    return unfit_bid(
        "unfit_organisation",
        "Anbudsgivarens id är 1–64 tecken utan mellanslag",
        "The tenderer's id is 1–64 characters without spaces",
    )


def _unfit_name(name: str) -> EnvelopeRefused:
    shown = ascii(name)[1:-1]
    return unfit_bid(
        "unfit_name",
        f"En fil kan inte heta {shown}: ett filnamn har inga snedstreck eller styrtecken",
        f"A file cannot be called {shown}: a file name has no slashes or control characters",
    )


def _unreadable(file: BidFile) -> EnvelopeRefused:
    return unfit_bid(
        "unreadable_file",
        f"Filen {file.path} finns inte eller går inte att läsa",
        f"The file {file.path} is not there or cannot be read",
    )
