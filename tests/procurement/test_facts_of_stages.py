"""Every row that the services write is answered for by an entry, at every stage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from registry.facts import fact_faults
from tests.procurement.small_papers import at
from tests.procurement.small_tender import STAGES, World

WorldAt = Callable[[str], World]


def faults(world: World) -> list[str]:
    with world.store.read() as work:
        return list(fact_faults(work))


@pytest.mark.parametrize("stage", ["published", "received", "opened", list(STAGES)[-1]])
def test_each_row_at_a_stage_is_as_its_entry_left_it(world_at: WorldAt, stage: str) -> None:
    assert faults(world_at(stage)) == []


def test_a_withdrawal_is_answered_for_by_its_entry(world_at: WorldAt) -> None:
    from procurement.bids.receiving import withdraw_bid

    world = world_at("received")
    world.go(at(2, 11))
    withdraw_bid(world.store, world.actor("north-person"), "DEMO-1", "n1")
    assert faults(world) == []
