"""Requests to participate: sealed like bids, without a price, and secret until the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from procurement.bids.opening_record import opening_context
from procurement.bids.receiving import receive_bid
from procurement.ranking.evaluating import evaluate
from procurement.tenders.draft import TenderDraft
from registry.disclosure import Wanted, sealed_tenders, shown
from registry.sealing import BidFile
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at
from tests.procurement.staged_tender import (
    FIRST,
    SECOND,
    cancel_all,
    choices,
    receive,
    request,
    select,
    staged_draft,
    tender,
)

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]


@pytest.fixture
def world(world_at: WorldAt) -> World:
    """The requests of a restricted procedure have been called for."""
    world = world_at("enrolled")
    world.go(at(1, 13))
    return world.call(staged_draft("restricted", "requests", FIRST))


def test_an_opened_request_is_a_bid_with_its_files_and_no_values(
    world: World, tmp_path: Path
) -> None:
    file = tmp_path / "referenser.txt"
    file.write_text("Referenser\n", encoding="utf-8")
    sent = request(FIRST, "north", files=(BidFile(file.name, "text/plain", file),))
    receive(world, sent, request(FIRST, "south"))
    world.go(at(2, 17))
    listed = world.open()
    assert listed is not None
    assert [(each.tenderer, each.code) for each in listed.bids] == [("north", ""), ("south", "")]
    with world.store.read() as work:
        assert opening_context(work, FIRST, "sv").requests
    dump = world.dump()
    assert (len(dump["bid"]), len(dump["bid_file"]), dump["opened_bid"]) == (2, 1, [])
    assert dump["unreadable_bid"] == []


def test_a_request_with_a_price_is_listed_and_not_considered(world: World) -> None:
    receive(world, tender(FIRST, "north", 100_000), request(FIRST, "south"))
    world.go(at(2, 17))
    listed = world.open()
    assert listed is not None
    assert [(each.tenderer, each.code) for each in listed.unreadable] == [
        ("north", "invalid_content")
    ]
    assert [each.tenderer for each in listed.bids] == ["south"]


def test_a_bid_without_a_price_is_no_bid_where_tenders_are_sent_in(world_at: WorldAt) -> None:
    world = world_at("enrolled")
    world.go(at(1, 13))
    world = world.call(staged_draft("open", "tenders", FIRST))
    receive(world, request(FIRST, "north"))
    world.go(at(2, 17))
    listed = world.open()
    assert listed is not None
    assert [each.code for each in listed.unreadable] == ["invalid_content"]


def test_requests_are_not_ranked(world: World) -> None:
    receive(world, request(FIRST, "north"))
    world.go(at(2, 17))
    world.open()
    officer = world.actor("officer")
    refused = world.refusal_of(lambda: evaluate(world.store, officer, FIRST))
    assert refused.reason.code == "step.no_award"


def test_no_sealed_bid_is_taken_where_nothing_is_sent_in(world_at: WorldAt) -> None:
    world = world_at("enrolled")
    world.go(at(1, 13))
    first = world.call(staged_draft("dialogue", "requests", FIRST))
    receive(first, request(FIRST, "north"))
    world.go(at(2, 17))
    first.open()
    select(first, choices(["north"]))
    lots = staged_draft("dialogue", "requests", FIRST).lots[:1]
    world.call(staged_draft("dialogue", "dialogue", SECOND, FIRST, lots=lots))
    # Sealed for another step: there is nothing to seal it by in this one.
    sent = replace(world.sent(request(FIRST, "north")), tender_id=SECOND)
    north = world.actor("north-person")
    refused = world.refusal_of(lambda: receive_bid(world.store, north, sent))
    assert refused.reason.code == "bid.not_sealed"
    assert refused.in_("sv") == (
        "I STEG-2 är steget dialogue (dialog), där inga förseglade anbud lämnas."
        " Läs i annonsen eller inbjudan hur ni deltar."
    )


def test_who_asked_to_take_part_is_secret_until_the_last_step_is_decided(world: World) -> None:
    receive(world, request(FIRST, "north"), request(FIRST, "south"))
    assert secret(world) == (FIRST,)
    world.go(at(2, 17))
    world.open()
    select(world, choices(["north", "south"]))
    assert secret(world) == (FIRST,)
    # The canary: nothing about the step can be read, and no number counts the requests.
    with world.store.read() as work:
        rows = shown(work, Wanted(limit=500), sealed_tenders(work))
    told = repr([(row.entry.subject, row.entry.payload) for row in rows])
    assert [each for each in ("steg-1-north", "STEG-1/S1", "bids.opened") if each in told] == []
    world.call(second_draft())
    assert secret(world) == (FIRST, SECOND)
    refused = world.refusal_of(lambda: cancel_all(world, FIRST))
    assert refused.reason.code == "cancellation.next_step"
    cancel_all(world, SECOND)
    # L2 never went on, and is still to be decided.
    assert secret(world) == (FIRST,)
    cancel_all(world, FIRST, "L2")
    assert secret(world) == ()


def test_a_procurement_cancelled_after_the_requests_is_secret_no_more(world: World) -> None:
    receive(world, request(FIRST, "north"))
    cancel_all(world, FIRST)
    assert secret(world) == ()


def second_draft() -> TenderDraft:
    first = staged_draft("restricted", "requests", FIRST)
    return staged_draft("restricted", "tenders", SECOND, FIRST, lots=first.lots[:1])


def secret(world: World) -> tuple[str, ...]:
    with world.store.read() as work:
        sealed = sealed_tenders(work)
    return sealed.tenders if sealed else ()
