"""Stored tenders under every kind of limit: what a correction, a contract or a cancellation moves.

The same four bids on each of three lots: East is best, then North, West and South. Nobody
has room for a second lot, whichever limit says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from models.evaluation import EvaluatedLot
from models.review import CourtActKind, CourtName
from models.tender import Bid
from procurement.allotting.draw import seed_of, tickets
from procurement.bids.bid_content import BidContent
from procurement.qualification.evidence import EvidenceItem
from procurement.ranking.due_lots import current_winners, lots_to_evaluate
from procurement.ranking.stored_allotment import used_by
from procurement.tenders.lots import lots_of
from tests.procurement.award_acts import call_off, take_back
from tests.procurement.small_papers import TENDER, THERAPIST, at, submission, tender_draft
from tests.procurement.small_tender import World
from tests.procurement.stored_models import (
    BIDDERS,
    CASES,
    bid_in,
    fail_control,
    lot_draft,
    opened_world,
)

WorldAt = Callable[[str], World]
CODES = ("L1", "L2", "L3")
# The lots are worth 100, 99 and 98; a lot takes 1.0 full-time equivalent.
LIMITS: dict[str, dict[str, Any]] = {
    "cap on lots": {"lots": {"cap_lots": 1}},
    "cap on value": {"lots": {"cap_value": 150}},
    "declared staff": {"staff": 10},
    "a group besides": {
        "lots": {
            "cap_lots": 1,
            "cap_value": 150,
            "combinations": [{"id": "C", "lots": ["L1", "L2"]}],
        }
    },
    "lowest total, lots": {"lots": {"rule": "lowest_total", "cap_lots": 1}},
    "lowest total, value": {"lots": {"rule": "lowest_total", "cap_value": 150}},
    "lowest total, staff": {"lots": {"rule": "lowest_total"}, "staff": 10},
}
every_limit = pytest.mark.parametrize("limits", LIMITS.values(), ids=LIMITS)


def bidder(bid_id: str | None) -> str | None:
    return None if bid_id is None else BIDDERS[bid_id.split("-")[0]]


def winners(world: World) -> dict[str, str | None]:
    with world.store.read() as work:
        found = current_winners(work, TENDER)
    return {lot_id.split("/")[1]: bidder(bid_id) for lot_id, bid_id in found.items()}


def due(world: World) -> set[str]:
    with world.store.read() as work:
        return {lot_id.split("/")[1] for lot_id in lots_to_evaluate(work, TENDER).lots}


def therapists(world: World, codes: tuple[str, ...]) -> None:
    world.register(
        EvidenceItem(
            f"therapist-{bid_in(bid, code)}", BIDDERS[bid], bid_in(bid, code), "therapist",
            date(2026, 2, 1), None, "intyg",
        )
        for code in codes
        for bid in BIDDERS
    )  # fmt: skip


def decided(world_at: WorldAt, limits: dict[str, Any]) -> World:
    """All three lots decided, and their letters sent."""
    world = opened_world(world_at, CASES["price"], CODES, **limits)
    world.evaluate()
    world.go(at(2, 19))
    therapists(world, CODES)
    world.control()
    world.go(at(3, 2, 8))
    world.decide()
    world.go(at(3, 2))
    world.send_letters()
    return world


def winning_bid(world: World, code: str) -> str:
    with world.store.read() as work:
        return current_winners(work, TENDER)[world.lot(code)] or ""


def corrected(world: World, code: str) -> None:
    """A court lets the winner of the lot fall."""
    world.go(at(3, 5))
    world.lodge("1-26", code)
    world.go(at(3, 20))
    fallen = winning_bid(world, code)
    world.court("1-26", CourtName.FR, CourtActKind.CORRECTION, date(2026, 3, 20), fallen)


@every_limit
def test_three_lots_go_to_the_three_best_and_are_tied(
    world_at: WorldAt, limits: dict[str, Any]
) -> None:
    world = decided(world_at, limits)
    assert sorted(map(str, winners(world).values())) == ["east", "north", "west"]
    corrected(world, "L1")
    assert "L1" in due(world)
    world.evaluate()
    after = winners(world)
    assert len(set(after.values())) == 3, "nobody has room for two, decided lots included"
    assert (due(world), world.evaluate()) == (set(), None)


@every_limit
def test_a_re_evaluation_counts_lots_that_have_been_concluded(
    world_at: WorldAt, limits: dict[str, Any]
) -> None:
    world = decided(world_at, limits)
    before = winners(world)
    world.go(at(3, 13))
    world.ask()
    world.ask(CourtName.KR)
    world.draw_up()
    for code in ("L2", "L3"):
        contract = f"{TENDER}/D1/{code}"
        world.provider_signs(contract, str(before[code]))
        world.buyer_signs(contract)
    world.lodge("1-26", "L1", lodged_at=at(3, 12))
    fallen = winning_bid(world, "L1")
    world.go(at(6, 15))
    world.court("1-26", CourtName.FR, CourtActKind.CORRECTION, date(2026, 6, 12), fallen)
    assert due(world) == {"L1"}
    world.evaluate()
    assert winners(world) == {**before, "L1": "south"}, "the only one with room left"


@every_limit
def test_what_a_cancelled_lot_frees_counts_for_the_undecided_ones(
    world_at: WorldAt, limits: dict[str, Any]
) -> None:
    world = opened_world(world_at, CASES["price"], CODES, **limits)
    world.evaluate()
    before = winners(world)
    world.go(at(2, 19))
    cancelled = next(code for code, who in before.items() if who == "east")
    call_off(world, cancelled)
    world.evaluate()
    left = {code: who for code, who in winners(world).items() if code != cancelled}
    assert sorted(map(str, left.values())) == ["east", "north"]
    assert (due(world), world.evaluate()) == (set(), None)


@every_limit
def test_a_withdrawn_lot_is_ranked_again_with_what_the_others_have_won(
    world_at: WorldAt, limits: dict[str, Any]
) -> None:
    world = decided(world_at, limits)
    before = winners(world)
    take_back(world, "L1")
    assert due(world) == set()
    fail_control(world, winning_bid(world, "L1"))
    assert "L1" in due(world)
    world.evaluate()
    after = winners(world)
    assert after["L1"] != before["L1"]
    assert len(set(after.values())) == 3
    assert (due(world), world.evaluate()) == (set(), None)


def test_what_decided_lots_take_includes_what_their_bids_have_promised(world_at: WorldAt) -> None:
    world = decided(world_at, LIMITS["declared staff"])
    with world.store.read() as work:
        evaluations = dict.fromkeys(map(world.lot, CODES), f"{TENDER}/U1")
        used = used_by(work, evaluations, lots_of(work, TENDER))
    assert (used.fte_tenths, used.declared) == (dict.fromkeys(("east", "north", "west"), 10),) * 2


def test_no_id_that_a_tenderer_chose_decides_between_awards_that_are_as_good(
    world_at: WorldAt,
) -> None:
    """East and North may have either of two lots: whoever's ticket is smaller takes the first."""
    lots = {"rule": "lowest_total", "cap_lots": 1}
    world = opened_world(world_at, CASES["price"], ("L1", "L2"), lots=lots)
    world.evaluate()
    with world.store.read() as work:
        bids = [
            work.session.get_one(Bid, bid_in(each, code))
            for code in ("L1", "L2")
            for each in CASES["price"].prices
        ]
        envelopes = {bid.id: bid.envelope_sha256 for bid in bids}
    drawn = tickets(seed_of(TENDER, envelopes), world.lot("L1"), ["e1", "n1"])
    assert winning_bid(world, "L1") == next(iter(drawn))


