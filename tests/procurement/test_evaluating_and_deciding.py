from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from law.reasons import Text
from models.review import CourtActKind, CourtName
from models.tables import metadata
from procurement.qualification.controls import propose_controls, record_controls
from procurement.qualification.evidence import EvidenceItem
from procurement.ranking.due_lots import current_winners, lots_to_evaluate
from procurement.reports.evaluation_report import evaluation_context
from procurement.reports.protocols import file_protocols
from tests.plain_renderer import PlainRenderer
from tests.procurement.small_papers import (
    TENDER,
    WINNERS,
    at,
    evidence,
    tax_certificate,
    tender_draft,
)
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]


def winners(world: World) -> dict[str, str | None]:
    with world.store.read() as work:
        found = current_winners(work, TENDER)
    return {lot_id.split("/")[1]: bid_id for lot_id, bid_id in found.items()}


def due(world: World) -> set[str]:
    with world.store.read() as work:
        return {lot_id.split("/")[1] for lot_id in lots_to_evaluate(work, TENDER).lots}


def letters_owed(world: World, number: int) -> list[str]:
    table = metadata.tables["outgoing"]
    with world.store.read() as work:
        query = select(table.c.organisation_id).where(table.c.decision_id == f"{TENDER}/D{number}")
        return sorted(each for (each,) in work.session.connection().execute(query))


def awarded(world: World, number: int) -> dict[str, str]:
    table = metadata.tables["awarded_lot"]
    with world.store.read() as work:
        query = select(table.c.lot_id, table.c.bid_id)
        query = query.where(table.c.decision_id == f"{TENDER}/D{number}")
        rows = work.session.connection().execute(query)
        return {lot_id.split("/")[1]: bid_id for lot_id, bid_id in rows}


def test_the_lots_are_ranked_and_allotted_by_the_stated_rules(world_at: WorldAt) -> None:
    world = world_at("opened")
    assert due(world) == set(WINNERS)
    assert world.evaluate() == f"{TENDER}/U1"
    assert (winners(world), due(world)) == (WINNERS, set())


def test_a_lot_that_nobody_bid_for_is_evaluated_once_and_awarded_to_nobody(
    world_at: WorldAt,
) -> None:
    world = world_at("enrolled")
    draft = tender_draft()
    empty = draft.lots[0].model_copy(update={"code": "L4", "estimated_value": 50})
    world.draft(tender_draft(lots=(*draft.lots, empty)))
    world.play("published", "received", "opened")
    assert world.evaluate() == f"{TENDER}/U1"
    assert (winners(world), due(world)) == ({**WINNERS, "L4": None}, set())
    assert world.evaluate() is None


def test_a_bid_that_fails_its_control_is_ranked_out_and_its_capacity_goes_round(
    world_at: WorldAt,
) -> None:
    """North loses L1; so it is no longer passed over in L2, which nobody has decided."""
    world = world_at("evaluated")
    world.register_all(but=["n1"])
    assert world.control() == 6
    assert due(world) == {"L1", "L2"}
    assert world.evaluate() == f"{TENDER}/U2"
    assert winners(world) == {"L1": "s1", "L2": "n2", "L3": "e3"}
    assert due(world) == set()
    assert world.evaluate() is None
    assert world.control() == 4, "the winners of the two lots, two requirements each"


