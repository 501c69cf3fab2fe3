"""A direct award from the invitation to the notice of its outcome."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from law.reasons import ActRefused, Text
from law.thresholds import Kind
from models.notices import NoticeKind
from procurement.notices.announcing import announce_intent
from procurement.notices.duties import DutyKind, duties_of
from procurement.notices.overdue import notice_states
from procurement.notices.sending import record_published, record_sent
from tests.flows.through_flows import draw_up, evaluate, notify, stages, world_at
from tests.procurement.direct_awards import DIRECT, asked, offer, valued_as
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World

__all__ = ["stages", "world_at"]

WHY = Text("Tjänsten får direktupphandlas", "The service may be awarded directly")
CONTRACT = f"{DIRECT}/D1/L1"


def _opened(world: World, *suppliers: str) -> World:
    """An annex 2 service of 900 000 kronor, which has an award notice."""
    direct = asked(world, *suppliers, worth=900_000_00, value=valued_as(kind=Kind.SOCIAL))
    notify(direct)
    for price, supplier in enumerate(suppliers, 1):
        direct.receive(offer(supplier, price * 400_000_00))
    direct.go(at(2, 3))
    direct.open()
    return direct


def _decided(world: World) -> World:
    evaluate(world)
    world.go(at(2, 24))
    assert world.decide() == f"{DIRECT}/D1"
    notify(world)
    return world


def test_two_suppliers_are_asked_and_the_contract_may_follow_at_once(
    world_at: Callable[[str], World],
) -> None:
    world = _decided(_opened(world_at("enrolled"), "north", "south"))
    assert draw_up(world) == 1
    world.provider_signs(CONTRACT, "north")
    world.buyer_signs(CONTRACT)

    with world.store.read() as work:
        (owed,) = notice_states(work, DIRECT)
        duties = duties_of(work, DIRECT)
    assert (owed.kind, owed.last_day, owed.gathered_by) == (
        NoticeKind.AWARD,
        date(2026, 3, 26),
        date(2026, 4, 30),
    )
    assert [(each.kind, each.last_day) for each in duties] == [
        (DutyKind.AWARD_NOTICE, date(2026, 3, 26)),
        (DutyKind.DOCUMENTATION, date(2026, 3, 26)),
    ]


def test_after_a_notice_of_intent_ten_days_pass_from_its_publication(
    world_at: Callable[[str], World],
) -> None:
    world = _decided(_opened(world_at("enrolled"), "north", "south"))
    officer, head = world.actor("officer"), world.actor("head")
    notice = announce_intent(world.store, officer, head, DIRECT, WHY)
    assert draw_up(world) == 0
    world.go(at(2, 27))
    record_sent(world.store, officer, notice, world.clock.at, "DEMODB-1")
    world.go(at(3, 2))
    record_published(world.store, officer, notice, date(2026, 3, 2))
    world.go(at(3, 12, 23))
    world.ask(codes=["L1"])
    assert draw_up(world) == 0

    world.go(at(3, 13))
    world.ask(codes=["L1"])
    assert draw_up(world) == 1
    world.provider_signs(CONTRACT, "north")
    world.buyer_signs(CONTRACT)


def test_one_supplier_alone_is_owed_no_notice_of_the_decision(
    world_at: Callable[[str], World],
) -> None:
    world = _opened(world_at("enrolled"), "north")
    evaluate(world)
    world.decide()

    assert notify(world) == 0
    assert draw_up(world) == 1


def test_a_supplier_who_was_not_asked_cannot_tender(world_at: Callable[[str], World]) -> None:
    world = asked(world_at("enrolled"), "north", "south")

    with pytest.raises(ActRefused) as refusal:
        world.receive(offer("west", 300_000_00))

    assert refusal.value.reason.code == "bid.not_invited"
