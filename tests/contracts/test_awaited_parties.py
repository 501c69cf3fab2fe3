"""No party to a framework is passed over by a signature that the buyer leaves undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from appeals.docket.clearing import clear_remand
from appeals.docket.stricter import set_stricter_date
from appeals.loading import load_waiting_facts
from appeals.worklist.due import DueKind
from appeals.worklist.loading_tenders import due_in_one
from contracts.call_offs import offer_next, open_call_off
from models.review import CourtActKind, CourtName
from models.tender import Tender
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


def test_lawyers_are_told_of_the_hold_on_one_who_still_waits(framework_at: FrameworkAt) -> None:
    world = framework_at("drawn_up")
    sign(world, 1)
    world.go(at(3, 16))
    before = due_about_lots(world)
    world.lodge("1-26", "L1", lodged_at=at(3, 12))
    world.court("1-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 3, 16))
    assert due_about_lots(world) - before == {
        (DueKind.TEN_DAYS, date(2026, 3, 26)),
        (DueKind.COURT_CHECK, date(2026, 3, 27)),
        (DueKind.OTHERS_APPEAL, date(2026, 4, 7)),
        (DueKind.VALIDITY, date(2026, 9, 14)),
    }


def due_about_lots(world: World) -> set[tuple[DueKind, date]]:
    with world.store.read() as work:
        tender = work.session.get_one(Tender, FRAMEWORK)
        return {(due.kind, due.due_on) for due in due_in_one(work, tender) if due.lots == ("L1",)}


def test_a_hold_on_one_who_still_waits_is_cleared_after_another_has_signed(
    framework_at: FrameworkAt,
) -> None:
    world = framework_at("drawn_up")
    sign(world, 1)
    world.go(at(3, 16))
    world.lodge("1-26", "L1", lodged_at=at(3, 12))
    world.court("1-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 3, 16))
    world.court("1-26", CourtName.KR, CourtActKind.REMANDED, date(2026, 3, 16))
    persons, lot = (world.actor("lawyer"), world.actor("head")), world.lot("L1")
    assert set_stricter_date(world.store, persons[0], lot, date(2026, 4, 10), NEED) == 1
    assert clear_remand(world.store, *persons, lot, f"{FRAMEWORK}/1-26", NEED) == 1
    with world.store.read() as work:
        facts = load_waiting_facts(work, lot)
    assert [remand.cleared for case in facts.cases for remand in case.remands] == [True]
