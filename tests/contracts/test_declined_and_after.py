"""A party that declines, and what follows from the day on which the last one signs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from contracts.pending import contracts_to_sign
from contracts.signing.declining import decline_to_sign
from contracts.signing.shown import shown
from contracts.signing.troubles import tender_troubles
from flows.owed_work import Owed, OwedWork, owed_work
from models.contract import Party
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
NORTH = f"{TENDER}/D1/L1"
WHY = "Vi har inte  längre\npersonalen"


def declines(world: World, person: str, party: Party, why: str = WHY) -> Callable[[], None]:
    actor = world.actor(person)
    return lambda: decline_to_sign(world.store, actor, NORTH, party, why)


def test_a_provider_that_declines_is_told_of_and_may_sign_all_the_same(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    assert world.done_once(declines(world, "north-person", Party.PROVIDER)) == "contract.declined"
    (trouble,) = tender_troubles(world.store, TENDER)
    assert (trouble.contract.id, trouble.party, trouble.end) == (NORTH, Party.PROVIDER, None)
    assert trouble.reason.sv == "Vi har inte längre personalen"
    assert OwedWork(Owed.SIGNING_STOPPED, NORTH, None) in owed_work(world.store)
    assert NORTH in [each.id for each in contracts_to_sign(world.store, TENDER, by_buyer=False)]
    world.provider_signs(NORTH, "north")
    assert tender_troubles(world.store, TENDER) == ()
    world.done_once(declines(world, "signatory", Party.BUYER))
    (trouble,) = tender_troubles(world.store, TENDER)
    assert trouble.party is Party.BUYER


@pytest.mark.parametrize(
    ("person", "party", "why", "code"),
    [
        ("south-person", Party.PROVIDER, WHY, "actor.organisation"),
        ("officer", Party.BUYER, WHY, "actor.role"),
        ("north-person", Party.PROVIDER, " ", "signature.reason"),
        ("north-person", Party.PROVIDER, "x" * 2001, "signature.reason"),
    ],
)
def test_who_declines_and_why_is_asked(
    world_at: WorldAt, person: str, party: Party, why: str, code: str
) -> None:
    world = world_at("drawn_up")
    assert world.refusal_of(declines(world, person, party, why)).reason.code == code


def test_whoever_has_signed_does_not_decline(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.provider_signs(NORTH, "north")
    refusal = world.refusal_of(declines(world, "north-person", Party.PROVIDER))
    assert refusal.reason.code == "signature.made"


def test_the_last_signature_is_the_contracts_day_and_duties_count_from_it(
    world_at: WorldAt,
) -> None:
    world = world_at("drawn_up")
    assert shown(world.store, NORTH).day is None
    world.provider_signs(NORTH, "north")
    assert shown(world.store, NORTH).day is None
    world.go(at(3, 16))
    world.buyer_signs(NORTH)
    day = shown(world.store, NORTH).day
    assert day is not None
    assert (day.concluded, day.award_notice) == (date(2026, 3, 16), day.award_notice)
    assert day.award_notice is not None
    assert day.award_notice.last_day == date(2026, 4, 15)
    assert [each.last_day for each in day.documentation] == [date(2026, 4, 15)]
    assert day.validity is not None
    assert day.validity.last_day == date(2026, 9, 16)
    assert day.kept[-1].holds(date(2028, 1, 1))
