"""Sign, then check: each level, each kind of key, each order."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.x509 import load_pem_x509_certificate

from documents.signing.failures import SigningFailed
from documents.signing.levels import Level, Place
from documents.signing.local import KeyFile, sign_with_key
from documents.signing.time_stamps import TimeStampService
from documents.signing.trust import Trust
from documents.signing.validating import ValidationReport, Validator
from tests.documents.signing.signing_desk import (
    AT,
    BUYER,
    LATER,
    OFFICE,
    PROVIDER,
    desk,
    signed,
    signed_by_both,
    signed_by_provider,
    unsigned,
    unsigned_compressed,
    without_lists,
)


def hash_of(key: KeyFile) -> str:
    whole = load_pem_x509_certificate(key.certificate_pem)
    return sha256(whole.public_bytes(serialization.Encoding.DER)).hexdigest()


def refusal(pdf: bytes = b"", key: KeyFile | None = None, **given: object) -> SigningFailed:
    with pytest.raises(SigningFailed) as caught:
        signed(pdf or unsigned(), key or desk().provider, Place.PROVIDER, **given)  # type: ignore[arg-type]
    return caught.value


def test_both_parties_sign_in_order(validator: Validator) -> None:
    first = validator.validate(
        signed_by_provider(),
        earlier=unsigned(),
        place=Place.PROVIDER,
        trust=desk().trust,
        at=LATER,
        signatory=PROVIDER,
    )
    second = validator.validate(
        signed_by_both(),
        earlier=signed_by_provider(),
        place=Place.BUYER,
        trust=desk().trust,
        at=LATER,
        signatory=BUYER,
    )
    assert first == ValidationReport(
        valid=True,
        signer=PROVIDER,
        organisation="Demoleverantören AB",
        signed_at=AT,
        level=Level.B_B,
        certificate_sha256=hash_of(desk().provider),
        faults=(),
    )
    assert second == replace(
        first, signer=BUYER, organisation=OFFICE, certificate_sha256=hash_of(desk().buyer)
    )


def test_a_signature_only_adds_to_the_file() -> None:
    assert signed_by_provider().startswith(unsigned())
    assert signed_by_both().startswith(signed_by_provider())


def test_the_organisation_seals_what_both_have_signed(validator: Validator) -> None:
    sealed = signed(signed_by_both(), desk().seal, Place.SEAL)
    report = validator.validate(
        sealed, earlier=signed_by_both(), place=Place.SEAL, trust=desk().trust, at=LATER
    )
    assert (report.valid, report.signer, report.organisation) == (True, OFFICE, OFFICE)


def test_files_with_their_objects_in_streams_are_signed_alike(validator: Validator) -> None:
    pdf = signed(unsigned_compressed(), desk().provider, Place.PROVIDER)
    report = validator.validate(
        pdf, earlier=unsigned_compressed(), place=Place.PROVIDER, trust=desk().trust, at=LATER
    )
    assert report.valid


@pytest.mark.parametrize("level", [Level.B_T, Level.B_LT])
def test_each_level_is_recognised(
    level: Level, validator: Validator, time_stamps: TimeStampService
) -> None:
    pdf = signed(
        unsigned(),
        desk().provider,
        Place.PROVIDER,
        at=AT - timedelta(minutes=5),
        level=level,
        time_stamps=time_stamps,
        trust=desk().trust,
    )
    report = validator.validate(
        pdf,
        earlier=unsigned(),
        place=Place.PROVIDER,
        trust=without_lists(desk().trust),
        at=LATER,
    )
    # The service's time, and not what the signer said.
    assert (report.faults, report.level, report.signed_at) == ((), level, AT)


def test_a_certificate_that_lapsed_after_a_time_stamp_still_counts(
    validator: Validator, time_stamps: TimeStampService
) -> None:
    shop = desk().authority.person(PROVIDER, organisation=None, at=AT - timedelta(days=729))
    stamped = signed(unsigned(), shop, Place.PROVIDER, level=Level.B_T, time_stamps=time_stamps)
    plain = signed(unsigned(), shop, Place.PROVIDER)
    codes = []
    for pdf in (stamped, plain):
        report = validator.validate(
            pdf,
            earlier=unsigned(),
            place=Place.PROVIDER,
            trust=without_lists(desk().trust),
            at=LATER,
        )
        codes.append([fault.code for fault in report.faults])
    assert codes == [[], ["lapsed"]]


def test_a_revocation_after_the_time_stamp_does_not_reach_back(
    validator: Validator, time_stamps: TimeStampService
) -> None:
    stamped = signed(
        unsigned(), desk().provider, Place.PROVIDER, level=Level.B_T, time_stamps=time_stamps
    )
    revoked = desk().authority.trust(LATER, revoked=(desk().provider.certificate_pem,))
    report = validator.validate(
        stamped, earlier=unsigned(), place=Place.PROVIDER, trust=revoked, at=LATER
    )
    assert report.faults == ()


def test_a_name_is_told_without_what_nobody_sees(validator: Validator) -> None:
    odd = desk().authority.person("Anna\u202e Demo\n", organisation="A\x1b[2J B", at=AT)
    report = validator.validate(
        signed(unsigned(), odd, Place.PROVIDER),
        earlier=unsigned(),
        place=Place.PROVIDER,
        trust=desk().trust,
        at=LATER,
    )
    assert (report.signer, report.organisation) == ("Anna Demo", "A[2J B")


def test_who_trusts_nobody_accepts_nothing(validator: Validator) -> None:
    report = validator.validate(
        signed_by_provider(), earlier=unsigned(), place=Place.PROVIDER, trust=Trust(b""), at=LATER
    )
    assert [fault.code for fault in report.faults] == ["untrusted"]
    assert report.signer == PROVIDER


def test_the_report_is_kept_with_its_reasons_in_both_languages(validator: Validator) -> None:
    report = validator.validate(
        unsigned(), earlier=unsigned(), place=Place.PROVIDER, trust=desk().trust, at=LATER
    )
    assert json.loads(report.to_json()) == {
        "valid": False,
        "signer": "",
        "organisation": None,
        "signed_at": None,
        "level": None,
        "certificate_sha256": "",
        "faults": [
            {
                "code": "unsigned",
                "sv": "Filen har ingen ny underskrift",
                "en": "The file has no new signature",
            }
        ],
    }


def test_the_same_key_and_time_give_the_same_bytes() -> None:
    """RSA PKCS #1 v1.5 has no chance in it, and neither has the file around it."""
    again = signed(signed_by_provider(), desk().buyer, Place.BUYER)
    assert again == signed_by_both()


