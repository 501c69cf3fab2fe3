"""A declaration is provisional: good for ranking, never for the winner."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from law.reasons import Basis, Cite
from law.rulebook import Rulebook
from procurement.qualification.declaring import Answer, provisional, record_declaration
from procurement.qualification.disqualified import out_of_competition
from registry.disclosure import Wanted, sealed_tenders, shown
from tests.procurement.qualifying import declared, kept
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
UNCHECKED = ["decision.not_controlled"] * 2


def test_the_same_answers_are_recorded_once(world_at: WorldAt) -> None:
    world = world_at("opened")
    assert world.done_once(partial(declared, world, "n1", TAX=True, AT=False)) == (
        "declaration.recorded"
    )
    world.go(at(2, 18))
    assert declared(world, "n1", TAX=True, AT=True) == 1, "only what is said otherwise"


def test_a_declaration_clears_no_winner(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    assert kept(world, "L1", "n1") == UNCHECKED
    declared(world, "n1", TAX=True, AT=True)
    assert kept(world, "L1", "n1") == UNCHECKED


def test_an_answer_of_no_stands_until_a_control_says_otherwise(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    declared(world, "n1", AT=False)
    assert kept(world, "L1", "n1") == ["decision.declared_not_met", "decision.not_controlled"]
    with world.store.read() as work:
        assert out_of_competition(work, TENDER) == {}, "it puts nobody out by itself"
    world.play("registered", "controlled")
    assert kept(world, "L1", "n1") == []
    world.go(at(2, 20))
    declared(world, "n1", AT=True)
    world.go(at(2, 21))
    declared(world, "n1", AT=False)
    assert kept(world, "L1", "n1") == ["decision.declared_not_met"], "said after the control"


def test_a_declaration_says_what_it_is_worth_and_why() -> None:
    above, below = provisional(Rulebook.SE_LOU), provisional(Rulebook.SE_LOU_19)
    assert (above.cite, above.basis) == (Cite("LOU", 15, "2"), Basis.STATUTE)
    assert (below.cite, below.basis) == (None, Basis.TENDER_DOCUMENTS)


def test_what_cannot_be_answered_is_refused(world_at: WorldAt) -> None:
    world = world_at("opened")
    assert world.refusal_of(partial(declared, world, "none", TAX=True)).reason.code == "bid.unknown"
    refusal = world.refusal_of(partial(declared, world, "n1", TAX=True, NONE=True))
    assert refusal.reason.code == "declaration.requirement"
    declared(world, "n1", TAX=True)
    refusal = world.refusal_of(partial(declared, world, "n1", TAX=False))
    assert refusal.reason.code == "declaration.same_moment"


@pytest.mark.parametrize("person", ["head", "engine", "north-person"])
def test_only_an_officer_records_declarations(world_at: WorldAt, person: str) -> None:
    world = world_at("opened")
    refusal = world.refusal_of(
        lambda: record_declaration(world.store, world.actor(person), "n1", {"TAX": Answer(True)})
    )
    assert refusal.reason.code == "actor.role"


def test_the_journal_does_not_tell_of_the_bid_before_the_award(world_at: WorldAt) -> None:
    """A bid's id is nothing of its tender's, yet who bid is secret till then (OSL 19:3)."""
    world = world_at("evaluated")
    declared(world, "n1", TAX=True, AT=True)
    with world.store.read() as work:
        told = shown(work, Wanted(), sealed_tenders(work))
    assert [each.entry.kind for each in told if each.entry.kind == "declaration.recorded"] == []
