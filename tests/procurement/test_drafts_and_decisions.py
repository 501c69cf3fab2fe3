"""Four eyes on the same bytes: what is drafted is what is decided, or nothing is."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from law.reasons import Text
from models.decision import AwardDraft
from models.parties import Role, RoleGrant
from models.tables import metadata
from procurement.decisions.deciding import draft_award
from procurement.qualification.controls import Judgement, propose_controls, record_controls
from procurement.reports.protocols import file_protocols
from tests.plain_renderer import PlainRenderer
from tests.procurement.award_acts import call_off, take_back
from tests.procurement.small_papers import TENDER, WINNERS, at, tax_certificate, tender_draft
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
CHECKED = at(2, 19).isoformat()


def drafted(world: World) -> AwardDraft:
    draft = world.draft_decision()
    assert draft is not None
    return draft


def facts_in(world: World, draft: AwardDraft) -> dict[str, Any]:
    content = world.store.blobs.get(draft.facts_sha256)
    facts: dict[str, Any] = json.loads(content)
    return facts


def shown(code: str, tenderer: str, bid: str) -> list[dict[str, str]]:
    """The two requirements of the small tender, met by a bid."""
    return [
        {
            "requirement": requirement,
            "tenderer": tenderer,
            "outcome": "passed",
            "evidence": evidence,
            "checked_by": "officer",
            "checked_at": CHECKED,
        }
        for requirement, evidence in (
            ("AT", f"therapist-{bid}"),
            ("TAX", f"tax-{tenderer}-2026-02-01"),
        )
    ]


def compared(bid: str, tenderer: str, place: int, comparison: str, standing: str) -> dict[str, Any]:
    return {
        "bid": bid,
        "tenderer": tenderer,
        "place": place,
        "comparison": comparison,
        "standing": standing,
        "draw_ticket": None,
        "note": {"sv": "", "en": ""},
    }


def test_the_facts_are_told_whole(world_at: WorldAt) -> None:
    world = world_at("controlled")
    facts = facts_in(world, drafted(world))
    lots = {lot.pop("lot"): lot for lot in facts.pop("lots")}
    assert lots["L2"]["bids"][0] == {
        **compared("n2", "north", 1, "90000", "passed_over"),
        "note": {
            "sv": "Uppgiven kapacitet 2,0 årsarbetskrafter är redan tagen i anspråk med 2,0;"
            " området kräver 1,0",
            "en": "Of the declared capacity of 2.0 full-time equivalents 2.0 are already taken;"
            " the lot requires 1.0",
        },
    }
    assert facts == {
        "format": "tilldela/award-decision/v1",
        "tender": TENDER,
        "diary_number": "DEMO 2026/1",
        "buyer": "buyer",
        "number": 1,
        "prepared_by": "officer",
    }
    same = {
        "evaluation": {"id": f"{TENDER}/U1", "number": 1, "reports": {}},
        "draw_seed": None,
        "combination": None,
        "replaces": None,
    }
    assert lots["L3"] == {
        **same,
        "winner": "e3",
        "tenderer": "east",
        "parties": [{"place": 1, "bid": "e3", "tenderer": "east"}],
        "bids": [
            compared("e3", "east", 1, "90003", "winner"),
            compared("s3", "south", 2, "100007", "ranked"),
        ],
        "requirements": shown("L3", "east", "e3"),
    }
    assert {code: lot["winner"] for code, lot in lots.items()} == WINNERS


def test_the_same_draft_comes_back_while_it_would_say_the_same(world_at: WorldAt) -> None:
    world = world_at("controlled")
    first = drafted(world)
    assert world.done_once(lambda: world.draft_decision("en")) == "award.drafted"
    assert world.done_once(world.draft_decision) == "award.drafted"
    third = drafted(world)
    assert (first.number, third.number) == (1, 3)
    assert (first.facts_sha256, first.lang) == (third.facts_sha256, third.lang)
    world.go(at(2, 20))
    assert drafted(world) == third


def test_a_draft_by_somebody_else_is_another(world_at: WorldAt) -> None:
    world = world_at("controlled")
    drafted(world)
    colleague = world.actor("colleague")
    other = draft_award(world.store, colleague, PlainRenderer(), TENDER, "sv")
    assert other is not None
    assert (other.number, facts_in(world, other)["prepared_by"]) == (2, "colleague")


def test_the_draft_names_each_report_by_its_hash(world_at: WorldAt) -> None:
    """Set after the draft it changes nothing: it tells of the same facts."""
    world = world_at("controlled")
    early = drafted(world)
    file_protocols(world.store, world.actor("engine"), PlainRenderer(), TENDER, "sv")
    assert world.decide_on(early.id, early.pdf_sha256) == f"{TENDER}/D1"
    other = world_at("controlled")
    file_protocols(other.store, other.actor("engine"), PlainRenderer(), TENDER, "sv")
    table = metadata.tables["protocol"]
    with other.store.read() as work:
        query = select(table.c.pdf_sha256).where(table.c.kind == "evaluation")
        [filed] = work.session.connection().execute(query).scalars()
    facts = facts_in(other, drafted(other))
    assert {json.dumps(lot["evaluation"]["reports"]) for lot in facts["lots"]} == {
        json.dumps({"sv": filed})
    }


def test_the_document_says_what_the_facts_do(world_at: WorldAt) -> None:
    world, renderer = world_at("controlled"), PlainRenderer()
    draft_award(world.store, world.actor("officer"), renderer, TENDER, "en")
    [asked] = renderer.asked
    told = asked.model_dump()
    assert (told["number"], told["preparer"]) == ("DEMO 2026/1-1", "officer")
    assert [(lot["lot"]["code"], lot["winner"], lot["comparison"]) for lot in told["lots"]] == [
        ("L1", "Demo North AB", "SEK\N{NO-BREAK SPACE}900"),
        ("L2", "Demo South AB", "SEK\N{NO-BREAK SPACE}950.01"),
        ("L3", "Demo East AB", "SEK\N{NO-BREAK SPACE}900.03"),
    ]
    assert [(row["tenderer"], row["lots"], row["requirement"]) for row in told["requirements"]] == [
        ("Demo East AB", ["L3"], "Named therapist"),
        ("Demo East AB", ["L3"], "Taxes paid"),
        ("Demo North AB", ["L1"], "Named therapist"),
        ("Demo North AB", ["L1"], "Taxes paid"),
        ("Demo South AB", ["L2"], "Named therapist"),
        ("Demo South AB", ["L2"], "Taxes paid"),
    ]
    assert [(row["lot"], row["tenderer"]) for row in told["set_aside"]] == [("L2", "Demo North AB")]


def test_the_decision_names_the_bytes_that_were_read(world_at: WorldAt) -> None:
    world = world_at("controlled")
    draft = drafted(world)
    kind = world.done_once(lambda: world.decide_on(draft.id, draft.pdf_sha256.upper()))
    assert kind == "award.decided"
    table = metadata.tables["journal_entry"]
    with world.store.read() as work:
        query = select(table.c.payload).order_by(table.c.seq.desc()).limit(1)
        [payload] = work.session.connection().execute(query).scalars()
    told = json.loads(payload)
    del told["facts"]
    assert told == {
        "subject": f"{TENDER}/D1",
        "prepared_by": "officer",
        "draft": draft.id,
        "pdf_sha256": draft.pdf_sha256,
        "facts_sha256": draft.facts_sha256,
        "lots": {world.lot(code): bid for code, bid in WINNERS.items()},
    }


@pytest.mark.parametrize("drafter", ["head", "north-person", "engine", "lawyer"])
def test_only_an_officer_drafts(world_at: WorldAt, drafter: str) -> None:
    world = world_at("controlled")
    actor = world.actor(drafter)
    refusal = world.refusal_of(
        lambda: draft_award(world.store, actor, PlainRenderer(), TENDER, "sv")
    )
    assert refusal.reason.code == "actor.role"


@pytest.mark.parametrize(
    ("decider", "change", "code"),
    [
        ("officer", {}, "actor.role"),
        ("engine", {}, "actor.role"),
        ("head", {"pdf_sha256": "0" * 64}, "decision.other_bytes"),
        ("head", {"draft_id": f"{TENDER}/P9"}, "draft.unknown"),
    ],
)
def test_what_no_decision_is_made_on(
    world_at: WorldAt, decider: str, change: dict[str, str], code: str
) -> None:
    world = world_at("controlled")
    draft = drafted(world)
    given = {"draft_id": draft.id, "pdf_sha256": draft.pdf_sha256, **change}
    refusal = world.refusal_of(lambda: world.decide_on(**given, decider=decider))
    assert refusal.reason.code == code


def test_whoever_drafted_does_not_decide(world_at: WorldAt) -> None:
    """Also when the same person holds both roles."""
    world = world_at("controlled")
    draft = drafted(world)
    with world.store.write() as work:
        work.session.add(
            RoleGrant(person_id="officer", buyer_id="buyer", role=Role.PROCUREMENT_HEAD)
        )
    refusal = world.refusal_of(
        lambda: world.decide_on(draft.id, draft.pdf_sha256, decider="officer")
    )
    assert refusal.reason.code == "actor.second_person"


def test_an_earlier_draft_is_not_decided_on(world_at: WorldAt) -> None:
    world = world_at("controlled")
    first = drafted(world)
    world.draft_decision("en")
    refusal = world.refusal_of(lambda: world.decide_on(first.id, first.pdf_sha256))
    assert refusal.in_("en") == (
        "Draft DEMO-1/P1 has been replaced by DEMO-1/P2. Read the newest draft and decide on that."
    )


def failed_since(world: World) -> None:
    """The therapist of the winner of L2 turns out not to be one."""
    officer = world.actor("officer")
    with world.store.read() as work:
        table = metadata.tables["control"]
        query = select(table.c.requirement_id).where(table.c.bid_id == "s2").distinct()
        requirement, *_ = work.session.connection().execute(query).scalars()
    world.go(at(2, 20))
    failed = Judgement(
        "s2", requirement, f"{TENDER}/U1", False, None, Text("inte behörig", "not licensed")
    )
    record_controls(world.store, officer, TENDER, [failed])


def evaluated_since(world: World) -> None:
    failed_since(world)
    world.evaluate()
    world.register([tax_certificate("west")])
    record_controls(
        world.store, world.actor("officer"), TENDER, propose_controls(world.store, TENDER)
    )


def lapsed_since(world: World) -> None:
    world.go(at(4, 20))


def cancelled_since(world: World) -> None:
    call_off(world, "L2")


@pytest.mark.parametrize(
    ("since", "lots"),
    [
        (failed_since, "L2 (In L2 the requirement"),
        (evaluated_since, "L2"),
        (lapsed_since, "L1, L2, L3 (In L1 the requirement"),
        (cancelled_since, "L2"),
    ],
)
def test_a_draft_that_the_facts_have_left_behind_is_not_decided_on(
    world_at: WorldAt, since: Callable[[World], None], lots: str
) -> None:
    world = world_at("controlled")
    draft = drafted(world)
    since(world)
    refusal = world.refusal_of(lambda: world.decide_on(draft.id, draft.pdf_sha256))
    assert refusal.in_("en").startswith(f"What draft DEMO-1/P1 rests on has changed for {lots}"), (
        refusal.in_("en")
    )


def test_a_draft_is_decided_once_and_not_again_after_a_withdrawal(world_at: WorldAt) -> None:
    world = world_at("controlled")
    draft = drafted(world)
    world.decide_on(draft.id, draft.pdf_sha256)
    take_back(world, "L1", "L2", "L3")
    assert world.decide_on(draft.id, draft.pdf_sha256) == f"{TENDER}/D1"
    anew = drafted(world)
    assert anew.number == 2
    assert {lot["lot"]: lot["replaces"] for lot in facts_in(world, anew)["lots"]} == {
        code: {"decision": f"{TENDER}/D1", "withdrawal": f"{TENDER}/W1"} for code in WINNERS
    }


def test_a_lot_tied_to_one_that_is_kept_is_kept_too(world_at: WorldAt) -> None:
    """North takes L1 with its whole capacity; should it fall there, it would win L2."""
    world = world_at("evaluated")
    world.register_all(but=["n1"])
    officer = world.actor("officer")
    proposed = [each for each in propose_controls(world.store, TENDER) if each.passed]
    record_controls(world.store, officer, TENDER, proposed)
    assert {lot["lot"] for lot in facts_in(world, drafted(world))["lots"]} == {"L3"}


def test_lots_that_make_one_contract_are_drafted_together_or_not_at_all(
    world_at: WorldAt,
) -> None:
    world = world_at("enrolled")
    world.draft(tender_draft(lots_are_separate_contracts=False))
    world.play("published", "received", "opened", "evaluated")
    world.register_all(but=["e3"])
    officer = world.actor("officer")
    proposed = [each for each in propose_controls(world.store, TENDER) if each.passed]
    record_controls(world.store, officer, TENDER, proposed)
    refusal = world.refusal_of(world.draft_decision)
    assert refusal.in_("en") == (
        "L1 hangs together with L3, which cannot be decided today. Clear what keeps the others."
    )


def test_a_draft_is_set_anew_when_the_facts_move_while_it_is_set(world_at: WorldAt) -> None:
    world = world_at("controlled")

    class Slow(PlainRenderer):
        def render_all(self, contexts: Any) -> list[bytes]:
            world.clock.at += timedelta(days=1)
            call_off(world, "L3")
            return super().render_all(contexts)

    with pytest.raises(Exception, match="changed while the draft was being set"):
        draft_award(world.store, world.actor("officer"), Slow(), TENDER, "sv")
    assert "award.drafted" not in world.journal()
