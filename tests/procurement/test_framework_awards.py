from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from contracts.drafting import draw_up, lots_to_draw_up
from contracts.overview import lot_overviews
from contracts.pending import contracts_to_sign
from documents.contexts import ContractContext
from law.reasons import Text
from law.rulebook import Rulebook
from models.contract import Contract
from models.decision import AwardedBid
from models.frameworks import CallOffWay
from people.actors import ENGINE
from procurement.decisions.withdrawing import withdraw
from procurement.qualification.controls import propose_controls
from procurement.tenders.drafting import draft_tender
from tests.plain_renderer import PlainRenderer
from tests.procurement.framework_fixtures import FrameworkAt, framework_at, framework_stages
from tests.procurement.framework_world import (
    FRAMEWORK,
    PARTIES,
    WHY,
    ask_fr,
    called,
    contract_of,
    framework_draft,
    framework_lot,
    framework_terms,
    mini_draft,
    notified,
    opened,
    sign,
    vouched,
)
from tests.procurement.small_papers import at, award_terms_of, tax_certificate
from tests.procurement.small_tender import World
from tests.procurement.staged_tender import declare_owners, staged_draft

WorldAt = Callable[[str], World]
__all__ = ["framework_at", "framework_stages"]


def places(world: World) -> list[tuple[int, str]]:
    with world.store.read() as work:
        rows = work.session.exec(select(AwardedBid).order_by(col(AwardedBid.place)))
        return [(row.place, row.bid_id) for row in rows]


def bid(tenderer: str) -> str:
    return f"ram-1-{tenderer}-l1"


@pytest.fixture
def enrolled(world_at: WorldAt) -> World:
    return world_at("enrolled")


def test_every_bid_that_is_to_be_taken_in_is_controlled_before_the_decision(
    framework_at: FrameworkAt,
) -> None:
    world = framework_at("opened")
    proposed = propose_controls(world.store, FRAMEWORK)
    assert [each.bid_id for each in proposed] == [bid(each) for each in PARTIES]
    world.register(tax_certificate(each) for each in PARTIES)
    for each in PARTIES[:2]:
        declare_owners(world, each)
    world.control()
    refusal = world.refusal_of(world.draft_decision)
    assert refusal.reason.code == "ownership.undeclared"
    assert refusal.reason.text.en.startswith("south has not declared its owners")
    declare_owners(world, "south")
    world.decide()
    assert places(world) == [(1, bid("east")), (2, bid("north")), (3, bid("south"))]


def test_who_fails_a_control_leaves_its_place_to_the_next(framework_at: FrameworkAt) -> None:
    world = framework_at("opened")
    vouched(world, ("east", "south", "west"))
    assert world.refusal_of(world.draft_decision).reason.code == "decision.not_controlled"
    world.evaluate()
    world.control()
    world.decide()
    assert places(world) == [(1, bid("east")), (2, bid("south")), (3, bid("west"))]


def test_where_fewer_qualify_the_framework_takes_in_those(enrolled: World) -> None:
    terms = framework_terms(parties_most=9)
    world = called(enrolled, framework=terms)
    opened(world)
    vouched(world, (*PARTIES, "west"))
    world.decide()
    assert [place for place, _ in places(world)] == [1, 2, 3, 4]


def test_the_decision_and_the_letters_name_every_party_with_its_place(
    framework_at: FrameworkAt,
) -> None:
    world = framework_at("qualified")
    world.go(at(3, 2))
    draft = world.draft_decision("en")
    assert draft is not None
    with world.store.read() as work:
        said = work.blobs.get(draft.pdf_sha256).decode()
    assert all(f"Demo {each.title()} AB" in said for each in PARTIES)
    world.decide_on(draft.id, draft.pdf_sha256)
    told = {each.organisation_id: each.context.lots[0] for each in world.letters()}
    parties = "1. Demo East AB, 2. Demo North AB, 3. Demo South AB"
    assert {(each.outcome, each.own_rank, each.winner) for each in told.values()} == {
        ("won", 1, parties), ("won", 2, parties), ("won", 3, parties), ("not_won", 4, parties),
    }  # fmt: skip
    assert told["north"].reasons == ["Anbudet har plats 2 av de 3 som ramavtalet ingås med"]
    assert told["west"].reasons[:2] == [
        (
            "Ramavtalet ingås med de 3 främsta, och anbudet har plats 4. Nedan jämförs det med det"
            " sista av dem"
        ),
        "Det vinnande anbudet har lägre jämförelsepris",
    ]
    assert "pris 1 200 kr" in told["west"].reasons[2].replace("\N{NO-BREAK SPACE}", " ")


def test_each_party_has_a_contract_that_tells_of_the_framework(framework_at: FrameworkAt) -> None:
    world, renderer = framework_at("notified"), PlainRenderer()
    world.go(at(3, 13))
    ask_fr(world)
    lots = lots_to_draw_up(world.store, FRAMEWORK)
    assert draw_up(world.store, world.actor(ENGINE), renderer, lots, "sv") == 3
    told = [each for each in renderer.asked if isinstance(each, ContractContext)]
    assert [each.contract_number for each in told] == [f"DEMO 2026/7-1-L1-{n}" for n in (1, 2, 3)]
    assert [each.framework and each.framework.model_dump() for each in told[:1]] == [
        {
            "ceiling_ore": 1_000_000_000,
            "place": 1,
            "parties": 3,
            "way": "i rangordning eller genom förnyad konkurrensutsättning",
            "ranked": True,
            "competed": True,
            "conditions": "Behov över 5 mnkr konkurrensutsätts på nytt.",
            "cite": "7 kap. 7 § LOU",
            "special_reasons": None,
        }
    ]
    assert told[0].rulebook == "SE-LOU"