def test_a_key_under_a_passphrase_signs_with_it_alone() -> None:
    key = serialization.load_pem_private_key(desk().provider.key_pem, None)
    locked = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"demo"),
    )
    behind = replace(desk().provider, key_pem=locked, passphrase=b"demo")
    assert signed(unsigned(), behind, Place.PROVIDER).startswith(unsigned())
    for passphrase in (None, b"other"):
        assert refusal(key=replace(behind, passphrase=passphrase)).code == "bad_key"


def test_what_cannot_be_signed_is_refused_in_words() -> None:
    other = replace(desk().provider, key_pem=desk().buyer.key_pem)
    refusals = {
        "wrong_key": refusal(key=other),
        "bad_certificate": refusal(key=replace(desk().provider, certificate_pem=b"no")),
        "bad_key": refusal(key=replace(desk().provider, key_pem=b"no")),
        "unreadable": refusal(b"%PDF-1.7 and nothing more"),
        "place_taken": refusal(signed_by_provider()),
        "no_time_stamp_service": refusal(level=Level.B_T),
        "too_large": refusal(
            key=replace(desk().provider, chain_pem=b"".join(chain_that_is_too_long()))
        ),
    }
    assert {code: found.code for code, found in refusals.items()} == {
        code: code for code in refusals
    }
    assert all(found.text.sv and found.text.en for found in refusals.values())


def chain_that_is_too_long() -> list[bytes]:
    issue = desk().authority.person
    return [
        issue(f"{number:060}", organisation=None, at=AT).certificate_pem for number in range(30)
    ]


def test_lasting_signatures_need_the_lists_of_each_issuer(time_stamps: TimeStampService) -> None:
    found = refusal(level=Level.B_LT, time_stamps=time_stamps, trust=without_lists(desk().trust))
    assert found.code == "no_revocation_list"
    assert "Tilldela DEMO CA" in found.text.en


def test_signing_writes_the_time_that_it_is_given() -> None:
    pdf = sign_with_key(
        unsigned(), desk().provider, Place.PROVIDER, at=LATER, reason="Avtal (A) \\ B"
    )
    assert b"20260304090000Z" in pdf
    assert b"/ModDate" not in pdf[len(unsigned()) :]
