"""Contracts signed by a file: checked when it comes in, kept, and concluded by the last."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import pytest

from contracts.signing.demo_service import demo_authority_of
from contracts.signing.own_key import seal_with_own_key, sign_with_own_key
from contracts.signing.signed_files import LARGEST_FILE
from contracts.signing.trusting import ROOTS
from documents.signing.demo_keys import demo_authority
from documents.signing.levels import Place
from documents.signing.local import sign_with_key
from models.contract import Party, Signature
from models.signing import ContractSeal
from tests.contracts.signed_worlds import SignedWorld
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
NORTH, SOUTH = f"{TENDER}/D1/L1", f"{TENDER}/D1/L2"


def signature(desk: SignedWorld, party: Party) -> Signature:
    with desk.world.store.read() as work:
        return work.session.get_one(Signature, (NORTH, party))


def test_both_sign_the_same_file_and_the_last_signature_concludes(desk: SignedWorld) -> None:
    world, name = desk.world, desk.signatory("north")
    first = desk.signed(NORTH, name, Party.PROVIDER)
    kinds = [world.done_once(lambda: desk.hand_in(NORTH, "north-person", Party.PROVIDER, first))]
    buyer = desk.signed(NORTH, world.actor("signatory").name, Party.BUYER)
    kinds += [world.done_once(lambda: desk.hand_in(NORTH, "signatory", Party.BUYER, buyer))]
    assert kinds == ["contract.signed_by_provider", "contract.concluded"]
    assert buyer.startswith(first)
    row, blobs = signature(desk, Party.BUYER), world.store.blobs
    assert (row.method, row.level, row.signed_at) == ("pades", "B-B", world.clock.at)
    assert row.signatory_name == world.actor("signatory").name
    assert blobs.get(row.signed_sha256) == buyer
    report = json.loads(blobs.get(row.validation_sha256 or ""))
    assert (report["valid"], report["faults"]) == (True, [])
    assert report["certificate_sha256"] == row.certificate_sha256


def another_contracts(desk: SignedWorld) -> bytes:
    return desk.signed(SOUTH, desk.signatory("north"), Party.PROVIDER)


def tampered(desk: SignedWorld) -> bytes:
    pdf = desk.signed(NORTH, desk.signatory("north"), Party.PROVIDER)
    return pdf.replace(b"1000", b"9000", 1) if b"1000" in pdf else pdf[:-40] + b"%" + pdf[-40:]


def grown(desk: SignedWorld) -> bytes:
    return desk.signed(NORTH, desk.signatory("north"), Party.PROVIDER) + b"\n% more"


def unsigned(desk: SignedWorld) -> bytes:
    return desk.newest(NORTH)


def by_somebody_else(desk: SignedWorld) -> bytes:
    return desk.signed(NORTH, "Någon Annan", Party.PROVIDER)


def by_an_authority_nobody_trusts(desk: SignedWorld) -> bytes:
    now = desk.world.clock.at
    key = demo_authority(now).person(desk.signatory("north"), organisation=None, at=now)
    return sign_with_key(desk.newest(NORTH), key, Place.PROVIDER, at=now, reason="Avtal")


def no_pdf(desk: SignedWorld) -> bytes:
    return desk.newest(NORTH) + b"<html>"


@pytest.mark.parametrize(
    "file",
    [
        another_contracts,
        by_somebody_else,
        *(
            pytest.param(each, marks=pytest.mark.slow)
            for each in (tampered, grown, unsigned, by_an_authority_nobody_trusts, no_pdf)
        ),
    ],
)
def test_a_file_that_is_not_the_contract_as_its_signatory_signed_it_changes_nothing(
    desk: SignedWorld, file: Callable[[SignedWorld], bytes]
) -> None:
    pdf = file(desk)
    refusal = desk.world.refusal_of(
        lambda: desk.hand_in(NORTH, "north-person", Party.PROVIDER, pdf)
    )
    assert refusal.reason.code == "signature.invalid"
    assert refusal.reason.cite is not None
    assert refusal.todo.en.startswith("Fetch the contract with tilldela contract read")


@pytest.mark.slow
def test_what_is_too_large_is_not_opened(desk: SignedWorld) -> None:
    refusal = desk.world.refusal_of(
        lambda: desk.hand_in(NORTH, "north-person", Party.PROVIDER, b"x" * (LARGEST_FILE + 1))
    )
    assert refusal.reason.code == "signature.file_too_large"


def test_nobody_hands_in_another_partys_file(desk: SignedWorld) -> None:
    pdf = desk.signed(NORTH, desk.signatory("north"), Party.PROVIDER)
    for person, party, code in (
        ("south-person", Party.PROVIDER, "actor.organisation"),
        ("officer", Party.PROVIDER, "actor.organisation"),
        ("north-person", Party.BUYER, "actor.role"),
        ("signatory", Party.BUYER, "contract.provider_first"),
    ):
        act = partial(desk.hand_in, NORTH, person, party, pdf)
        refusal = desk.world.refusal_of(act)
        assert refusal.reason.code == code


def test_a_buyer_whose_file_says_that_it_signed_under_the_bar_signs_again(
    desk: SignedWorld,
) -> None:
    world, provider = desk.world, desk.signatory("north")
    name, now = world.actor("signatory").name, world.clock.at
    world.go(at(3, 12))
    desk.key(name), desk.key(provider)
    first = desk.signed(NORTH, provider, Party.PROVIDER)
    world.go(now)
    desk.hand_in(NORTH, "north-person", Party.PROVIDER, first)
    early = desk.signed(NORTH, name, Party.BUYER, at(3, 12, 15))
    refusal = world.refusal_of(lambda: desk.hand_in(NORTH, "signatory", Party.BUYER, early))
    assert refusal.in_("en") == (
        "The file says that contract DEMO 2026/1-1-L1 was signed on 2026-03-12, but it might not"
        " be concluded before 2026-03-13 (LOU 20:1). Sign again today and hand in the new file."
    )


def test_a_held_lot_is_not_concluded_by_a_file_either(desk: SignedWorld) -> None:
    desk.provider_signs(NORTH, "north")
    pdf = desk.signed(NORTH, desk.world.actor("signatory").name, Party.BUYER)
    desk.world.lodge("1-26", "L1", lodged_at=at(3, 12))
    refusal = desk.world.refusal_of(lambda: desk.hand_in(NORTH, "signatory", Party.BUYER, pdf))
    assert refusal.reason.code == "extended-standstill"


@pytest.mark.slow
def test_after_a_signed_file_the_buyer_may_sign_on_paper_but_not_the_other_way_round(
    desk: SignedWorld,
) -> None:
    desk.provider_signs(NORTH, "north")
    desk.world.buyer_signs(NORTH)
    desk.world.provider_signs(SOUTH, "south")
    refusal = desk.world.refusal_of(
        lambda: desk.hand_in(SOUTH, "signatory", Party.BUYER, desk.newest(SOUTH))
    )
    assert refusal.reason.code == "contract.signed_on_paper"


def test_the_buyers_seal_comes_last_and_once(desk: SignedWorld) -> None:
    world, office = desk.world, "Demomyndigheten"
    desk.keys[office] = demo_authority_of(world.store).seal(office, at=world.clock.at)
    own, signatory = desk.own(office), world.actor("signatory")

    def seal() -> None:
        seal_with_own_key(world.store, signatory, NORTH, own)

    assert world.refusal_of(seal).reason.code == "seal.not_concluded"
    provider = world.actor("north-person")
    by_firm = desk.own(desk.signatory("north"))
    sign_with_own_key(world.store, provider, NORTH, Party.PROVIDER, by_firm)
    sign_with_own_key(world.store, signatory, NORTH, Party.BUYER, desk.own(signatory.name))
    assert world.done_once(seal) == "contract.sealed"
    with world.store.read() as work:
        row = work.session.get_one(ContractSeal, NORTH)
    assert (row.organisation, row.method, row.level) == (office, "pades", "B-B")


@pytest.mark.slow
def test_without_a_trusted_root_no_file_is_taken_in(desk: SignedWorld) -> None:
    pdf = desk.signed(NORTH, desk.signatory("north"), Party.PROVIDER)
    (desk.world.store.data_dir / "signing" / ROOTS).unlink()
    refusal = desk.world.refusal_of(
        lambda: desk.hand_in(NORTH, "north-person", Party.PROVIDER, pdf)
    )
    assert refusal.reason.code == "signature.no_roots"
