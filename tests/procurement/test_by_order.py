"""A court's order sends the lot back to the right act, or ends it; nobody calls anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from appeals.docket.court_acts import record_court_act
from appeals.docket.court_entry import CourtEntry
from appeals.hold import Blocked, may_conclude
from appeals.in_force import award_in_force, latest_evaluation
from appeals.loading import load_lot_facts
from law.reasons import Text
from law.rulebook import Rulebook
from models.review import CourtActKind, CourtName, ReturnTo
from procurement.decisions.by_order import NextAct, OrderedLot, ordered_lots
from procurement.decisions.cancelling import cancel
from procurement.decisions.undecided import awaiting_decision
from procurement.decisions.withdrawing import withdraw
from procurement.qualification.controls import Judgement, record_controls
from procurement.ranking.due_lots import current_winners, lots_to_evaluate
from tests.procurement.small_papers import TENDER, at, evidence
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
FR, KR = CourtName.FR, CourtName.KR
JUNE_12, JULY_10 = date(2026, 6, 12), date(2026, 7, 10)
WHY = Text("Domstolens beslut", "The court's order")


def ruled(
    world: World,
    court: CourtName,
    kind: CourtActKind,
    on: date,
    returns_to: ReturnTo | None = None,
    *,
    bid: str | None = None,
) -> None:
    """An act in case 1-26, dispatched the same day."""
    entry = CourtEntry(f"{TENDER}/1-26", "1-26", court, kind, on, on, WHY, bid,
                       returns_to=returns_to)  # fmt: skip
    record_court_act(world.store, world.actor("lawyer"), entry)


def reviewed(world: World, *codes: str) -> World:
    """West applies on the standstill's last day; it is now Monday 15 June."""
    world.go(at(3, 12))
    world.lodge("1-26", *(codes or ("L3",)))
    world.go(at(6, 15))
    return world


def corrected(world_at: WorldAt, returns_to: ReturnTo) -> World:
    world = reviewed(world_at("notified"))
    ruled(world, FR, CourtActKind.CORRECTION, JUNE_12, returns_to)
    world.go(at(6, 16))
    return world


def next_acts(world: World) -> dict[str, NextAct]:
    with world.store.read() as work:
        return {each.code: each.next for each in ordered_lots(work, TENDER)}


def ordered(world: World) -> tuple[OrderedLot, ...]:
    with world.store.read() as work:
        return ordered_lots(work, TENDER)


def to_evaluate(world: World) -> frozenset[str]:
    with world.store.read() as work:
        return lots_to_evaluate(work, TENDER).needed


def awaiting(world: World) -> dict[str, bool]:
    """Lot code → whether it can be decided today."""
    with world.store.read() as work:
        return {each.code: each.ready for each in awaiting_decision(work, TENDER)}


def decision_of(world: World, code: str) -> str | None:
    with world.store.read() as work:
        award = award_in_force(work, world.lot(code))
        return award.decision.id if award else None


def evaluation_of(world: World, code: str) -> str:
    with world.store.read() as work:
        return latest_evaluation(work, TENDER)[world.lot(code)]


def winner(world: World, code: str) -> str | None:
    with world.store.read() as work:
        return current_winners(work, TENDER)[world.lot(code)]


def holds(world: World, code: str) -> list[str]:
    with world.store.read() as work:
        facts = load_lot_facts(work, world.lot(code))
    answer = may_conclude(facts, Rulebook.SE_LOU_19, world.clock.at)
    return [reason.code for reason in answer.reasons] if isinstance(answer, Blocked) else []


def test_sent_back_to_the_decision_it_is_decided_again_on_the_same_evaluation(
    world_at: WorldAt,
) -> None:
    world = corrected(world_at, ReturnTo.DECISION)
    before = evaluation_of(world, "L3")
    assert to_evaluate(world) == frozenset()
    assert awaiting(world) == {"L3": False}, "the tax certificate is older than 60 days"
    assert next_acts(world) == {"L3": NextAct.CONTROL}
    world.renew(date(2026, 6, 1))
    assert awaiting(world) == {"L3": True}
    assert next_acts(world) == {"L3": NextAct.DECIDE}
    assert "ordered-corrected" in holds(world, "L3")
    world.go(at(6, 17))
    assert world.decide() == f"{TENDER}/D2"
    assert (decision_of(world, "L3"), evaluation_of(world, "L3")) == (f"{TENDER}/D2", before)
    assert decision_of(world, "L1") == f"{TENDER}/D1"
    assert (awaiting(world), next_acts(world)) == ({}, {})
    assert "letters-missing" in holds(world, "L3")
    world.send_letters(2)
    assert holds(world, "L3") == ["bar-running"]


