"""Sanctions: exactly half is not more, and only at the thresholds (G05)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from law.rulebook import Rulebook
from models.correspondence import InquiryKind
from models.qualification import OwnershipSource
from procurement.qualification.disqualified import out_of_competition
from procurement.qualification.thresholds_reached import reached
from procurement.tenders.draft import LotDraft
from tests.procurement.qualifying import answered, kept, owned, put, question
from tests.procurement.small_papers import TENDER, tender_draft
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
HALF = Decimal(50)
# Each lot is far above the threshold of annex 2 services, 750 000 euro.
TIMES = 10**10


@pytest.fixture
def above(world_at: WorldAt) -> World:
    """The small tender, but of a value far above the threshold of annex 2 services."""
    world = world_at("enrolled")
    lots = tuple(_dear(lot) for lot in tender_draft().lots)
    world.draft(tender_draft(lots=lots))
    world.appoint()
    world.publish()
    world.play("received", "opened", "evaluated", "registered", "controlled")
    return world


def _dear(lot: LotDraft) -> LotDraft:
    return lot.model_copy(update={"estimated_value": lot.estimated_value * TIMES})


def out(world: World) -> set[str]:
    with world.store.read() as work:
        return set(out_of_competition(work, TENDER))


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"owned_percent": HALF}, []),
        ({"owned_percent": Decimal("50.01")}, ["ownership.forbidden"]),
        ({"owned_percent": Decimal(51)}, ["ownership.forbidden"]),
        ({"established": True}, ["ownership.forbidden"]),
        ({"acts_for": True}, ["ownership.forbidden"]),
    ],
)
def test_more_than_half_is_forbidden_above_the_thresholds(
    above: World, said: dict[str, Any], codes: list[str]
) -> None:
    assert kept(above, "L1", "n1") == ["ownership.undeclared"]
    assert above.done_once(partial(owned, above, "north", **said)) == "ownership.declared"
    assert out(above) == ({"n1", "n2"} if codes else set())
    assert [each for each in kept(above, "L1", "n1") if each.startswith("owner")] == codes


@pytest.mark.parametrize(("share", "forbidden"), [("10", False), ("10.1", True)])
def test_a_tenth_relied_on_is_not_more_than_a_tenth(
    above: World, share: str, forbidden: bool
) -> None:
    owned(above, "north")
    owned(above, "north", party="Underlev", established=True, relied_on_percent=Decimal(share))
    assert out(above) == ({"n1", "n2"} if forbidden else set())


def test_below_the_thresholds_nobody_is_barred_or_asked(world_at: WorldAt) -> None:
    world = world_at("controlled")
    assert kept(world, "L1", "n1") == []
    owned(world, "north", established=True)
    assert (kept(world, "L1", "n1"), out(world)) == ([], set())


def test_the_newest_declaration_governs(above: World) -> None:
    owned(above, "north", established=True)
    again = partial(owned, above, "north")
    assert above.refusal_of(again).reason.code == "ownership.same_moment"
    above.go(above.clock.at.replace(day=20))
    assert above.done_once(again) == "ownership.declared"
    assert (out(above), kept(above, "L1", "n1")) == (set(), [])


def test_a_finding_in_a_register_bars_nobody_who_was_not_asked(above: World) -> None:
    found = partial(
        owned, above, "north", source=OwnershipSource.REGISTER, owned_percent=Decimal(60)
    )
    assert above.refusal_of(found).reason.code == "ownership.not_asked"
    of_tax = question("n1", InquiryKind.CLARIFICATION, requirement_id=f"{TENDER}/TAX")
    answered(above, put(above, of_tax))
    asked = put(above, question("n1", InquiryKind.CLARIFICATION))
    assert above.refusal_of(found).reason.code == "ownership.not_asked"
    answered(above, asked)
    assert found() is True
    assert out(above) == {"n1", "n2"}
    harmless = partial(owned, above, "south", source=OwnershipSource.REGISTER, owned_percent=HALF)
    assert harmless() is True


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"owned_percent": Decimal(101)}, "ownership.impossible"),
        ({"owned_percent": Decimal(-1)}, "ownership.impossible"),
        ({"party": "Underlev"}, "ownership.party"),
        ({"relied_on_percent": HALF}, "ownership.party"),
    ],
)
def test_what_cannot_be_declared_is_refused(
    world_at: WorldAt, said: dict[str, Any], code: str
) -> None:
    world = world_at("opened")
    assert world.refusal_of(partial(owned, world, "north", **said)).reason.code == code
    assert world.refusal_of(partial(owned, world, "nobody")).reason.code == "ownership.party"


CASES = [
    # LOU 5:1 for 2024: SEK 8 109 450 for annex 2 services.
    (Rulebook.SE_LOU, "85312510", 1, "SEK", date(2024, 5, 1), True, None),
    (Rulebook.SE_LOU_19, "85312510", 810_944_999, "SEK", date(2024, 5, 1), False, None),
    (Rulebook.SE_LOU_19, "85312510", 810_945_000, "SEK", date(2024, 5, 1), True, None),
    (Rulebook.SE_LOU_19, "45210000", 10**12, "SEK", date(2024, 5, 1), False, None),
    (Rulebook.SE_LOU_19, "85312510", 75_000_000, "EUR", date(2026, 5, 1), True, None),
    (Rulebook.SE_LOU_19, "85312510", 74_999_999, "EUR", date(2026, 5, 1), False, None),
    (Rulebook.SE_LOU_19, "85312510", 10**12, "SEK", date(2026, 5, 1), True, "rate-assumed"),
    (Rulebook.SE_LOU_19, "85312510", 1, "SEK", date(2040, 5, 1), True, "threshold-unknown"),
    (Rulebook.SE_LOU_19, "85312510", 1, "NOK", date(2024, 5, 1), True, "threshold-unknown"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_ban_begins_at_the_thresholds(case: tuple[Any, ...]) -> None:
    *facts, above, warned = case
    found = reached(*facts)
    assert (found.above, found.warning.code if found.warning else None) == (above, warned)
