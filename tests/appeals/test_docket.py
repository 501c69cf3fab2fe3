from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from appeals.docket.checks import record_court_check
from appeals.facts import Case, CourtEvent
from law.reasons import ActRefused
from models.review import CourtActKind, CourtName, ReturnTo
from tests.appeals.docket_views import WorldAt, cases, codes, refused
from tests.procurement.small_papers import at, tax_certificate, tender_draft


def test_an_application_holds_its_own_lot_and_no_other(world_at: WorldAt) -> None:
    """Case B23: the documents say that the lots are separate contracts."""
    world = world_at("notified")
    world.go(at(3, 12, 23))
    world.lodge("1-26", "L3")
    world.go(at(3, 13))
    world.ask(L3="1-26")
    assert {lot: codes(world, lot) for lot in ("L1", "L2", "L3")} == {
        "L1": [],
        "L2": [],
        "L3": ["extended-standstill"],
    }


def test_an_application_holds_every_lot_where_the_lots_are_not_separate_contracts(
    world_at: WorldAt,
) -> None:
    world = world_at("enrolled")
    world.draft(tender_draft(lots_are_separate_contracts=False))
    world.play("published", "received", "opened", "evaluated", "registered", "controlled")
    world.play("decided", "notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(3, 13))
    world.ask(L3="1-26")
    assert codes(world, "L1") == ["extended-standstill"]
    assert codes(world, "L2")[0] == "extended-standstill"


def test_lots_that_share_capacity_wait_for_each_others_review(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L1")
    world.go(at(3, 13))
    world.ask(L1="1-26")
    assert {lot: codes(world, lot) for lot in ("L1", "L2", "L3")} == {
        "L1": ["extended-standstill"],
        "L2": ["tied"],
        "L3": [],
    }
    world.go(at(6, 15))
    world.court("1-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 6, 12))
    assert codes(world, "L2") == ["tied", "evidence-lapsed"]
    assert world.renew(date(2026, 6, 1)) == 2, "the case has made two winners' evidence stale"
    assert codes(world, "L2") == ["tied"], "the loser can still appeal"
    world.go(at(6, 23))
    assert codes(world, "L2") == ["tied"], "nobody has asked the next court"
    world.ask(CourtName.KR)
    assert (codes(world, "L1"), codes(world, "L2")) == ([], [])


def test_entering_the_same_twice_changes_nothing(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L1", "L2")
    world.court("1-26", CourtName.FR, CourtActKind.INTERIM_ORDER, date(2026, 3, 12))
    world.ask(L1="1-26")
    once = world.dump()
    world.lodge("1-26", "L2", "L1")
    world.court("1-26", CourtName.FR, CourtActKind.INTERIM_ORDER, date(2026, 3, 12))
    world.ask(L1="1-26")
    assert world.dump() == once
    assert world.journal()[-3:] == ["review.lodged", "court.interim_order", "court.checked"]


def test_a_lot_that_the_application_turns_out_to_concern_is_added(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L1")
    world.lodge("1-26", "L1", "L3")
    assert [case.case_number for case in cases(world, "L3")] == ["1-26"]
    assert world.journal()[-2:] == ["review.lodged", "review.lodged"]


def test_the_courts_answer_holds_until_the_case_is_entered(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 13))
    world.ask(L3="1-26")
    assert codes(world, "L3") == ["case-not-docketed"]
    world.lodge("1-26", "L3", lodged_at=at(3, 13, 0))
    assert codes(world, "L3") == []
    world.lodge("2-26", "L3", lodged_at=datetime(2026, 3, 12, 22, 59, 59, tzinfo=UTC))
    assert codes(world, "L3") == ["extended-standstill"], "one second before midnight in Sweden"


def test_a_second_case_about_the_former_decision_holds_the_corrected_one(
    world_at: WorldAt,
) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.lodge("2-26", "L3")
    world.go(at(6, 12))
    ordered = date(2026, 6, 12)
    world.court("1-26", CourtName.FR, CourtActKind.CORRECTION, ordered, "e3")
    world.go(at(6, 15))
    world.evaluate()
    world.register([tax_certificate("south", date(2026, 6, 1))])
    world.control()
    world.decide()
    world.send_letters(2)
    event = CourtEvent(
        CourtName.FR,
        CourtActKind.CORRECTION,
        ordered,
        ordered,
        "1-26",
        returns_to=ReturnTo.EVALUATION,
    )
    lodged = date(2026, 3, 12)
    assert cases(world, "L3") == (
        Case("1-26", lodged, (event,), complied=True),
        Case("2-26", lodged),
    )
    world.go(at(7, 1))
    world.ask(L3="2-26")
    world.ask(CourtName.KR)
    assert codes(world, "L3") == ["extended-standstill"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"party_id": "nobody"}, "docket.unknown_applicant"),
        ({"tender_id": "NONE"}, "tender.unknown"),
        ({"lot_codes": ("L9",)}, "docket.unknown_lot"),
        ({"lot_codes": ()}, "docket.no_lots"),
        ({"lodged_at": at(3, 13)}, "docket.application_days"),
        ({"informed_at": at(3, 13)}, "docket.application_days"),
    ],
)
def test_an_impossible_application_is_refused(
    world_at: WorldAt, changes: dict[str, Any], code: str
) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    lots = changes.pop("lot_codes", ("L1",)) if "lot_codes" in changes else ("L1",)
    assert refused(world, lambda: world.lodge("1-26", *lots, **changes)) == code


MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("court", "kind", "day", "bid", "code"),
    [
        (CourtName.FR, CourtActKind.LEAVE_REFUSED, 20, None, "docket.not_in_court"),
        (CourtName.FR, CourtActKind.APPEALED, 20, None, "docket.not_in_court"),
        (CourtName.FR, CourtActKind.REJECTED, 11, None, "docket.act_days"),
        (CourtName.FR, CourtActKind.REJECTED, 21, None, "docket.act_days"),
        (CourtName.FR, CourtActKind.CORRECTION, 20, "s2", "docket.disregarded_bid"),
        (CourtName.FR, CourtActKind.REJECTED, 20, "n1", "docket.disregarded_bid"),
    ],
)
def test_an_act_that_the_court_cannot_have_done_is_refused(
    world_at: WorldAt,
    court: CourtName,
    kind: CourtActKind,
    day: int,
    bid: str | None,
    code: str,
) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L1")
    world.go(at(3, 20))
    on = MARCH + timedelta(days=day - 1)
    assert refused(world, lambda: world.court("1-26", court, kind, on, bid)) == code