def test_sent_back_to_the_evaluation_it_is_ranked_controlled_and_decided_anew(
    world_at: WorldAt,
) -> None:
    world = corrected(world_at, ReturnTo.EVALUATION)
    assert to_evaluate(world) == {world.lot("L3")}
    assert next_acts(world) == {"L3": NextAct.EVALUATE}
    assert world.decide() is None, "nothing awaits a decision before that"
    world.evaluate()
    assert next_acts(world) == {"L3": NextAct.CONTROL}
    world.renew(date(2026, 6, 1))
    assert next_acts(world) == {"L3": NextAct.DECIDE}
    world.decide()
    assert (to_evaluate(world), next_acts(world)) == (frozenset(), {})


def test_sent_back_to_the_qualification_no_earlier_control_counts(world_at: WorldAt) -> None:
    """East had been put out by a control; after the order it is ranked, and controlled anew."""
    world = world_at("evaluated")
    world.go(at(2, 19))
    world.register_all(but=["e3"])
    record_controls(world.store, world.actor("officer"), TENDER, [failed_therapist(world)])
    world.evaluate()
    assert winner(world, "L3") == "s3"
    world.control()
    world.go(at(3, 2, 8))
    world.decide()
    world.send_letters()
    reviewed(world)
    ruled(world, FR, CourtActKind.CORRECTION, JUNE_12, ReturnTo.QUALIFICATION)
    world.go(at(6, 16))
    assert to_evaluate(world) == {world.lot("L3")}
    assert next_acts(world) == {"L3": NextAct.EVALUATE}
    world.evaluate()
    assert winner(world, "L3") == "e3"
    assert next_acts(world) == {"L3": NextAct.CONTROL}
    world.register([evidence("e3")])
    world.renew(date(2026, 6, 1))
    world.decide()
    assert (decision_of(world, "L3"), next_acts(world)) == (f"{TENDER}/D2", {})


def failed_therapist(world: World) -> Judgement:
    return Judgement("e3", f"{TENDER}/AT", evaluation_of(world, "L3"), passed=False,
                     evidence_id=None, note=Text("saknas", "missing"))  # fmt: skip


def test_an_order_that_kr_sets_aside_asks_for_nothing(world_at: WorldAt) -> None:
    world = corrected(world_at, ReturnTo.EVALUATION)
    ruled(world, KR, CourtActKind.APPEALED, date(2026, 6, 16))
    assert next_acts(world) == {"L3": NextAct.EVALUATE}, "an appeal sets nothing aside"
    world.go(at(7, 13))
    ruled(world, KR, CourtActKind.REJECTED, JULY_10)
    assert (to_evaluate(world), awaiting(world), next_acts(world)) == (frozenset(), {}, {})
    assert "ordered-corrected" not in holds(world, "L3")


def test_a_bid_that_kr_lets_back_in_is_ranked_again(world_at: WorldAt) -> None:
    world = reviewed(world_at("notified"))
    ruled(world, FR, CourtActKind.CORRECTION, JUNE_12, ReturnTo.EVALUATION, bid="e3")
    world.go(at(6, 16))
    world.evaluate()
    assert winner(world, "L3") == "s3"
    world.go(at(7, 13))
    ruled(world, KR, CourtActKind.APPEALED, date(2026, 6, 16))
    ruled(world, KR, CourtActKind.REJECTED, JULY_10)
    assert to_evaluate(world) == {world.lot("L3")}
    world.evaluate()
    assert winner(world, "L3") == "e3"


