"""A procurement that ends without a contract, and what can never follow it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from appeals.hold import Clear
from law.reasons import Text
from models.correspondence import InquiryKind
from models.letters import InformationKind, LetterKind
from models.tables import metadata
from models.tender import Tender
from procurement.decisions.award_status import AwardState, LotAward, award_status
from procurement.decisions.cancelling import cancel
from procurement.letters import secrecy
from procurement.letters.information import receive_request
from procurement.letters.outbox import owed_letters
from procurement.ranking.due_lots import current_winners
from procurement.tenders.deadlines import extend_deadline
from registry.disclosure import sealed_tenders
from registry.retention import review_of
from tests.procurement.award_acts import (
    BECAUSE,
    call_off,
    hold_of,
    obstacles_of,
    owed_by,
    send_all,
    take_back,
)
from tests.procurement.letterbox import Letterbox
from tests.procurement.qualifying import put, question
from tests.procurement.small_papers import TENDER, WINNERS, at, tender_draft
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
EVERYBODY = ("east", "north", "south", "west")


def status(world: World) -> dict[str, LotAward]:
    return {lot.code: lot for lot in award_status(world.store, TENDER)}


def test_a_cancellation_is_entered_once_and_says_which_decision_it_supersedes(
    world_at: WorldAt,
) -> None:
    world = world_at("notified")
    assert world.done_once(lambda: call_off(world, "L3", redo=True)) == "tender.cancelled"
    table = metadata.tables["journal_entry"]
    with world.store.read() as work:
        query = select(table.c.payload).order_by(table.c.seq.desc()).limit(1)
        [payload] = work.session.connection().execute(query).scalars()
    told = json.loads(payload)
    del told["facts"]
    assert told == {
        "subject": f"{TENDER}/C1",
        "prepared_by": "officer",
        "lots": [world.lot("L3")],
        "redo": True,
        "supersedes": {world.lot("L3"): f"{TENDER}/D1"},
    }
    assert owed_by(world, f"{TENDER}/C1") == [("cancellation", "east"), ("cancellation", "south")]


def test_a_cancelled_lot_is_held_for_good_and_the_others_go_on(world_at: WorldAt) -> None:
    world = world_at("checked")
    call_off(world, "L3")
    assert obstacles_of(world, "L3") == ["cancelled"]
    assert isinstance(hold_of(world, "L1"), Clear)
    assert world.draw_up() == 2
    assert world.decide() is None


def test_a_contract_drawn_up_for_a_lot_that_is_cancelled_is_signed_by_nobody(
    world_at: WorldAt,
) -> None:
    world = world_at("drawn_up")
    world.provider_signs(f"{TENDER}/D1/L3", "east")
    call_off(world, "L3")
    refusal = world.refusal_of(lambda: world.buyer_signs(f"{TENDER}/D1/L3"))
    assert refusal.reason.code == "contract.decision_replaced"


def test_a_lot_cancelled_before_the_decision_is_neither_ranked_nor_decided(
    world_at: WorldAt,
) -> None:
    world = world_at("opened")
    call_off(world, "L3")
    world.play("evaluated", "registered", "controlled")
    with world.store.read() as work:
        assert set(current_winners(work, TENDER)) == {world.lot("L1"), world.lot("L2")}
    assert world.decide() == f"{TENDER}/D1"
    assert status(world)["L3"].state is AwardState.CANCELLED
    assert world.refusal_of(lambda: take_back(world, "L3")).reason.code == "withdrawal.no_award"


def test_capacity_that_a_cancelled_lot_frees_goes_to_the_undecided_ones(
    world_at: WorldAt,
) -> None:
    """North was passed over in L2 because L1 took its whole capacity."""
    world = world_at("controlled")
    call_off(world, "L1")
    [kept] = status(world)["L2"].kept_by
    assert kept.code == "decision.to_be_evaluated"
    assert world.evaluate() == f"{TENDER}/U2"
    with world.store.read() as work:
        assert current_winners(work, TENDER)[world.lot("L2")] == "n2"
    assert world.evaluate() is None
    world.control()
    assert world.decide() == f"{TENDER}/D1"


def test_the_last_day_to_challenge_it_counts_from_its_last_letter(world_at: WorldAt) -> None:
    """Monday 2 March and ten days: Thursday 12 March (LOU 20:12)."""
    world = world_at("notified")
    call_off(world, "L3")
    assert status(world)["L3"].last_day is None
    assert send_all(world) == 2
    assert status(world)["L3"] == LotAward(
        "L3", AwardState.CANCELLED, f"{TENDER}/C1", date(2026, 3, 2), date(2026, 3, 12)
    )


@pytest.mark.parametrize("stage", ["published", "received"])
def test_before_the_opening_the_whole_is_cancelled_or_nothing(
    world_at: WorldAt, stage: str
) -> None:
    world = world_at(stage)
    world.go(at(2, 11))
    refusal = world.refusal_of(lambda: call_off(world, "L1"))
    assert refusal.reason.code == "cancellation.sealed"
    assert world.done_once(lambda: call_off(world)) == "tender.cancelled"
    owed = [("cancellation", each) for each in EVERYBODY] if stage == "received" else []
    assert owed_by(world, f"{TENDER}/C1") == owed


def test_bids_of_a_cancelled_tender_are_never_opened(world_at: WorldAt) -> None:
    world = world_at("received")
    world.go(at(2, 11))
    call_off(world)
    assert send_all(world) == 4
    world.go(at(2, 17))
    assert world.refused_try_of(world.open).reason.code == "tender.cancelled"


def test_no_bid_comes_in_and_no_deadline_moves_after_it(world_at: WorldAt) -> None:
    world = world_at("published")
    call_off(world)
    assert world.refusal_of(lambda: world.receive("n1")).reason.code == "tender.cancelled"
    officer, head = world.actor("officer"), world.actor("head")
    refusal = world.refusal_of(
        lambda: extend_deadline(world.store, officer, head, TENDER, at(3, 1), BECAUSE)
    )
    assert refusal.reason.code == "tender.cancelled"


def test_the_journal_is_told_when_the_matter_has_ended(world_at: WorldAt) -> None:
    """OSL 19:3: secret until the award is decided, or the matter has ended before that."""
    world = world_at("received")
    with world.store.read() as work:
        sealed = sealed_tenders(work)
        assert sealed is not None
        assert sealed.tenders == (TENDER,)
    world.go(at(2, 11))
    call_off(world)
    with world.store.read() as work:
        assert sealed_tenders(work) is None


def test_a_lot_that_is_left_keeps_the_journal_closed(world_at: WorldAt) -> None:
    world = world_at("opened")
    call_off(world, "L1", "L2")
    with world.store.read() as work:
        assert sealed_tenders(work) is not None
    call_off(world)
    with world.store.read() as work:
        assert sealed_tenders(work) is None


def test_records_are_kept_from_the_day_of_the_cancellation(world_at: WorldAt) -> None:
    def ended(world: World) -> date | None:
        with world.store.read() as work:
            return review_of(work, work.session.get_one(Tender, TENDER)).awarded

    world = world_at("opened")
    call_off(world, "L1")
    assert ended(world) is None
    world.go(at(2, 25))
    call_off(world)
    assert ended(world) == date(2026, 2, 25)


def test_all_that_is_left_is_what_all_means(world_at: WorldAt) -> None:
    world = world_at("decided")
    call_off(world, "L1")
    assert call_off(world) == f"{TENDER}/C2"
    assert {lot.act for lot in status(world).values()} == {f"{TENDER}/C1", f"{TENDER}/C2"}
    assert obstacles_of(world, "L2") == ["cancelled"]


@pytest.mark.parametrize(
    ("codes", "by", "prepared_by", "code"),
    [
        (("L1",), "officer", "officer", "actor.role"),
        (("L1",), "head", "head", "actor.role"),
        (("L1",), "head", "lawyer", "actor.role"),
        (("L9",), "head", "officer", "lots.unknown"),
    ],
)
def test_what_is_no_cancellation(
    world_at: WorldAt, codes: tuple[str, ...], by: str, prepared_by: str, code: str
) -> None:
    world = world_at("decided")
    refusal = world.refusal_of(lambda: call_off(world, *codes, by=by, prepared_by=prepared_by))
    assert refusal.reason.code == code


def test_a_cancellation_states_its_reasons(world_at: WorldAt) -> None:
    world = world_at("decided")
    head, officer = world.actor("head"), world.actor("officer")
    refusal = world.refusal_of(
        lambda: cancel(world.store, head, officer, TENDER, None, Text("", ""), redo=False)
    )
    assert refusal.reason.code == "lots.reason"


def test_a_lot_is_cancelled_once(world_at: WorldAt) -> None:
    world = world_at("decided")
    call_off(world, "L1")
    assert world.refusal_of(lambda: call_off(world, "L1", "L2")).in_("en") == (
        "The procurement of L1 has already been cancelled. Name only lots that go on."
    )


def test_a_contract_is_not_cancelled(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.provider_signs(f"{TENDER}/D1/L3", "east")
    world.buyer_signs(f"{TENDER}/D1/L3")
    assert world.refusal_of(lambda: call_off(world)).reason.code == "lots.concluded"
    assert call_off(world, "L1", "L2") == f"{TENDER}/C1"


def test_what_is_not_published_is_not_cancelled(world_at: WorldAt) -> None:
    world = world_at("enrolled")
    world.draft(tender_draft())
    refusal = world.refusal_of(lambda: call_off(world))
    assert refusal.reason.code == "cancellation.not_published"


def test_a_withdrawn_lot_may_be_cancelled(world_at: WorldAt) -> None:
    world = world_at("notified")
    take_back(world, *WINNERS)
    call_off(world, redo=True)
    found = status(world)
    assert {(lot.state, lot.redo) for lot in found.values()} == {(AwardState.CANCELLED, True)}


def test_nothing_is_asked_or_told_of_what_is_cancelled(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 4))
    put(world, question("e3", InquiryKind.CLARIFICATION, answer_by=date(2026, 3, 20)))
    kind, officer = InformationKind.RELATIVE_ADVANTAGES, world.actor("officer")
    ask = partial(receive_request, world.store, officer, world.lot("L3"), "south", kind)
    first = ask(world.clock.at)
    call_off(world, "L3")
    letters, unworded = owed_letters(world.store, TENDER, Letterbox(), "sv")
    assert ({each.kind for each in letters}, unworded) == ({LetterKind.CANCELLATION}, ())
    refusal = world.refusal_of(lambda: ask(world.clock.at - timedelta(minutes=1)))
    assert refusal.reason.code == "information.cancelled"
    lawyer = world.actor("lawyer")
    test = partial(secrecy.test_secrecy, world.store, lawyer, first, [], BECAUSE)
    assert world.refusal_of(test).reason.code == "information.cancelled"
