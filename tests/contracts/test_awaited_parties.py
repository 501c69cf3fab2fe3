"""No party to a framework is passed over by a signature that the buyer leaves undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contracts.call_offs import offer_next, open_call_off
from tests.procurement.framework_world import (
    FRAMEWORK,
    MINI,
    NEED,
    PARTIES,
    contract_of,
    mini_draft,
    sign,
)
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World

FrameworkAt = Callable[[str], World]


def offered(world: World) -> str:
    officer = world.actor("officer")
    call_off = open_call_off(world.store, officer, FRAMEWORK, "L1", 100_000_000, NEED)
    return offer_next(world.store, officer, call_off)


def code_of(world: World, act: Callable[[], object]) -> str:
    return world.refusal_of(act).reason.code


@pytest.fixture
def world(framework_at: FrameworkAt) -> World:
    """East, placed first, has signed; the buyer has signed with the other two alone."""
    world = framework_at("drawn_up")
    world.provider_signs(contract_of(1), PARTIES[0])
    sign(world, 2)
    sign(world, 3)
    world.go(at(5, 4))
    return world


def test_nobody_is_offered_a_call_off_before_one_whom_the_buyer_has_yet_to_sign_with(
    world: World,
) -> None:
    officer = world.actor("officer")
    call_off = open_call_off(world.store, officer, FRAMEWORK, "L1", 100_000_000, NEED)

    def offer() -> str:
        return offer_next(world.store, officer, call_off)

    assert code_of(world, offer) == "framework.party_awaited"


def test_no_mini_competition_is_held_without_one_whom_the_buyer_has_yet_to_sign_with(
    world: World,
) -> None:
    mini = world.of(MINI)
    mini.draft(mini_draft())
    mini.appoint()
    assert code_of(mini, mini.publish) == "framework.party_awaited"


def test_a_party_that_does_not_sign_keeps_nobody_waiting(framework_at: FrameworkAt) -> None:
    world = framework_at("drawn_up")
    sign(world, 2)
    world.go(at(5, 4))
    assert offered(world) == "north"


def test_a_party_placed_after_need_not_have_signed(framework_at: FrameworkAt) -> None:
    world = framework_at("drawn_up")
    sign(world, 1)
    world.provider_signs(contract_of(2), PARTIES[1])
    world.go(at(5, 4))
    assert offered(world) == "east"
