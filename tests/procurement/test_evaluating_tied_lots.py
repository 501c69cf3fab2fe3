"""What a court's order about one lot does to the lots that the capacity rule ties to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from appeals.hold import Blocked, may_conclude
from appeals.loading import load_lot_facts
from law.rulebook import Rulebook
from models.review import CourtActKind, CourtName
from procurement.ranking.due_lots import current_winners, lots_to_evaluate
from tests.procurement.small_papers import BIDS, TENDER, WINNERS, at, evidence, tax_certificate
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
SOUTHS_L2 = f"{TENDER}/D1/L2"
NORTHS_L2 = f"{TENDER}/D2/L2"


def holds(world: World) -> dict[str, list[str]]:
    found = {}
    with world.store.read() as work:
        for lot in WINNERS:
            answer = may_conclude(
                load_lot_facts(work, world.lot(lot)), Rulebook.SE_LOU_19, work.now
            )
            blocked = isinstance(answer, Blocked)
            found[lot] = [reason.code for reason in answer.reasons] if blocked else []
    return found


def winners(world: World) -> dict[str, str | None]:
    with world.store.read() as work:
        found = current_winners(work, TENDER)
    return {lot_id.split("/")[1]: bid_id for lot_id, bid_id in found.items()}


def due(world: World) -> set[str]:
    with world.store.read() as work:
        return {lot_id.split("/")[1] for lot_id in lots_to_evaluate(work, TENDER).lots}


def norths_l1_falls(world_at: WorldAt, stage: str = "drawn_up", bid: str | None = "n1") -> World:
    """South has signed for L2, which North would take were its bid for L1 to fall; and it does."""
    world = world_at(stage)
    world.provider_signs(SOUTHS_L2, "south")
    world.lodge("1-26", "L1", lodged_at=at(3, 12), party_id="south")
    world.go(at(6, 15))
    ruled = date(2026, 6, 12)
    world.court("1-26", CourtName.FR, CourtActKind.CORRECTION, ruled, bid)
    return world


def test_a_decided_lot_that_the_fall_gives_another_winner_is_evaluated_again(
    world_at: WorldAt,
) -> None:
    world = norths_l1_falls(world_at)
    assert due(world) == {"L1", "L2"}
    assert world.evaluate() == f"{TENDER}/U2"
    assert winners(world) == {"L1": "s1", "L2": "n2", "L3": "e3"}
    assert (due(world), world.evaluate()) == (set(), None)


def test_the_tied_lot_is_held_from_the_order_until_its_own_new_decision_is_free(
    world_at: WorldAt,
) -> None:
    world = norths_l1_falls(world_at)
    assert holds(world)["L2"] == ["tied", "evidence-lapsed"], "south's tax is of 1 February"
    world.evaluate()
    assert "evaluation-replaced" in holds(world)["L2"]
    refusal = world.refusal_of(lambda: world.buyer_signs(SOUTHS_L2))
    assert refusal.reason.code == "evaluation-replaced"


def test_the_tied_lot_gets_a_decision_letters_and_a_standstill_of_its_own(
    world_at: WorldAt,
) -> None:
    world = norths_l1_falls(world_at)
    world.evaluate()
    world.register(tax_certificate(each, date(2026, 6, 1)) for each in ("north", "south"))
    world.register(evidence(each, id=f"june-{each}") for each in BIDS if each in ("s1", "n2"))
    world.control()
    assert world.decide() == f"{TENDER}/D2"
    assert holds(world)["L2"][0] == "letters-missing"
    assert world.send_letters(2) == 4
    assert holds(world)["L2"] == ["bar-running"]
    refusal = world.refusal_of(lambda: world.buyer_signs(SOUTHS_L2))
    assert refusal.reason.code == "contract.decision_replaced"
    world.go(at(6, 26))
    world.ask()
    world.ask(CourtName.KR)
    world.draw_up()
    world.provider_signs(NORTHS_L2, "north")
    world.buyer_signs(NORTHS_L2)
    assert holds(world)["L2"] == ["concluded"]


def test_a_correction_that_moves_no_winner_leaves_the_tied_lots_decision(
    world_at: WorldAt,
) -> None:
    world = norths_l1_falls(world_at, bid=None)
    assert due(world) == {"L1"}
    assert world.evaluate() == f"{TENDER}/U2"
    assert winners(world) == WINNERS
    world.renew(date(2026, 6, 1))
    assert holds(world)["L2"] == ["tied"], "the order has not been followed by a decision"


def test_a_lot_with_a_contract_is_never_evaluated_again(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.provider_signs(SOUTHS_L2, "south")
    world.buyer_signs(SOUTHS_L2)
    world.lodge("1-26", "L1", lodged_at=at(3, 12), party_id="south")
    world.go(at(6, 15))
    world.court("1-26", CourtName.FR, CourtActKind.CORRECTION, date(2026, 6, 12), "n1")
    assert due(world) == {"L1"}
    assert holds(world)["L2"] == ["concluded"]


def test_an_order_known_after_the_new_evaluation_is_evaluated_before_the_new_decision(
    world_at: WorldAt,
) -> None:
    world = norths_l1_falls(world_at, bid=None)
    world.lodge("2-26", "L1", lodged_at=at(3, 12))
    assert world.evaluate() == f"{TENDER}/U2"
    world.go(at(6, 20))
    world.court("2-26", CourtName.FR, CourtActKind.CORRECTION, date(2026, 6, 19))
    assert due(world) == {"L1"}
    assert world.evaluate() == f"{TENDER}/U3"
    assert due(world) == set()
