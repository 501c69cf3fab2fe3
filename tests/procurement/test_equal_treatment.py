"""What one may complete, the others that lack the same may too (LOU 19:15)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from law.reasons import Cite
from models.correspondence import InquiryKind
from procurement.qualification.controls import propose_controls
from procurement.qualification.equal_treatment import unequal
from tests.procurement.qualifying import (
    about,
    alleged,
    answered,
    declared,
    excluded,
    failed,
    heard,
    kept,
    put,
    question,
    send,
)
from tests.procurement.small_papers import BIDS, TENDER, at, evidence
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]


@pytest.fixture
def lacking(world_at: WorldAt) -> World:
    """n1 and e1 of L1 lack a named therapist; s1 and everybody else have shown theirs."""
    world = world_at("evaluated")
    world.go(at(2, 19))
    world.register_all(but=["n1", "e1"])
    return world


def told(world: World, bid_id: str) -> list[tuple[str, Cite | None]]:
    with world.store.read() as work:
        return [(each.code, each.cite) for each in unequal(work, TENDER, bid_id)]


UNEQUAL = ("completion.unequal", Cite("LOU", 19, "15"))
RUNNING = ("completion.running", Cite("LOU", 19, "15"))


def test_a_chance_that_another_was_not_given_keeps_the_winner_waiting(lacking: World) -> None:
    assert told(lacking, "n1") == [], "nobody has been asked"
    answered(lacking, put(lacking, about("n1", "AT")))
    assert told(lacking, "n1") == [UNEQUAL]
    lacking.register([evidence("n1")])
    lacking.control()
    assert kept(lacking, "L1", "n1") == ["completion.unequal"], "shown, but by a chance of its own"


def test_the_others_time_runs_out_too(lacking: World) -> None:
    answered(lacking, put(lacking, about("n1", "AT")))
    put(lacking, about("e1", "AT"))
    assert told(lacking, "n1") == [RUNNING], "not sent"
    send(lacking)
    assert told(lacking, "n1") == [RUNNING]
    lacking.go(at(2, 27))
    assert told(lacking, "n1") == []


def test_the_chance_given_to_a_loser_concerns_the_winner_of_that_lot(lacking: World) -> None:
    answered(lacking, put(lacking, about("n1", "AT")))
    assert told(lacking, "s1") == [UNEQUAL], "e1, in the same lot, was passed by"
    assert told(lacking, "e3") == [], "no bid for L3 was"


def test_a_clarification_of_a_requirement_is_a_chance_too_and_of_the_bid_is_not(
    lacking: World,
) -> None:
    answered(lacking, put(lacking, question("n1", InquiryKind.CLARIFICATION)))
    assert told(lacking, "n1") == []
    requirement = f"{TENDER}/AT"
    clarified = question("n1", InquiryKind.CLARIFICATION, requirement_id=requirement)
    answered(lacking, put(lacking, clarified))
    assert told(lacking, "n1") == [UNEQUAL]


@pytest.mark.parametrize(("code", "found"), [("TAX", []), ("AT", [UNEQUAL])])
def test_evidence_of_the_winner_alone_favours_nobody_unless_it_was_to_be_in_the_bid(
    lacking: World, code: str, found: list[tuple[str, Cite]]
) -> None:
    requirement = f"{TENDER}/{code}"
    asked = question("n1", InquiryKind.EVIDENCE, requirement_id=requirement)
    answered(lacking, put(lacking, asked))
    assert told(lacking, "n1") == found


@pytest.mark.parametrize("kind", [InquiryKind.EVIDENCE, InquiryKind.COMPLETION])
def test_nobody_fails_a_requirement_while_there_is_time_to_show_it(
    lacking: World, kind: InquiryKind
) -> None:
    put(lacking, question("n1", kind, requirement_id=f"{TENDER}/AT"))
    fail = partial(failed, lacking, "n1", "AT")
    assert lacking.refusal_of(fail).reason.code == "control.asked", "the letter has not left"
    send(lacking)
    lacking.go(at(2, 26))
    assert lacking.refusal_of(fail).reason.code == "control.asked"
    proposed = {
        (each.bid_id, each.requirement_id) for each in propose_controls(lacking.store, TENDER)
    }
    assert ("n1", f"{TENDER}/AT") not in proposed
    assert ("n1", f"{TENDER}/TAX") in proposed
    lacking.go(at(2, 27))
    assert fail() == 1


def test_whoever_is_out_for_another_reason_need_not_be_asked(lacking: World) -> None:
    answered(lacking, put(lacking, about("n1", "AT")))
    case = alleged(lacking, "east")
    answered(lacking, heard(lacking, case))
    excluded(lacking, case)
    assert told(lacking, "n1") == []


def test_whoever_fell_on_the_very_same_must_be_asked(world_at: WorldAt) -> None:
    world = world_at("controlled")
    world.go(at(2, 20))
    failed(world, "n1", "AT")
    world.evaluate()
    answered(world, put(world, about("s1", "AT")))
    assert told(world, "s1") == [UNEQUAL], "n1 fell on what s1 may complete"


def test_one_that_declares_itself_not_to_meet_it_must_be_asked(world_at: WorldAt) -> None:
    world = world_at("controlled")
    declared(world, "e1", AT=False)
    answered(world, put(world, about("n1", "AT")))
    assert told(world, "n1") == [UNEQUAL]


def test_what_the_tenderer_shows_for_all_its_bids_is_asked_once(world_at: WorldAt) -> None:
    """TAX is the tenderer's: east has bids in two lots, and one question covers both."""
    world = world_at("controlled")
    for bid_id in ("e1", "e3"):
        declared(world, bid_id, TAX=False)
        world.go(world.clock.at.replace(second=1))
    answered(world, put(world, about("n1", "TAX")))
    assert told(world, "n1") == [UNEQUAL], "e1; e3 has passed its control"
    answered(world, put(world, about("e3", "TAX")))
    assert told(world, "n1") == []
    assert BIDS["e1"][1] == BIDS["e3"][1]
