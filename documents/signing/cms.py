"""The signature as a message by RFC 5652, with the attributes that PAdES asks for."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Final

from asn1crypto import algos, cms, tsp, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import Certificate, load_pem_x509_certificate, load_pem_x509_certificates

from documents.signing.failures import SigningFailed

SHA256: Final = {"algorithm": "sha256"}
TIME_STAMP: Final = "signature_time_stamp_token"


def certificate_of(pem: bytes) -> Certificate:
    """Raises `SigningFailed` where `pem` holds no certificate."""
    try:
        return load_pem_x509_certificate(pem)
    except ValueError as error:
        raise _unreadable() from error


def _unreadable() -> SigningFailed:
    return SigningFailed(
        "bad_certificate",
        "Certifikatet kan inte läsas; det ska vara i PEM-format",
        "The certificate cannot be read; it is to be in PEM format",
    )


def certificates_of(pem: bytes) -> list[Certificate]:
    """Those above the signer's; none for empty bytes. Raises `SigningFailed` as the above."""
    try:
        return load_pem_x509_certificates(pem) if pem.strip() else []
    except ValueError as error:
        raise _unreadable() from error


def der(certificate: Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def signed_attributes(digest: bytes, certificate: Certificate) -> bytes:
    """What is signed, as the DER of a SET: the document's hash, and with which certificate.

    No signing time: by ETSI EN 319 142-1 it stands in the PDF's signature dictionary.
    """
    attributes = cms.CMSAttributes(
        [
            _attribute("content_type", "data"),
            _attribute("message_digest", digest),
            _attribute("signing_certificate_v2", _named(certificate)),
        ]
    )
    return bytes(attributes.dump())


def _attribute(kind: str, value: object) -> Any:
    return cms.CMSAttribute({"type": kind, "values": (value,)})


def _named(certificate: Certificate) -> Any:
    """RFC 5035: the certificate's own hash, so that another one cannot be put in its stead."""
    whole = x509.Certificate.load(der(certificate))
    issuer = [x509.GeneralName({"directory_name": whole.issuer})]
    return tsp.SigningCertificateV2(
        {
            "certs": [
                tsp.ESSCertIDv2(
                    {
                        "hash_algorithm": SHA256,
                        "cert_hash": sha256(der(certificate)).digest(),
                        "issuer_serial": {"issuer": issuer, "serial_number": whole.serial_number},
                    }
                )
            ]
        }
    )


def check_attributes(attributes: bytes, digest: bytes, certificate: Certificate) -> None:
    """That attributes written elsewhere speak of this document and this certificate."""
    try:
        found = {each["type"].native: each["values"] for each in cms.CMSAttributes.load(attributes)}
        stated = found["message_digest"][0].native
        named = found["signing_certificate_v2"][0]["certs"][0]
        sound = (
            found["content_type"][0].native == "data"
            and named["hash_algorithm"]["algorithm"].native == "sha256"
            and named["cert_hash"].native == sha256(der(certificate)).digest()
        )
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise _not_for_this() from error
    if stated != digest or not sound:
        raise _not_for_this()


def _not_for_this() -> SigningFailed:
    return SigningFailed(
        "wrong_hash",
        "Det som undertecknats är inte den här filen",
        "What was signed is not this file",
    )


def check_signature(attributes: bytes, signature: bytes, certificate: Certificate) -> None:
    """That `signature` is of `attributes`, by the certificate's key."""
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, attributes, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, attributes, ec.ECDSA(hashes.SHA256()))
        else:
            raise _unknown_key()
    except InvalidSignature as error:
        raise SigningFailed(
            "wrong_key",
            "Underskriften är inte gjord med certifikatets nyckel",
            "The signature was not made with the certificate's key",
        ) from error


def _unknown_key() -> SigningFailed:
    return SigningFailed(
        "unknown_key",
        "Nyckeln är varken en RSA-nyckel eller en EC-nyckel",
        "The key is neither an RSA key nor an EC key",
    )


def message(
    attributes: bytes,
    signature: bytes,
    certificate: Certificate,
    chain: list[Certificate],
    time_stamp: bytes | None,
) -> bytes:
    """The whole message in DER; `time_stamp` is a token of the signature's hash."""
    whole = x509.Certificate.load(der(certificate))
    issued = {"issuer": whole.issuer, "serial_number": whole.serial_number}
    info = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": issued}),
        "digest_algorithm": algos.DigestAlgorithm(SHA256),
        "signature_algorithm": {"algorithm": _mechanism(certificate)},
        "signed_attrs": cms.CMSAttributes.load(attributes),
        "signature": signature,
    }
    if time_stamp is not None:
        info["unsigned_attrs"] = [_attribute(TIME_STAMP, cms.ContentInfo.load(time_stamp))]
    brought = {der(each): each for each in [certificate, *chain]}
    signed_data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [algos.DigestAlgorithm(SHA256)],
            "encap_content_info": {"content_type": "data"},
            "certificates": [x509.Certificate.load(each) for each in brought],
            "signer_infos": [info],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed_data}).dump())


def _mechanism(certificate: Certificate) -> str:
    is_rsa = isinstance(certificate.public_key(), rsa.RSAPublicKey)
    return "sha256_rsa" if is_rsa else "sha256_ecdsa"
