"""A flag is only a flag; a rejection comes after a question, by two persons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import partial

import pytest

from law.reasons import Cite, Text
from models.correspondence import InquiryKind
from models.tender import Tender
from procurement.qualification.disqualified import out_of_competition
from procurement.qualification.low_prices import decide_price, price_flags
from procurement.ranking.due_lots import current_winners
from tests.procurement.qualifying import (
    WHY,
    answered,
    kept,
    priced,
    put,
    question,
    send,
)
from tests.procurement.small_papers import TENDER, at, award_terms_of, tender_draft
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
EXPLAIN = InquiryKind.PRICE_EXPLANATION


@pytest.fixture
def screened(world_at: WorldAt) -> World:
    """Where six per cent below the median of the others is enough to flag L1's winner."""
    world = world_at("enrolled")
    terms = {**award_terms_of(), "price_screen": {"below_median_percent": 6}}
    world.draft(tender_draft(award_terms=terms))
    world.appoint()
    world.publish()
    world.play("received", "opened", "evaluated", "registered", "controlled")
    return world


def flags(world: World, lot: str) -> dict[str, Fraction]:
    with world.store.read() as work:
        tender = work.session.get_one(Tender, TENDER)
        found = price_flags(work, tender, world.lot(lot))
        return {bid: flag.below_percent for bid, flag in found.items()}


def out(world: World) -> dict[str, str]:
    with world.store.read() as work:
        return {bid: why.en for bid, why in out_of_competition(work, TENDER).items()}


def test_the_documents_own_limit_flags(screened: World) -> None:
    assert flags(screened, "L1") == {"e1": Fraction(150, 11), "n1": Fraction(300, 43)}
    assert flags(screened, "L3") == {}, "two bids have no median"


def test_no_price_is_flagged_where_none_is_far_below(world_at: WorldAt) -> None:
    assert [flags(world_at("opened"), lot) for lot in ("L1", "L2", "L3")] == [{}, {}, {}]


def test_a_flagged_winner_waits_for_a_decision_and_is_not_out(screened: World) -> None:
    assert (kept(screened, "L1", "n1"), out(screened)) == (["price.flagged"], {})
    explained = put(screened, question("n1", EXPLAIN))
    answered(screened, explained)
    assert kept(screened, "L1", "n1") == ["price.flagged"], "an answer is no decision"
    assert screened.done_once(partial(priced, screened, "n1", True)) == "price.decided"
    assert kept(screened, "L1", "n1") == []
    assert flags(screened, "L1").keys() == {"e1", "n1"}, "accepted, and flagged all the same"


@pytest.mark.parametrize("accepted", [True, False])
def test_nothing_is_decided_before_the_tenderer_was_asked(screened: World, accepted: bool) -> None:
    decide = partial(priced, screened, "n1", accepted)
    refusal = screened.refusal_of(decide)
    assert (refusal.reason.code, refusal.reason.cite) == ("price.not_asked", Cite("LOU", 19, "18"))
    put(screened, question("n1", InquiryKind.CLARIFICATION))
    put(screened, question("n1", EXPLAIN))
    assert screened.refusal_of(decide).reason.code == "price.not_asked", "the letter has not left"
    send(screened)
    screened.go(at(2, 26))
    assert screened.refusal_of(decide).reason.code == "price.not_asked", "the last day to answer"
    screened.go(at(2, 27))
    assert decide() is True


def test_a_further_question_is_waited_for_before_anything_is_decided(screened: World) -> None:
    answered(screened, put(screened, question("n1", EXPLAIN)))
    further = question("n1", EXPLAIN, answer_by=date(2026, 2, 27))
    put(screened, further)
    decide = partial(priced, screened, "n1", False)
    assert screened.refusal_of(decide).reason.code == "price.not_asked"
    send(screened)
    screened.go(at(2, 28))
    assert decide() is True


def test_an_explanation_of_another_bid_does_not_count(screened: World) -> None:
    answered(screened, put(screened, question("n2", EXPLAIN)))
    refusal = screened.refusal_of(partial(priced, screened, "n1", False))
    assert refusal.reason.code == "price.not_asked"


def test_a_rejected_price_is_out_and_the_lot_is_ranked_again(screened: World) -> None:
    answered(screened, put(screened, question("n1", EXPLAIN)))
    priced(screened, "n1", False)
    why = "The bid has been rejected as abnormally low: reasons"
    assert out(screened) == {"n1": why}, "the tenderer's other bid stays in"
    assert kept(screened, "L1", "n1") == ["decision.out_of_competition"]
    assert screened.evaluate() == f"{TENDER}/U2"
    with screened.store.read() as work:
        assert current_winners(work, TENDER)[screened.lot("L1")] == "s1"


def test_any_bid_can_be_asked_and_one_that_was_asked_is_decided_on(world_at: WorldAt) -> None:
    world = world_at("controlled")
    answered(world, put(world, question("n1", EXPLAIN)))
    assert kept(world, "L1", "n1") == ["price.undecided"]
    priced(world, "n1", True)
    assert kept(world, "L1", "n1") == []
    world.go(at(2, 20))
    put(world, question("n1", EXPLAIN, text=Text("Igen", "Again")))
    assert kept(world, "L1", "n1") == ["price.undecided"], "asked anew, it is open again"


def test_the_newest_decision_on_a_price_governs(screened: World) -> None:
    answered(screened, put(screened, question("n1", EXPLAIN)))
    priced(screened, "n1", False)
    accept = partial(priced, screened, "n1", True)
    assert screened.refusal_of(accept).reason.code == "price.same_moment"
    screened.go(at(2, 20))
    assert screened.done_once(accept) == "price.decided"
    assert (out(screened), kept(screened, "L1", "n1")) == ({}, [])


@pytest.mark.parametrize(
    ("head", "by"),
    [("officer", "officer"), ("head", "head"), ("engine", "officer"), ("head", "north-person")],
)
def test_two_persons_stand_behind_a_decision_on_a_price(
    screened: World, head: str, by: str
) -> None:
    answered(screened, put(screened, question("n1", EXPLAIN)))
    refusal = screened.refusal_of(partial(priced, screened, "n1", False, head, by))
    assert refusal.reason.code == "actor.role"


def test_a_decision_on_a_price_has_reasons_and_a_bid(screened: World) -> None:
    answered(screened, put(screened, question("n1", EXPLAIN)))
    head, officer = screened.actor("head"), screened.actor("officer")
    no_reason = Text("skäl", "")
    refusal = screened.refusal_of(
        lambda: decide_price(screened.store, head, officer, "n1", False, no_reason)
    )
    assert refusal.reason.code == "price.reason"
    refusal = screened.refusal_of(
        lambda: decide_price(screened.store, head, officer, "none", False, WHY)
    )
    assert refusal.reason.code == "bid.unknown"
