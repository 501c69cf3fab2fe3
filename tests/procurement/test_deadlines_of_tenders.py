"""A deadline can only become later, for all, by two persons, and before the opening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest

from law.reasons import Text
from models.tender import Tender
from procurement.tenders.deadlines import deadline_of, extend_deadline, record_downtime
from tests.procurement.small_papers import DEADLINE, TENDER, at, submission
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
WHY = Text("Driftavbrott den 16 februari", "Downtime on 16 February")
LATER = at(2, 18)
MICROSECOND = timedelta(microseconds=1)


def extend(world: World, to: datetime = LATER, by: str = "officer", approver: str = "head") -> None:
    extend_deadline(world.store, world.actor(by), world.actor(approver), TENDER, to, WHY)


def deadline(world: World) -> datetime:
    with world.store.read() as work:
        return deadline_of(work, work.session.get_one(Tender, TENDER))


@pytest.mark.parametrize("moment", [DEADLINE - MICROSECOND, DEADLINE + MICROSECOND])
def test_an_extension_counts_for_all_even_after_the_old_deadline(
    world_at: WorldAt, moment: datetime
) -> None:
    world = world_at("published")
    world.seal(submission("n1"))
    world.go(moment)
    assert world.done_once(lambda: extend(world)) == "deadline.extended"
    assert deadline(world) == LATER
    world.go(LATER)
    # The one was sealed for the old deadline, the other for the new one.
    world.receive("n1")
    world.receive("e1")
    assert world.refused_try_of(world.open).reason.code == "opening.too_early"
    world.go(LATER + MICROSECOND)
    assert world.refusal_of(lambda: world.receive("s1")).reason.code == "bid.late"
    world.open()
    assert len(world.dump()["opened_bid"]) == 2


@pytest.mark.parametrize(
    ("to", "by", "approver", "code"),
    [
        (DEADLINE - MICROSECOND, "officer", "head", "deadline.shorter"),
        (at(2, 1), "officer", "head", "deadline.shorter"),
        (LATER, "officer", "officer", "actor.role"),
        (LATER, "head", "head", "actor.role"),
        (LATER, "north-person", "head", "actor.role"),
        (LATER, "officer", "lawyer", "actor.role"),
    ],
)
def test_a_deadline_is_not_moved_otherwise(
    world_at: WorldAt, to: datetime, by: str, approver: str, code: str
) -> None:
    world = world_at("received")
    assert world.refusal_of(lambda: extend(world, to, by, approver)).reason.code == code


@pytest.mark.parametrize(("stage", "code"), [("drafted", "bid.not_published"),
                                             ("opened", "bid.opened")])  # fmt: skip
def test_a_deadline_is_extended_while_bids_can_come_in(
    world_at: WorldAt, stage: str, code: str
) -> None:
    world = world_at(stage)
    assert world.refusal_of(lambda: extend(world)).reason.code == code


def test_a_time_that_has_gone_is_no_later_deadline(world_at: WorldAt) -> None:
    world = world_at("received")
    world.go(at(2, 20))
    assert world.refusal_of(lambda: extend(world)).reason.code == "deadline.shorter"


def test_each_extension_follows_the_one_before(world_at: WorldAt) -> None:
    world = world_at("published")
    extend(world)
    extend(world, at(2, 20))
    assert deadline(world) == at(2, 20)
    assert world.refusal_of(lambda: extend(world, at(2, 19))).reason.code == "deadline.shorter"


def test_downtime_is_recorded_once_and_when_it_is_over(world_at: WorldAt) -> None:
    world = world_at("published")
    world.go(at(2, 10))
    officer, started = world.actor("officer"), at(2, 9)

    def record(until: datetime) -> None:
        record_downtime(world.store, officer, "buyer", started, until)

    for until in (started, at(2, 10) + MICROSECOND):
        refusal = world.refusal_of(partial(record, until))
        assert refusal.reason.code == "downtime.times"
    assert world.done_once(lambda: record(at(2, 10))) == "downtime.recorded"
    refusal = world.refusal_of(lambda: record(at(2, 10) - MICROSECOND))
    assert refusal.reason.code == "downtime.recorded"
