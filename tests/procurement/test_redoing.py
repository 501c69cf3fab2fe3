"""What is ordered to be made anew is drafted, published and linked: each lot once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

import pytest

from appeals.docket.court_acts import record_court_act
from appeals.docket.court_entry import CourtEntry
from cli.tender.draft_file import draft_from
from law.reasons import Text
from models.review import CourtActKind, CourtName
from models.tables import metadata
from procurement.calls.call_overview import Stage, call_overview
from procurement.decisions.by_order import NextAct, lots_by_order
from procurement.decisions.cancelling import cancel
from procurement.tenders.again import drafted_again, terms_for_lots
from procurement.tenders.draft import TenderDraft
from procurement.tenders.drafting import draft_tender
from procurement.tenders.redoing import redoing, redone_as
from tests.procurement.framework_fixtures import framework_at, framework_stages
from tests.procurement.framework_world import FRAMEWORK, framework_draft
from tests.procurement.small_papers import TENDER, at, tender_draft
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
__all__ = ["framework_at", "framework_stages"]
NEW, DIARY, DAY = "DEMO-2", "DEMO 2026/2", "ÅÅÅÅ-MM-DD"
DATES = {
    "starts_on": "2026-06-16",
    "bid_deadline_at": "2026-08-31T23:59",
    "bids_valid_until": "2027-06-30",
    "contract_starts_on": "2027-01-01",
}
WHY = Text("Domstolens beslut", "The court's order")


@pytest.fixture
def world(world_at: WorldAt) -> World:
    """FR has ordered on 12 June that L2 and L3 be made anew."""
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L2", "L3")
    world.go(at(6, 15))
    ordered(world)
    world.go(at(6, 16))
    return world


def ordered(world: World) -> None:
    day = date(2026, 6, 12)
    entry = CourtEntry(f"{TENDER}/1-26", "1-26", CourtName.FR, CourtActKind.REDO, day, day, WHY)
    record_court_act(world.store, world.actor("lawyer"), entry)


def plain(world: World, *codes: str) -> dict[str, Any]:
    return drafted_again(world.store, TENDER, codes, NEW, DIARY, DAY)


def filled(world: World, *codes: str, **changes: Any) -> TenderDraft:
    """As a file has it: every value but the texts read as text."""
    return draft_from(_as_text({**plain(world, *codes), **DATES, **changes}), "again.yaml")


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    return str(value)


def redraft(world: World, draft: TenderDraft) -> str:
    return draft_tender(world.store, world.actor("officer"), draft)


def test_all_that_was_stated_is_carried_over_but_what_must_be_new(world: World) -> None:
    before, now = tender_draft(), filled(world)
    changed = {
        name for name in TenderDraft.model_fields if getattr(before, name) != getattr(now, name)
    }
    assert changed - {"requirements"} == {*DATES, "id", "diary_number", "lots"}
    by_code = attrgetter("code")
    assert sorted(now.requirements, key=by_code) == sorted(before.requirements, key=by_code)
    assert [(lot.code, lot.redoes) for lot in now.lots] == [
        ("L2", f"{TENDER}/L2"), ("L3", f"{TENDER}/L3"),
    ]  # fmt: skip
    assert [lot.model_copy(update={"redoes": None}) for lot in now.lots] == list(before.lots[1:])


def test_a_draft_whose_dates_are_not_filled_in_is_refused(world: World) -> None:
    given = _as_text(plain(world))
    refusal = world.refusal_of(lambda: draft_from(given, "again.yaml"))
    assert refusal.reason.code == "option.instant" or DAY in refusal.in_("sv")


def ended(world: World, *codes: str) -> None:
    """The buyer closes the lots, to make them anew."""
    persons = world.actor("head"), world.actor("officer")
    cancel(world.store, *persons, TENDER, codes, WHY, redo=True)


def test_it_is_published_as_a_tender_of_its_own_and_both_tell_the_link(world: World) -> None:
    draft = filled(world)
    assert world.done_once(lambda: redraft(world, draft)) == "tender.drafted"
    assert [each.next for each in lots_by_order(world.store, TENDER)] == [NextAct.CANCEL] * 2
    ended(world, "L2", "L3")
    new = world.of(NEW)
    new.plan()
    new.appoint_and_publish()
    old, anew = (call_overview(world.store, each) for each in (TENDER, NEW))
    assert old.redone == ((f"{TENDER}/L2", f"{NEW}/L2"), (f"{TENDER}/L3", f"{NEW}/L3"))
    assert anew.redoes == ((f"{NEW}/L2", f"{TENDER}/L2"), (f"{NEW}/L3", f"{TENDER}/L3"))
    assert (old.redoes, anew.redone, anew.stage) == ((), (), Stage.PUBLISHED)
    assert lots_by_order(world.store, NEW) == ()


def test_it_is_not_published_while_the_old_lot_may_come_back(world: World) -> None:
    """KR may set the order aside until then, and two would be procured for one need."""
    redraft(world, filled(world, "L3"))
    new = world.of(NEW)
    new.plan()
    new.appoint()
    told = call_overview(world.store, NEW).unmet
    assert "tender.redoes_running" in [each.reason.code for each in told]
    assert world.refusal_of(new.publish).reason.code == "tender.redoes_running"
    ended(world, "L3")
    new.publish()
    assert call_overview(world.store, NEW).stage is Stage.PUBLISHED


def test_a_lot_is_redone_once(world: World) -> None:
    redraft(world, filled(world, "L3"))
    with world.store.read() as work:
        assert redone_as(work, TENDER) == {f"{TENDER}/L3": f"{NEW}/L3"}
        assert redoing(work, NEW) == {f"{NEW}/L3": f"{TENDER}/L3"}
    assert [lot["code"] for lot in plain(world)["lots"]] == ["L2"], "the rest is left"
    assert world.refusal_of(lambda: plain(world, "L3")).reason.code == "tender.redone"
    lots = [{**lot, "redoes": f"{TENDER}/L3"} for lot in plain(world, "L2")["lots"]]
    twice = filled(world, "L2", id="DEMO-3", diary_number="DEMO 2026/3", lots=lots)
    assert world.refusal_of(partial(redraft, world, twice)).reason.code == "tender.redone"


@pytest.mark.parametrize(
    ("redoes", "code"),
    [
        (f"{TENDER}/L1", "tender.redoes"),
        (f"{TENDER}/L9", "tender.redoes_unknown"),
        ("L3", "tender.redoes_unknown"),
    ],
)
def test_only_what_is_to_be_redone_is_linked(world: World, redoes: str, code: str) -> None:
    lots = [{**lot, "redoes": redoes} for lot in plain(world, "L3")["lots"]]
    draft = filled(world, "L3", lots=lots)
    assert world.refusal_of(partial(redraft, world, draft)).reason.code == code
    with world.store.read() as work:
        rows = work.session.connection().execute(metadata.tables["redone_lot"].select()).all()
    assert rows == []


@pytest.mark.parametrize(
    ("codes", "code"),
    [(("L1",), "tender.redoes"), (("L9",), "lots.unknown"), (("L3", "L1"), "tender.redoes")],
)
def test_the_file_is_of_lots_to_redo_alone(world: World, codes: tuple[str, ...], code: str) -> None:
    assert world.refusal_of(lambda: plain(world, *codes)).reason.code == code


def test_what_the_buyer_itself_cancels_to_make_anew_is_linked_too(world_at: WorldAt) -> None:
    world = world_at("notified")
    assert world.refusal_of(lambda: plain(world)).reason.code == "tender.nothing_to_redo"
    persons = world.actor("head"), world.actor("officer")
    cancel(world.store, *persons, TENDER, ["L1"], WHY, redo=True)
    cancel(world.store, *persons, TENDER, ["L2"], WHY, redo=False)
    assert [lot["redoes"] for lot in plain(world)["lots"]] == [f"{TENDER}/L1"]
    world.go(at(6, 16))
    redraft(world, filled(world))
    assert lots_by_order(world.store, TENDER) == ()


def test_combinations_with_lots_that_are_not_redone_are_left_out() -> None:
    pair, other = {"id": "a", "lots": ["L1", "L2"]}, {"id": "b", "lots": ["L2", "L3"]}
    stated = {"model": "price", "lots": {"rule": "lowest_total", "combinations": [pair, other]}}
    assert terms_for_lots(stated, {"L2", "L3"}) == {
        "model": "price", "lots": {"rule": "lowest_total", "combinations": [other]},
    }  # fmt: skip


def test_a_framework_is_made_anew_with_its_terms(
    framework_at: Callable[[str], World],
) -> None:
    world = framework_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L1")
    world.go(at(6, 15))
    day = date(2026, 6, 12)
    entry = CourtEntry(f"{FRAMEWORK}/1-26", "1-26", CourtName.FR, CourtActKind.REDO, day, day, WHY)
    record_court_act(world.store, world.actor("lawyer"), entry)
    world.go(at(6, 16))
    stated = drafted_again(world.store, FRAMEWORK, (), NEW, DIARY, DAY)
    draft = draft_from(_as_text({**stated, **DATES}), "again.yaml")
    assert draft.framework == framework_draft().framework
    assert redraft(world, draft) == NEW
    assert [each.next for each in lots_by_order(world.store, FRAMEWORK)] == [NextAct.CANCEL]
