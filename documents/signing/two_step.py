"""Sign in two steps, so that a key that lies elsewhere is sent a hash and nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from documents.signing.failures import SigningFailed
from documents.signing.levels import Level, Place
from documents.signing.time_stamps import TimeStampService
from documents.signing.trust import Trust

if TYPE_CHECKING:
    from documents.signing.pdf_room import Room


@dataclass(frozen=True)
class Prepared:
    """A PDF with room for a signature. May be kept for days, and in another process.

    `digest` is the SHA-256 to be signed, 32 bytes: of the signed attributes where the
    signer's certificate is known beforehand, else of the PDF (all but the room). `state`
    is JSON for `complete`.
    """

    pdf: bytes
    digest: bytes
    state: bytes


@dataclass(frozen=True)
class SignedHash:
    """What the holder of the key answers. `signature` is the raw value (RSA PKCS #1 v1.5 or
    ECDSA in DER, both with SHA-256).

    `signed_attributes` is the DER of the SET that was signed, from a service that makes a
    certificate for each signing and so could not have its attributes written beforehand.
    """

    signature: bytes
    certificate_pem: bytes
    chain_pem: bytes = b""
    signed_attributes: bytes | None = None


def prepare(
    pdf: bytes,
    place: Place,
    *,
    at: datetime,
    reason: str,
    signer_certificate_pem: bytes | None,
) -> Prepared:
    """The PDF with a signature field and room in it, dated `at` and for `reason`.

    The first signature certifies the document: nothing but further signatures may follow.
    Raises `SigningFailed` where the file cannot be read or the place is taken.
    """
    from documents.signing import cms, pdf_room

    known = signer_certificate_pem and cms.certificate_of(signer_certificate_pem)
    room = pdf_room.make_room(pdf, place, at, reason)
    attributes = cms.signed_attributes(room.digest, known) if known else None
    state = {
        "attributes": None if attributes is None else attributes.hex(),
        "document": room.digest.hex(),
        "room": [room.start, room.end],
    }
    digest = room.digest if attributes is None else sha256(attributes).digest()
    return Prepared(room.pdf, digest, json.dumps(state, sort_keys=True).encode())


def complete(
    prepared: Prepared,
    signed: SignedHash,
    *,
    level: Level = Level.B_B,
    time_stamps: TimeStampService | None = None,
    trust: Trust | None = None,
) -> bytes:
    """The signed PDF. B-T and B-LT need `time_stamps`; B-LT also `trust` with revocation lists.

    Raises `SigningFailed` where the answer is not for what was prepared, where the prepared
    bytes are no longer what they were, and where no time stamp is to be had.
    """
    from documents.signing import cms, pdf_room

    room = _room(prepared)
    certificate = cms.certificate_of(signed.certificate_pem)
    attributes = _attributes(prepared, signed)
    cms.check_attributes(attributes, room.digest, certificate)
    cms.check_signature(attributes, signed.signature, certificate)
    chain = cms.certificates_of(signed.chain_pem)
    service = _service(level, time_stamps)
    stamp = service.stamp(sha256(signed.signature).digest()) if service else None
    message = cms.message(attributes, signed.signature, certificate, chain, stamp)
    pdf = pdf_room.fill_room(room, message)
    if level is not Level.B_LT:
        return pdf
    from documents.signing.long_term import with_validation_data

    return with_validation_data(pdf, message, trust or Trust(b""))


def _room(prepared: Prepared) -> Room:
    from documents.signing import pdf_room

    state = json.loads(prepared.state)
    digest, (start, end) = bytes.fromhex(state["document"]), state["room"]
    if pdf_room.digest_outside(prepared.pdf, start, end) != digest:
        raise SigningFailed(
            "changed_since",
            "Filen har ändrats sedan den förbereddes för underskrift",
            "The file has been changed since it was prepared for signing",
        )
    return pdf_room.Room(prepared.pdf, digest, start, end)


def _attributes(prepared: Prepared, signed: SignedHash) -> bytes:
    ours = json.loads(prepared.state)["attributes"]
    if ours is not None:
        return bytes.fromhex(ours)
    if signed.signed_attributes is None:
        raise SigningFailed(
            "no_attributes",
            "Underskriftstjänsten lämnade inte de uppgifter som den undertecknade",
            "The signing service did not give the attributes that it signed",
        )
    return signed.signed_attributes


def _service(level: Level, time_stamps: TimeStampService | None) -> TimeStampService | None:
    if level is Level.B_B:
        return None
    if time_stamps is None:
        raise SigningFailed(
            "no_time_stamp_service",
            f"Nivån {level} kräver en tidsstämplingstjänst, och ingen är inställd",
            f"Level {level} needs a time stamp service, and none is configured",
        )
    return time_stamps
