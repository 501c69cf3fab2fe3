"""B-LT: what is needed to check the signature after its certificates have lapsed.

The revocation lists are those given with the trust, never fetched: which addresses a
certificate names is its issuer's choice, and the server asks no stranger's address.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from asn1crypto import cms, crl, pem, x509
from pyhanko.sign.validation.dss import DocumentSecurityStore

from documents.signing.failures import SigningFailed
from documents.signing.pdf_room import ESIC, StillWriter
from documents.signing.trust import Trust


def with_validation_data(pdf: bytes, message: bytes, trust: Trust) -> bytes:
    """`pdf` with a document security store for the signature that is `message` (DER)."""
    roots = [*_listed(trust.roots_pem), *_listed(trust.time_stamp_roots_pem)]
    brought = [*_brought(message), *_listed(trust.intermediates_pem)]
    certificates = list({each.dump(): each for each in [*brought, *roots]}.values())
    lists = [_revocation_list(each) for each in trust.crls]
    _check_covered(certificates, lists)
    writer = StillWriter(BytesIO(pdf))
    store = DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=certificates, crls=lists)
    if not store.modified:
        return pdf
    writer.register_extension(ESIC)
    output = BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]
    return output.getvalue()


def _listed(pems: bytes) -> list[x509.Certificate]:
    if not pems.strip():
        return []
    return [x509.Certificate.load(der) for _, _, der in pem.unarmor(pems, multiple=True)]


def _revocation_list(content: bytes) -> crl.CertificateList:
    der = pem.unarmor(content)[2] if pem.detect(content) else content
    return crl.CertificateList.load(der)


def _brought(message: bytes) -> list[x509.Certificate]:
    """The signer's, those above it, and the time stamp service's."""
    signed = cms.ContentInfo.load(message)["content"]
    found = [each.chosen for each in signed["certificates"]]
    for attribute in signed["signer_infos"][0]["unsigned_attrs"]:
        for token in attribute["values"]:
            found += [each.chosen for each in token["content"]["certificates"]]
    return found


def _check_covered(
    certificates: Sequence[x509.Certificate], lists: Sequence[crl.CertificateList]
) -> None:
    covered = {each.issuer.dump() for each in lists}
    for each in certificates:
        if each.self_signed == "no" and each.issuer.dump() not in covered:
            issuer = each.issuer.native.get("common_name", each.issuer.human_friendly)
            raise SigningFailed(
                "no_revocation_list",
                f"Nivån B-LT kräver en spärrlista från {issuer}, och ingen är inställd",
                f"Level B-LT needs a revocation list from {issuer}, and none is configured",
            )
