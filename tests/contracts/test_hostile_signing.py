"""Who would conclude what may not be: between two looks, days later, or all alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert
from sqlmodel import col, select

from appeals.docket.stricter import set_stricter_date
from contracts.signing.collecting import Ended, collect_signatures
from contracts.signing.demo_service import demo_authority_of
from contracts.signing.orders import order_signature
from contracts.signing.paper import sign_on_paper
from contracts.signing.uploading import sign_by_file
from documents.signing.fake import Behaviour, FakeRemoteSigning
from documents.signing.remote import Answer, Failed, Order
from documents.signing.validating import ValidationReport
from law.reasons import ActRefused, Text
from models.contract import Contract, Party, Signature
from models.parties import Role, RoleGrant
from models.review import CourtActKind, CourtName
from models.signing import SigningEnd
from models.tender import Tender
from tests.contracts.signed_pages import page_of
from tests.contracts.signed_worlds import SignedWorld
from tests.procurement.award_acts import take_back
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
NORTH, SOUTH = f"{TENDER}/D1/L1", f"{TENDER}/D1/L2"


def apply_for_review(desk: SignedWorld) -> None:
    desk.world.lodge("1-26", "L1", lodged_at=at(3, 12))


def withdraw(desk: SignedWorld) -> None:
    take_back(desk.world, "L1")


def set_a_date(desk: SignedWorld) -> None:
    world, why = desk.world, Text("osäkert läge", "unclear")
    set_stricter_date(world.store, world.actor("lawyer"), world.lot("L1"), date(2026, 3, 20), why)


def draw_up_anew(desk: SignedWorld) -> None:
    """The day that the contract speaks of comes and goes with a case, and its text with it."""
    world = desk.world
    world.lodge("1-26", "L1", lodged_at=at(3, 12, 23))
    world.go(at(6, 15))
    world.court("1-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 6, 12))
    world.go(at(6, 23))
    world.ask(CourtName.KR)
    world.renew(date(2026, 6, 1))
    desk.draw_up()


def slowly(*values: Any) -> Any:
    return pytest.param(*values, marks=pytest.mark.slow)


WAYS_TO_STOP = [
    (apply_for_review, "extended-standstill"),
    slowly(withdraw, "contract.decision_replaced"),
    slowly(set_a_date, "stricter-date"),
]


def concluded(desk: SignedWorld) -> bool:
    with desk.world.store.read() as work:
        return work.session.get(Signature, (NORTH, Party.BUYER)) is not None


def service(desk: SignedWorld, **behaviours: Behaviour) -> FakeRemoteSigning:
    store, clock = desk.world.store, desk.world.clock
    authority = demo_authority_of(store)
    return FakeRemoteSigning(store.data_dir / "service", authority, clock, behaviours)


def collect(desk: SignedWorld, at_: Any, judge: Any = None) -> tuple[Ended, ...]:
    world, judge = desk.world, judge or desk.validator.validate
    return collect_signatures(world.store, world.actor("engine"), at_, desk.trust, judge)


class Meanwhile:
    """Judges as ever, and something comes in before the answer."""

    def __init__(self, desk: SignedWorld, comes: Callable[[SignedWorld], None]) -> None:
        self.desk, self.comes, self.asked = desk, comes, 0

    def __call__(self, pdf: bytes, **held_against: Any) -> ValidationReport:
        report = self.desk.validator.validate(pdf, **held_against)
        assert report.valid
        self.asked += 1
        self.comes(self.desk)
        return report


@pytest.mark.parametrize(("comes", "code"), WAYS_TO_STOP)
def test_what_comes_while_the_file_is_checked_stops_it(
    desk: SignedWorld, comes: Callable[[SignedWorld], None], code: str
) -> None:
    """The look before the check was clear: the one that counts is in the transaction."""
    desk.provider_signs(NORTH, "north")
    signatory, judge = desk.world.actor("signatory"), Meanwhile(desk, comes)
    pdf = desk.signed(NORTH, signatory.name, Party.BUYER)
    with pytest.raises(ActRefused) as refused:
        sign_by_file(desk.world.store, signatory, NORTH, Party.BUYER, pdf, desk.trust, judge)
    assert (judge.asked, refused.value.reason.code) == (1, code)
    assert not concluded(desk)


@pytest.mark.slow
@pytest.mark.parametrize(("comes", "code"), WAYS_TO_STOP)
def test_what_comes_before_a_page_is_handed_in_stops_it(
    desk: SignedWorld, comes: Callable[[SignedWorld], None], code: str
) -> None:
    desk.provider_signs(NORTH, "north")
    page, signatory = page_of(desk.world.store, NORTH), desk.world.actor("signatory")
    comes(desk)
    refusal = desk.world.refusal_of(
        lambda: sign_on_paper(desk.world.store, signatory, NORTH, Party.BUYER, page)
    )
    assert (refusal.reason.code, concluded(desk)) == (code, False)


@pytest.mark.parametrize(
    ("comes", "why", "while_checked"),
    [
        slowly(apply_for_review, "Case 1-26 is pending", True),
        (withdraw, "rests on a decision that is no longer in force", True),
        slowly(withdraw, "rests on a decision that is no longer in force", False),
        slowly(set_a_date, "has decided that no contract is concluded before", True),
    ],
)
def test_what_comes_while_somebody_signs_elsewhere_stops_it(
    desk: SignedWorld, comes: Callable[[SignedWorld], None], why: str, while_checked: bool
) -> None:
    desk.provider_signs(NORTH, "north")
    signing, signatory = service(desk), desk.world.actor("signatory")
    order_signature(desk.world.store, signatory, NORTH, Party.BUYER, signing)
    judge = Meanwhile(desk, comes) if while_checked else None
    if not while_checked:
        comes(desk)
    (ended,) = collect(desk, signing, judge)
    assert (ended.end, concluded(desk)) == (SigningEnd.NOT_ACCEPTED, False)
    assert why in ended.reason.en


def test_a_version_that_was_replaced_meanwhile_is_signed_by_nobody(desk: SignedWorld) -> None:
    """The provider signs the old one elsewhere, and it comes back when there is a new one."""
    signing, north = service(desk), desk.world.actor("north-person")
    old = page_of(desk.world.store, NORTH)
    order_signature(desk.world.store, north, NORTH, Party.PROVIDER, signing)
    draw_up_anew(desk)
    (ended,) = collect(desk, signing)
    assert ended.end is SigningEnd.NOT_ACCEPTED
    assert "no longer so" in ended.reason.en
    with desk.world.store.read() as work:
        of_lot = select(Contract.id).where(col(Contract.lot_id) == desk.world.lot("L1"))
        (newest,) = set(work.session.exec(of_lot)) - {NORTH}
    refusal = desk.world.refusal_of(
        lambda: sign_on_paper(desk.world.store, north, newest, Party.PROVIDER, old)
    )
    assert refusal.reason.code == "signature.other_text"


def test_one_person_alone_concludes_nothing(desk: SignedWorld) -> None:
    """An officer who is a signatory too hands in a page that the provider never saw."""
    world, officer = desk.world, desk.world.actor("officer")
    page = page_of(world.store, NORTH)
    with world.store.write() as work:
        buyer = work.session.get_one(Tender, TENDER).buyer_id
        row = {"person_id": "officer", "buyer_id": buyer, "role": Role.CONTRACT_SIGNATORY}
        work.session.connection().execute(insert(RoleGrant).values(**row))
    sign_on_paper(world.store, officer, NORTH, Party.PROVIDER, page)
    officer = world.actor("officer")
    refusal = world.refusal_of(
        lambda: sign_on_paper(world.store, officer, NORTH, Party.BUYER, page)
    )
    assert (refusal.reason.code, concluded(desk)) == ("actor.second_person", False)
    signatory = world.actor("signatory")
    sign_on_paper(world.store, signatory, NORTH, Party.BUYER, page)
    assert concluded(desk)


class Failing:
    """A service that answers of one order with an error, or with words that are no words."""

    def __init__(self, real: FakeRemoteSigning, failing: str, answer: Answer | None) -> None:
        self.real, self.failing, self.answer = real, failing, answer
        self.reference = ""

    def start(self, order: Order) -> str:
        reference = self.real.start(order)
        if order.id.startswith(self.failing):
            self.reference = reference
        return reference

    def collect(self, reference: str) -> Answer:
        if reference != self.reference:
            return self.real.collect(reference)
        if self.answer is None:
            raise ConnectionError
        return self.answer


def ordered_by_both(desk: SignedWorld, answer: Answer | None) -> Failing:
    signing = Failing(service(desk), NORTH, answer)
    for person, contract in (("north-person", NORTH), ("south-person", SOUTH)):
        actor = desk.world.actor(person)
        order_signature(desk.world.store, actor, contract, Party.PROVIDER, signing)
    return signing


def test_an_order_that_the_service_fails_on_keeps_no_other_waiting(desk: SignedWorld) -> None:
    signing = ordered_by_both(desk, None)
    with pytest.raises(ConnectionError):
        collect(desk, signing)
    with desk.world.store.read() as work:
        assert work.session.get(Signature, (SOUTH, Party.PROVIDER)) is not None
    assert [each.order_id for each in collect(desk, signing.real)] == [f"{NORTH}/provider/1"]


def test_what_a_service_says_of_itself_steers_no_terminal(desk: SignedWorld) -> None:
    signing = ordered_by_both(desk, Failed("nej\0\x1b[2J\u202e" + "x" * 999))
    first, _ = collect(desk, signing)
    assert first.end is SigningEnd.FAILED
    assert not set("\0\x1b") & set(first.reason.sv)
    assert len(first.reason.sv) < 300