def test_also_where_the_lot_has_been_decided_without_it(world_at: WorldAt) -> None:
    world = reviewed(world_at("notified"))
    ruled(world, FR, CourtActKind.CORRECTION, JUNE_12, ReturnTo.EVALUATION, bid="e3")
    world.go(at(6, 16))
    world.evaluate()
    world.renew(date(2026, 6, 1))
    assert world.decide() == f"{TENDER}/D2"
    assert (to_evaluate(world), next_acts(world)) == (frozenset(), {})
    world.go(at(7, 13))
    ruled(world, KR, CourtActKind.APPEALED, date(2026, 6, 16))
    ruled(world, KR, CourtActKind.REJECTED, JULY_10)
    assert to_evaluate(world) == {world.lot("L3")}
    world.evaluate()
    assert (winner(world, "L3"), to_evaluate(world)) == ("e3", frozenset())
    assert "evaluation-replaced" in holds(world, "L3")


def test_the_next_step_warns_while_the_ruling_may_be_appealed(world_at: WorldAt) -> None:
    world = corrected(world_at, ReturnTo.EVALUATION)
    (lot,) = ordered(world)
    assert lot.order is not None
    assert (lot.order.case_number, lot.order.court, lot.order.returns_to) == (
        "1-26", FR, ReturnTo.EVALUATION,
    )  # fmt: skip
    assert [reason.code for reason in lot.warnings] == ["ruling-not-final"]
    world.go(at(7, 6))
    assert ordered(world)[0].warnings == ()


def test_a_lot_that_is_to_be_redone_is_never_ranked_or_decided_again(world_at: WorldAt) -> None:
    world = reviewed(world_at("notified"), "L2", "L3")
    ruled(world, FR, CourtActKind.REDO, JUNE_12)
    world.go(at(6, 16))
    assert next_acts(world) == {"L2": NextAct.CANCEL, "L3": NextAct.CANCEL}
    assert (to_evaluate(world), awaiting(world)) == (frozenset(), {})
    assert "ordered-redone" in holds(world, "L3")
    ended = partial(cancel, world.store, world.actor("head"), world.actor("officer"), TENDER,
                    ["L2", "L3"], WHY, redo=True)  # fmt: skip
    assert world.done_once(ended) == "tender.cancelled"
    assert next_acts(world) == {"L2": NextAct.DRAFT_AGAIN, "L3": NextAct.DRAFT_AGAIN}


def test_a_redo_that_kr_sets_aside_gives_the_lot_back(world_at: WorldAt) -> None:
    world = reviewed(world_at("notified"))
    ruled(world, FR, CourtActKind.REDO, JUNE_12)
    world.go(at(7, 13))
    ruled(world, KR, CourtActKind.APPEALED, date(2026, 6, 16))
    ruled(world, KR, CourtActKind.REJECTED, JULY_10)
    assert next_acts(world) == {}
    assert "ordered-redone" not in holds(world, "L3")


def test_a_fallen_winner_of_a_lot_to_be_redone_is_not_replaced(world_at: WorldAt) -> None:
    """Nor does what it was awarded come free while the order may be set aside."""
    world = reviewed(world_at("notified"), "L1")
    ruled(world, FR, CourtActKind.CORRECTION, JUNE_12, ReturnTo.EVALUATION, bid="n1")
    world.go(at(6, 16))
    assert to_evaluate(world) >= {world.lot("L1")}
    world.go(at(7, 13))
    ruled(world, KR, CourtActKind.APPEALED, date(2026, 6, 16))
    ruled(world, KR, CourtActKind.REDO, JULY_10)
    assert to_evaluate(world) == frozenset()
    assert next_acts(world) == {"L1": NextAct.CANCEL}


def test_an_order_about_one_lot_leaves_the_others_of_the_case_pending(world_at: WorldAt) -> None:
    world = reviewed(world_at("notified"), "L2", "L3")
    entry = CourtEntry(f"{TENDER}/1-26", "1-26", FR, CourtActKind.CORRECTION, JUNE_12, JUNE_12,
                       WHY, returns_to=ReturnTo.EVALUATION, lot_ids=(world.lot("L3"),))  # fmt: skip
    record_court_act(world.store, world.actor("lawyer"), entry)
    world.go(at(6, 16))
    assert next_acts(world) == {"L3": NextAct.EVALUATE}
    assert to_evaluate(world) == {world.lot("L3")}
    assert "extended-standstill" in holds(world, "L2")
    assert "ordered-corrected" in holds(world, "L3")


