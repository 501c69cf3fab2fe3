"""Remote signing: a hash leaves, an answer comes back, also days later and elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from documents.signing.failures import SigningFailed
from documents.signing.fake import SOMEBODY_ELSE, Behaviour, Deed, FakeRemoteSigning
from documents.signing.levels import Level, Place
from documents.signing.remote import (
    Answer,
    Cancelled,
    Expired,
    Failed,
    Order,
    Pending,
    Signed,
    WrongPerson,
)
from documents.signing.time_stamps import TimeStampService
from documents.signing.two_step import Prepared, SignedHash, complete, prepare
from documents.signing.validating import Validator
from models.clock import FixedClock
from tests.documents.signing.signing_desk import AT, LATER, PROVIDER, REASON, desk, unsigned

SUBJECT = "demo-19900101-9999"


def prepared(certificate: bytes | None = None) -> Prepared:
    return prepare(
        unsigned(), Place.PROVIDER, at=AT, reason=REASON, signer_certificate_pem=certificate
    )


def order_of(digest: bytes, number: str = "1") -> Order:
    return Order(number, digest, PROVIDER, SUBJECT, REASON, AT + timedelta(days=7))


def service(
    folder: Path, clock: FixedClock, deed: Deed = Deed.SIGN, after: timedelta = timedelta(0)
) -> FakeRemoteSigning:
    return FakeRemoteSigning(folder, desk().authority, clock, {SUBJECT: Behaviour(deed, after)})


def signed_hash(answer: Answer) -> SignedHash:
    assert isinstance(answer, Signed)
    return answer.signed


def test_a_hash_is_signed_elsewhere_and_put_in_days_later(
    tmp_path: Path, validator: Validator
) -> None:
    clock = FixedClock(AT)
    waiting = prepared()
    ordering = service(tmp_path, clock, after=timedelta(days=2))
    reference = ordering.start(order_of(waiting.digest))
    assert ordering.collect(reference) == Pending()
    clock.at = LATER
    # Another process, which knows the folder and the reference alone.
    answer = service(tmp_path, clock, after=timedelta(days=2)).collect(reference)
    pdf = complete(waiting, signed_hash(answer))
    report = validator.validate(
        pdf,
        earlier=unsigned(),
        place=Place.PROVIDER,
        trust=desk().trust,
        at=LATER,
        signatory=PROVIDER,
    )
    assert (report.faults, report.level, report.signed_at) == ((), Level.B_B, AT)


def test_what_is_collected_late_is_stamped_with_the_time(
    tmp_path: Path, validator: Validator, time_stamps: TimeStampService
) -> None:
    waiting = prepared()
    remote = service(tmp_path, FixedClock(AT))
    answer = remote.collect(remote.start(order_of(waiting.digest)))
    pdf = complete(waiting, signed_hash(answer), level=Level.B_T, time_stamps=time_stamps)
    report = validator.validate(
        pdf, earlier=unsigned(), place=Place.PROVIDER, trust=desk().trust, at=LATER
    )
    assert (report.faults, report.level, report.signed_at) == ((), Level.B_T, AT)


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        (Deed.CANCEL, Cancelled()),
        (Deed.WRONG_PERSON, WrongPerson(SOMEBODY_ELSE)),
        (Deed.FAIL, Failed("The demo service was told to fail")),
    ],
)
def test_what_people_do_instead_is_told_and_is_final(
    deed: Deed, expected: Answer, tmp_path: Path
) -> None:
    clock = FixedClock(AT)
    reference = service(tmp_path, clock, deed).start(order_of(b"\1" * 32))
    assert service(tmp_path, clock, deed).collect(reference) == expected
    assert service(tmp_path, clock, Deed.SIGN).collect(reference) == expected


def test_who_does_nothing_lets_the_order_expire(tmp_path: Path) -> None:
    clock = FixedClock(AT)
    remote = service(tmp_path, clock, Deed.NOTHING)
    order = order_of(b"\1" * 32)
    reference = remote.start(order)
    clock.at = order.expires_at - timedelta(seconds=1)
    assert remote.collect(reference) == Pending()
    clock.at = order.expires_at
    assert remote.collect(reference) == Expired()


def test_who_signs_too_late_has_not_signed(tmp_path: Path) -> None:
    clock = FixedClock(AT)
    remote = service(tmp_path, clock, after=timedelta(days=8))
    reference = remote.start(order_of(b"\1" * 32))
    clock.at = AT + timedelta(days=9)
    assert remote.collect(reference) == Expired()


def test_the_same_order_twice_is_one_order(tmp_path: Path) -> None:
    remote = service(tmp_path, FixedClock(AT))
    reference = remote.start(order_of(b"\1" * 32))
    assert remote.start(order_of(b"\1" * 32)) == reference
    assert remote.start(order_of(b"\2" * 32, "2")) != reference
    assert remote.collect(reference) == remote.collect(reference)
    with pytest.raises(ValueError, match="another document"):
        remote.start(order_of(b"\2" * 32))


def test_an_unknown_reference_is_a_failure(tmp_path: Path) -> None:
    remote = service(tmp_path, FixedClock(AT))
    assert remote.collect("../../order") == Failed("There is no order ../../order")


def test_a_key_known_beforehand_signs_the_attributes() -> None:
    key = desk().buyer
    waiting = prepared(key.certificate_pem)
    pdf = complete(waiting, SignedHash(key.signature_of(waiting.digest), key.certificate_pem))
    assert pdf.startswith(unsigned())
    assert waiting.digest != sha256(waiting.pdf).digest()


def refused(waiting: Prepared, signed: SignedHash) -> str:
    with pytest.raises(SigningFailed) as caught:
        complete(waiting, signed)
    return caught.value.code


def test_an_answer_that_is_not_for_this_is_refused(tmp_path: Path) -> None:
    waiting = prepared()
    remote = service(tmp_path, FixedClock(AT))
    right = signed_hash(remote.collect(remote.start(order_of(waiting.digest))))
    other = signed_hash(remote.collect(remote.start(order_of(b"\1" * 32, "2"))))
    known = prepared(desk().buyer.certificate_pem)
    assert right.signed_attributes is not None
    assert {
        "of another document": refused(waiting, other),
        "another's signature": refused(waiting, replace(right, signature=other.signature)),
        "another's certificate": refused(
            waiting, replace(right, certificate_pem=other.certificate_pem)
        ),
        "no attributes": refused(waiting, replace(right, signed_attributes=None)),
        "no attributes at all": refused(waiting, replace(right, signed_attributes=b"\x30")),
        "another than was named": refused(known, right),
        "kept bytes changed": refused(
            replace(waiting, pdf=waiting.pdf.replace(b"41 250", b"91 250")), right
        ),
    } == {
        "of another document": "wrong_hash",
        "another's signature": "wrong_key",
        "another's certificate": "wrong_hash",
        "no attributes": "no_attributes",
        "no attributes at all": "wrong_hash",
        "another than was named": "wrong_hash",
        "kept bytes changed": "changed_since",
    }
