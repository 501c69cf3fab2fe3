from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from law.reasons import Basis, Cite
from law.rulebook import Rulebook
from models.parties import Buyer, Person, Role
from models.tables import metadata
from people.actors import ENGINE
from procurement.opening import open_bids
from procurement.publishing import publish
from procurement.receiving import BidContent, receive_bid
from registry.enrolment import enrol_buyer
from tests.procurement.small_papers import (
    DEADLINE,
    TAX,
    TENDER,
    at,
    award_terms_of,
    submission,
    tender_draft,
)
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
CANARY = 7_654_321_987
SALT = "drawn at random by the sender"
MICROSECOND = timedelta(microseconds=1)


def content(price: int = CANARY, level: int = 1) -> BidContent:
    return BidContent(price=price, levels={"method": level}, at_fte_tenths=31, salt=SALT)


@pytest.mark.parametrize(
    ("stage", "act", "kind"),
    [
        ("enrolled", World.draft, "tender.drafted"),
        ("drafted", World.publish, "tender.published"),
        ("published", lambda world: world.receive("n1"), "bid.received"),
        ("received", World.open, "bids.opened"),
        ("opened", World.evaluate, "evaluation.made"),
        ("evaluated", World.register_all, "evidence.registered"),
        ("registered", World.control, "controls.recorded"),
        ("controlled", World.decide, "award.decided"),
        ("notified", lambda world: world.lodge("1-26", "L1"), "review.lodged"),
        ("notified", World.ask, "court.checked"),
    ],
)
def test_an_act_done_twice_is_done_once(
    world_at: WorldAt, stage: str, act: Callable[[World], object], kind: str
) -> None:
    world = world_at(stage)
    if stage == "received":
        world.go(at(2, 17))
    if kind == "evidence.registered":
        # Registered in two calls, each with an entry of its own.
        world.register([])
        act(world)
        once = world.dump()
        act(world)
        assert world.dump() == once
        return
    assert world.done_once(lambda: act(world)) == kind


@pytest.mark.parametrize("chapter", [4, 12, 13, 15, 16])
def test_under_chapter_19_no_requirement_rests_on_a_chapter_that_does_not_apply(
    world_at: WorldAt, chapter: int
) -> None:
    world = world_at("enrolled")
    wrong = replace(TAX, cite=Cite("LOU", chapter, "1"))
    refusal = world.refusal_of(lambda: world.draft(tender_draft(requirements=(wrong,))))
    assert refusal.in_("en") == (
        f"LOU {chapter}:1 does not apply to this procurement. In a procurement under LOU chapter 19"
        " only chapters 1–3, 5, 20 and 21 apply besides that chapter (LOU 19:1). Correct the basis"
        " of the requirement “Taxes paid”."
    )


@pytest.mark.parametrize("rulebook", [each for each in Rulebook if each != Rulebook.SE_LOU_19])
def test_only_procurements_under_chapter_19_are_carried_out(
    world_at: WorldAt, rulebook: Rulebook
) -> None:
    world = world_at("enrolled")
    refusal = world.refusal_of(lambda: world.draft(tender_draft(rulebook=rulebook)))
    assert refusal.in_("en") == (
        "Only procurements under LOU chapter 19, which letters and records are worded for, are"
        f" carried out here, and none under {rulebook.value}. State SE-LOU-19, or carry out the"
        " procurement by other means."
    )


@pytest.mark.parametrize("salt", ["", "fifteen letters"])
def test_a_bid_without_a_long_salt_is_no_bid(salt: str) -> None:
    with pytest.raises(ValidationError, match="at least 16 characters"):
        BidContent(price=1, levels={}, at_fte_tenths=1, salt=salt)


def test_the_salt_is_part_of_what_is_hashed(world_at: WorldAt) -> None:
    """Who guesses the price from a list cannot see in the journal that the guess is right."""
    hashes = set()
    for salt in (SALT, SALT + "!"):
        world = world_at("published")
        salted = content().model_copy(update={"salt": salt})
        hashes.add(world.receive(submission("n1", content=salted)).content_sha256)
    assert len(hashes) == 2


def test_a_requirement_by_statute_names_its_paragraph(world_at: WorldAt) -> None:
    world = world_at("enrolled")
    wrong = replace(TAX, cite=None, basis=Basis.STATUTE)
    refusal = world.refusal_of(lambda: world.draft(tender_draft(requirements=(wrong,))))
    assert refusal.reason.code == "statute-without-paragraph"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"bid_deadline_at": at(1, 12)}, "tender.deadline_passed"),
        ({"contract_starts_on": date(2026, 5, 2)}, "tender.start_within_month"),
        ({"award_terms": {"model": "value_deduction"}}, "award_model.terms"),
        ({"award_terms": {"model": "price"}}, "award_terms.incomplete"),
        ({"award_terms": award_terms_of() | {"model": "beauty"}}, "award_model.terms"),
    ],
)
def test_a_draft_that_could_not_be_carried_out_is_refused(
    world_at: WorldAt, changes: dict[str, Any], code: str
) -> None:
    world = world_at("enrolled")
    refusal = world.refusal_of(lambda: world.draft(tender_draft(**changes)))
    assert refusal.reason.code == code


def test_one_person_cannot_publish_alone(world_at: WorldAt) -> None:
    world = world_at("drafted")
    buyer = Buyer(
        id="buyer", name="Demomyndigheten", org_number="202100-0000", address="Box 1",
        city="Stockholm", court="Förvaltningsrätten i Stockholm",
    )  # fmt: skip
    roles = [Role.PROCUREMENT_OFFICER, Role.PROCUREMENT_HEAD]
    enrol_buyer(
        world.store,
        world.actor(ENGINE),
        buyer,
        [(Person(id="both", name="Båda Två", email=""), roles)],
    )
    one = world.actor("both")
    refusal = world.refusal_of(lambda: publish(world.store, one, one, TENDER))
    assert refusal.in_("en") == (
        "Publishing takes two different persons, and Båda Två is named twice."
        " Let another authorised person be the second."
    )


