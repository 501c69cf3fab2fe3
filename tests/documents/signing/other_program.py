"""The file signed with a program of the signer's own, which does more than is needed.

It is pyHanko's own way of signing: with today's date in the metadata, and where asked with a
stamp that is seen, or locks.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509 import load_pem_x509_certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field

from documents.signing.demo_keys import DemoAuthority, demo_authority
from documents.signing.local import KeyFile
from documents.signing.pdf_room import StillWriter
from models.clock import real_now
from tests.documents.signing.signing_desk import PROVIDER, unsigned

Box = tuple[int, int, int, int]
STAMP: Box = (60, 680, 300, 720)
NOWHERE: Box = (0, 0, 0, 0)


def todays_desk() -> tuple[DemoAuthority, KeyFile, datetime]:
    """The program takes its time from the machine, so its keys do too."""
    now = real_now()
    authority = demo_authority(now)
    key = authority.person(PROVIDER, organisation=None, at=now)
    return authority, key, now + timedelta(minutes=1)


def signed_elsewhere(
    key: KeyFile,
    *,
    box: Box = NOWHERE,
    certify: bool = False,
    allowing: MDPPerm = MDPPerm.FILL_FORMS,
    subfilter: SigSeedSubFilter = SigSeedSubFilter.PADES,
    pdf: bytes | None = None,
) -> bytes:
    given = signers.PdfSignatureMetadata(
        field_name="Signature1",
        md_algorithm="sha256",
        certify=certify,
        docmdp_permissions=allowing,
        subfilter=subfilter,
    )
    out = signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf or unsigned())),
        given,
        signer=_signer(key),
        new_field_spec=None if pdf else SigFieldSpec("Signature1", on_page=0, box=box),
    )
    return bytes(out.getvalue())


def with_field(box: Box) -> bytes:
    """The file as handed out with a place to sign in."""
    writer = StillWriter(BytesIO(unsigned()))
    append_signature_field(writer, SigFieldSpec("Signature1", on_page=1, box=box))
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def _signer(key: KeyFile) -> signers.SimpleSigner:
    private = load_pem_private_key(key.key_pem, None)
    certificate = load_pem_x509_certificate(key.certificate_pem)
    packed = pkcs12.serialize_key_and_certificates(
        b"demo",
        private,  # type: ignore[arg-type]
        certificate,
        None,
        BestAvailableEncryption(b"demo"),
    )
    signer = signers.SimpleSigner.load_pkcs12_data(packed, [], passphrase=b"demo")
    assert isinstance(signer, signers.SimpleSigner)
    return signer
