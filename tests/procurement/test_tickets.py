"""A sealed file is taken in with its own ticket only, which is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from procurement.bids.receiving import receive_bid
from tests.fact_dump import files_under
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]


@pytest.mark.parametrize(
    ("lot", "tenderer", "nonce"),
    [
        ("L2", "north", None),
        ("L1", "south", None),
        ("L1", "north", "0" * 64),
        ("L1", "north", "no nonce"),
    ],
)
def test_a_file_is_taken_in_only_with_its_own_ticket(
    world_at: WorldAt, lot: str, tenderer: str, nonce: str | None
) -> None:
    world = world_at("published")
    sent = world.sent("n1")
    wrong = replace(
        sent, lot_code=lot, organisation_id=tenderer, place_nonce=nonce or sent.place_nonce
    )
    sender = world.actor(f"{tenderer}-person")
    refusal = world.refusal_of(lambda: receive_bid(world.store, sender, wrong))
    assert refusal.reason.code == "bid.place"
    assert world.receive("n1").bid_id == "n1"


def test_a_ticket_is_shown_to_the_service_and_kept_nowhere(world_at: WorldAt) -> None:
    world = world_at("published")
    sent = world.sent("n1")
    world.receive("n1")
    assert sent.place_nonce not in repr(sent)
    kept = files_under(world.store.data_dir).values()
    assert [content for content in kept if sent.place_nonce.encode() in content] == []