def test_two_corrections_one_after_another_are_each_answered(world_at: WorldAt) -> None:
    world = corrected(world_at, ReturnTo.EVALUATION)
    world.evaluate()
    world.renew(date(2026, 6, 1))
    assert world.decide() == f"{TENDER}/D2"
    world.send_letters(2)
    world.go(at(6, 25))
    world.lodge("2-26", "L3")
    world.go(at(7, 13))
    entry = CourtEntry(f"{TENDER}/2-26", "2-26", FR, CourtActKind.CORRECTION, JULY_10, JULY_10,
                       WHY, returns_to=ReturnTo.DECISION)  # fmt: skip
    record_court_act(world.store, world.actor("lawyer"), entry)
    assert next_acts(world) == {"L3": NextAct.DECIDE}
    assert to_evaluate(world) == frozenset(), "the evaluation that answered the first stands"
    world.go(at(7, 14))
    assert world.decide() == f"{TENDER}/D3"
    assert next_acts(world) == {}
    assert "ordered-corrected" not in holds(world, "L3")
    assert "letters-missing" in holds(world, "L3")


def test_a_decision_drafted_before_the_ruling_was_known_is_not_made(world_at: WorldAt) -> None:
    world = corrected(world_at, ReturnTo.DECISION)
    world.renew(date(2026, 6, 1))
    draft = world.draft_decision()
    assert draft is not None
    world.lodge("2-26", "L3", lodged_at=at(3, 12))
    entry = CourtEntry(f"{TENDER}/2-26", "2-26", FR, CourtActKind.CORRECTION, JUNE_12, JUNE_12,
                       WHY, returns_to=ReturnTo.DECISION)  # fmt: skip
    record_court_act(world.store, world.actor("lawyer"), entry)
    refusal = world.refusal_of(lambda: world.decide_on(draft.id, draft.pdf_sha256))
    assert refusal.reason.code == "decision.changed"
    assert world.decide() == f"{TENDER}/D2"


def test_a_decision_whose_order_kr_sets_aside_is_to_be_thought_over(world_at: WorldAt) -> None:
    """It stands until it is withdrawn, and the one that it replaced never comes back."""
    world = corrected(world_at, ReturnTo.EVALUATION)
    world.evaluate()
    world.renew(date(2026, 6, 1))
    assert world.decide() == f"{TENDER}/D2"
    world.go(at(7, 13))
    ruled(world, KR, CourtActKind.APPEALED, date(2026, 6, 16))
    assert next_acts(world) == {}
    ruled(world, KR, CourtActKind.REJECTED, JULY_10)
    assert next_acts(world) == {"L3": NextAct.RECONSIDER}
    assert decision_of(world, "L3") == f"{TENDER}/D2"
    world.go(at(7, 14))
    persons = world.actor("head"), world.actor("officer")
    withdraw(world.store, *persons, TENDER, ["L3"], WHY)
    assert (decision_of(world, "L3"), next_acts(world)) == (None, {})
    assert holds(world, "L3")[:1] == ["withdrawn"]
    world.renew(date(2026, 7, 1))
    assert world.decide() == f"{TENDER}/D3"
    assert next_acts(world) == {}


def test_a_contract_drawn_up_on_the_old_decision_is_never_signed(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.provider_signs(f"{TENDER}/D1/L3", "east")
    world.lodge("1-26", "L3", lodged_at=at(3, 12))
    world.go(at(6, 16))
    ruled(world, FR, CourtActKind.CORRECTION, JUNE_12, ReturnTo.EVALUATION)

    def signing() -> None:
        world.buyer_signs(f"{TENDER}/D1/L3")

    assert world.refusal_of(signing).reason.code == "ordered-corrected"
    world.evaluate()
    assert world.refusal_of(signing).reason.code == "ordered-corrected"
    world.renew(date(2026, 6, 1))
    world.decide()
    assert world.refusal_of(signing).reason.code == "contract.decision_replaced"
    world.go(at(7, 13))
    ruled(world, KR, CourtActKind.APPEALED, date(2026, 6, 16))
    ruled(world, KR, CourtActKind.REJECTED, JULY_10)
    assert world.refusal_of(signing).reason.code == "contract.decision_replaced"
