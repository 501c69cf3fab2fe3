"""What the tests of notices share: worlds that owe them, and what they then say."""

from __future__ import annotations

from typing import Any

from law.reasons import Text
from law.rulebook import Rulebook
from law.thresholds import Kind
from procurement.notices.announcing import announce_beforehand, announce_intent
from procurement.notices.sending import notice_text
from procurement.notices.told import notices_of
from procurement.tenders.draft import TenderDraft
from tests.procurement.direct_awards import asked, direct_draft, offer, valued_as
from tests.procurement.small_papers import CAPACITY, DEADLINE, TENDER, at
from tests.procurement.small_tender import World

CONTRACT = f"{TENDER}/contract"
WHY = Text("Anslaget räcker inte", "The appropriation is not enough")


def text_of(world: World, notice_id: str) -> str:
    with world.store.read() as work:
        return notice_text(work, notice_id, "sv")


def owed_by(world: World) -> list[str]:
    with world.store.read() as work:
        return [each.id for each in notices_of(work, world.tender)]


def concluded(world: World) -> World:
    """The contract of the first lot."""
    contract = f"{TENDER}/D1/L1"
    world.provider_signs(contract, "north")
    world.buyer_signs(contract)
    return world


def awarded_directly(world: World) -> World:
    """To North, for an annex 2 service of 900 000 kronor; South tendered too."""
    direct = asked(world, "north", "south", worth=900_000_00, value=valued_as(kind=Kind.SOCIAL))
    direct.receive(offer("north", 400_000_11))
    direct.receive(offer("south", 500_000_11))
    direct.go(at(2, 3))
    direct.open()
    direct.evaluate()
    direct.decide()
    return direct


def above_threshold_draft(**changes: Any) -> TenderDraft:
    """In the directive regime, with the least time from 12 January to the day."""
    values: dict[str, Any] = {
        "rulebook": Rulebook.SE_LOU, "procedure": "open",
        "bid_deadline_at": DEADLINE.replace(day=11),
    }  # fmt: skip
    return direct_draft(9_000_000_00, **(values | changes))


def announce(world: World, officer: str = "officer", head: str = "head") -> str:
    persons = world.actor(officer), world.actor(head)
    return announce_intent(world.store, *persons, world.tender, WHY)


def plan_ahead(world: World) -> str:
    persons = world.actor("officer"), world.actor("head")
    return announce_beforehand(world.store, *persons, world.tender)


def named_in(text: str) -> set[str]:
    """Whose names or registration numbers are in it."""
    return {
        each
        for number, each in enumerate(CAPACITY, 1)
        if f"Demo {each.title()} AB" in text or f"556000-000{number}" in text
    }
