"""Whole procurements in steps, from the draft to signed contracts, by the flows' own functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from sqlmodel import select as select_rows

from law.rulebook import Rulebook
from models.contract import Contract
from models.stages import Invited
from procurement.letters.owed import letters_of
from tests.flows.through_flows import draw_up, evaluate, notify, stages, sweep, world_at
from tests.procurement.framework_world import TAX
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World
from tests.procurement.staged_tender import (
    ALL,
    BELOW,
    FIRST,
    SECOND,
    THIRD,
    choices,
    declare_owners,
    enrol_more,
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


@pytest.fixture
def world(world_at: WorldAt) -> World:
    world = world_at("enrolled")
    enrol_more(world)
    world.go(at(1, 13))
    return world


def invited(world: World) -> list[tuple[str, str]]:
    """Lot and organisation of everybody whom the call invites."""
    with world.store.read() as work:
        rows = work.session.exec(select_rows(Invited))
        return sorted((e.lot_id, e.organisation_id) for e in rows if e.tender_id == world.tender)


def contract_ids(world: World) -> list[str]:
    with world.store.read() as work:
        return list(work.session.exec(select_rows(Contract.id)))


def owed(world: World) -> list[tuple[str, str]]:
    """Kind and addressee of every letter of the tender that has not gone out."""
    with world.store.read() as work:
        rows = letters_of(work, world.tender)
        return sorted((out.kind, out.organisation_id) for out, sent in rows if sent is None)


def code_of(world: World, act: Callable[[], object]) -> str:
    return world.refusal_of(act).reason.code


def test_a_restricted_procedure_from_draft_to_contract(world: World) -> None:
    first = world.call(staged_draft("restricted", "requests", FIRST, lots=(lot("L1"),)))
    receive(first, *(request(FIRST, each) for each in ALL))
    second_draft = staged_draft("restricted", "tenders", SECOND, FIRST, lots=(lot("L1"),))
    second = world.of(SECOND)
    world.go(at(2, 17))
    second.draft(second_draft)
    second.appoint()
    assert code_of(first, lambda: select(first, choices(ALL))) == "stage.not_opened"
    first.open()
    assert code_of(second, second.publish) == "invitation.nobody"
    chosen = choices(ALL[:4], ALL[4:])
    select(first, chosen)
    assert code_of(second, second.publish) == "condition.enough_invited"
    select(first, choices(ALL[:5], out="west"))
    assert notify(first) == 6
    sweep(first)
    second.publish()
    assert invited(second) == [(f"{SECOND}/L1", each) for each in ALL[:5]]
    assert owed(second) == [("invitation", each) for each in ALL[:5]]
    assert notify(second) == 5
    assert code_of(second, lambda: receive(second, tender(SECOND, "west", 90_000))) == (
        "bid.not_invited"
    )
    assert code_of(first, lambda: select(first, chosen)) == "stage.next_called"
    receive(second, *(tender(SECOND, each, 100_000 + 1_000 * n) for n, each in enumerate(ALL[:5])))
    world.go(at(3, 24))
    conclude(second, winner="east", bidders=ALL[:5])
    sweep(second)


def test_a_negotiated_procedure_with_two_rounds(world: World) -> None:
    plan = "negotiated"
    one = (lot("L1"),)
    first = world.call(staged_draft(plan, "requests", FIRST, lots=one))
    receive(first, *(request(FIRST, each) for each in ALL[:4]))
    world.go(at(2, 17))
    first.open()
    select(first, choices(ALL[:4]))
    assert notify(first) == 4
    second = world.call(staged_draft(plan, "initial_tenders", SECOND, FIRST, lots=one))
    assert [each for _, each in invited(second)] == list(ALL[:4])
    assert code_of(second, lambda: meet(second, "east")) == "stage.not_opened"
    receive(second, *(tender(SECOND, each, 100_000) for each in ALL[:3]))
    world.go(at(3, 24))
    second.open()
    third = world.of(THIRD)
    third.draft(staged_draft(plan, "final_tenders", THIRD, SECOND, lots=one))
    third.appoint()
    # South was invited but handed in nothing: there is nothing to negotiate about.
    assert code_of(second, lambda: meet(second, "south")) == "meeting.not_in"
    meet(second, "east", "lower")
    assert code_of(third, third.publish) == "condition.met_all"
    meet(second, "north")
    world.go(at(3, 26))
    meet(second, "east")
    assert code_of(third, third.publish) == "condition.met_equally"
    # After the first round the award criteria leave one of them out (LOU 6:10).
    select(second, choices(["east", "lower"], ["north"]))
    assert owed(second) == [("selection", each) for each in ("east", "lower", "north")]
    assert code_of(second, lambda: meet(second, "north")) == "meeting.not_in"
    meet(second, "lower")
    third.publish()
    assert [each for _, each in invited(third)] == ["east", "lower"]
    world.go(at(3, 27))
    assert code_of(second, lambda: meet(second, "east")) == "stage.next_called"
    assert (notify(second), notify(third)) == (3, 2)
    receive(third, *(tender(THIRD, each, 100_000 + n) for n, each in enumerate(("lower", "east"))))
    world.go(at(4, 14))
    conclude(third, winner="lower", bidders=("east", "lower"))


def test_a_competitive_dialogue(world: World) -> None:
    one = (lot("L1"),)
    first = world.call(staged_draft("dialogue", "requests", FIRST, lots=one))
    receive(first, *(request(FIRST, each) for each in ALL[:5]))
    world.go(at(2, 17))
    first.open()
    exclude(first, "east")
    refused = world.refusal_of(lambda: select(first, choices(ALL[:5])))
    assert refused.reason.code == "selection.excluded"
    select(first, choices(ALL[1:4], ALL[4:5], out="east"))
    # The decision on exclusion, and what the selection came to.
    assert notify(first) == 6
    second = world.called(staged_draft("dialogue", "dialogue", SECOND, FIRST, lots=one))
    assert [each for _, each in invited(second)] == list(ALL[1:4])
    assert notify(second) == 3
    third = world.of(THIRD)
    third.draft(staged_draft("dialogue", "tenders", THIRD, SECOND, lots=one))
    third.appoint()
    meet(second, *ALL[1:3])
    assert code_of(third, third.publish) == "condition.met_all"
    meet(second, ALL[3])
    third.publish()
    assert [each for _, each in invited(third)] == list(ALL[1:4])
    assert notify(third) == 3
    receive(third, *(tender(THIRD, each, 100_000 + n) for n, each in enumerate(ALL[1:4])))
    world.go(at(4, 14))
    conclude(third, winner="lower", bidders=ALL[1:4])


def test_a_procurement_in_stages_under_chapter_19(world: World) -> None:
    """No least number, and no minimum time; negotiation is allowed and not required (19:16)."""
    below = {"rulebook": Rulebook.SE_LOU_19, "lots": (lot("L1", BELOW),)}
    plan = "chapter_19_selective"
    first = world.call(staged_draft(plan, "requests", FIRST, **below))
    receive(first, *(request(FIRST, each) for each in ALL[:3]))
    world.go(at(2, 17))
    first.open()
    select(first, choices(["east", "north"], ["lower"]))
    second = world.called(staged_draft(plan, "tenders", SECOND, FIRST, **below))
    assert [each for _, each in invited(second)] == ["east", "north"]
    assert notify(second) == 2
    receive(second, *(tender(SECOND, each, 100_000) for each in ("north",)))
    receive(second, tender(SECOND, "east", 99_000))
    world.go(at(3, 24))
    second.open()
    evaluate(second)
    declare_owners(second, "east")
    assert code_of(second, second.decide) == "condition.candidates_told"
    assert notify(first) == 3
    conclude(second, winner="east", bidders=("east", "north"))


def conclude(world: World, *, winner: str, bidders: tuple[str, ...]) -> None:
    """Open, rank, decide, tell, wait, sign: the same acts whatever the procedure was."""
    world.open()
    evaluate(world)
    declare_owners(world, winner)
    world.go(at(4, 16))
    world.decide()
    assert owed(world) == [("award", each) for each in sorted(bidders)]
    assert notify(world) == len(bidders)
    # Sent on 16 April 2026: the tenth day, the 26th, is a Sunday, so the last one is the 27th.
    world.go(at(4, 27))
    world.ask(codes=["L1"])
    assert draw_up(world) == 0
    world.go(at(4, 28))
    world.ask(codes=["L1"])
    assert draw_up(world) == 1
    [contract_id] = contract_ids(world)
    world.provider_signs(contract_id, winner)
    world.buyer_signs(contract_id)
    assert len(world.dump()["signature"]) == 2


def test_minimum_requirements_are_not_changed_by_negotiation(world: World) -> None:
    """LOU 6:8; nor for some and not for others."""
    plan, one = "negotiated", (lot("L1"),)
    first = world.call(staged_draft(plan, "requests", FIRST, lots=one))
    receive(first, *(request(FIRST, each) for each in ALL[:3]))
    world.go(at(2, 17))
    first.open()
    select(first, choices(ALL[:3]))
    world.call(staged_draft(plan, "initial_tenders", SECOND, FIRST, lots=one, requirements=(TAX,)))
    third = world.of(THIRD)
    for changed in ((), (replace(TAX, code="OTHER"),), (replace(TAX, max_age_days=30),)):
        draft = staged_draft(plan, "final_tenders", THIRD, SECOND, lots=one, requirements=changed)
        assert code_of(third, partial(third.draft, draft)) == "tender.other_than_basis"
    third.draft(staged_draft(plan, "final_tenders", THIRD, SECOND, lots=one, requirements=(TAX,)))
