"""Signatures from a service: ordered today, answered days later, and the hold asked again then."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest

from contracts.signing.collecting import Ended, collect_signatures
from contracts.signing.demo_service import demo_authority_of
from contracts.signing.orders import order_signature
from contracts.signing.troubles import tender_troubles
from documents.signing.fake import Behaviour, Deed, FakeRemoteSigning
from documents.signing.remote import Order
from documents.signing.validating import Validator
from models.contract import Party, Signature
from models.parties import RoleGrant
from models.signing import SigningEnd, SigningOutcome
from models.tables import metadata
from tests.contracts.signed_worlds import SignedWorld
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
NORTH = f"{TENDER}/D1/L1"
FIRST, LAST = f"{NORTH}/provider/1", f"{NORTH}/buyer/1"


def service(desk: SignedWorld, **behaviours: Behaviour) -> FakeRemoteSigning:
    store = desk.world.store
    subjects = {name.replace("_", "-"): each for name, each in behaviours.items()}
    authority = demo_authority_of(store)
    return FakeRemoteSigning(store.data_dir / "service", authority, desk.world.clock, subjects)


def order(desk: SignedWorld, person: str, party: Party, at_: FakeRemoteSigning) -> str | None:
    return order_signature(desk.world.store, desk.world.actor(person), NORTH, party, at_)


def collect(desk: SignedWorld, at_: FakeRemoteSigning) -> tuple[Ended, ...]:
    world = desk.world
    judge = desk.validator.validate
    return collect_signatures(world.store, world.actor("engine"), at_, desk.trust, judge)


def is_signed(desk: SignedWorld, party: Party) -> bool:
    with desk.world.store.read() as work:
        return work.session.get(Signature, (NORTH, party)) is not None


def waiting(desk: SignedWorld) -> list[tuple[str, SigningEnd | None]]:
    found = tender_troubles(desk.world.store, TENDER)
    return [(each.party.value, each.end) for each in found]


def test_an_ordered_signature_is_collected_and_the_buyers_concludes(desk: SignedWorld) -> None:
    signing = service(desk)
    assert order(desk, "north-person", Party.PROVIDER, signing) == FIRST
    assert not is_signed(desk, Party.PROVIDER)
    (ended,) = collect(desk, signing)
    assert (ended.order_id, ended.end) == (FIRST, SigningEnd.SIGNED)
    assert order(desk, "signatory", Party.BUYER, signing) == LAST
    assert [each.end for each in collect(desk, signing)] == [SigningEnd.SIGNED]
    before = desk.world.dump()
    assert collect(desk, signing) == ()
    assert order(desk, "signatory", Party.BUYER, signing) is None
    assert desk.world.dump() == before
    with desk.world.store.read() as work:
        row = work.session.get_one(Signature, (NORTH, Party.BUYER))
        assert (row.method, row.actor_id, row.level) == ("remote", "signatory", "B-B")
    assert desk.world.journal()[-2:] == ["contract.concluded", "signing.ended"]


@pytest.mark.slow
def test_while_an_order_is_open_it_is_the_one(desk: SignedWorld) -> None:
    signing = service(desk, north_person=Behaviour(after=timedelta(days=2)))
    order(desk, "north-person", Party.PROVIDER, signing)
    before = desk.world.dump()
    assert order(desk, "north-person", Party.PROVIDER, signing) == FIRST
    assert collect(desk, signing) == ()
    assert desk.world.dump() == before


@pytest.mark.parametrize(
    ("deed", "end"),
    [
        (Deed.CANCEL, SigningEnd.CANCELLED),
        *(
            pytest.param(*each, marks=pytest.mark.slow)
            for each in (
                (Deed.WRONG_PERSON, SigningEnd.WRONG_PERSON),
                (Deed.FAIL, SigningEnd.FAILED),
                (Deed.NOTHING, SigningEnd.EXPIRED),
            )
        ),
    ],
)
def test_an_order_that_comes_to_nothing_is_told_and_may_be_placed_anew(
    desk: SignedWorld, deed: Deed, end: SigningEnd
) -> None:
    signing = service(desk, north_person=Behaviour(deed))
    order(desk, "north-person", Party.PROVIDER, signing)
    desk.world.clock.at += timedelta(days=8)
    (ended,) = collect(desk, signing)
    assert (ended.end, collect(desk, signing)) == (end, ())
    assert waiting(desk) == [("provider", end)]
    willing = service(desk)
    assert order(desk, "north-person", Party.PROVIDER, willing) == f"{NORTH}/provider/2"
    assert waiting(desk) == []
    assert [each.end for each in collect(desk, willing)] == [SigningEnd.SIGNED]
    assert waiting(desk) == []


def test_who_identified_themselves_instead_is_not_written_down(desk: SignedWorld) -> None:
    signing = service(desk, north_person=Behaviour(Deed.WRONG_PERSON))
    order(desk, "north-person", Party.PROVIDER, signing)
    (ended,) = collect(desk, signing)
    assert ended.reason.en == "Another person identified themselves"
    assert "Någon Annan" not in str(desk.world.dump())


def test_a_signature_that_comes_back_while_the_lot_is_held_is_kept_and_concludes_nothing(
    desk: SignedWorld,
) -> None:
    world = desk.world
    desk.provider_signs(NORTH, "north")
    signing = service(desk, signatory=Behaviour(after=timedelta(days=2)))
    order(desk, "signatory", Party.BUYER, signing)
    world.lodge("1-26", "L1", lodged_at=at(3, 12, 23))
    world.go(at(3, 16))
    (ended,) = collect(desk, signing)
    assert ended.end is SigningEnd.NOT_ACCEPTED
    assert ended.reason.en.startswith(
        "The contract for L1 may not be concluded: Case 1-26 is pending in FR"
    )
    assert not is_signed(desk, Party.BUYER)
    assert waiting(desk) == [("buyer", SigningEnd.NOT_ACCEPTED)]
    with world.store.read() as work:
        kept = work.session.get_one(SigningOutcome, LAST)
        assert work.blobs.get(kept.signed_sha256 or "").startswith(desk.newest(NORTH))
    assert "contract.concluded" not in world.journal()
    refusal = world.refusal_of(lambda: order(desk, "signatory", Party.BUYER, signing))
    assert refusal.reason.code == "extended-standstill"


@pytest.mark.slow
def test_whoever_has_lost_the_role_meanwhile_concludes_nothing(desk: SignedWorld) -> None:
    desk.provider_signs(NORTH, "north")
    signing = service(desk)
    order(desk, "signatory", Party.BUYER, signing)
    with desk.world.store.engine.begin() as connection:
        grants = metadata.tables[RoleGrant.__tablename__]
        connection.execute(grants.delete().where(grants.c.person_id == "signatory"))
    (ended,) = collect(desk, signing)
    assert (ended.end, is_signed(desk, Party.BUYER)) == (SigningEnd.NOT_ACCEPTED, False)


@pytest.mark.slow
def test_a_party_that_signed_in_another_way_meanwhile_has_signed_once(desk: SignedWorld) -> None:
    signing = service(desk)
    order(desk, "north-person", Party.PROVIDER, signing)
    desk.world.provider_signs(NORTH, "north")
    (ended,) = collect(desk, signing)
    assert ended.end is SigningEnd.NOT_ACCEPTED
    assert desk.world.journal().count("contract.signed_by_provider") == 1
    assert waiting(desk) == []


class LostOnTheWay:
    """A service that takes the order, but whose answer never arrives."""

    def __init__(self, real: FakeRemoteSigning) -> None:
        self.real = real

    def start(self, order: Order) -> str:
        self.real.start(order)
        raise ConnectionError

    def collect(self, reference: str) -> None:
        raise AssertionError(reference)


@pytest.mark.slow
def test_an_order_whose_receipt_was_lost_is_the_same_order(desk: SignedWorld) -> None:
    signing = service(desk)
    actor = desk.world.actor("north-person")
    with pytest.raises(ConnectionError):
        order_signature(
            desk.world.store, actor, NORTH, Party.PROVIDER,
            LostOnTheWay(signing),  # type: ignore[arg-type]
        )  # fmt: skip
    assert [each.end for each in collect(desk, signing)] == [SigningEnd.SIGNED]


@pytest.mark.slow
def test_two_that_collect_at_once_conclude_once(desk: SignedWorld) -> None:
    desk.provider_signs(NORTH, "north")
    signing = service(desk)
    order(desk, "signatory", Party.BUYER, signing)
    world = desk.world

    def run() -> tuple[Ended, ...]:
        with Validator() as own:
            return collect_signatures(
                world.store, world.actor("engine"), signing, desk.trust, own.validate
            )

    with ThreadPoolExecutor(2) as threads:
        ended = [each.result() for each in [threads.submit(run) for _ in range(2)]]
    assert sorted(len(each) for each in ended) in ([0, 1], [1, 1])
    assert sum(len(each) for each in ended) == 1
    assert world.journal().count("contract.concluded") == 1


def test_only_those_whose_work_it_is_collect(desk: SignedWorld) -> None:
    signing = service(desk)
    order(desk, "north-person", Party.PROVIDER, signing)
    for person in ("north-person", "head", "lawyer"):
        world, actor = desk.world, desk.world.actor(person)
        act = partial(collect_signatures, world.store, actor, signing, desk.trust)
        assert world.refusal_of(act).reason.code == "actor.role"
