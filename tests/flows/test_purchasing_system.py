"""A dynamic purchasing system: admission at any time, then calls to all who are admitted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlmodel import col, select

from law.days import STOCKHOLM
from models.contract import Contract, Signature
from models.stages import Invited
from procurement.admissions.due import decisions_due, prolong_decision
from procurement.admissions.standing import applications_to, standing_of
from procurement.letters.owed import letters_of
from registry.verification import verify
from tests.flows.through_flows import draw_up, evaluate, notify, stages, world_at
from tests.procurement.small_papers import at, award_terms_of
from tests.procurement.small_tender import World
from tests.procurement.staged_tender import declare_owners, receive, tender
from tests.procurement.systems import CALL, DPS, WHY, System, call_draft, dps_draft, system_of

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]
NEXT = "DIS-1-B"
FIRST_END = datetime(2026, 2, 27, 23, 59, tzinfo=STOCKHOLM)
NEXT_END = datetime(2026, 3, 16, 23, 59, tzinfo=STOCKHOLM)


@pytest.fixture
def system(world_at: WorldAt) -> System:
    world = world_at("enrolled")
    world.go(at(1, 13))
    return system_of(world, dps_draft())


def invited(world: World) -> list[str]:
    found = select(Invited.organisation_id).where(col(Invited.tender_id) == world.tender)
    with world.store.read() as work:
        return sorted(work.session.exec(found))


def code_of(world: World, act: Callable[[], object]) -> str:
    return world.refusal_of(act).reason.code


def standings(system: System) -> dict[str, str]:
    with system.world.store.read() as work:
        today = system.world.clock.at.date()
        return {
            row.organisation_id: standing_of(work, row, today).value
            for row in applications_to(work, DPS)
        }


def admit_three(system: System) -> None:
    """North at once, South refused, East after a completion."""
    world = system.world
    system.admit("north", "L1")
    south, east = system.apply("south", "L1"), system.apply("east", "L1")
    system.check(south, "TAX", met=False)
    system.decide(south, approved=False)
    system.show("east", "tax")
    question = system.ask(east, date(2026, 1, 20))
    assert notify(world) == 3
    world.go(at(1, 19))
    system.answer(question, "east")
    system.show("east", "staff")
    assert system.check_shown(east) == ()
    system.decide(east)
    assert notify(world) == 1


def test_a_purchasing_system_from_its_notice_to_two_awards(system: System) -> None:
    world = system.world
    admit_three(system)
    assert standings(system) == {"north": "admitted", "south": "refused", "east": "admitted"}
    first = world.of(CALL)
    world.go(at(2, 12))
    first.draft(call_draft(FIRST_END, CALL, requirements=()))
    first.appoint()
    # Thirty days for the first requests are not over (LOU 8:8).
    assert code_of(first, first.publish) == "condition.system_in_force"
    world.go(at(2, 13))
    west = system.apply("west", "L1")
    first.publish()
    assert invited(first) == ["east", "north"]
    assert notify(first) == 2
    world.go(at(2, 20))
    system.show("west", "tax", "staff")
    system.check_shown(west)
    system.decide(west)
    # Whoever comes while a call runs takes part in the next.
    late = tender(CALL, "west", 1)
    assert code_of(first, lambda: first.receive(late)) == "bid.not_invited"
    receive(first, tender(CALL, "north", 100_000), tender(CALL, "east", 90_000))
    world.go(at(3, 2))
    conclude(first, "east", ("east", "north"))
    second = world.call(call_draft(NEXT_END, NEXT, requirements=()))
    assert invited(second) == ["east", "north", "west"]
    receive(second, tender(NEXT, "west", 80_000), tender(NEXT, "north", 85_000))
    world.go(at(3, 17))
    conclude(second, "west", ("north", "west"))
    with world.store.read() as work:
        assert verify(work).faults == ()


def conclude(world: World, winner: str, bidders: tuple[str, ...]) -> None:
    """Open, rank, decide and tell; the contract may follow at once (LOU 20:2)."""
    world.open()
    evaluate(world)
    declare_owners(world, winner)
    world.decide()
    with world.store.read() as work:
        owed = {out.organisation_id for out, sent in letters_of(work, world.tender) if sent is None}
    assert owed >= set(bidders)
    notify(world)
    assert draw_up(world) == 1
    with world.store.read() as work:
        found = select(Contract.id).where(col(Contract.tender_id) == world.tender)
        [contract_id] = work.session.exec(found)
    world.provider_signs(contract_id, winner)
    world.buyer_signs(contract_id)
    with world.store.read() as work:
        signed = select(Signature).where(col(Signature.contract_id) == contract_id)
        assert len(work.session.exec(signed).all()) == 2


def test_whoever_has_left_is_not_invited(system: System) -> None:
    world = system.world
    first = system.admit("north", "L1")
    system.admit("south", "L1")
    system.leave(first, "north", date(2026, 2, 12))
    world.go(at(2, 13))
    assert invited(world.call(call_draft(FIRST_END, CALL, requirements=()))) == ["south"]


def test_a_call_to_nobody_is_refused(system: System) -> None:
    world = system.world.of(CALL)
    world.go(at(2, 13))
    world.draft(call_draft(FIRST_END, CALL, requirements=()))
    world.appoint()
    assert code_of(world, world.publish) == "invitation.nobody"


def test_a_call_has_ten_days(system: System) -> None:
    system.admit("north", "L1")
    world = system.world.of(CALL)
    world.go(at(2, 18))
    world.draft(call_draft(FIRST_END, CALL, requirements=()))
    world.appoint()
    assert code_of(world, world.publish) == "condition.time"


def test_no_call_is_sent_while_an_application_is_examined_in_a_prolonged_time(
    world_at: WorldAt,
) -> None:
    world = world_at("enrolled")
    world.go(at(1, 13))
    draft = dps_draft()
    assert draft.system is not None
    terms = draft.system.model_copy(update={"decision_days": 40})
    system = system_of(world, draft.model_copy(update={"system": terms}))
    system.admit("north", "L1")
    world.go(at(1, 15))
    waiting = system.apply("south", "L1")
    until = prolong_decision(world.store, world.actor("officer"), waiting, WHY)
    # Forty working days, as the documents say, where fifteen end on 5 February.
    assert until == date(2026, 3, 12)
    called = world.of(CALL)
    world.go(at(2, 13))
    called.draft(call_draft(FIRST_END, CALL, requirements=()))
    called.appoint()
    assert code_of(called, called.publish) == "condition.system_in_force"
    system.show("south", "tax", "staff")
    system.check_shown(waiting)
    system.decide(waiting)
    called.publish()
    assert invited(called) == ["north", "south"]
    with world.store.read() as work:
        assert decisions_due(work, DPS) == ()


def test_nothing_is_called_in_a_system_that_has_ended(world_at: WorldAt) -> None:
    world = world_at("enrolled")
    world.go(at(1, 13))
    draft = dps_draft()
    assert draft.system is not None
    terms = draft.system.model_copy(update={"ends_on": date(2026, 2, 28)})
    system = system_of(world, draft.model_copy(update={"system": terms}))
    system.admit("north", "L1")
    called = world.of(CALL)
    world.go(at(3, 1))
    called.draft(call_draft(NEXT_END, CALL, requirements=()))
    called.appoint()
    assert code_of(called, called.publish) == "condition.system_in_force"


def test_a_call_is_awarded_on_the_criteria_of_the_systems_notice(system: System) -> None:
    """LOU 8:12: they may be made more precise, and are no others."""
    world = system.world.of(CALL)
    other = call_draft(FIRST_END, CALL, award_terms=award_terms_of("other"))
    assert code_of(world, lambda: world.draft(other)) == "tender.other_than_basis"
    world.draft(call_draft(FIRST_END, CALL, award_terms=award_terms_of()))


def test_a_purchasing_systems_notice_states_the_award_criteria(world_at: WorldAt) -> None:
    world = world_at("enrolled")
    refusal = world.refusal_of(lambda: world.of(DPS).draft(dps_draft(award_terms={})))
    assert refusal.reason.code.startswith(("award_terms", "evaluation", "file"))
