"""Selections: everybody judged once, by two persons, until the next step is called."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from law.reasons import Text
from models.letters import LetterKind
from procurement.letters.outbox import owed_letters
from procurement.qualification.disqualified import out_of_competition
from procurement.stages.meetings import record_meeting
from procurement.stages.overview import StepState, stage_overview
from procurement.stages.selecting import Choice, select_candidates
from tests.procurement.letterbox import Letterbox
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at
from tests.procurement.staged_tender import (
    FIRST,
    SECOND,
    WHY,
    cancel_all,
    choices,
    exclude,
    lot,
    meet,
    receive,
    request,
    select,
    staged_draft,
    tender,
)

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]
ONE = (lot("L1"),)
GOOD = choices(["north", "south"], ["east"], out="west")


@pytest.fixture
def world(world_at: WorldAt) -> World:
    """Four asked to take part in a negotiated procedure, and all were opened."""
    world = world_at("enrolled")
    world.go(at(1, 13))
    first = world.call(staged_draft("negotiated", "requests", FIRST, lots=ONE))
    receive(first, *(request(FIRST, each) for each in ("north", "south", "east", "west")))
    world.go(at(2, 17))
    first.open()
    return first


def test_a_selection_is_made_once_and_owes_everybody_a_letter(world: World) -> None:
    assert world.done_once(partial(select, world, GOOD)) == "candidates.selected"
    dump = world.dump()
    assert len(dump["selected_candidate"]) == 4
    assert sorted(row[0] for row in dump["outgoing"]) == [
        f"{FIRST}/S1:{each}" for each in ("east", "north", "south", "west")
    ]


def test_another_selection_replaces_the_one_before(world: World) -> None:
    assert select(world, GOOD) == f"{FIRST}/S1"
    assert select(world, choices(["north", "south", "east"], out="west")) == f"{FIRST}/S2"
    second = world.call(staged_draft("negotiated", "initial_tenders", SECOND, FIRST, lots=ONE))
    assert {str(row[2]) for row in second.dump()["invited"]} == {"north", "south", "east"}


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (GOOD[:-1], "selection.not_all"),
        ([*GOOD, GOOD[0]], "selection.not_all"),
        ([*GOOD, Choice("L1", "nobody", True, False, WHY)], "selection.not_all"),
        ([*GOOD, Choice("L2", "north", True, False, WHY)], "selection.not_all"),
        ([*GOOD[1:], Choice("L1", "north", False, True, WHY)], "selection.unqualified"),
        ([*GOOD[1:], Choice("L1", "north", True, True, Text("x", " "))], "selection.reason"),
    ],
)
def test_a_selection_that_is_not_whole_is_refused(
    world: World, made: list[Choice], code: str
) -> None:
    assert world.refusal_of(lambda: select(world, made)).reason.code == code


def test_a_selection_takes_two_persons_with_their_own_roles(world: World) -> None:
    def by(head: str, officer: str) -> str:
        who = world.actor(head), world.actor(officer)
        act = partial(select_candidates, world.store, *who, FIRST, GOOD, WHY)
        return world.refusal_of(act).reason.code

    assert by("officer", "colleague") == "actor.role"
    assert by("head", "head") == "actor.role"
    assert by("lawyer", "officer") == "actor.role"


def test_a_step_without_a_selection_has_none(world_at: WorldAt) -> None:
    world = world_at("opened")
    refused = world.refusal_of(lambda: select(world, GOOD))
    assert refused.reason.code == "step.no_selection"


def test_whoever_is_excluded_after_the_selection_is_not_invited(world: World) -> None:
    select(world, choices(["north", "south", "east"], out="west"))
    exclude(world, "south")
    second = world.call(staged_draft("negotiated", "initial_tenders", SECOND, FIRST, lots=ONE))
    assert {str(row[2]) for row in second.dump()["invited"]} == {"north", "east"}


def test_whoever_is_excluded_late_in_an_earlier_step_is_out_of_the_later_one(
    negotiating: World,
) -> None:
    exclude(negotiating.of(FIRST), "south")
    with negotiating.store.read() as work:
        assert list(out_of_competition(work, SECOND)) == [f"{SECOND}-south-l1".lower()]


def test_those_invited_to_a_dialogue_are_told_of_its_cancellation(world_at: WorldAt) -> None:
    world = world_at("enrolled")
    world.go(at(1, 13))
    first = world.call(staged_draft("dialogue", "requests", FIRST, lots=ONE))
    receive(first, *(request(FIRST, each) for each in ("north", "south", "east")))
    world.go(at(2, 17))
    first.open()
    select(first, choices(["north", "south", "east"]))
    second = world.call(staged_draft("dialogue", "dialogue", SECOND, FIRST, lots=ONE))
    cancel_all(second, SECOND)
    letters, unworded = owed_letters(second.store, SECOND, Letterbox(), "sv")
    assert unworded == ()
    assert [(each.kind, each.organisation_id) for each in letters] == [
        (LetterKind.CANCELLATION, each) for each in ("east", "north", "south")
    ]


def test_a_lot_goes_on_once(world: World) -> None:
    select(world, choices(["north", "south", "east"], out="west"))
    world.call(staged_draft("negotiated", "initial_tenders", SECOND, FIRST, lots=ONE))
    again = staged_draft("negotiated", "initial_tenders", "STEG-X", FIRST, lots=ONE,
                         bid_deadline_at=at(3, 31, 23))  # fmt: skip
    other = world.of("STEG-X")
    other.draft(again)
    other.appoint()
    assert other.refusal_of(other.publish).reason.code == "tender.step_called"


def test_nothing_is_called_for_a_lot_that_is_cancelled(world: World) -> None:
    select(world, choices(["north", "south", "east"], out="west"))
    second = world.of(SECOND)
    second.draft(staged_draft("negotiated", "initial_tenders", SECOND, FIRST, lots=ONE))
    second.appoint()
    cancel_all(world, FIRST)
    assert second.refusal_of(second.publish).reason.code == "tender.basis_cancelled"


@pytest.fixture
def negotiating(world: World) -> World:
    """The initial tenders of three have been opened."""
    select(world, choices(["north", "south", "east"], out="west"))
    second = world.call(staged_draft("negotiated", "initial_tenders", SECOND, FIRST, lots=ONE))
    receive(second, *(tender(SECOND, each, 100_000) for each in ("north", "south", "east")))
    world.go(at(3, 24))
    second.open()
    return second


def test_a_meeting_is_recorded_once_with_its_kind(negotiating: World) -> None:
    assert negotiating.done_once(lambda: meet(negotiating, "north")) == "meeting.recorded"
    [row] = negotiating.dump()["meeting"]
    assert "negotiation" in row


@pytest.mark.parametrize(
    ("organisation", "hour", "said", "code"),
    [
        ("west", 9, "ok", "meeting.not_in"),
        ("north", 8, "ok", "meeting.time"),
        ("north", 10, "ok", "meeting.time"),
        ("north", 9, " ", "meeting.minutes"),
    ],
)
def test_a_meeting_that_cannot_have_been_is_refused(
    negotiating: World, organisation: str, hour: int, said: str, code: str
) -> None:
    officer, held_at = negotiating.actor("officer"), at(3, 24, hour)
    act = partial(
        record_meeting, negotiating.store, officer, SECOND, organisation, held_at, Text(said, said)
    )
    assert negotiating.refusal_of(act).reason.code == code


def test_the_overview_tells_staff_how_far_it_has_come(negotiating: World) -> None:
    meet(negotiating, "north")
    select(negotiating, choices(["north", "south"], ["east"]))
    found = stage_overview(negotiating.store, negotiating.actor("head"), SECOND)
    assert [(each.step, each.tender_id, each.state) for each in found.steps] == [
        ("requests", FIRST, StepState.DONE),
        ("initial_tenders", SECOND, StepState.SELECTED),
        ("final_tenders", None, StepState.TO_COME),
    ]
    assert [(each.organisation_id, each.is_in, each.meetings) for each in found.participants] == [
        ("east", False, 0),
        ("north", True, 1),
        ("south", True, 0),
    ]
    assert found.participants[0].why == WHY


@pytest.mark.parametrize("person", ["lawyer", "signatory", "north-person"])
def test_the_overview_is_for_those_who_select(negotiating: World, person: str) -> None:
    actor = negotiating.actor(person)
    act = partial(stage_overview, negotiating.store, actor, SECOND)
    assert negotiating.refusal_of(act).reason.code == "actor.role"
