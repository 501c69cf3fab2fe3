"""What may be bought meanwhile for a held lot, decided by two persons, and when it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlmodel import select

from appeals.bridging.advising import advise
from appeals.bridging.ending import must_end_by
from appeals.bridging.plan import Plan
from appeals.bridging.recording import NewBridge, record_bridge
from appeals.worklist.due import DueKind
from appeals.worklist.listing import worklist
from law.bridging import BridgeGround, CourtBar
from law.reasons import Text
from models.contract import Contract
from models.lawyers import Bridge
from models.review import CourtActKind, CourtName
from tests.appeals.docket_views import WorldAt, refused
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

PLAN = Plan(date(2026, 3, 16), date(2026, 5, 31))
NEEDED = ("pressing-need", "no-longer-than-needed", "no-larger-than-needed")
NEW = NewBridge(
    BridgeGround.DURING_REVIEW, PLAN, NEEDED, Text("Deltagare väntar", "Participants wait")
)


@pytest.fixture
def held(world_at: WorldAt) -> World:
    """An application about L3 alone, so that its standstill goes on; the others are clear."""
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(3, 13))
    world.ask(L3="1-26")
    return world


def record(world: World, new: NewBridge = NEW, lot: str = "L3", second: str = "head") -> str:
    persons = world.actor("officer"), world.actor(second)
    return record_bridge(world.store, *persons, world.lot(lot), new)


def test_advice_for_a_lot_that_a_court_holds(held: World) -> None:
    found = advise(held.store, held.lot("L3"), PLAN)
    assert found.held.court is CourtBar.NO_CONTRACT
    assert (found.held.since, found.held.until) == (date(2026, 3, 12), None)
    # 100 öre over 24 months, and three begun months of it.
    assert (found.monthly, found.value) == (5, 15)
    assert [(each.ground, each.allowed) for each in found.grounds] == [
        (BridgeGround.OPTION, False),
        (BridgeGround.BELOW_LIMIT, None),
        (BridgeGround.DURING_REVIEW, None),
        (BridgeGround.EXTREME_URGENCY, None),
    ]
    below = found.grounds[1]
    assert below.below is not None
    assert found.months_below(below) == (below.below - 1) // 5


def test_a_standstill_alone_is_no_review_and_a_clear_lot_needs_nothing(world_at: WorldAt) -> None:
    world = world_at("notified")
    found = advise(world.store, world.lot("L3"), PLAN)
    assert (found.held.court, found.held.until) == (None, date(2026, 3, 13))
    assert [each.allowed for each in found.grounds] == [False, None, False, None]
    world = world_at("checked")
    clear = partial(advise, world.store, world.lot("L3"), PLAN)
    assert refused(world, clear) == "bridge.not_held"
    world = world_at("controlled")
    undecided = partial(advise, world.store, world.lot("L3"), PLAN)
    assert refused(world, undecided) == "bridge.not_held"


def test_ten_days_after_a_ruling_are_a_courts_bar_with_an_end(held: World) -> None:
    held.go(at(6, 15))
    held.court("1-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 6, 12))
    plan = Plan(date(2026, 6, 15), date(2026, 6, 30))
    found = advise(held.store, held.lot("L3"), plan)
    assert (found.held.court, found.need.hold_until) == (CourtBar.NO_CONTRACT, found.held.until)


def test_an_order_counts_until_there_is_a_contract(held: World) -> None:
    held.go(at(8, 3))
    held.court("1-26", CourtName.FR, CourtActKind.CORRECTION, date(2026, 6, 12))
    plan = Plan(date(2026, 8, 3), date(2026, 9, 30))
    assert advise(held.store, held.lot("L3"), plan).held.court is CourtBar.ORDERED


def test_two_persons_decide_it_once(held: World) -> None:
    assert held.done_once(partial(record, held)) == "bridge.decided"
    with held.store.read() as work:
        (row,) = work.session.exec(select(Bridge)).all()
    assert (row.id, row.ground, row.value, row.actor_id, row.approved_by) == (
        f"{TENDER}/L3/bridge/1", "during_review", 15, "officer", "head",
    )  # fmt: skip
    assert refused(held, partial(record, held, second="officer")) == "actor.second_person"
    other = replace(NEW, reason=Text("annat", "other"))
    assert refused(held, partial(record, held, other, second="lawyer")) == "actor.role"
    assert record(held, other) == f"{TENDER}/L3/bridge/2"


@pytest.mark.parametrize(
    ("changes", "plan", "code"),
    [
        ({"met": NEEDED[:2]}, {}, "bridge.conditions"),
        ({"met": (*NEEDED, "weather")}, {}, "bridge.impossible"),
        ({"ground": BridgeGround.OPTION, "met": ()}, {}, "bridge.not_permitted"),
        ({}, {"ends_on": date(2026, 9, 17)}, "bridge.not_permitted"),
        ({}, {"ends_on": date(2026, 3, 15)}, "bridge.days"),
        ({}, {"starts_on": date(2026, 3, 12)}, "bridge.begun"),
        ({}, {"value": 900_000_000_00}, "bridge.not_permitted"),
        ({}, {"value": -1}, "bridge.amount"),
    ],
)
def test_what_no_ground_permits_is_refused(
    held: World, changes: dict[str, object], plan: dict[str, object], code: str
) -> None:
    new = replace(NEW, **changes, plan=replace(PLAN, **plan))  # type: ignore[arg-type]
    assert refused(held, partial(record, held, new)) == code


def test_a_refusal_says_what_is_left_to_judge_and_where_the_law_says_so(held: World) -> None:
    new = replace(NEW, met=NEEDED[:2])
    refusal = held.refusal_of(partial(record, held, new))
    assert refusal.in_("en") == (
        "Nobody answers for this: the contract is no larger than the purpose requires (LOU"
        " 19a:7). Judge the conditions, and give --met for each that is met"
        " (no-larger-than-needed)."
    )


def test_a_lot_that_nothing_holds_is_not_bridged(held: World) -> None:
    assert refused(held, partial(record, held, lot="L1")) == "bridge.not_held"


def test_what_was_bought_meanwhile_counts_against_the_limits(held: World) -> None:
    with_value = replace(NEW, plan=replace(PLAN, value=500_000_000))
    record(held, with_value)
    found = advise(held.store, held.lot("L3"), PLAN)
    assert found.need.case.similar == (500_000_000,)


def test_it_ends_when_the_lots_own_contract_takes_over(held: World) -> None:
    record(held)
    assert end_of(held) == date(2026, 5, 31)
    listed = [each for each in worklist(held.store) if each.kind is DueKind.BRIDGE]
    assert [(each.item, each.due_on) for each in listed] == [
        (f"{TENDER}/L3/bridge/1:end", date(2026, 5, 31))
    ]
    held.go(at(3, 17))
    held.court("1-26", CourtName.FR, CourtActKind.STRUCK_OUT, date(2026, 3, 16))
    held.go(at(3, 27))
    held.ask()
    held.ask(CourtName.KR)
    assert (f"{TENDER}/L3/bridge/1:hold_over", date(2026, 3, 27)) in [
        (each.item, each.due_on) for each in worklist(held.store)
    ]
    held.draw_up()
    with held.store.read() as work:
        found = select(Contract).where(Contract.lot_id == held.lot("L3"))
        contract = work.session.exec(found).one()
    held.provider_signs(contract.id, contract.organisation_id)
    held.buyer_signs(contract.id)
    # The contract begins on 1 May.
    assert end_of(held) == date(2026, 4, 30)
    held.go(at(5, 4))
    (late,) = (each for each in worklist(held.store) if each.kind is DueKind.BRIDGE)
    assert late.is_overdue(date(2026, 5, 4))


def end_of(world: World) -> date:
    with world.store.read() as work:
        return must_end_by(work, work.session.exec(select(Bridge)).one())
