"""Whoever has declared a conflict of interest takes no part in the handling (FL 17 §)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from law.reasons import ActRefused
from procurement.planning.interests import declare_interest
from tests.procurement.award_acts import call_off
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.staged_tender import (
    FIRST,
    SECOND,
    cancel_all,
    choices,
    lot,
    receive,
    request,
    select,
    staged_draft,
)

WorldAt = Callable[[str], World]


def declare(world: World, person: str, tender_id: str, *, free: bool) -> None:
    world.go(world.clock.at + timedelta(minutes=1))
    statement = "inget" if free else "Min syster leder ett av bolagen"
    declare_interest(world.store, world.actor(person), tender_id, free=free, statement=statement)


@pytest.mark.parametrize("person", ["officer", "head"])
def test_nobody_with_a_conflict_decides_or_cancels(world_at: WorldAt, person: str) -> None:
    world = world_at("controlled")
    declare(world, person, TENDER, free=False)
    for act in (world.decide, lambda: call_off(world, "L3")):
        with pytest.raises(ActRefused) as refusal:
            act()
        assert refusal.value.reason.code == "interest.conflict"
    declare(world, person, TENDER, free=True)
    assert world.decide() == f"{TENDER}/D1"


def test_nobody_with_a_conflict_selects_or_meets(world_at: WorldAt) -> None:
    """Also where it was declared in an earlier step of the procedure."""
    world, one = world_at("enrolled"), (lot("L1"),)
    world.go(at(1, 13))
    first = world.call(staged_draft("restricted", "requests", FIRST, lots=one))
    receive(first, *(request(FIRST, each) for each in ("north", "south")))
    world.go(at(2, 17))
    first.open()
    for person in ("officer", "head"):
        declare(first, person, FIRST, free=False)
        refusal = first.refusal_of(lambda: select(first, choices(["north", "south"])))
        assert refusal.reason.code == "interest.conflict"
        declare(first, person, FIRST, free=True)
    select(first, choices(["north", "south"]))
    first.called(staged_draft("restricted", "tenders", SECOND, FIRST, lots=one))
    declare(first, "officer", FIRST, free=False)
    late = first.of(SECOND)
    refusal = late.refusal_of(lambda: cancel_all(late, SECOND))
    assert refusal.reason.code == "interest.conflict"
