"""Who signed and when, by certificates and time stamps. Loads pyHanko: for a child process.

Nothing is fetched: a certificate's own addresses are its issuer's, or a stranger's, choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from asn1crypto import crl, ocsp, pem, x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import (
    Certificate,
    CertificateRevocationList,
    load_der_x509_certificate,
    load_der_x509_crl,
)
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate, AdESSubIndic
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.path import ValidationPath

from documents.signing.levels import Level

USAGE: Final = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
# Certificates of services that sign no documents.
OTHER_USAGES: Final = frozenset({"time_stamping", "ocsp_signing"})
LEAST_RSA_BITS: Final = 2048
LEAST_EC_BITS: Final = 256
LARGEST_STORE: Final = 200
LONGEST_NAME: Final = 200
FAULTS: Final[dict[AdESSubIndic, str]] = {
    AdESIndeterminate.REVOKED_NO_POE: "revoked",
    AdESIndeterminate.REVOKED_CA_NO_POE: "revoked",
    AdESIndeterminate.EXPIRED: "lapsed",
    AdESIndeterminate.NOT_YET_VALID: "lapsed",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "lapsed",
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: "lapsed",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: "weak",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "weak",
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: "not_for_signing",
}


@dataclass(frozen=True)
class Trusted:
    """As `documents.signing.trust.Trust`, and when the file was received."""

    roots: bytes
    time_stamp_roots: bytes
    intermediates: bytes
    crls: Sequence[bytes]
    at: datetime


@dataclass(frozen=True)
class Judged:
    faults: list[str]
    level: Level | None
    signed_at: datetime | None


@dataclass(frozen=True)
class Subject:
    name: str
    organisation: str | None


@dataclass(frozen=True)
class _Store:
    """What the file brings for checking its signatures (ISO 32000-2, 12.8.4.3)."""

    certificates: list[x509.Certificate]
    crls: list[crl.CertificateList]
    ocsps: list[ocsp.OCSPResponse]


def subject(certificate: x509.Certificate) -> Subject:
    """As the certificate names its holder; a personal identity number is not taken along."""
    given = certificate.subject.native
    parts = (_text(given.get("given_name")), _text(given.get("surname")))
    name = _text(given.get("common_name")) or " ".join(filter(None, parts))
    return Subject(name, _text(given.get("organization_name")) or None)


def _text(found: object) -> str:
    """A certificate may hold any characters; those that nobody sees are left out."""
    whole = " ".join(found) if isinstance(found, list) else str(found or "")
    return "".join(each for each in whole if each.isprintable())[:LONGEST_NAME]


def judged(signature: EmbeddedPdfSignature, reader: PdfFileReader, trusted: Trusted) -> Judged:
    """With a sound time stamp the certificate is asked whether it was valid then."""
    store = _store(reader)
    status = _validated(signature, trusted, store, trusted.at)
    stamp = status.timestamp_validity
    lists = [*(revocation_list(each) for each in trusted.crls), *store.crls]
    if stamp is None or not _counts(stamp, lists, trusted.at):
        faults = [] if stamp is None else ["bad_time_stamp"]
        level = Level.B_B if status.intact and status.valid else None
        faults += _faults(status, lists, trusted.at)
        return Judged(faults, level, status.signer_reported_dt)
    status = _validated(signature, trusted, store, stamp.timestamp)
    faults = _faults(status, lists, stamp.timestamp)
    lasting = not faults and _lasts(signature, trusted, store, stamp.timestamp)
    return Judged(faults, Level.B_LT if lasting else Level.B_T, stamp.timestamp)


def _counts(
    stamp: TimestampSignatureStatus, lists: Sequence[crl.CertificateList], at: datetime
) -> bool:
    sound = stamp.valid and stamp.intact and stamp.trusted
    return bool(sound and not _is_revoked(stamp.validation_path, lists, at))


def _lasts(signature: EmbeddedPdfSignature, trusted: Trusted, store: _Store, at: datetime) -> bool:
    """Whether the file alone brings the revocation lists for each certificate in it."""
    if not store.crls and not store.ocsps:
        return False
    alone = Trusted(trusted.roots, trusted.time_stamp_roots, b"", (), trusted.at)
    status = _validated(signature, alone, store, at, mode="require")
    stamp = status.timestamp_validity
    return bool(status.trusted and stamp is not None and stamp.trusted)


def _validated(
    signature: EmbeddedPdfSignature,
    trusted: Trusted,
    store: _Store,
    at: datetime,
    mode: str = "soft-fail",
) -> PdfSignatureStatus:
    stamping = trusted.time_stamp_roots if trusted.time_stamp_roots.strip() else trusted.roots
    stamped_by = trusted.at if mode == "soft-fail" else at
    return validate_pdf_signature(
        signature,
        signer_validation_context=_context(trusted.roots, trusted, store, at, mode),
        ts_validation_context=_context(stamping, trusted, store, stamped_by, mode),
        key_usage_settings=USAGE,
        skip_diff=True,
    )


def _context(
    roots: bytes, trusted: Trusted, store: _Store, at: datetime, mode: str
) -> ValidationContext:
    return ValidationContext(
        trust_roots=certificates(roots),
        other_certs=[*certificates(trusted.intermediates), *store.certificates],
        crls=[*(revocation_list(each) for each in trusted.crls), *store.crls],
        ocsps=store.ocsps,
        moment=at,
        allow_fetching=False,
        revocation_mode=mode,
        # A list that was issued after the signature speaks of that time too.
        retroactive_revinfo=True,
    )


def certificates(pems: bytes) -> list[x509.Certificate]:
    """None for empty bytes; an empty list of roots trusts nobody."""
    if not pems.strip():
        return []
    return [x509.Certificate.load(der) for _, _, der in pem.unarmor(pems, multiple=True)]


def revocation_list(content: bytes) -> crl.CertificateList:
    der = pem.unarmor(content)[2] if pem.detect(content) else content
    return crl.CertificateList.load(der)


def _store(reader: PdfFileReader) -> _Store:
    if "/DSS" not in reader.root:
        return _Store([], [], [])
    given = reader.root["/DSS"]

    def read(key: str, purpose: DecodePurpose) -> list[bytes]:
        streams = list(given[key]) if key in given else []
        if len(streams) > LARGEST_STORE:
            raise ValueError(f"{len(streams)} entries in {key}")
        return [each.get_object().read_data(purpose) for each in streams]

    return _Store(
        [x509.Certificate.load(each) for each in read("/Certs", DecodePurpose.CERTIFICATE)],
        [crl.CertificateList.load(each) for each in read("/CRLs", DecodePurpose.CRL)],
        [ocsp.OCSPResponse.load(each) for each in read("/OCSPs", DecodePurpose.OCSP_RESPONSE)],
    )


def _faults(
    status: PdfSignatureStatus, lists: Sequence[crl.CertificateList], at: datetime
) -> list[str]:
    """The first that is wrong, in the order in which they would be mended."""
    if not status.intact:
        return ["broken"]
    if not status.valid:
        return ["forged"]
    if _is_weak(status.signing_cert):
        return ["weak"]
    problem = status.trust_problem_indic
    if problem is AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE:
        # The library has no indication of its own for a certificate that is not valid yet.
        return ["lapsed" if status.signing_cert.not_valid_before > at else "untrusted"]
    if problem is not None:
        return [FAULTS.get(problem, "untrusted")]
    if not status.trusted:
        return ["untrusted"]
    if OTHER_USAGES & set(_usages(status.signing_cert)):
        return ["not_for_signing"]
    return ["revoked"] if _is_revoked(status.validation_path, lists, at) else []


def _usages(certificate: x509.Certificate) -> Sequence[str]:
    stated = certificate.extended_key_usage_value
    return [] if stated is None else stated.native


def _is_revoked(
    path: ValidationPath | None, lists: Sequence[crl.CertificateList], at: datetime
) -> bool:
    """The library passes over a list that the certificate itself does not speak of."""
    chain = [] if path is None else list(path.iter_certs(include_root=True))
    given = [load_der_x509_crl(each.dump()) for each in lists]
    for issuer, issued in pairwise(chain):
        by = load_der_x509_certificate(issuer.dump())
        for each in given:
            entry = each.get_revoked_certificate_by_serial_number(issued.serial_number)
            if entry is not None and entry.revocation_date_utc <= at and _issued(by, each):
                return True
    return False


def _issued(by: Certificate, listed: CertificateRevocationList) -> bool:
    key = by.public_key()
    if listed.issuer != by.subject or not isinstance(key, RSAPublicKey | EllipticCurvePublicKey):
        return False
    return listed.is_signature_valid(key)


def _is_weak(certificate: x509.Certificate) -> bool:
    key = certificate.public_key
    least = LEAST_RSA_BITS if key.algorithm == "rsa" else LEAST_EC_BITS
    return bool(key.bit_size < least)
