"""Sign, tamper, detected: each kind of tampering by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from documents.signing.faults import WHY
from documents.signing.levels import Level, Place
from documents.signing.time_stamps import TimeStampService
from documents.signing.validating import ValidationReport, Validator
from tests.documents.signing.other_program import (
    NOWHERE,
    STAMP,
    signed_elsewhere,
    todays_desk,
    with_field,
)
from tests.documents.signing.signing_desk import (
    AT,
    LATER,
    PRICE,
    PROVIDER,
    desk,
    signed,
    signed_by_both,
    signed_by_provider,
    unsigned,
)
from tests.documents.signing.tampering import (
    EDITS,
    Case,
    Edit,
    another_authority,
    cheaper,
    cms_of,
    edited,
    flipped,
    hole_of,
    narrowed,
    other_font,
    received,
    signed_with,
    with_cms,
    with_padding_used,
    with_range,
    with_signed_by,
)


def codes(validator: Validator, case: Case) -> list[str]:
    return [fault.code for fault in report_of(validator, case).faults]


def report_of(validator: Validator, case: Case) -> ValidationReport:
    return validator.validate(
        case.pdf,
        earlier=case.earlier,
        place=case.place,
        trust=case.trust or desk().trust,
        at=AT + case.at,
        signatory=case.signatory,
    )


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_what_is_changed_on_the_way_to_signing_is_found(edit: Edit, validator: Validator) -> None:
    """The signature is true and covers the whole file, and the text is another."""
    assert codes(validator, signed_with(edit)) == ["changed"]


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_what_is_changed_after_signing_is_found(edit: Edit, validator: Validator) -> None:
    assert codes(validator, received(edited(signed_by_provider(), edit))) == ["added_after"]


def first(change: Callable[[bytes], bytes]) -> Case:
    return received(change(signed_by_provider()))


def of_the_new_part(change: Callable[[bytes, int], bytes], word: bytes) -> Case:
    pdf = signed_by_provider()
    return received(change(pdf, pdf.index(word, len(unsigned()))))


def signature_of_another_file() -> bytes:
    other = signed(edited(unsigned(), other_font), desk().provider, Place.PROVIDER)
    return with_cms(signed_by_provider(), cms_of(other))


def two_at_once() -> bytes:
    once = signed_by_provider()
    return signed(once, desk().seal, Place.SEAL)


@cache
def table() -> dict[str, tuple[Case, list[str]]]:
    """Each way of tampering beside what it is to be found out as."""
    pdf, both = signed_by_provider(), signed_by_both()
    text = unsigned().index(PRICE.encode())
    revoked = desk().authority.trust(LATER, revoked=(desk().provider.certificate_pem,))
    soon = desk().authority.person(PROVIDER, organisation=None, at=LATER + timedelta(days=9))
    past = desk().authority.person(PROVIDER, organisation=None, at=AT - timedelta(days=999))
    return {
        "one letter of the agreed text": (
            first(lambda pdf: flipped(pdf, text)),
            ["another_document"],
        ),
        "one letter, in both copies": (
            Case(flipped(pdf, text), flipped(unsigned(), text)),
            ["broken"],
        ),
        "the reason": (of_the_new_part(flipped, b"Avtal DEMO"), ["broken"]),
        "the date": (of_the_new_part(flipped, b"20260302"), ["broken", "from_the_future"]),
        "the signature's value": (
            received(with_cms(pdf, flipped(cms_of(pdf), len(cms_of(pdf).rstrip(b"\0")) - 9))),
            ["forged"],
        ),
        "the room after the signature": (first(with_padding_used), ["not_whole"]),
        "a signature of another file": (received(signature_of_another_file()), ["broken"]),
        "the range narrowed": (first(narrowed), ["not_whole", "broken"]),
        "the range begins later": (
            first(lambda pdf: with_range(pdf, f"[9 9 {hole_of(pdf)[1]} 99]")),
            ["not_whole", "broken"],
        ),
        "bytes added at the end": (first(lambda pdf: pdf + b"\n% more\n"), ["added_after"]),
        "the file cut short": (first(lambda pdf: pdf[:-40]), ["unreadable"]),
        "the signature cut away": (received(unsigned() + b"\n"), ["unsigned"]),
        "not signed at all": (received(unsigned()), ["unsigned"]),
        "changed, not signed": (received(edited(unsigned(), cheaper)), ["unsigned"]),
        "another file": (received(signed_elsewhere_whole()), ["another_document"]),
        "rubbish after the text": (received(unsigned() + b"\0" * 999), ["unsigned"]),
        "two signatures at once": (received(two_at_once()), ["several"]),
        "the provider once more": (
            Case(both, pdf),
            ["not_first"],
        ),
        "the buyer alone": (
            Case(signed(unsigned(), desk().buyer, Place.BUYER), unsigned(), Place.BUYER),
            ["not_second"],
        ),
        "another authority of the same name": (
            received(signed(unsigned(), another_authority(), Place.PROVIDER)),
            ["untrusted"],
        ),
        "another's certificate": (
            received(with_signed_by(desk().seal, desk().provider)),
            ["forged"],
        ),
        "a certificate for time stamps": (
            received(with_signed_by(desk().stamping, desk().stamping)),
            ["not_for_signing"],
        ),
        "revoked": (Case(pdf, unsigned(), trust=revoked), ["revoked"]),
        "lapsed": (received(signed(unsigned(), past, Place.PROVIDER)), ["lapsed"]),
        "not valid yet": (received(signed(unsigned(), soon, Place.PROVIDER)), ["lapsed"]),
        "another person": (Case(pdf, unsigned(), signatory="Cecilia Demo"), ["wrong_person"]),
        "dated later than received": (
            Case(pdf, unsigned(), at=timedelta(minutes=-30)),
            ["from_the_future"],
        ),
    }


def signed_elsewhere_whole() -> bytes:
    """The text saved anew by another program: every byte may be another."""
    return signed_by_provider().replace(b"%PDF-1.3", b"%PDF-1.7")


def test_each_way_of_tampering_is_found_out(validator: Validator) -> None:
    found = {name: codes(validator, case) for name, (case, _) in table().items()}
    assert found == {name: expected for name, (_, expected) in table().items()}


def test_every_fault_is_told_in_both_languages() -> None:
    assert all(text.sv and text.en and text.sv != text.en for text in WHY.values())


@pytest.mark.slow
def test_no_single_byte_can_be_changed(validator: Validator) -> None:
    """Every fifth byte of what the signer added, but for the signature itself."""
    pdf, start = signed_by_provider(), len(unsigned())
    hole, end = hole_of(pdf)
    places = [*range(start, hole, 5), *range(end, len(pdf), 5)]
    valid = [at for at in places if not codes(validator, received(flipped(pdf, at)))]
    assert valid == []


def test_a_time_stamp_must_be_for_this_signature_and_from_a_trusted_service(
    validator: Validator, time_stamps: TimeStampService
) -> None:
    pdf = signed(
        unsigned(), desk().provider, Place.PROVIDER, level=Level.B_T, time_stamps=time_stamps
    )
    elsewhere = replace(desk().trust, time_stamp_roots_pem=another_authority().chain_pem)
    report = report_of(validator, Case(pdf, unsigned(), trust=elsewhere))
    assert [fault.code for fault in report.faults] == ["bad_time_stamp"]
    assert report.level is Level.B_B
    stamp = cms_of(pdf)
    imprint = stamp.rindex(bytes.fromhex("0420")) + 40
    assert codes(validator, received(with_cms(pdf, flipped(stamp, imprint)))) != []


def test_a_file_signed_with_another_program_is_accepted(validator: Validator) -> None:
    """It dates its change in the metadata, and names its field as it likes."""
    authority, key, at = todays_desk()
    for subfilter in (SigSeedSubFilter.PADES, SigSeedSubFilter.ADOBE_PKCS7_DETACHED):
        report = validator.validate(
            signed_elsewhere(key, subfilter=subfilter),
            earlier=unsigned(),
            place=Place.PROVIDER,
            trust=authority.trust(at),
            at=at,
        )
        assert (report.faults, report.signer) == ((), PROVIDER)


def test_a_stamp_may_stand_in_a_field_that_was_handed_out(validator: Validator) -> None:
    authority, key, at = todays_desk()
    handed_out = with_field(STAMP)
    pdf = signed_elsewhere(key, pdf=handed_out)
    report = validator.validate(
        pdf, earlier=handed_out, place=Place.PROVIDER, trust=authority.trust(at), at=at
    )
    assert report.faults == ()
    moved = flipped(pdf, pdf.index(b"/Rect", len(handed_out)) + 8)
    assert not validator.validate(
        moved, earlier=handed_out, place=Place.PROVIDER, trust=authority.trust(at), at=at
    ).valid


def test_stamps_that_may_cover_text_and_locks_are_refused(validator: Validator) -> None:
    authority, key, at = todays_desk()

    def faults(pdf: bytes) -> list[str]:
        report = validator.validate(
            pdf, earlier=unsigned(), place=Place.PROVIDER, trust=authority.trust(at), at=at
        )
        return [fault.code for fault in report.faults]

    assert faults(signed_elsewhere(key, box=STAMP)) == ["visible"]
    locking = signed_elsewhere(key, box=NOWHERE, certify=True, allowing=MDPPerm.NO_CHANGES)
    assert faults(locking) == ["locked"]
