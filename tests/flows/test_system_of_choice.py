"""A system of choice (LOV): from the draft to signed contracts, a page and an exit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select

from law.reasons import Cite, Text
from models.admissions import ChoiceSignature, NonChoiceKind
from models.notices import OwedNotice
from procurement.admissions.non_choice import OptionStated, lots_without_option, set_non_choice
from procurement.admissions.providers import providers_page
from procurement.tenders.draft import SystemDraft
from procurement.tenders.named import tender_or_refusal
from registry.verification import verify
from tests.flows.through_flows import notify, stages, world_at
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World
from tests.procurement.systems import CHOICE, System, choice_draft, system_of

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]
OWN = OptionStated(
    NonChoiceKind.OWN_SERVICE, date(2026, 1, 12), Text("Vi själva.", "We ourselves.")
)


def page(world: World) -> str:
    with world.store.read() as work:
        return providers_page(work, CHOICE, "sv").decode()


def test_a_system_of_choice_from_draft_to_signed_contracts(world_at: WorldAt) -> None:
    system = system_of(world_at("enrolled"), choice_draft())
    world = system.world
    for lot in ("A", "B"):
        set_non_choice(world.store, world.actor("head"), CHOICE, lot, OWN)
    north, south = system.admit("north"), system.admit("south")
    west = system.apply("west", "B")
    system.check(west, "STAFF", met=False)
    system.decide(west, approved=False)
    assert notify(world) == 3
    assert len(system.draw_up()) == 2
    for application, name in ((north, "north"), (south, "south")):
        system.sign(application, name)
        system.tell(application, name)
    # Nothing is waited for: approved, told, concluded and shown on one day (LOV 8:2–3, 9:1).
    shown = page(world)
    assert ("Demo North AB" in shown, "Demo South AB" in shown, "Demo West AB" in shown) == (
        True, True, False,
    )  # fmt: skip
    world.go(at(2, 2))
    again = system.admit("west", "B")
    system.draw_up()
    system.sign(again, "west")
    system.leave(north, "north", date(2026, 2, 28))
    assert notify(world) == 2
    world.go(at(3, 1))
    shown = page(world)
    assert ("Demo North AB" in shown, "Demo West AB" in shown) == (False, True)
    with world.store.read() as work:
        assert len(work.session.exec(select(ChoiceSignature)).all()) == 6
        assert lots_without_option(work, tender_or_refusal(work, CHOICE)) == ()
    with world.store.read() as work:
        assert verify(work).faults == ()


def test_its_notice_runs_until_further_notice(world_at: WorldAt) -> None:
    world = system_of(world_at("enrolled"), choice_draft()).world
    with world.store.read() as work:
        [owed] = work.session.exec(select(OwedNotice))
        assert (owed.kind, owed.tender_id) == ("system", CHOICE)


@pytest.mark.parametrize(
    ("change", "cite"),
    [
        ({"remuneration": Text(" ", " ")}, Cite("LOV", 4, "1")),
        ({"how_to_apply": Text("", "By post")}, Cite("LOV", 4, "3")),
        ({"ends_on": date(2027, 1, 1)}, Cite("LOV", 2, "4")),
    ],
)
def test_documents_that_lack_something_are_not_published(
    world_at: WorldAt, change: dict[str, object], cite: Cite
) -> None:
    draft = choice_draft()
    stated = draft.system
    assert isinstance(stated, SystemDraft)
    world = world_at("enrolled").of(CHOICE)
    world.draft(draft.model_copy(update={"system": stated.model_copy(update=change)}))
    refused = world.refusal_of(world.publish)
    assert (refused.reason.code, refused.reason.cite) == ("condition.choice_documents", cite)


def test_nobody_tenders_in_it(world_at: WorldAt) -> None:
    system = system_of(world_at("enrolled"), choice_draft())
    system.admit("north")
    assert isinstance(system, System)
    assert system.world.refusal_of(system.world.decide).reason.code == "step.no_award"
