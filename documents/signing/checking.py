"""Check one signature of a stranger's file. Loads pyHanko: only a child process imports this."""

from __future__ import annotations

import unicodedata
from base64 import b64decode
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Final, TypedDict

from asn1crypto import cms
from pyhanko.pdf_utils import misc
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from documents.signing import certifying
from documents.signing.increments import (
    IllegalChange,
    check_nothing_hidden,
    check_signing,
    check_validation_data,
)
from documents.signing.levels import Place

# Clocks differ; a signature that is dated beyond this was not made when it says.
AHEAD: Final = timedelta(minutes=10)


class Job(TypedDict):
    """`cut` is how many bytes of the file are the earlier revision; certificates in base64."""

    cut: int
    place: str
    at: str
    signatory: str | None
    roots: str
    time_stamp_roots: str
    intermediates: str
    crls: list[str]


class Finding(TypedDict):
    """As `ValidationReport`, with codes for faults and times in ISO 8601."""

    signer: str
    organisation: str | None
    signed_at: str | None
    level: str | None
    certificate_sha256: str
    faults: list[str]


class _File:
    """The file and its revisions, each read once: that is most of the time a check takes."""

    def __init__(self, pdf: bytes, cut: int, place: Place) -> None:
        self.pdf = pdf
        self.cut = cut
        self.place = place
        self.whole = PdfFileReader(BytesIO(pdf))
        self.earlier = PdfFileReader(BytesIO(pdf[:cut]))

    def until(self, end: int) -> PdfFileReader:
        return self.whole if end == len(self.pdf) else PdfFileReader(BytesIO(self.pdf[:end]))


def checked(job: Job, pdf: bytes) -> Finding:
    """What is wrong with the file's last signature, and whose it is as far as can be read."""
    nothing = Finding(
        signer="",
        organisation=None,
        signed_at=None,
        level=None,
        certificate_sha256="",
        faults=[],
    )
    try:
        return _found(job, _File(pdf, job["cut"], Place(job["place"])))
    except IllegalChange as change:
        return {**nothing, "faults": [str(change)]}
    except (RecursionError, MemoryError):
        return {**nothing, "faults": ["too_heavy"]}
    except (
        misc.PdfError,
        SignatureValidationError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        AssertionError,
        OSError,
    ):
        return {**nothing, "faults": ["unreadable"]}


def _found(job: Job, file: _File) -> Finding:
    if file.whole.encrypted:
        raise IllegalChange("encrypted")
    signature = _new_signature(file)
    trusted = certifying.Trusted(
        roots=b64decode(job["roots"]),
        time_stamp_roots=b64decode(job["time_stamp_roots"]),
        intermediates=b64decode(job["intermediates"]),
        crls=[b64decode(each) for each in job["crls"]],
        at=datetime.fromisoformat(job["at"]),
    )
    judged = certifying.judged(signature, file.whole, trusted)
    named = certifying.subject(signature.signer_cert)
    faults = [*_faults_of_form(signature, file), *judged.faults]
    faults += _faults_of_person(named.name, job["signatory"])
    if judged.signed_at is not None and judged.signed_at > trusted.at + AHEAD:
        faults.append("from_the_future")
    return Finding(
        signer=named.name,
        organisation=named.organisation,
        signed_at=None if judged.signed_at is None else judged.signed_at.isoformat(),
        level=judged.level,
        certificate_sha256=sha256(signature.signer_cert.dump()).hexdigest(),
        faults=list(dict.fromkeys(faults)),
    )


def _new_signature(file: _File) -> EmbeddedPdfSignature:
    before, after = _signed_fields(file.earlier), _signed_fields(file.whole)
    new = [name for name, kind in after.items() if name not in before and kind == "/Sig"]
    if len(new) != 1:
        raise IllegalChange("several" if new else "unsigned")
    _check_order(file.place, [name for name, kind in before.items() if kind == "/Sig"])
    for name, _, field in enumerate_sig_fields(file.whole, filled_status=True):
        if name == new[0]:
            return EmbeddedPdfSignature(file.whole, field.get_object(), name)
    raise IllegalChange("unsigned")


def _signed_fields(reader: PdfFileReader) -> dict[str, str]:
    """The name of each filled signature field, and what it is filled with."""
    fields = enumerate_sig_fields(reader, filled_status=True)
    return {name: str(value.get_object().get("/Type", "/Sig")) for name, value, _ in fields}


def _check_order(place: Place, before: list[str]) -> None:
    if place is Place.PROVIDER and before:
        raise IllegalChange("not_first")
    if place is Place.BUYER and not before:
        raise IllegalChange("not_second")


def _faults_of_form(signature: EmbeddedPdfSignature, file: _File) -> list[str]:
    """Whether all of the file is signed, and nothing was changed on the way."""
    end = _end_of_signed(signature, file)
    if end is None:
        return ["not_whole"]
    faults = []
    try:
        signed = file.until(end)
        check_signing(file.earlier, signed)
        if end < len(file.pdf):
            check_validation_data(signed, file.whole)
        check_nothing_hidden(file.earlier, file.whole, file.pdf)
    except IllegalChange as change:
        faults.append(str(change))
    if file.place is Place.PROVIDER and signature.docmdp_level is MDPPerm.NO_CHANGES:
        faults.append("locked")
    return faults


def _end_of_signed(signature: EmbeddedPdfSignature, file: _File) -> int | None:
    """Where the signed bytes end; None unless they are all but the signature itself."""
    ranges = [int(each) for each in signature.byte_range]
    if len(ranges) != 4 or ranges[0] != 0:
        return None
    _, first, start, last = ranges
    hole = file.pdf[first:start]
    written = signature.pkcs7_content
    if hole[:1] + hole[-1:] != b"<>" or bytes.fromhex(hole[1:-1].decode("ascii")) != written:
        return None
    if any(written[len(cms.ContentInfo.load(written).dump()) :]):
        return None
    end = start + last
    return end if file.cut < first < start < end <= len(file.pdf) else None


def _faults_of_person(name: str, expected: str | None) -> list[str]:
    if not name:
        return ["unnamed"]
    if expected is not None and _folded(name) != _folded(expected):
        return ["wrong_person"]
    return []


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
