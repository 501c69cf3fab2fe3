"""Sign with a key that is at hand in a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from documents.signing.failures import SigningFailed
from documents.signing.levels import Level, Place
from documents.signing.time_stamps import TimeStampService
from documents.signing.trust import Trust
from documents.signing.two_step import SignedHash, complete, prepare


@dataclass(frozen=True)
class KeyFile:
    """A certificate, its private key (RSA or EC; PEM), and the certificates above it."""

    certificate_pem: bytes
    key_pem: bytes
    chain_pem: bytes = b""
    passphrase: bytes | None = None

    def signature_of(self, digest: bytes) -> bytes:
        """The raw signature of a SHA-256. Raises `SigningFailed` for a key that cannot be read."""
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        hashed = utils.Prehashed(hashes.SHA256())
        try:
            key = load_pem_private_key(self.key_pem, self.passphrase)
        except (ValueError, TypeError) as error:
            raise _unreadable_key() from error
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(digest, padding.PKCS1v15(), hashed)
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return key.sign(digest, ec.ECDSA(hashed))
        raise _unreadable_key()


def _unreadable_key() -> SigningFailed:
    return SigningFailed(
        "bad_key",
        "Nyckeln kan inte läsas; den ska vara en RSA- eller EC-nyckel i PEM-format, med rätt"
        " lösenord",
        "The key cannot be read; it is to be an RSA or EC key in PEM format, with the right"
        " passphrase",
    )


def sign_with_key(
    pdf: bytes,
    key: KeyFile,
    place: Place,
    *,
    at: datetime,
    reason: str,
    level: Level = Level.B_B,
    time_stamps: TimeStampService | None = None,
    trust: Trust | None = None,
) -> bytes:
    """The signed PDF. B-T and B-LT need `time_stamps`, B-LT also `trust` with revocation lists.

    Raises `SigningFailed`; nothing has been signed then.
    """
    prepared = prepare(pdf, place, at=at, reason=reason, signer_certificate_pem=key.certificate_pem)
    signed = SignedHash(key.signature_of(prepared.digest), key.certificate_pem, key.chain_pem)
    return complete(prepared, signed, level=level, time_stamps=time_stamps, trust=trust)
