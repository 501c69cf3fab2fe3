"""What courts do and what is said of it anew: nothing is overwritten, and holds only grow."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from appeals.docket.court_acts import disregarded_bids, record_court_act
from appeals.docket.court_entry import CourtEntry
from appeals.facts import CourtEvent
from appeals.hold import Blocked, may_conclude
from appeals.loading import load_lot_facts
from law.reasons import Text
from law.rulebook import Rulebook
from models.review import CourtActKind, CourtName
from tests.appeals.docket_views import WorldAt, cases, codes, refused
from tests.procurement.small_papers import TENDER, at, tax_certificate
from tests.procurement.small_tender import World


def test_a_kr_case_is_known_by_its_own_number(world_at: WorldAt) -> None:
    world = in_kr(world_at, "7-26")
    world.ask(CourtName.KR, L3="7-26")
    world.renew(date(2026, 6, 1))
    assert codes(world, "L3") == []
    world.go(at(6, 24))
    world.ask(CourtName.KR, L3="8-26")
    assert codes(world, "L3") == ["case-not-docketed"]
    act(world, CourtName.KR, CourtActKind.APPEALED, date(2026, 6, 18), number="8-26")
    assert codes(world, "L3") == ["case-not-docketed"], "KR has told of 7-26 as well"


def in_kr(world_at: WorldAt, number: str) -> World:
    """Case 1-26 about L3: FR rejected it on 12 June; appealed to KR, the ten days over."""
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(3, 13))
    world.ask(L3="1-26")
    world.go(at(6, 23))
    act(world, CourtName.FR, CourtActKind.REJECTED, JUNE_12)
    act(world, CourtName.KR, CourtActKind.APPEALED, date(2026, 6, 18), number=number)
    return world


JUNE_12 = date(2026, 6, 12)


def act(
    world: World,
    court: CourtName,
    kind: CourtActKind,
    on: date,
    sent: date | None = None,
    *,
    number: str = "1-26",
    bid: str | None = None,
    words: str = "short",
) -> None:
    """An act in case 1-26."""
    entry = CourtEntry(
        f"{TENDER}/1-26", number, court, kind, on, sent, Text(f"sv {words}", words), bid
    )
    record_court_act(world.store, world.actor("lawyer"), entry)


def test_a_dispatch_that_becomes_known_later_moves_the_ten_days(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(6, 18))
    rejected = (CourtName.FR, CourtActKind.REJECTED, JUNE_12)
    act(world, *rejected)
    learned = partial(act, world, *rejected, date(2026, 6, 18))
    assert world.done_once(learned) == "court.rejected"
    (case,) = cases(world, "L3")
    assert case.events == (CourtEvent(*rejected, date(2026, 6, 18), "1-26"),)
    world.go(at(6, 23))
    world.ask()
    assert codes(world, "L3") == ["bar-running", "evidence-lapsed"]
    world.renew(date(2026, 6, 1))
    assert codes(world, "L3") == ["bar-running"]
    assert blocked_until(world, "L3") == date(2026, 6, 30)


def blocked_until(world: World, lot: str) -> date | None:
    with world.store.read() as work:
        facts = load_lot_facts(work, world.lot(lot))
    answer = may_conclude(facts, Rulebook.SE_LOU_19, world.clock.at)
    return answer.until if isinstance(answer, Blocked) else None


@pytest.mark.parametrize("sent", [None, date(2026, 6, 15)])
def test_a_dispatch_is_not_moved_back(world_at: WorldAt, sent: date | None) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(6, 18))
    rejected = (CourtName.FR, CourtActKind.REJECTED, JUNE_12)
    act(world, *rejected, date(2026, 6, 16))
    assert refused(world, lambda: act(world, *rejected, sent)) == "docket.earlier_dispatch"


def test_what_is_said_of_an_act_anew_governs_and_leaves_the_former_there(
    world_at: WorldAt,
) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(6, 18))
    act(world, CourtName.FR, CourtActKind.REJECTED, JUNE_12)
    act(world, CourtName.FR, CourtActKind.REJECTED, JUNE_12, words="longer")
    assert len(cases(world, "L3")[0].events) == 1
    assert len(world.dump()["court_act"]) == 2


def test_a_correction_can_disregard_two_bids(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L1", "L3")
    world.go(at(6, 15))
    correction = (CourtName.FR, CourtActKind.CORRECTION, JUNE_12)
    for bid in ("n1", "e3", "n1"):
        act(world, *correction, bid=bid)
    with world.store.read() as work:
        found = disregarded_bids(work, [world.lot("L1"), world.lot("L3")])
    assert found == {"n1": f"{TENDER}/1-26", "e3": f"{TENDER}/1-26"}
    assert len(cases(world, "L3")[0].events) == 1


def test_an_order_is_still_followed_when_its_dispatch_becomes_known(world_at: WorldAt) -> None:
    """But not when it turns out to name one bid more."""
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(6, 15))
    correction = partial(act, world, CourtName.FR, CourtActKind.CORRECTION, JUNE_12)
    correction(bid="e3")
    world.evaluate()
    world.register([tax_certificate("south", date(2026, 6, 1))])
    world.control()
    world.decide()
    world.go(at(6, 16))
    correction(date(2026, 6, 16), bid="e3")
    assert cases(world, "L3")[0].complied
    correction(date(2026, 6, 16), bid="s3")
    assert not cases(world, "L3")[0].complied


def test_a_courts_answer_is_not_overwritten(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 13))
    world.ask()
    refusal = world.refusal_of(lambda: world.ask(L3="7-26"))
    assert refusal.in_("en") == (
        "Another answer of FR about L3 is already recorded for 2026-03-13T08:00:00+00:00."
        " Ask the court again and record that check with a time of its own."
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"lodged_at": at(3, 12)},
        {"informed_at": at(3, 13)},
        {"party_id": "south"},
        {"grounds": Text("andra", "others")},
        {"relief": Text("annan", "another")},
    ],
)
def test_an_application_entered_otherwise_is_refused(
    world_at: WorldAt, changes: dict[str, Any]
) -> None:
    """The lots that it adds would not make it right."""
    world = world_at("notified")
    world.go(at(3, 14))
    entered = {"lodged_at": at(3, 13), "informed_at": at(3, 14)}
    world.lodge("1-26", "L3", **entered)
    again = partial(world.lodge, "1-26", "L1", "L3", **(entered | changes))
    assert refused(world, again) == "docket.entered_otherwise"
    world.lodge("1-26 rättad", "L3", **(entered | changes))
    assert len(cases(world, "L3")) == 2


@pytest.mark.parametrize(
    ("court", "kind", "day"),
    [
        (CourtName.KR, CourtActKind.APPEALED, 11),
        (CourtName.KR, CourtActKind.LEAVE_REFUSED, 11),
        (CourtName.HFD, CourtActKind.APPEALED, 15),
        (CourtName.HFD, CourtActKind.REJECTED, 15),
    ],
)
def test_no_case_is_in_the_next_court_before_the_lower_has_ended_it(
    world_at: WorldAt, court: CourtName, kind: CourtActKind, day: int
) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(6, 18))
    on = date(2026, 6, day)
    entry = partial(act, world, court, kind, on)
    assert refused(world, entry) == "docket.before_lower_court"
    act(world, CourtName.FR, CourtActKind.REJECTED, JUNE_12)
    assert refused(world, entry) == "docket.before_lower_court"


def test_a_corrected_lot_waits_for_krs_answer_too(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(6, 12))
    act(world, CourtName.FR, CourtActKind.CORRECTION, JUNE_12, JUNE_12, bid="e3")
    world.evaluate()
    world.register([tax_certificate("south", date(2026, 6, 1))])
    world.control()
    world.decide()
    world.send_letters(2)
    world.go(at(6, 23))
    world.ask()
    assert codes(world, "L3") == ["court-not-asked"]
    world.ask(CourtName.KR)
    assert codes(world, "L3") == []
