"""How long bids bind: who is asked, who answers, and what becomes of those that lapse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from appeals.validity import valid_until
from law.days import STOCKHOLM
from law.reasons import Text
from models.tender import Tender
from procurement.qualification.disqualified import out_of_competition
from procurement.ranking.due_lots import current_winners, lots_to_evaluate
from procurement.validity.answering import Answer, answer_request
from procurement.validity.asking import ask_to_extend
from procurement.validity.overview import validity_overview
from procurement.validity.watching import Lapsing, lapsing
from tests.procurement.award_acts import call_off, obstacles_of, owed_by, take_back
from tests.procurement.small_papers import BIDS, TENDER, at, evidence
from tests.procurement.small_tender import World
from tests.procurement.stored_models import Case, opened_world

WorldAt = Callable[[str], World]
ROWS = yaml.safe_load(Path(__file__).with_name("validity.yaml").read_text(encoding="utf-8"))
WHY = Text("Målet är inte avgjort", "The case has not been decided")
LATER, BY = date(2027, 6, 30), date(2026, 7, 1)
RELATIVE = Case(
    "relative_range",
    {"n1": 100_000, "s1": 120_000, "w1": 200_000},
    {"n1": {"method": 0}, "s1": {"method": 15}, "w1": {"method": 0}},
    ({"id": "method", "scale": [0, 20]},),
    {"price_points": 50},
)
ALL_TENDERERS = ["east", "north", "south", "west"]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=STOCKHOLM)


def ask(world: World, until: date = LATER, by: date = BY, reason: Text = WHY) -> str:
    return ask_to_extend(world.store, world.actor("officer"), TENDER, until, by, reason)


def answers(world: World, request: str, **bids: bool) -> None:
    for bid, extended in bids.items():
        person = world.actor(f"{BIDS[bid][1]}-person")
        answer_request(world.store, person, Answer(request, bid, extended))


def out_of(world: World) -> set[str]:
    with world.store.read() as work:
        return set(out_of_competition(work, TENDER))


def binding_until(world: World, bid: str) -> date | None:
    with world.store.read() as work:
        return valid_until(work, work.session.get_one(Tender, TENDER), bid)


def winners(world: World) -> dict[str, str | None]:
    with world.store.read() as work:
        found = current_winners(work, TENDER)
    return {lot.split("/")[1]: bid for lot, bid in sorted(found.items())}


@pytest.fixture
def june(world_at: WorldAt) -> World:
    """All award letters are sent, and a year in court may come."""
    world = world_at("notified")
    world.go(at(6, 1))
    return world


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["claim"])
def test_a_bid_competes_while_it_binds(june: World, row: dict[str, Any]) -> None:
    given = row.get("answered", [])
    for number, until in enumerate(row.get("asked", [])):
        request = ask(june, until)
        if number < len(given):
            answers(june, request, e3=given[number])
    june.go(noon(row["now"]))
    binds = "bids-lapsed" not in obstacles_of(june, "L3")
    assert (binding_until(june, "e3"), "e3" not in out_of(june), binds) == (
        row["until"],
        row["competes"],
        row["competes"],
    )


def test_every_tenderer_is_asked_and_owed_a_letter(june: World) -> None:
    assert june.done_once(lambda: ask(june)) == "validity.asked"
    assert owed_by(june, f"{TENDER}/V1") == [("validity", each) for each in ALL_TENDERERS]


def test_rejected_bids_are_asked_about_too(world_at: WorldAt) -> None:
    world = world_at("registered")
    world.register_all(but=["e3"])
    world.go(at(6, 1))
    ask(world)
    assert [to for _, to in owed_by(world, f"{TENDER}/V1")] == ALL_TENDERERS


def test_those_who_bid_only_for_cancelled_lots_are_not_asked(june: World) -> None:
    take_back(june, "L2")
    call_off(june, "L2")
    ask(june)
    assert [to for _, to in owed_by(june, f"{TENDER}/V1")] == ["east", "north", "south"]


@pytest.mark.parametrize(
    ("until", "by", "code"),
    [
        (date(2026, 12, 31), BY, "validity.until"),
        (LATER, date(2026, 6, 1), "validity.answer_by"),
        (LATER, date(2027, 1, 1), "validity.answer_by"),
    ],
)
def test_days_that_the_bids_would_not_live_to_see_are_refused(
    june: World, until: date, by: date, code: str
) -> None:
    assert june.refusal_of(lambda: ask(june, until, by)).reason.code == code


def test_nobody_is_asked_before_the_opening(world_at: WorldAt) -> None:
    world = world_at("received")
    assert world.refusal_of(lambda: ask(world)).reason.code == "validity.not_opened"


def test_what_has_lapsed_is_not_asked_about(june: World) -> None:
    june.go(noon(date(2027, 1, 1)))
    refusal = june.refusal_of(lambda: ask(june, date(2027, 6, 30), date(2027, 2, 1)))
    assert refusal.in_("sv") == (
        "Inget anbud i DEMO-1 är längre bindande, och ett sådant kan inte förlängas (19 kap. 2 §"
        " LOU). Avbryt de områden som saknar avtal, och upphandla dem på nytt."
    )


def test_each_bid_is_answered_for_itself_and_once(june: World) -> None:
    request = ask(june)
    assert june.done_once(lambda: answers(june, request, s1=True)) == "validity.answered"
    answers(june, request, s3=False)
    assert [binding_until(june, each) for each in ("s1", "s2", "s3")] == [
        LATER,
        date(2026, 12, 31),
        date(2026, 12, 31),
    ]
    refusal = june.refusal_of(lambda: answers(june, request, s3=True))
    assert refusal.reason.code == "validity.answered"


def test_nobody_answers_for_another_tenderer(june: World) -> None:
    answer = Answer(ask(june), "e3", extended=True)
    west = june.actor("west-person")
    refusal = june.refusal_of(lambda: answer_request(june.store, west, answer))
    assert refusal.reason.code == "actor.organisation"


def test_a_late_yes_counts_while_the_bid_binds(june: World) -> None:
    request = ask(june)
    june.go(noon(date(2026, 12, 31)))
    answers(june, request, e3=True)
    june.go(noon(date(2027, 1, 1)))
    refusal = june.refusal_of(lambda: answers(june, request, s3=True))
    assert (binding_until(june, "e3"), refusal.reason.code) == (LATER, "validity.bid_lapsed")


def test_an_officer_records_what_came_in(june: World) -> None:
    request = ask(june)
    june.go(noon(date(2027, 1, 4)))
    officer, came_in = june.actor("officer"), noon(date(2026, 12, 30))
    answer = Answer(request, "e3", extended=True, statement="Ja", came_in_at=came_in)
    answer_request(june.store, officer, answer)
    early = Answer(request, "s3", extended=True, came_in_at=came_in - timedelta(days=300))
    refusal = june.refusal_of(lambda: answer_request(june.store, officer, early))
    assert (binding_until(june, "e3"), refusal.reason.code) == (LATER, "validity.came_in_at")


def test_no_entry_tells_who_answered(june: World) -> None:
    answers(june, ask(june), e3=True)
    with june.store.read() as work:
        rows = work.session.connection().exec_driver_sql(
            "select actor_id, payload from journal_entry where kind = 'validity.answered'"
        )
        ((actor, payload),) = rows.all()
    assert (actor, "east" in payload) == ("engine", False)


def test_a_winner_that_declined_lapses_and_the_next_is_awarded(june: World) -> None:
    """A year in court: held, refused, lapsed, ranked again, decided again."""
    june.lodge("1-26", "L3", lodged_at=at(3, 12, 8))
    request = ask(june)
    answers(june, request, e3=False, n1=True, s1=True, s2=True, s3=True)
    june.go(noon(date(2026, 12, 31)))
    assert june.evaluate() is None
    june.go(noon(date(2027, 1, 1)))
    assert june.evaluate() == f"{TENDER}/U2"
    assert winners(june) == {"L1": "n1", "L2": "s2", "L3": "s3"}
    june.renew(date(2026, 12, 20))
    assert june.decide() == f"{TENDER}/D2"
    assert june.evaluate() is None
    assert "bids-lapsed" not in obstacles_of(june, "L3")


def test_the_cause_of_a_new_ranking_is_told(june: World) -> None:
    answers(june, ask(june), n1=True, s2=True, s3=True)
    june.go(noon(date(2027, 1, 1)))
    june.evaluate()
    with june.store.read() as work:
        cause, note = (
            work.session.connection()
            .exec_driver_sql(
                "select e.cause_sv, b.note_sv from evaluation e join evaluated_bid b"
                " on b.evaluation_id = e.id where e.number = 2 and b.bid_id = 'e3'"
            )
            .one()
        )
    assert (cause, note) == (
        "Ny rangordning sedan ett anbud upphört att vara bindande",
        "Anbudet var bindande till och med 2026-12-31, och giltigheten har inte förlängts",
    )


def test_nothing_is_drafted_or_decided_on_a_lapsed_bid(world_at: WorldAt) -> None:
    world = world_at("controlled")
    world.go(noon(date(2026, 12, 31)))
    world.renew(date(2026, 12, 20))
    draft = world.draft_decision()
    assert draft is not None
    world.go(noon(date(2027, 1, 1)))
    decided = world.refusal_of(lambda: world.decide_on(draft.id, draft.pdf_sha256))
    assert decided.reason.code == "decision.changed"
    drafted = world.refusal_of(world.draft_decision)
    assert drafted.reason.code == "decision.out_of_competition"


def test_a_lot_whose_bids_have_all_lapsed_has_no_winner(world_at: WorldAt) -> None:
    world = world_at("controlled")
    world.go(noon(date(2027, 1, 1)))
    world.evaluate()
    assert winners(world) == {"L1": None, "L2": None, "L3": None}


def test_lapsed_losers_reopen_no_decision(june: World) -> None:
    answers(june, ask(june), n1=True, s2=True, e3=True)
    june.go(noon(date(2027, 1, 1)))
    assert june.evaluate() is None


def test_nor_where_the_model_is_relative(world_at: WorldAt) -> None:
    """Without West the others' scores change, but they bound when it was decided."""
    world = opened_world(world_at, RELATIVE)
    world.evaluate()
    world.go(at(2, 19))
    world.register([evidence("s1")])
    world.control()
    world.decide()
    answers(world, ask(world), n1=True, s1=True)
    world.go(noon(date(2027, 1, 1)))
    assert "w1" in out_of(world)
    assert due(world) == set()


