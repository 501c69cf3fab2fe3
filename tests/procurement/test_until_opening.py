from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from law.reasons import Basis, Cite
from law.rulebook import Rulebook
from models.parties import Buyer, Person, Role
from people.actors import ENGINE
from procurement.calls.publishing import publish
from procurement.tenders.drafting import draft_tender
from registry.enrolment import enrol_buyer
from tests.procurement.small_papers import (
    TAX,
    TENDER,
    at,
    award_terms_of,
    tender_draft,
)
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]


def drafted(world: World) -> None:
    draft_tender(world.store, world.actor("officer"), tender_draft())


@pytest.mark.parametrize(
    ("stage", "act", "kind"),
    [
        ("enrolled", drafted, "tender.drafted"),
        ("drafted", World.publish, "tender.published"),
        ("published", lambda world: world.receive("n1"), "bid.received"),
        ("opened", World.evaluate, "evaluation.made"),
        ("evaluated", World.register_all, "evidence.registered"),
        ("registered", World.control, "controls.recorded"),
        ("controlled", World.draft_decision, "award.drafted"),
        ("notified", lambda world: world.lodge("1-26", "L1"), "review.lodged"),
        ("notified", World.ask, "court.checked"),
    ],
)
def test_an_act_done_twice_is_done_once(
    world_at: WorldAt, stage: str, act: Callable[[World], object], kind: str
) -> None:
    world = world_at(stage)
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


def test_a_procedure_is_carried_out_only_under_a_rulebook_that_knows_it(
    world_at: WorldAt,
) -> None:
    world = world_at("enrolled")
    other = tender_draft(rulebook=Rulebook.SE_LOU, procedure="chapter_19")
    assert world.refusal_of(lambda: world.draft(other)).in_("en") == (
        "There is no procedure chapter_19 under SE-LOU. State one of open, restricted, negotiated,"
        " dialogue, mini_competition, dps."
    )


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
        ({"award_terms": {"model": "value_deduction"}}, "award_terms.missing"),
        ({"award_terms": {"model": "price"}}, "award_terms.missing"),
        ({"award_terms": award_terms_of() | {"model": "beauty"}}, "award_terms.literal_error"),
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


def test_nothing_is_ranked_before_the_opening(world_at: WorldAt) -> None:
    world = world_at("received")
    assert world.refusal_of(world.evaluate).in_("en") == (
        "The bids of DEMO-1 have not been opened. Open the bids first."
    )