def test_a_loser_that_falls_can_undo_a_group_and_the_lots_are_ranked_again(
    world_at: WorldAt,
) -> None:
    """One lot each, but for a group. East asks 16 for all three.

    One by one East has L1 for 1, South L2 for 9, and so North L3 for 9: 19. Without South's bid
    for L2 North has that for 10, and South L3 for 4: 15.
    """
    offers = {
        "e1": ("L1", "east", 1), "e2": ("L2", "east", 8), "e3": ("L3", "east", 7),
        "s2": ("L2", "south", 9), "s3": ("L3", "south", 4),
        "n2": ("L2", "north", 10), "n3": ("L3", "north", 9),
    }  # fmt: skip
    group = {"cap_lots": 1, "combinations": [{"id": "C", "lots": list(CODES)}]}
    world = world_with(world_at, offers, group)
    world.evaluate()
    assert won(world) == ["e1", "e2", "e3"]
    fail_control(world, "s2")
    assert due(world) == {"L1", "L2", "L3"}, "L1 too is won alone now"
    assert world.evaluate() == f"{TENDER}/U2"
    assert won(world) == ["e1", "n2", "s3"]
    with world.store.read() as work:
        rows = [work.session.get_one(EvaluatedLot, (f"{TENDER}/U2", world.lot(c))) for c in CODES]
        assert [row.combination for row in rows] == [None] * 3
    assert (due(world), world.evaluate()) == (set(), None)


def won(world: World) -> list[str]:
    return [winning_bid(world, code) for code in CODES]


def world_with(
    world_at: WorldAt, offers: Mapping[str, tuple[str, str, int]], lots: dict[str, Any]
) -> World:
    """``offers``: bid → lot, tenderer and price."""
    world = world_at("enrolled")
    drafts = tuple(lot_draft(code, 100 - number) for number, code in enumerate(CODES))
    terms = CASES["price"].terms | {"lots": lots}
    world.draft(tender_draft(award_terms=terms, lots=drafts, requirements=(THERAPIST,)))
    world.appoint()
    world.go(at(1, 13))
    world.publish()
    world.go(at(2, 10))
    for bid, (code, tenderer, price) in offers.items():
        content = BidContent(price=price, levels={}, at_fte_tenths=99)
        changes: dict[str, Any] = {"bid_id": bid, "lot_code": code}
        world.receive(submission("n1", **changes, organisation_id=tenderer, content=content))
    world.go(at(2, 17))
    world.open()
    return world