def test_a_fallen_bid_that_frees_nobody_is_ranked_out_alone(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    world.register_all(but=["e3"])
    world.control()
    assert due(world) == {"L3"}
    world.evaluate()
    assert winners(world) == {"L1": "n1", "L2": "s2", "L3": "s3"}


def test_a_requirement_is_met_only_on_evidence_that_carries_it(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    world.go(at(3, 2))
    world.register(
        [
            tax_certificate("north", date(2025, 12, 31)),
            tax_certificate("south", date(2026, 1, 1)),
            evidence("n1", bid_id="n2", id="of another bid"),
            evidence("e3", valid_until=date(2026, 3, 1)),
            evidence("e3", issued_on=date(2026, 3, 3), id="from tomorrow"),
        ]
    )
    told = {
        (each.bid_id, each.requirement_id.split("/")[1]): each.note.en
        for each in propose_controls(world.store, TENDER)
    }
    assert told == {
        ("n1", "TAX"): "the evidence is 61 days old, at most 60 are accepted",
        ("n1", "AT"): "there is no evidence",
        ("s2", "TAX"): "skatteintyg",
        ("s2", "AT"): "there is no evidence",
        ("e3", "TAX"): "there is no evidence",
        ("e3", "AT"): "the evidence was valid until 2026-03-01",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        evidence("s2", organisation_id="north"),
        evidence("s2", bid_id="unknown"),
        tax_certificate("nobody"),
    ],
)
def test_evidence_is_about_a_tenderer_and_its_own_bid(
    world_at: WorldAt, wrong: EvidenceItem
) -> None:
    world = world_at("evaluated")
    assert world.refusal_of(lambda: world.register([wrong])).reason.code == "evidence.subject"


def test_another_piece_of_evidence_cannot_take_the_id_of_one_on_file(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    world.register([tax_certificate("south")])
    world.register([tax_certificate("south")])
    other = replace(tax_certificate("south"), summary="restanslängd")
    assert world.refusal_of(lambda: world.register([other])).reason.code == "evidence.known"


@pytest.mark.parametrize("evidence_id", [None, "therapist-n1", "therapist-s2", "none"])
def test_a_control_cannot_be_recorded_as_met_on_other_evidence(
    world_at: WorldAt, evidence_id: str | None
) -> None:
    world = world_at("evaluated")
    world.register([tax_certificate("south")])
    world.register([evidence("n1"), evidence("s2")])
    officer = world.actor("officer")
    proposed = propose_controls(world.store, TENDER)
    lacking = next(each for each in proposed if each.bid_id == "e3" and not each.passed)
    forced = replace(lacking, passed=True, evidence_id=evidence_id)
    refusal = world.refusal_of(lambda: record_controls(world.store, officer, TENDER, [forced]))
    assert refusal.in_("en") == (
        "The requirement “Named therapist” cannot be recorded as met: there is no evidence."
        " Ask for current evidence, or record the requirement as not met."
    )


def test_only_presumptive_winners_are_controlled(world_at: WorldAt) -> None:
    world = world_at("registered")
    officer = world.actor("officer")
    first = propose_controls(world.store, TENDER)[0]
    loser = replace(first, bid_id="s1", passed=False)
    former = replace(first, evaluation_id="elsewhere", passed=False)
    for judgements in ([loser], [former]):
        refusal = world.refusal_of(
            partial(record_controls, world.store, officer, TENDER, judgements)
        )
        assert refusal.reason.code == "control.not_winner"


def test_the_record_of_an_evaluation_waits_for_its_last_control(world_at: WorldAt) -> None:
    world = world_at("registered")
    officer, engine = world.actor("officer"), world.actor("engine")

    def filed() -> int:
        return file_protocols(world.store, engine, PlainRenderer(), TENDER, "sv")

    proposed = propose_controls(world.store, TENDER)
    assert filed() == 1, "the opening's"
    record_controls(world.store, officer, TENDER, proposed[:-1])
    assert filed() == 0
    record_controls(world.store, officer, TENDER, proposed[-1:])
    assert (filed(), filed()) == (1, 0)


def test_the_record_tells_of_each_bid_what_became_of_it(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    world.register_all(but=["n1"])
    world.control()
    with world.store.read() as work:
        context = evaluation_context(work, f"{TENDER}/U1", "en")
    assert {
        ranking.lot.code: [(row.tenderer, row.status) for row in ranking.rows]
        for ranking in context.lots
    } == {
        "L1": [
            ("Demo North AB", "failed_control"),
            ("Demo East AB", "ranked"),
            ("Demo South AB", "ranked"),
        ],
        "L2": [
            ("Demo North AB", "passed_over"),
            ("Demo South AB", "winner"),
            ("Demo West AB", "ranked"),
        ],
        "L3": [("Demo East AB", "winner"), ("Demo South AB", "ranked")],
    }


def test_no_award_is_decided_on_a_winner_nobody_has_controlled(world_at: WorldAt) -> None:
    world = world_at("registered")
    assert world.refusal_of(world.decide).in_("en") == (
        "In L1 the requirement “Named therapist” has not been checked and met for the presumptive"
        " winner. Check current evidence, and evaluate again if it fails."
    )


def test_a_lot_whose_winner_failed_is_left_out_of_the_decision(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    world.register_all(but=["s2"])
    world.control()
    assert world.decide() == f"{TENDER}/D1"
    assert awarded(world, 1) == {"L1": "n1", "L3": "e3"}


def test_the_decision_owes_a_letter_to_everybody_who_bid(world_at: WorldAt) -> None:
    world = world_at("controlled")
    assert world.decide() == f"{TENDER}/D1"
    assert world.decide() is None
    assert letters_owed(world, 1) == ["east", "north", "south", "west"]


def corrected(world: World, bid_id: str | None) -> None:
    """L2 was won by South; FR orders correction in June, leaving out that bid if named."""
    world.go(at(3, 12))
    world.lodge("1-26", "L2")
    world.go(at(3, 13))
    world.ask(L2="1-26")
    world.go(at(6, 12))
    ruled = date(2026, 6, 12)
    world.court("1-26", CourtName.FR, CourtActKind.CORRECTION, ruled, bid_id)
    world.go(at(6, 15))


def test_a_correction_ranks_that_lot_again_and_counts_what_others_have_won(
    world_at: WorldAt,
) -> None:
    """North, best in L2, has concluded L1 with its whole capacity and stays passed over."""
    world = world_at("notified")
    corrected(world, "s2")
    assert due(world) == {"L2"}
    world.evaluate()
    assert winners(world) == {"L1": "n1", "L2": "w2", "L3": "e3"}
    assert (due(world), world.evaluate()) == (set(), None)
    world.register([tax_certificate("west", date(2026, 6, 1))])
    world.control()
    assert world.decide() == f"{TENDER}/D2"
    assert letters_owed(world, 2) == ["north", "south", "west"]
    assert (due(world), world.evaluate(), world.decide()) == (set(), None, None)


def test_a_correction_that_ends_in_the_same_winner_is_made_once(world_at: WorldAt) -> None:
    world = world_at("notified")
    corrected(world, None)
    assert due(world) == {"L2"}
    assert world.evaluate() == f"{TENDER}/U2"
    assert (winners(world)["L2"], due(world), world.evaluate()) == ("s2", set(), None)
    world.register([tax_certificate("south", date(2026, 6, 1))])
    world.control()
    assert world.decide() == f"{TENDER}/D2"
    assert due(world) == set()


def test_a_correction_of_a_concluded_lot_ranks_nothing(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.provider_signs(f"{TENDER}/D1/L2", "south")
    world.buyer_signs(f"{TENDER}/D1/L2")
    world.lodge("1-26", "L2", lodged_at=at(3, 12))
    world.court("1-26", CourtName.FR, CourtActKind.CORRECTION, date(2026, 3, 13), "s2")
    assert (due(world), world.evaluate()) == (set(), None)


def test_the_reason_for_a_disregarded_bid_is_told(world_at: WorldAt) -> None:
    world = world_at("notified")
    corrected(world, "s2")
    with world.store.read() as work:
        outcome = lots_to_evaluate(work, TENDER).outcomes[0]
    assert outcome.placements[-1].note == Text(
        "Ska enligt domstolens beslut i mål 1-26 inte beaktas",
        "To be disregarded by order of the court in case 1-26",
    )