def test_before_the_decision_a_relative_model_is_ranked_anew(world_at: WorldAt) -> None:
    world = opened_world(world_at, RELATIVE)
    world.evaluate()
    answers(world, ask(world), n1=True, s1=True)
    world.go(noon(date(2027, 1, 1)))
    assert due(world) == {"L1"}


def due(world: World) -> set[str]:
    with world.store.read() as work:
        return {lot.split("/")[1] for lot in lots_to_evaluate(work, TENDER).lots}


def test_a_contract_outlives_its_bid(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    contract = f"{TENDER}/D1/L3"
    world.provider_signs(contract, "east")
    world.buyer_signs(contract)
    answers(world, ask(world), n1=True, s2=True)
    world.go(noon(date(2027, 1, 1)))
    assert world.evaluate() is None
    assert out_of(world) == {"e1", "s1", "n2", "w2"}


def test_lots_that_outlive_their_bids_are_seen_in_time(june: World) -> None:
    june.go(noon(date(2026, 11, 1)))
    assert [each.lot_code for each in lapsing(june.store, days=60)] == ["L1", "L2", "L3"]
    assert lapsing(june.store, days=59) == ()
    answers(june, ask(june, by=date(2026, 11, 20)), e3=True)
    june.lodge("1-26", "L1", lodged_at=at(3, 12, 8))
    first, _ = lapsing(june.store)
    assert first == Lapsing(
        TENDER, "DEMO 2026/1", "L1", date(2026, 12, 31), None, decided=True, lapsed=False
    )
    assert first.told.sv == (
        "L1 i DEMO 2026/1: anbud är bindande till och med 2026-12-31, avtal kan ingås på en dag"
        " som inte är känd"
    )


def test_bids_too_short_for_the_standstill_are_seen_at_once(world_at: WorldAt) -> None:
    world = world_at("controlled")
    world.go(noon(date(2026, 12, 28)))
    world.renew(date(2026, 12, 20))
    world.decide()
    world.send_letters()
    found = lapsing(world.store, days=0)
    assert {(each.until, each.earliest_contract, each.too_short) for each in found} == {
        (date(2026, 12, 31), date(2027, 1, 8), True)
    }


def test_the_overview_tells_what_each_tenderer_answered(world_at: WorldAt) -> None:
    world = world_at("controlled")
    world.go(at(6, 1))
    answers(world, ask(world), e3=False, s3=True)
    world.go(noon(date(2027, 1, 1)))
    found = validity_overview(world.store, world.actor("officer"), TENDER)
    in_l3 = [(each.bid_id, each.binds, each.answers) for each in found.bids][-2:]
    assert in_l3 == [
        ("e3", False, ((f"{TENDER}/V1", False),)),
        ("s3", True, ((f"{TENDER}/V1", True),)),
    ]
    assert [each.code for each in found.warnings] == ["validity.before_award"]
