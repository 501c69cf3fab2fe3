"""Checked again: for every new winner, and when a court case has made evidence stale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from law.reasons import Text
from models.review import CourtActKind, CourtName
from procurement.qualification.controls import propose_controls, record_controls
from procurement.qualification.one_control import judgement_of
from tests.appeals.docket_views import codes
from tests.procurement.qualifying import WHY, failed, kept
from tests.procurement.small_papers import CAPACITY, TENDER, at, evidence, tax_certificate
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]


def proposed(world: World) -> dict[tuple[str, str], bool]:
    return {
        (each.bid_id, each.requirement_id.split("/")[1]): each.passed
        for each in propose_controls(world.store, TENDER)
    }


def test_every_new_winner_is_checked_before_it_is_awarded(world_at: WorldAt) -> None:
    world = world_at("controlled")
    world.go(at(2, 20))
    failed(world, "n1", "AT")
    world.evaluate()
    assert kept(world, "L1", "s1", "U2") == ["decision.not_controlled"] * 2
    assert {bid for bid, _ in proposed(world)} == {"s1", "n2"}
    world.control()
    assert kept(world, "L1", "s1", "U2") == []


def test_a_winner_of_two_evaluations_is_checked_in_each(world_at: WorldAt) -> None:
    """n2 was not checked when it lost, and north's tax was checked for n1 alone."""
    world = world_at("controlled")
    world.go(at(2, 20))
    failed(world, "n1", "AT")
    world.evaluate()
    assert proposed(world) == {
        ("s1", "TAX"): True, ("s1", "AT"): True, ("n2", "TAX"): True, ("n2", "AT"): True,
    }  # fmt: skip


def reviewed(world: World) -> None:
    """A case about L3 from 12 March until KR's time has run out on 23 June."""
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(6, 15))
    world.court("1-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 6, 12))
    world.go(at(6, 24))
    world.ask()
    world.ask(CourtName.KR)


def test_evidence_too_old_after_a_court_case_keeps_the_contract_and_is_checked_again(
    world_at: WorldAt,
) -> None:
    world = world_at("notified")
    reviewed(world)
    assert codes(world, "L3") == ["evidence-lapsed"]
    assert proposed(world) == {("e3", "TAX"): False}, "TAX may be 60 days old; AT has no limit"
    world.register([tax_certificate("east", date(2026, 6, 20))])
    assert proposed(world) == {("e3", "TAX"): True}
    assert (world.control(), world.control()) == (1, 0)
    assert (codes(world, "L3"), proposed(world)) == ([], {})


def test_without_a_court_case_evidence_fresh_at_the_decision_carries_the_contract(
    world_at: WorldAt,
) -> None:
    world = world_at("notified")
    world.go(at(6, 24))
    world.ask()
    assert (codes(world, "L3"), proposed(world)) == ([], {})


def test_evidence_that_ends_by_its_own_terms_is_checked_again_in_any_case(
    world_at: WorldAt,
) -> None:
    world = world_at("evaluated")
    world.go(at(2, 19))
    world.register(tax_certificate(each) for each in CAPACITY)
    ends = {"e3": date(2026, 3, 12)}
    world.register(evidence(each, valid_until=ends.get(each)) for each in ("n1", "s2", "e3"))
    world.control()
    world.play("decided", "notified", "checked")
    assert codes(world, "L3") == ["evidence-lapsed"]
    assert proposed(world) == {("e3", "AT"): False}
    world.register([evidence("e3", id="new", issued_on=date(2026, 3, 13))])
    world.control()
    assert (codes(world, "L3"), proposed(world)) == ([], {})


def test_a_winner_that_fails_after_the_court_case_is_ranked_out(world_at: WorldAt) -> None:
    world = world_at("notified")
    reviewed(world)
    failed(world, "e3", "AT")
    assert world.evaluate() == f"{TENDER}/U2"


@pytest.mark.parametrize(("bid_id", "code"), [("n1", "NONE"), ("none", "TAX")])
def test_one_control_is_of_a_bid_and_a_requirement(
    world_at: WorldAt, bid_id: str, code: str
) -> None:
    world = world_at("evaluated")
    refusal = world.refusal_of(lambda: judgement_of(world.store, bid_id, code, passed=True))
    assert refusal.reason.code in ("control.nothing", "bid.unknown")


def test_a_failure_says_why_and_a_pass_rests_on_evidence(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    refusal = world.refusal_of(lambda: judgement_of(world.store, "n1", "TAX", passed=False))
    assert refusal.reason.code == "control.note"
    passed = judgement_of(world.store, "n1", "TAX", passed=True, note=WHY)
    officer = world.actor("officer")
    refusal = world.refusal_of(lambda: record_controls(world.store, officer, TENDER, [passed]))
    assert refusal.reason.code == "control.not_carried"
    world.register([tax_certificate("north")])
    carried = judgement_of(world.store, "n1", "TAX", passed=True)
    assert carried == replace(
        passed, evidence_id="tax-north-2026-02-01", note=Text("skatteintyg", "skatteintyg")
    )
    assert record_controls(world.store, officer, TENDER, [carried]) == 1