def test_one_partys_signature_does_not_stop_the_others(framework_at: FrameworkAt) -> None:
    world = framework_at("drawn_up")
    sign(world, 2)

    def waiting() -> list[str]:
        found = contracts_to_sign(world.store, FRAMEWORK, by_buyer=False)
        return [each.id for each in found]

    assert waiting() == [contract_of(1), contract_of(3)]
    assert world.draw_up() == 0
    assert [each.concluded for each in lot_overviews(world.store, FRAMEWORK)] == [
        None, date(2026, 3, 13), None,
    ]  # fmt: skip
    sign(world, 1)
    sign(world, 3)
    assert [(each.place, each.winner_id) for each in lot_overviews(world.store, FRAMEWORK)] == [
        (1, "east"), (2, "north"), (3, "south"),
    ]  # fmt: skip


def test_a_hold_that_comes_between_two_signatures_stops_the_rest(framework_at: FrameworkAt) -> None:
    world = framework_at("drawn_up")
    sign(world, 1)
    world.lodge("1-26", "L1", lodged_at=at(3, 12))
    world.provider_signs(contract_of(2), "north")
    refusal = world.refusal_of(lambda: world.buyer_signs(contract_of(2)))
    assert refusal.reason.code == "extended-standstill"


def test_a_framework_with_one_contract_is_not_withdrawn(framework_at: FrameworkAt) -> None:
    world = framework_at("drawn_up")
    sign(world, 3)
    head, officer = world.actor("head"), world.actor("officer")
    refusal = world.refusal_of(lambda: withdraw(world.store, head, officer, FRAMEWORK, ["L1"], WHY))
    assert refusal.reason.code == "lots.concluded"


def test_a_party_whose_evidence_has_lapsed_holds_up_itself_alone(framework_at: FrameworkAt) -> None:
    world = framework_at("opened")
    short = replace(tax_certificate("north"), valid_until=date(2026, 3, 12))
    world.register([tax_certificate("east"), short, tax_certificate("south")])
    for each in PARTIES:
        declare_owners(world, each)
    world.control()
    notified(world)
    world.go(at(3, 13))
    ask_fr(world)
    assert world.draw_up() == 2
    with world.store.read() as work:
        numbers = work.session.exec(select(Contract.id).order_by(col(Contract.id))).all()
    assert list(numbers) == [contract_of(1), contract_of(3)]


CAPPED = {**award_terms_of(), "lots": {"rule": "lot_order", "cap_lots": 1}}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"award_terms": CAPPED}, "framework.caps"),
        ({"lots": (framework_lot("L1", fte_tenths=10),)}, "framework.caps"),
        ({"lots_are_separate_contracts": False}, "framework.lots"),
        ({"currency": "NOK"}, "framework.currency"),
        ({"framework": framework_terms(ceiling=499_999_999)}, "framework.ceiling"),
        ({"framework": framework_terms(conditions=Text(" ", "x"))}, "framework.conditions"),
        ({"contract_months": 37}, "over-the-term"),
        ({"contract_months": 96, "rulebook": Rulebook.SE_LUF}, "over-the-term"),
    ],
)
def test_what_a_framework_may_not_state_is_refused_at_the_draft(
    enrolled: World, changes: dict[str, Any], code: str
) -> None:
    draft = framework_draft(**changes)
    refusal = enrolled.refusal_of(
        lambda: draft_tender(enrolled.store, enrolled.actor("officer"), draft)
    )
    assert refusal.reason.code == code


@pytest.mark.parametrize(
    "changes",
    [
        {"contract_months": 36},
        {"contract_months": 37, "framework": framework_terms(special_reasons=WHY)},
        {"contract_months": 84, "rulebook": Rulebook.SE_LUF},
        # One party alone takes what it wins: caps over lots are kept as elsewhere.
        {"award_terms": CAPPED, "framework": framework_terms(parties_most=1)},
    ],
)
def test_four_years_are_enough_or_special_reasons(enrolled: World, changes: dict[str, Any]) -> None:
    draft = framework_draft(**changes)
    assert draft_tender(enrolled.store, enrolled.actor("officer"), draft) == FRAMEWORK


def test_the_law_says_how_long(enrolled: World) -> None:
    draft = framework_draft(contract_months=37)
    officer = enrolled.actor("officer")
    refusal = enrolled.refusal_of(lambda: draft_tender(enrolled.store, officer, draft))
    assert refusal.in_("en") == (
        "The framework runs through Friday 31 May 2030, longer than 4 years, which end on Tuesday"
        " 30 April 2030 (LOU 7:2). A longer term requires special reasons."
    )


def test_only_the_step_that_is_awarded_leads_to_a_framework(enrolled: World) -> None:
    officer = enrolled.actor("officer")
    first = staged_draft("restricted", "requests", "STEG-1", framework=framework_terms())
    refusal = enrolled.refusal_of(lambda: draft_tender(enrolled.store, officer, first))
    assert refusal.reason.code == "framework.step"
    within = mini_draft(framework=framework_terms(way=CallOffWay.RANKED))
    refusal = enrolled.refusal_of(lambda: draft_tender(enrolled.store, officer, within))
    assert refusal.reason.code == "framework.step"
