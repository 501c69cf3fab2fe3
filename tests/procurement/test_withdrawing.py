"""A decision taken back: nothing rests on it any more, and what courts do about it remains."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from appeals.hold import Blocked, Clear
from law.reasons import Text
from models.review import CourtActKind, CourtName
from procurement.decisions.award_status import AwardState, award_status
from procurement.decisions.withdrawing import withdraw
from procurement.letters.dispatching import dispatch_letters
from procurement.letters.owed import owed_decisions
from procurement.letters.posts import SetLetter
from registry.disclosure import sealed_tenders
from tests.procurement.award_acts import call_off, hold_of, obstacles_of, owed_by, take_back
from tests.procurement.letterbox import Letterbox
from tests.procurement.small_papers import TENDER, at, tax_certificate, tender_draft
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]


def states(world: World) -> dict[str, AwardState]:
    return {lot.code: lot.state for lot in award_status(world.store, TENDER)}


def test_a_withdrawal_is_entered_once_and_owes_each_tenderer_of_the_lots_a_letter(
    world_at: WorldAt,
) -> None:
    world = world_at("notified")
    assert world.done_once(lambda: take_back(world, "L3", "L3")) == "award.withdrawn"
    assert take_back(world, "L3") == f"{TENDER}/W1"
    assert owed_by(world, f"{TENDER}/W1") == [("withdrawal", "east"), ("withdrawal", "south")]


def test_a_withdrawn_award_holds_its_lot_and_no_other(world_at: WorldAt) -> None:
    world = world_at("checked")
    take_back(world, "L3")
    assert obstacles_of(world, "L3") == ["withdrawn"]
    assert isinstance(hold_of(world, "L1"), Clear)
    assert states(world) == {
        "L1": AwardState.DECIDED,
        "L2": AwardState.DECIDED,
        "L3": AwardState.WITHDRAWN,
    }


def test_a_lot_that_is_tied_to_a_withdrawn_one_waits_for_the_new_decision(
    world_at: WorldAt,
) -> None:
    """Should North fall in L1, it would win L2."""
    world = world_at("checked")
    take_back(world, "L1")
    assert obstacles_of(world, "L2") == ["tied-withdrawn"]
    assert isinstance(hold_of(world, "L3"), Clear)


def test_a_new_decision_may_rest_on_the_same_evaluation_and_starts_a_new_standstill(
    world_at: WorldAt,
) -> None:
    world = world_at("checked")
    old = hold_of(world, "L1")
    take_back(world, "L1")
    assert isinstance(old, Clear)
    assert old.last_day == date(2026, 3, 12)
    assert world.decide() == f"{TENDER}/D2"
    assert obstacles_of(world, "L1") == ["letters-missing"]
    world.send_letters(2)
    new = hold_of(world, "L1")
    # Friday 13 March and ten days: Monday 23 March.
    assert isinstance(new, Blocked)
    assert new.last_day == date(2026, 3, 23)
    world.go(at(3, 24))
    assert obstacles_of(world, "L1") == ["court-not-asked"]
    world.ask()
    assert isinstance(hold_of(world, "L1"), Clear)


def test_a_case_about_the_withdrawn_decision_still_extends_the_standstill(
    world_at: WorldAt,
) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L1")
    take_back(world, "L1")
    world.decide()
    world.send_letters(2)
    world.go(at(3, 24))
    world.ask(L1="1-26")
    assert obstacles_of(world, "L1") == ["extended-standstill"]
    world.court("1-26", CourtName.FR, CourtActKind.STRUCK_OUT, date(2026, 3, 24))
    world.go(at(4, 8))
    assert "bar-running" not in obstacles_of(world, "L1")
    assert "extended-standstill" not in obstacles_of(world, "L1")


def test_a_case_that_came_in_before_the_withdrawal_is_entered_after_it(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 10))
    take_back(world, "L1")
    world.go(at(3, 11))
    world.lodge("1-26", "L1", lodged_at=at(3, 9))
    world.decide()
    world.send_letters(2)
    world.go(at(3, 24))
    world.ask(L1="1-26")
    assert obstacles_of(world, "L1") == ["extended-standstill"]


def test_an_order_of_correction_is_not_answered_by_deciding_anew_on_the_same_evaluation(
    world_at: WorldAt,
) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(3, 20))
    world.court("1-26", CourtName.FR, CourtActKind.CORRECTION, date(2026, 3, 20))
    take_back(world, "L3")
    refusal = world.refusal_of(world.draft_decision)
    assert refusal.reason.code == "decision.to_be_evaluated"
    world.go(at(3, 23))
    world.evaluate()
    world.register([tax_certificate("east", date(2026, 3, 21))])
    world.control()
    assert world.decide() == f"{TENDER}/D2"


def test_a_contract_drawn_up_on_the_withdrawn_decision_is_signed_by_nobody(
    world_at: WorldAt,
) -> None:
    world = world_at("drawn_up")
    take_back(world, "L3")
    refusal = world.refusal_of(lambda: world.provider_signs(f"{TENDER}/D1/L3", "east"))
    assert refusal.reason.code == "contract.decision_replaced"
    assert world.draw_up() == 0


def test_a_lot_with_a_contract_is_not_withdrawn(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.provider_signs(f"{TENDER}/D1/L3", "east")
    world.buyer_signs(f"{TENDER}/D1/L3")
    refusal = world.refusal_of(lambda: take_back(world, "L1", "L3"))
    assert refusal.in_("en") == (
        "The contract for L3 has already been concluded. Name only lots without a contract."
    )


@pytest.mark.parametrize(
    ("codes", "by", "prepared_by", "code"),
    [
        (("L1",), "officer", "officer", "actor.role"),
        (("L1",), "head", "head", "actor.role"),
        (("L1",), "head", "engine", "actor.role"),
        (("L1", "L9"), "head", "officer", "lots.unknown"),
        ((), "head", "officer", "lots.unknown"),
    ],
)
def test_what_is_no_withdrawal(
    world_at: WorldAt, codes: tuple[str, ...], by: str, prepared_by: str, code: str
) -> None:
    world = world_at("notified")
    refusal = world.refusal_of(lambda: take_back(world, *codes, by=by, prepared_by=prepared_by))
    assert refusal.reason.code == code


@pytest.mark.parametrize("reason", [Text(" ", "why"), Text("varför", "")])
def test_a_withdrawal_states_its_reason(world_at: WorldAt, reason: Text) -> None:
    world = world_at("notified")
    head, officer = world.actor("head"), world.actor("officer")
    refusal = world.refusal_of(lambda: withdraw(world.store, head, officer, TENDER, ["L1"], reason))
    assert refusal.reason.code == "lots.reason"


def test_what_is_not_decided_is_not_withdrawn(world_at: WorldAt) -> None:
    world = world_at("controlled")
    assert world.refusal_of(lambda: take_back(world, "L1")).reason.code == "withdrawal.no_award"
    world.decide()
    take_back(world, "L1")
    refusal = world.refusal_of(lambda: take_back(world, "L1", "L2"))
    assert refusal.reason.code == "withdrawal.no_award"


def test_lots_that_make_one_contract_are_withdrawn_together(world_at: WorldAt) -> None:
    world = world_at("enrolled")
    world.draft(tender_draft(lots_are_separate_contracts=False))
    later = ("published", "received", "opened", "evaluated", "registered", "controlled", "decided")
    world.play(*later)
    refusal = world.refusal_of(lambda: take_back(world, "L1", "L2"))
    assert refusal.in_("en") == (
        "The decision is about the lots as a whole, and L3 is left out. Withdraw it for all the"
        " lots that belong together."
    )
    assert take_back(world, "L1", "L2", "L3") == f"{TENDER}/W1"


def test_each_decision_is_withdrawn_by_an_act_of_its_own(world_at: WorldAt) -> None:
    world = world_at("decided")
    take_back(world, "L3")
    world.decide()
    assert take_back(world, "L3") == f"{TENDER}/W2"
    assert world.decide() == f"{TENDER}/D3"


def test_a_notice_tells_only_of_the_lots_that_its_decision_still_stands_for(
    world_at: WorldAt,
) -> None:
    """West bid for L2 alone, and is told of the withdrawal, never that it lost."""
    world = world_at("decided")
    stale = world.letters()
    take_back(world, "L2")
    told = {
        letter.organisation_id: [lot.lot.code for lot in letter.context.lots]
        for letter in world.letters()
    }
    assert told == {"east": ["L1", "L3"], "north": ["L1"], "south": ["L1", "L3"]}
    box, officer = Letterbox(), world.actor("officer")
    west = [SetLetter(each, b"pdf") for each in stale if each.organisation_id == "west"]
    assert dispatch_letters(world.store, officer, box, west).sent == ()
    north = [SetLetter(each, b"pdf") for each in stale if each.organisation_id == "north"]
    refusal = world.refusal_of(lambda: dispatch_letters(world.store, officer, box, north))
    assert (refusal.reason.code, box.delivered) == ("letter.changed", [])


def test_the_standstill_of_the_other_lots_waits_for_nobody_who_is_not_concerned(
    world_at: WorldAt,
) -> None:
    world = world_at("decided")
    take_back(world, "L2")
    assert world.send_letters() == 3
    assert owed_decisions(world.store, TENDER) == ()
    assert "letters-missing" not in obstacles_of(world, "L3")
    world.decide()
    assert obstacles_of(world, "L2") == ["letters-missing"]


def test_secrecy_is_back_until_the_lot_is_decided_anew(world_at: WorldAt) -> None:
    """OSL 19:3: who bid is secret until the award is decided."""
    world = world_at("notified")

    def closed() -> bool:
        with world.store.read() as work:
            return sealed_tenders(work) is not None

    assert not closed()
    take_back(world, "L3")
    assert closed()
    world.decide()
    assert not closed()
    take_back(world, "L3")
    assert closed()
    call_off(world, "L3")
    assert not closed()
