"""What the daily list says waits for a person: ids and days, and of bids nothing too early."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from flows.owed_work import Owed, OwedWork, owed_work
from models.tender import Tender
from tests.flows.through_flows import stages, world_at
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.systems import CHOICE, choice_draft, system_of

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]


def lapses(world: World) -> list[OwedWork]:
    return [each for each in owed_work(world.store) if each.kind is Owed.BIDS_LAPSE]


def last_day(world: World) -> date:
    with world.store.read() as work:
        until = work.session.get_one(Tender, TENDER).bids_valid_until
    assert until is not None
    return until


def test_before_a_decision_a_tender_is_named_whether_or_not_it_has_bids(world_at: WorldAt) -> None:
    without, with_bids = world_at("published"), world_at("opened")
    until = last_day(without)
    early, late = until - timedelta(days=61), until - timedelta(days=60)
    for world in (without, with_bids):
        world.go(at(1, 1).replace(year=early.year, month=early.month, day=early.day))
        assert lapses(world) == []
        world.go(at(1, 1).replace(year=late.year, month=late.month, day=late.day))
        assert lapses(world) == [OwedWork(Owed.BIDS_LAPSE, TENDER, until)]


def test_after_the_decision_the_lots_are_named(world_at: WorldAt) -> None:
    world = world_at("notified")
    until = last_day(world)
    world.go(at(1, 1).replace(year=until.year, month=until.month, day=until.day))
    found = lapses(world)
    assert found != []
    assert {each.subject for each in found} <= {world.lot(f"L{n}") for n in range(1, 10)}
    assert {each.by for each in found} == {until}


def test_a_system_with_applications_to_decide_is_one_line(world_at: WorldAt) -> None:
    system = system_of(world_at("enrolled"), choice_draft())
    world = system.world
    system.apply("north")
    system.apply("south")
    received = world.clock.at.date()
    waits = OwedWork(Owed.APPLICATIONS_WAIT, CHOICE, received + timedelta(days=30))
    assert waits not in owed_work(world.store)
    world.clock.at += timedelta(days=16)
    assert waits in owed_work(world.store)


def test_a_notice_that_nobody_has_sent_is_listed(world_at: WorldAt) -> None:
    world = system_of(world_at("enrolled"), choice_draft()).world
    world.clock.at += timedelta(days=3)
    found = [each for each in owed_work(world.store) if each.kind is Owed.NOTICE_OVERDUE]
    assert [each.subject.split("/")[0].split(":")[0] for each in found] == [CHOICE]


def test_what_lawyers_are_late_with_is_one_line_for_the_tender(world_at: WorldAt) -> None:
    world = world_at("notified")
    late = OwedWork(Owed.LAWYERS_LATE, TENDER, date(2026, 3, 13))
    world.go(at(3, 13))
    assert late not in owed_work(world.store)
    world.go(at(3, 14))
    assert late in owed_work(world.store)
    world.ask()
    assert [each for each in owed_work(world.store) if each.kind is Owed.LAWYERS_LATE] == []
