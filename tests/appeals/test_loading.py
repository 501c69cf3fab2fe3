"""What of the docket holds which lot: scope, struck entries, cancellations, clearings."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from appeals.docket.attached import Attached
from appeals.docket.clearing import clear_remand, clear_tie
from appeals.docket.corrections import WrongAct, WrongCheck, WrongMatter, strike
from appeals.docket.court_acts import record_court_act
from appeals.docket.court_entry import CourtEntry
from appeals.docket.stricter import set_stricter_date
from appeals.hold import Clear
from appeals.in_force import award_in_force, cancelled_lots
from law.reasons import Text
from models.review import CourtActKind, MatterKind, ReturnTo
from tests.appeals.docket_views import WorldAt, cases, codes
from tests.appeals.reviewed_lots import FR, JUNE_12, KR, act, reviewed
from tests.procurement.award_acts import call_off, hold_of
from tests.procurement.small_papers import TENDER, at, tax_certificate, tender_draft
from tests.procurement.small_tender import World

WHY = Text("därför att", "because")
LEAVE = Attached("beslut.txt", b"Beslut\n")
SCOPES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "lots_held.yaml").read_text(encoding="utf-8")
)


def wrong(world: World, what: WrongMatter | WrongAct | WrongCheck) -> None:
    strike(world.store, world.actor("lawyer"), world.actor("head"), what, WHY)


def held(world: World) -> dict[str, list[str]]:
    return {lot: codes(world, lot) for lot in ("L1", "L2", "L3")}


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in SCOPES])
def test_an_application_holds_the_lots_that_the_table_says(
    world_at: WorldAt, row: dict[str, Any]
) -> None:
    assert row["why"]
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", *row["about"], limited=row.get("limited", True))
    world.go(at(3, 13))
    told: dict[str, Any] = dict.fromkeys(row["held"], "1-26")
    world.ask(FR, **{lot: told[lot] for lot in told if row["held"][lot] != ["tied"]})
    found = {lot: reasons for lot, reasons in held(world).items() if reasons}
    assert found == row["held"]


def test_what_a_court_decides_for_some_lots_ends_nothing_for_the_others(world_at: WorldAt) -> None:
    world = reviewed(world_at, "L1", "L3")
    world.go(at(6, 23))
    act(world, FR, CourtActKind.STRUCK_OUT, JUNE_12, "L3")
    world.renew(date(2026, 6, 1))
    assert codes(world, "L1") == ["extended-standstill"]
    assert codes(world, "L3") == ["court-not-asked"], "the ten days are over, and KR is to be asked"
    assert [case.end_in(FR) is None for case in (*cases(world, "L1"), *cases(world, "L3"))] == [
        True,
        False,
    ]


def test_where_the_lots_are_one_contract_an_end_for_one_of_them_ends_it_for_none(
    world_at: WorldAt,
) -> None:
    world = one_contract(world_at, 12)
    world.lodge("1-26", "L1", "L3")
    world.go(at(3, 13))
    world.ask(L1="1-26", L3="1-26")
    world.go(at(3, 16))
    act(world, FR, CourtActKind.STRUCK_OUT, date(2026, 3, 16), "L3")
    assert codes(world, "L3")[:2] == ["bar-running", "extended-standstill"]


def one_contract(world_at: WorldAt, day: int) -> World:
    """The lots are no contracts of their own; their standstill ends on 12 March."""
    world = world_at("enrolled")
    world.draft(tender_draft(lots_are_separate_contracts=False))
    world.play("published", "received", "opened", "evaluated", "registered", "controlled")
    world.play("decided", "notified")
    world.go(at(3, day))
    return world


def test_where_the_lots_are_one_contract_a_case_told_of_for_one_is_told_for_all(
    world_at: WorldAt,
) -> None:
    world = one_contract(world_at, 13)
    world.ask(codes=["L1"], L1="7-26")
    assert codes(world, "L3") == ["court-not-asked", "case-not-docketed"]
    world.lodge("7-26", "L1")
    assert codes(world, "L3") == ["court-not-asked"], "it came too late; FR was asked about L1"
    world.ask(codes=["L3"])
    assert codes(world, "L3") == []


@pytest.mark.parametrize("kind", [MatterKind.DAMAGES, MatterKind.SUPERVISION])
def test_other_matters_hold_no_contract_and_their_number_is_known(
    world_at: WorldAt, kind: MatterKind
) -> None:
    world = world_at("notified")
    world.go(at(3, 13))
    party = None if kind is MatterKind.SUPERVISION else "west"
    world.lodge("9-26", "L3", kind=kind, party_id=party)
    world.ask()
    assert (codes(world, "L3"), cases(world, "L3")) == ([], ())


def test_a_struck_matter_holds_nothing(world_at: WorldAt) -> None:
    world = reviewed(world_at, "L3")
    wrong(world, WrongMatter(f"{TENDER}/1-26"))
    assert cases(world, "L3") == ()
    assert codes(world, "L3") == ["case-not-docketed"], "FR still says that it is there"


def test_a_matter_entered_anew_with_a_suffix_is_the_one_that_fr_has_told_of(
    world_at: WorldAt,
) -> None:
    world = reviewed(world_at, "L3")
    wrong(world, WrongMatter(f"{TENDER}/1-26"))
    world.lodge("1-26 rättad", "L3", lodged_at=at(3, 12))
    assert codes(world, "L3") == ["extended-standstill"]


def test_a_struck_lot_of_a_matter_is_free_and_the_others_are_not(world_at: WorldAt) -> None:
    world = reviewed(world_at, "L1", "L3")
    wrong(world, WrongMatter(f"{TENDER}/1-26", world.lot("L3")))
    assert [len(cases(world, lot)) for lot in ("L1", "L3")] == [1, 0]


def test_a_struck_ruling_leaves_the_case_pending_and_may_be_entered_again(
    world_at: WorldAt,
) -> None:
    world = reviewed(world_at, "L3")
    world.go(at(6, 23))
    world.renew(date(2026, 6, 1))
    entered = act(world, FR, CourtActKind.REJECTED, JUNE_12)
    assert codes(world, "L3") == ["court-not-asked"]
    wrong(world, WrongAct(entered))
    assert codes(world, "L3")[0] == "extended-standstill"
    act(world, FR, CourtActKind.REJECTED, JUNE_12)
    assert codes(world, "L3")[0] == "court-not-asked"


def test_a_struck_check_was_never_made(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 13))
    world.ask(L3="8-26")
    assert codes(world, "L3") == ["case-not-docketed"]
    check = f"{TENDER}/D1/L3/FR/{world.clock.at.isoformat()}"
    wrong(world, WrongCheck(check))
    assert codes(world, "L3") == ["court-not-asked"]


def cancelled(world_at: WorldAt, day: int) -> World:
    """L3 was cancelled in March, and somebody has applied against that."""
    world = world_at("notified")
    world.go(at(3, day))
    call_off(world, "L3")
    world.go(at(3, 20))
    world.lodge("5-26", "L3", kind=MatterKind.CANCELLATION)
    world.go(at(6, 12, 15))
    return world


def in_force(world: World) -> tuple[bool, bool]:
    """Whether L3 has an award in force, and whether it counts as cancelled."""
    lot = world.lot("L3")
    with world.store.read() as work:
        return award_in_force(work, lot) is not None, lot in cancelled_lots(work, TENDER)


def test_a_cancelled_lot_lives_again_when_a_court_sets_the_cancellation_aside(
    world_at: WorldAt,
) -> None:
    world = cancelled(world_at, 13)
    assert (in_force(world), codes(world, "L3")) == ((False, True), ["cancelled"])
    act(world, FR, CourtActKind.CORRECTION, JUNE_12, case="5-26")
    assert in_force(world) == (True, False)
    world.ask(codes=["L3"])
    world.renew(date(2026, 6, 1))
    assert codes(world, "L3") == []
    world.go(at(9, 1))
    act(world, KR, CourtActKind.REJECTED, date(2026, 9, 1), case="5-26")
    assert (in_force(world), codes(world, "L3")) == ((False, True), ["cancelled"])


def test_a_cancellation_before_the_standstill_had_ended_leaves_a_decision_to_be_made_anew(
    world_at: WorldAt,
) -> None:
    world = cancelled(world_at, 10)
    act(world, FR, CourtActKind.REDO, JUNE_12, case="5-26")
    assert in_force(world) == (True, False)
    assert "standstill-interrupted" in codes(world, "L3")


def test_a_lot_that_lives_again_may_be_cancelled_again_and_that_counts(world_at: WorldAt) -> None:
    world = cancelled(world_at, 13)
    assert call_off(world, "L3") == f"{TENDER}/C1", "cancelled once while that stands"
    act(world, FR, CourtActKind.CORRECTION, JUNE_12, case="5-26")
    world.go(at(6, 15))
    assert world.done_once(lambda: call_off(world, "L3")) == "tender.cancelled"
    assert (in_force(world), codes(world, "L3")) == ((False, True), ["cancelled"])
    world.go(at(6, 16))
    world.lodge("9-26", "L3", kind=MatterKind.CANCELLATION)
    world.go(at(9, 1))
    act(world, FR, CourtActKind.CORRECTION, date(2026, 8, 31), case="9-26")
    assert in_force(world) == (True, False)


def test_a_cancellation_that_a_higher_court_restores_counts_beside_a_later_one(
    world_at: WorldAt,
) -> None:
    world = cancelled(world_at, 13)
    act(world, FR, CourtActKind.CORRECTION, JUNE_12, case="5-26")
    world.go(at(6, 15))
    call_off(world, "L3")
    world.lodge("9-26", "L3", kind=MatterKind.CANCELLATION)
    world.go(at(9, 1))
    act(world, KR, CourtActKind.REJECTED, date(2026, 8, 28), case="5-26")
    act(world, FR, CourtActKind.CORRECTION, date(2026, 8, 31), case="9-26")
    assert (in_force(world), codes(world, "L3")) == ((False, True), ["cancelled"])
    act(world, KR, CourtActKind.REMANDED, date(2026, 9, 1), case="9-26")
    assert (in_force(world), codes(world, "L3")) == ((False, True), ["cancelled"])


def test_a_cancellation_that_a_court_lets_stand_ends_the_lot(world_at: WorldAt) -> None:
    world = cancelled(world_at, 13)
    act(world, FR, CourtActKind.REJECTED, JUNE_12, case="5-26")
    assert codes(world, "L3") == ["cancelled"]


def remanded(world_at: WorldAt) -> World:
    world = reviewed(world_at, "L3")
    world.go(at(6, 23))
    act(world, FR, CourtActKind.DISMISSED, JUNE_12)
    world.ask(KR)
    act(world, KR, CourtActKind.APPEALED, date(2026, 6, 15))
    act(world, KR, CourtActKind.REMANDED, date(2026, 6, 22))
    world.renew(date(2026, 6, 1))
    return world


def test_a_remand_holds_until_two_persons_have_recorded_the_ground_for_clearing(
    world_at: WorldAt,
) -> None:
    world = remanded(world_at)
    assert codes(world, "L3") == ["remanded"]
    persons = world.actor("lawyer"), world.actor("head")
    clear_remand(world.store, *persons, world.lot("L3"), f"{TENDER}/1-26", WHY)
    answer = hold_of(world, "L3")
    assert isinstance(answer, Clear)
    assert answer.reasons[-1].code == "remand-cleared"


def test_more_that_is_learned_of_the_remand_holds_anew(world_at: WorldAt) -> None:
    world = remanded(world_at)
    persons = world.actor("lawyer"), world.actor("head")
    clear_remand(world.store, *persons, world.lot("L3"), f"{TENDER}/1-26", WHY)
    entry = CourtEntry(
        f"{TENDER}/1-26",
        "1-26",
        KR,
        CourtActKind.REMANDED,
        date(2026, 6, 22),
        date(2026, 6, 23),
        Text("mer", "more"),
    )
    record_court_act(world.store, world.actor("lawyer"), entry)
    assert codes(world, "L3") == ["remanded"]


def test_a_cleared_tie_holds_anew_when_more_is_entered_about_the_other_lot(
    world_at: WorldAt,
) -> None:
    world = reviewed(world_at, "L1")
    assert codes(world, "L2") == ["tied"]
    persons = world.actor("lawyer"), world.actor("head")
    clear_tie(world.store, *persons, world.lot("L2"), "L1", WHY)
    answer = hold_of(world, "L2")
    assert isinstance(answer, Clear)
    assert answer.reasons[-1].code == "tie-cleared"
    world.lodge("2-26", "L3")
    assert codes(world, "L2") == [], "about another lot"
    world.lodge("2-26", "L1", "L3")
    assert codes(world, "L2") == ["tied"], "the same instant, but entered later"


def test_new_grounds_against_the_other_lot_hold_a_cleared_tie_anew(world_at: WorldAt) -> None:
    world = reviewed(world_at, "L1")
    persons = world.actor("lawyer"), world.actor("head")
    clear_tie(world.store, *persons, world.lot("L2"), "L1", WHY)
    act(world, FR, CourtActKind.NEW_GROUNDS, date(2026, 3, 13))
    assert codes(world, "L2") == ["tied"]


def test_a_stricter_date_is_what_the_contract_waits_for(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 13))
    world.ask()
    lawyer = world.actor("lawyer")
    set_stricter_date(world.store, lawyer, world.lot("L3"), date(2026, 3, 20), WHY)
    set_stricter_date(world.store, lawyer, world.lot("L3"), date(2026, 3, 23), WHY)
    assert codes(world, "L3") == ["stricter-date"]
    assert codes(world, "L1") == []
    world.go(at(3, 23))
    answer = hold_of(world, "L3")
    assert isinstance(answer, Clear)
    assert (answer.lawful_from, answer.signable_from) == (date(2026, 3, 13), date(2026, 3, 23))


def test_a_correction_of_the_decision_is_answered_by_a_decision_and_no_evaluation(
    world_at: WorldAt,
) -> None:
    world = reviewed(world_at, "L3")
    world.go(at(6, 15))
    act(world, FR, CourtActKind.CORRECTION, JUNE_12, returns_to=ReturnTo.DECISION)
    assert (cases(world, "L3")[0].complied, cases(world, "L3")[0].returns_to) == (
        False,
        ReturnTo.DECISION,
    )
    assert codes(world, "L3")[0] == "ordered-corrected"
    world.register([tax_certificate("east", date(2026, 6, 1))])
    world.control()
    world.decide()
    assert cases(world, "L3")[0].complied


def test_fr_lifts_the_extended_standstill_by_a_decision_on_file(world_at: WorldAt) -> None:
    world = reviewed(world_at, "L3")
    world.go(at(4, 1))
    act(world, FR, CourtActKind.STANDSTILL_LIFTED, date(2026, 4, 1), paper=LEAVE)
    world.renew(date(2026, 3, 30))
    answer = hold_of(world, "L3")
    assert isinstance(answer, Clear)
    assert "standstill-lifted" in [reason.code for reason in answer.reasons]
