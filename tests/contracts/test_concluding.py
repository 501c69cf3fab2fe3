"""One door to a contract: the hold, and what has come up about the winner since."""

from __future__ import annotations

from collections.abc import Callable

from appeals.hold import Blocked, Clear
from contracts.concluding import Fallen, may_be_concluded
from contracts.overview import lot_overviews
from models.tender import Tender
from procurement.qualification.clearance import todo_of
from tests.procurement.qualifying import alleged
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
EAST = f"{TENDER}/D1/L3"


def answer(world: World) -> Clear | Blocked:
    with world.store.read() as work:
        tender = work.session.get_one(Tender, TENDER)
        return may_be_concluded(work, tender, world.lot("L3"), "e3")


def test_a_winner_that_may_be_excluded_gets_no_contract_though_nothing_holds_the_lot(
    world_at: WorldAt,
) -> None:
    world = world_at("drawn_up")
    world.provider_signs(EAST, "east")
    before = answer(world)
    assert isinstance(before, Clear)
    alleged(world, "east")

    found = answer(world)

    assert isinstance(found, Fallen)
    [reason] = found.reasons
    assert found == Fallen(None, (reason,), (todo_of(reason),), before.last_day, before.lawful_from)
    refusal = world.refusal_of(lambda: world.buyer_signs(EAST))
    assert (refusal.reason, refusal.todo) == (reason, todo_of(reason))
    told = {each.code: each for each in lot_overviews(world.store, TENDER)}
    assert (told["L3"].reasons, told["L3"].story) == ((reason,), reason.text)
    assert told["L3"].signable_from is None


def test_a_hold_is_told_first_and_the_fallen_winner_after_it(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.lodge("1-26", "L3", lodged_at=at(3, 12, 23))
    alleged(world, "east")
    found = answer(world)
    assert isinstance(found, Blocked)
    assert not isinstance(found, Fallen)
    assert found.reasons[0].code == "extended-standstill"
    assert len(found.reasons) == len(found.lifted_by) == 2


def test_what_comes_up_after_the_conclusion_does_not_change_its_story(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.provider_signs(EAST, "east")
    world.buyer_signs(EAST)
    before = lot_overviews(world.store, TENDER)
    alleged(world, "east")
    assert lot_overviews(world.store, TENDER) == before
