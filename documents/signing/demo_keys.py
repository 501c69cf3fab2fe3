"""Keys for demonstrations and tests. Whoever has this file can make them: they prove nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from documents.signing.local import KeyFile
from documents.signing.trust import Trust

AUTHORITY: Final = "Tilldela DEMO CA (proves nothing)"
AUTHORITY_FOR: Final = timedelta(days=10 * 365)
SIGNER_FOR: Final = timedelta(days=2 * 365)
# A certificate is made a while before the first signature with it.
BEFORE: Final = timedelta(hours=1)
RSA_BITS: Final = 2048
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class DemoAuthority:
    """A certificate authority, marked DEMO in its name and in every one it gives."""

    certificate_pem: bytes
    key_pem: bytes

    def person(
        self, name: str, *, organisation: str | None, at: datetime, use_rsa: bool = False
    ) -> KeyFile:
        """A key and a certificate for a natural person, valid two years from `at`."""
        return self._issue(_subject(name, organisation), at, use_rsa=use_rsa)

    def seal(self, organisation: str, *, at: datetime) -> KeyFile:
        """For an organisation's seal: the certificate names no person."""
        return self._issue(_subject(organisation, organisation), at)

    def time_stamp_service(self, at: datetime) -> KeyFile:
        """RSA, and for time stamps only, as RFC 3161 has it."""
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        subject = _subject("Tilldela DEMO TSA", None)
        return self._issue(subject, at, use_rsa=True, usage=usage)

    def trust(self, at: datetime, *, revoked: tuple[bytes, ...] = ()) -> Trust:
        """This authority as the only root, with its revocation list of `at`.

        `revoked` are certificates (PEM) that it has taken back by then.
        """
        return Trust(roots_pem=self.certificate_pem, crls=(self._revocations(at, revoked),))

    def _issue(
        self,
        subject: x509.Name,
        at: datetime,
        *,
        use_rsa: bool = False,
        usage: x509.ExtendedKeyUsage | None = None,
    ) -> KeyFile:
        key = _new_rsa() if use_rsa else ec.generate_private_key(ec.SECP256R1())
        issuer = x509.load_pem_x509_certificate(self.certificate_pem)
        building = (
            _building(subject, issuer.subject, key, at, SIGNER_FOR)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(authority=False), critical=True)
        )
        if usage is not None:
            building = building.add_extension(usage, critical=True)
        certificate = building.sign(self._key(), hashes.SHA256())
        return KeyFile(_pem(certificate), _key_pem(key), self.certificate_pem)

    def _revocations(self, at: datetime, revoked: tuple[bytes, ...]) -> bytes:
        issuer = x509.load_pem_x509_certificate(self.certificate_pem)
        building = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(issuer.subject)
            .last_update(at - BEFORE)
            .next_update(at + SIGNER_FOR)
        )
        for pem in revoked:
            entry = (
                x509.RevokedCertificateBuilder()
                .serial_number(x509.load_pem_x509_certificate(pem).serial_number)
                .revocation_date(at - BEFORE)
            )
            building = building.add_revoked_certificate(entry.build())
        listed = building.sign(self._key(), hashes.SHA256())
        return listed.public_bytes(serialization.Encoding.DER)

    def _key(self) -> ec.EllipticCurvePrivateKey:
        key = serialization.load_pem_private_key(self.key_pem, None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("a demo authority has an EC key")
        return key


def demo_authority(at: datetime) -> DemoAuthority:
    """A new authority with new keys, valid ten years from `at`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _subject(AUTHORITY, None)
    certificate = (
        _building(name, name, key, at, AUTHORITY_FOR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(authority=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return DemoAuthority(_pem(certificate), _key_pem(key))


def _subject(name: str, organisation: str | None) -> x509.Name:
    given = {
        NameOID.COUNTRY_NAME: "SE",
        NameOID.ORGANIZATION_NAME: organisation,
        NameOID.ORGANIZATIONAL_UNIT_NAME: "DEMO",
        NameOID.COMMON_NAME: name,
    }
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in given.items() if text])


def _building(
    subject: x509.Name, issuer: x509.Name, key: PrivateKey, at: datetime, lasting: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - BEFORE)
        .not_valid_after(at + lasting)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _key_usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _new_rsa() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _key_pem(key: PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