def test_an_act_in_an_unknown_case_is_refused(world_at: WorldAt) -> None:
    world = world_at("notified")
    ruling = (CourtName.FR, CourtActKind.REJECTED, date(2026, 3, 2))
    assert refused(world, lambda: world.court("9-26", *ruling)) == "docket.unknown_case"


def test_a_check_is_of_known_lots_and_made_when_it_says(world_at: WorldAt) -> None:
    world = world_at("notified")
    lawyer = world.actor("lawyer")

    def check(lot: str, moment: datetime) -> Callable[[], None]:
        return lambda: record_court_check(
            world.store, lawyer, CourtName.FR, moment, {world.lot(lot): None}
        )

    now = world.clock.at
    assert refused(world, check("L9", now)) == "docket.unknown_lot"
    later = now + timedelta(microseconds=1)
    assert refused(world, check("L1", later)) == "docket.check_in_future"


def test_only_a_legal_officer_keeps_the_docket(world_at: WorldAt) -> None:
    world = world_at("notified")
    head = world.actor("head")
    found = refused(
        world,
        lambda: record_court_check(
            world.store, head, CourtName.FR, world.clock.at, {world.lot("L1"): None}
        ),
    )
    assert found == "actor.role"


def test_a_letter_not_sent_keeps_the_standstill_from_beginning(world_at: WorldAt) -> None:
    world = world_at("decided")
    world.go(at(3, 20))
    assert codes(world, "L1") == ["letters-missing"]
    world.send_letters()
    assert codes(world, "L1") == ["bar-running"]


def test_a_lot_tied_to_one_that_the_court_says_is_reviewed_waits_too(world_at: WorldAt) -> None:
    """Nobody knows more of the case than its number, and no application is on the docket."""
    world = world_at("notified")
    world.go(at(3, 16))
    world.ask(L1="9-26")
    assert {lot: codes(world, lot) for lot in ("L1", "L2", "L3")} == {
        "L1": ["case-not-docketed"],
        "L2": ["tied"],
        "L3": [],
    }


def test_every_act_tried_in_a_matter_is_done_or_refused_and_nothing_else(world_at: WorldAt) -> None:
    """Every court by every kind of act, in the order of the courts: none comes to a crash."""
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L1")
    world.go(at(3, 20))
    answers: list[str] = []
    for court in CourtName:
        for kind in CourtActKind:
            try:
                world.court("1-26", court, kind, date(2026, 3, 20))
                code = "done"
            except ActRefused as refusal:
                code = refusal.reason.code
            answers.append(code)
    assert len(answers) == len(CourtName) * len(CourtActKind)
    assert set(answers) == {
        "done",
        "docket.before_lower_court",
        "docket.ended_in_court",
        "docket.leave_given",
        "docket.not_in_court",
        "docket.not_in_matter",
        "docket.not_on_file",
    }
