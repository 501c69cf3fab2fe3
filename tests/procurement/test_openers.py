"""Who opens, with which keys, and that they can: settled before a bid is sealed."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import pytest

from models.parties import Buyer, Person, Role
from models.sealed import KeyEndReason
from people.actors import ENGINE
from procurement.bids.opening_pairs import rehearse_pair, session_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.openers import (
    appoint_openers,
    instructions_file,
    instructions_of,
    pair_states,
    rotate_key,
)
from registry.enrolment import enrol_buyer
from registry.installation_keys import load_keys
from registry.journal import entry_of
from registry.opener_keys import new_key_file, read_public
from registry.opener_register import end_key, key_states, register_key
from registry.sealing import read_signed_instructions
from tests.procurement.small_papers import TENDER, at, submission
from tests.procurement.small_tender import OPENERS, PASSPHRASE, WORK_FACTOR, World

WorldAt = Callable[[str], World]


def test_the_same_appointment_twice_is_one(world_at: WorldAt) -> None:
    world = world_at("enrolled")
    world.draft()
    assert world.done_once(world.appoint) == "openers.appointed"


def test_nothing_is_published_that_nobody_could_open(world_at: WorldAt) -> None:
    world = world_at("enrolled")
    world.draft()
    assert world.refusal_of(world.publish).in_("en") == (
        "Tender DEMO-1 does not have two appointed openers with keys. Appoint two at least,"
        " better three, with tilldela keys appoint before it is published."
    )


@pytest.mark.parametrize(
    ("who", "strict", "by", "code"),
    [
        (("officer",), False, "head", "openers.too_few"),
        (("officer", "officer"), False, "head", "openers.too_few"),
        (("officer", "colleague"), True, "head", "openers.no_outsider"),
        (("officer", "lawyer"), False, "head", "actor.role"),
        (("officer", "north-person"), False, "head", "actor.role"),
        (("officer", "newcomer"), False, "head", "openers.no_key"),
        (OPENERS, False, "officer", "actor.role"),
        (OPENERS, False, "lawyer", "actor.role"),
    ],
)
def test_who_cannot_open_is_not_appointed(
    world_at: WorldAt, who: tuple[str, ...], strict: bool, by: str, code: str
) -> None:
    world = world_at("drafted")
    _enrol(world, "newcomer", [Role.PROCUREMENT_OFFICER])
    actor = world.actor(by)
    refusal = world.refusal_of(
        lambda: appoint_openers(world.store, actor, TENDER, who, strict=strict)
    )
    assert refusal.reason.code == code


def _enrol(world: World, person_id: str, roles: list[Role]) -> None:
    buyer = Buyer(
        id="buyer", name="Demomyndigheten", org_number="202100-0000", address="Box 1",
        city="Stockholm", court="Förvaltningsrätten i Stockholm",
    )  # fmt: skip
    staff = [(Person(id=person_id, name=person_id, email=""), roles)]
    enrol_buyer(world.store, world.actor(ENGINE), buyer, staff)


def test_only_two_openers_come_with_a_warning(world_at: WorldAt) -> None:
    world = world_at("drafted")
    head = world.actor("head")
    two = appoint_openers(world.store, head, TENDER, ("officer", "colleague"))
    assert two.warning is not None
    assert two.warning.en == (
        "With only two openers the bids can never be opened once one of the keys is lost."
        " Appoint three at least."
    )
    assert appoint_openers(world.store, head, TENDER, OPENERS).warning is None


def test_whoever_also_works_for_the_buyer_is_no_outsider(world_at: WorldAt) -> None:
    world = world_at("drafted")
    _enrol(world, "chamber", [Role.OUTSIDE_OPENER, Role.AUDITOR])
    refusal = world.refusal_of(lambda: world.appoint(strict=True))
    assert refusal.reason.code == "openers.no_outsider"


@pytest.mark.parametrize(
    ("second", "strict", "code"),
    [
        (None, True, "openers.second"),
        ("head", True, "actor.second_person"),
        ("lawyer", True, "actor.role"),
        ("chamber", True, "actor.role"),
        (None, False, "openers.second"),
        ("officer", False, "openers.strict"),
    ],
)
def test_after_the_notice_nobody_alone_changes_openers_nor_two_what_was_promised(
    world_at: WorldAt, second: str | None, strict: bool, code: str
) -> None:
    world = world_at("enrolled")
    world.draft()
    world.appoint(strict=True)
    world.publish()
    refusal = world.refusal_of(
        lambda: world.appoint("officer", "chamber", strict=strict, second=second)
    )
    assert refusal.reason.code == code
    world.appoint(strict=True)
    world.appoint("officer", "chamber", strict=True, second="officer")
    with world.store.read() as work:
        entry = entry_of(work, "openers.appointed", TENDER)
    assert entry is not None
    assert json.loads(entry.payload)["approved_by"] == "officer"


def test_nobody_is_appointed_after_the_opening(world_at: WorldAt) -> None:
    world = world_at("opened")
    assert world.refusal_of(lambda: world.appoint("officer", "chamber")).reason.code == "bid.opened"


def test_a_key_belongs_to_the_one_who_registered_it(world_at: WorldAt) -> None:
    world = world_at("enrolled")
    key = read_public(world.key_file("officer"))
    for person, code in (("colleague", "opener_key.unfit"), ("lawyer", "actor.role"),
                         ("north-person", "actor.role")):  # fmt: skip
        actor = world.actor(person)
        refusal = world.refusal_of(partial(register_key, world.store, actor, key))
        assert refusal.reason.code == code
    before = world.dump()
    register_key(world.store, world.actor("officer"), key)
    assert world.dump() == before


def test_a_key_ends_for_its_owner_or_for_a_head(world_at: WorldAt) -> None:
    world = world_at("drafted")
    key_id = read_public(world.key_file("chamber")).key_id

    def end(person: str) -> None:
        end_key(world.store, world.actor(person), "buyer", key_id, KeyEndReason.LOST)

    assert world.refusal_of(lambda: end("officer")).reason.code == "actor.role"
    assert world.done_once(lambda: end("head")) == "opener_key.ended"
    assert [state.ended for state in key_states(world.store) if state.key_id == key_id] == ["lost"]
    assert world.refusal_of(lambda: world.appoint("officer", "chamber")).reason.code == (
        "openers.no_key"
    )


def test_a_rotated_key_is_replaced_where_bids_can_still_come_in(world_at: WorldAt) -> None:
    world = world_at("published")
    old = read_public(world.key_file("officer"))
    new = new_key_file(world.key_file("officer", 2), PASSPHRASE, n=WORK_FACTOR)
    officer = world.actor("officer")
    changed = rotate_key(world.store, officer, old.key_id, new, KeyEndReason.ROTATED)
    assert changed == (TENDER,)
    with world.store.read() as work:
        tender = tender_or_refusal(work, TENDER)
        keys = {opener.key_id for opener in instructions_of(work, tender).openers}
    assert new.key_id in keys
    assert old.key_id not in keys
    assert len(keys) == 3
    colleague = world.actor("colleague")
    refusal = world.refusal_of(
        lambda: rotate_key(world.store, colleague, new.key_id, old, KeyEndReason.LOST)
    )
    assert refusal.reason.code == "opener_key.unknown"


def test_tenderers_get_the_keys_signed(world_at: WorldAt) -> None:
    world = world_at("published")
    text = instructions_file(world.store, TENDER)
    read = read_signed_instructions(text, load_keys(world.store.keys_dir).public_key)
    with world.store.read() as work:
        assert read == instructions_of(work, tender_or_refusal(work, TENDER))
    assert [opener.outsider for opener in read.openers].count(True) == 1


def test_a_rehearsal_proves_one_pair_at_a_time(world_at: WorldAt) -> None:
    world = world_at("published")
    assert [state.proved_at for state in pair_states(world.store, TENDER)] == [None] * 3
    session = world.opener("officer"), world.opener("chamber")

    def rehearse() -> None:
        rehearse_pair(world.store, *session, TENDER)

    assert world.done_once(rehearse) == "openers.rehearsed"
    proved = [state for state in pair_states(world.store, TENDER) if state.proved_at]
    assert [sorted(state.names) for state in proved] == [["chamber", "officer"]]
    assert proved[0].proved_at == at(1, 13)


def test_a_pair_of_an_earlier_appointment_proves_nothing_of_the_new_one(world_at: WorldAt) -> None:
    world = world_at("published")
    world.appoint("officer", "colleague", second="colleague")
    session = world.opener("officer"), world.opener("chamber")
    refusal = world.refusal_of(lambda: rehearse_pair(world.store, *session, TENDER))
    assert refusal.reason.code == "opening.not_a_pair"


def test_keys_are_given_to_those_they_belong_to_in_any_order(world_at: WorldAt) -> None:
    world = world_at("received")
    world.go(at(2, 17))
    secrets = [key for each in ("colleague", "officer") for key in world.opener(each).secrets]
    session = session_of(world.store, world.actor("officer"), world.actor("colleague"), secrets)
    world.open_with(*session)
    assert len(world.dump()["opened_bid"]) == 8


def test_bids_sealed_before_and_after_a_change_of_openers_are_opened_together(
    world_at: WorldAt,
) -> None:
    world = world_at("published")
    world.go(at(2, 10))
    world.receive("n1")
    early = world.seal(submission("s1"))
    world.appoint("officer", "colleague", second="colleague")
    assert early.exists()
    world.receive("s1")
    world.receive("e1")
    world.go(at(2, 17))
    world.open()
    assert len(world.dump()["opened_bid"]) == 3