def test_no_bid_is_received_before_the_notice(world_at: WorldAt) -> None:
    world = world_at("drafted")
    refusal = world.refusal_of(lambda: world.receive("n1"))
    assert refusal.in_("sv") == (
        "Upphandlingen DEMO-1 är inte annonserad. Vänta tills annonsen är publicerad."
    )


@pytest.mark.parametrize("early", [MICROSECOND, timedelta(0)])
def test_a_bid_is_in_time_to_the_very_end(world_at: WorldAt, early: timedelta) -> None:
    world = world_at("published")
    world.go(DEADLINE - early)
    assert world.receive("n1").received_at == DEADLINE - early


def test_a_microsecond_late_is_late(world_at: WorldAt) -> None:
    world = world_at("published")
    world.go(DEADLINE + MICROSECOND)
    assert world.refusal_of(lambda: world.receive("n1")).in_("en") == (
        "The bid came in at 2026-02-16T23:59:00.000001+01:00, after the deadline of"
        " 2026-02-16T23:59:00+01:00. A late bid cannot be considered."
    )


def test_a_bid_received_in_time_is_confirmed_again_after_the_deadline(world_at: WorldAt) -> None:
    world = world_at("published")
    receipt = world.receive("n1")
    world.go(DEADLINE + MICROSECOND)
    assert world.receive("n1") == receipt


@pytest.mark.parametrize(
    ("bid", "code"),
    [
        (submission("n1", lot_code="L9"), "bid.unknown_lot"),
        (submission("n1", tender_id="NONE"), "tender.unknown"),
        (submission("n1", content=content()), "bid.token_used"),
        (submission("n1", lot_code="L3"), "bid.token_used"),
        (submission("n1", organisation_id="south"), "bid.token_used"),
        (submission("n1", bid_id="other"), "bid.second"),
        (submission("n2", content=content(level=2)), "award_model.level_unknown"),
        (
            submission("n2", content=BidContent(price=1, levels={}, at_fte_tenths=1, salt=SALT)),
            "award_model.level_missing",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bid_that_cannot_be_taken_in_leaves_no_trace(
    world_at: WorldAt, bid: Any, code: str
) -> None:
    world = world_at("published")
    world.receive("n1")
    assert world.refusal_of(lambda: world.receive(bid)).reason.code == code


def test_nobody_bids_for_another_organisation(world_at: WorldAt) -> None:
    world = world_at("published")
    south = world.actor("south-person")
    refusal = world.refusal_of(lambda: receive_bid(world.store, south, submission("n1")))
    assert refusal.reason.code == "actor.organisation"


def test_before_the_opening_only_the_envelope_holds_what_a_bid_says(world_at: WorldAt) -> None:
    world = world_at("published")
    world.receive(submission("n1", content=content()))
    world.store.engine.dispose()
    found = []
    with world.store.read() as work:
        for table in metadata.sorted_tables:
            rows = work.session.connection().execute(select(table)).all()
            if str(CANARY) in repr(rows):
                found.append(table.name)
    assert found == ["bid_envelope"]


def test_the_journal_does_not_say_who_bids(world_at: WorldAt) -> None:
    world = world_at("published")
    world.receive(submission("n1", bid_id="token"))
    entry = repr(world.dump()["journal_entry"][-1])
    assert "bid.received" in entry
    assert [word for word in ("north", "L1", "person") if word in entry] == []


def test_bids_stay_closed_until_the_deadline_has_passed(world_at: WorldAt) -> None:
    world = world_at("received")
    world.go(DEADLINE)
    assert world.refusal_of(world.open).in_("sv") == (
        "Anbudstiden pågår till 2026-02-16T23:59:00+01:00. Öppna anbuden efter anbudstidens slut."
    )
    world.go(DEADLINE + MICROSECOND)
    world.open()
    assert len(world.dump()["opened_bid"]) == 8


def test_a_bid_that_comes_behind_the_opening_is_refused_and_never_lies_unread(
    world_at: WorldAt,
) -> None:
    """Its clock was read before the deadline, and it then waited while the bids were opened."""
    world = world_at("published")
    again = world.receive("e1")
    world.go(DEADLINE + MICROSECOND)
    world.open()
    world.go(DEADLINE)
    assert world.refusal_of(lambda: world.receive("n1")).in_("en") == (
        "The bids of DEMO-1 have already been opened. Turn to the procurement officer."
    )
    assert world.receive("e1") == again


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("officer", "officer", "actor.second_person"),
        ("officer", "head", "actor.role"),
        ("lawyer", "officer", "actor.role"),
        ("engine", "officer", "actor.role"),
        ("north-person", "officer", "actor.role"),
    ],
)
def test_two_procurement_officers_open_the_bids(
    world_at: WorldAt, first: str, second: str, code: str
) -> None:
    world = world_at("received")
    world.go(at(2, 17))
    one, other = world.actor(first), world.actor(second)
    refusal = world.refusal_of(lambda: open_bids(world.store, one, other, TENDER))
    assert refusal.reason.code == code


def test_nothing_is_ranked_before_the_opening(world_at: WorldAt) -> None:
    world = world_at("received")
    assert world.refusal_of(world.evaluate).in_("en") == (
        "The bids of DEMO-1 have not been opened. Open the bids first."
    )
