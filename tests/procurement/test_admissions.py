"""Applications to systems: who may apply, when, what is asked, and what is decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlmodel import select

from law.reasons import Cite, Text
from models.admissions import AdmissionDecision, ApplicationCheck
from models.letters import LetterKind, Outgoing
from procurement.admissions.applying import apply
from procurement.admissions.checking import found_of
from procurement.admissions.deciding import AdmissionJudgement, decide_admission
from procurement.admissions.files import SentFile
from procurement.admissions.standing import application_or_refusal
from procurement.conditions.admitted import admitted_to
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World
from tests.procurement.systems import (
    CHOICE,
    WHY,
    System,
    choice_draft,
    lot_of,
    standings,
)

WorldAt = Callable[[str], World]
A1 = f"{CHOICE}/A1"


def test_an_application_is_taken_in_once_and_filed(either: System) -> None:
    world, lot = either.world, lot_of(either)
    assert world.done_once(lambda: either.apply("north", lot)) == "application.received"
    with world.store.read() as work:
        row = application_or_refusal(work, f"{world.tender}/A1")
        assert (row.number, row.organisation_id, row.actor_id) == (1, "north", "north-person")
        assert world.store.blobs.get(row.sha256) == "Ansökan north\n".encode()


def test_an_officer_may_take_it_in_on_the_suppliers_behalf(choice: System) -> None:
    world = choice.world
    apply(world.store, world.actor("officer"), choice.new("north", "A"))
    assert standings(choice) == {A1: "waiting"}


def test_nobody_applies_for_somebody_else(either: System) -> None:
    world, other = either.world, either.own("south")
    new = either.new("north", lot_of(either))
    assert (
        world.refusal_of(lambda: apply(world.store, other, new)).reason.code == "actor.organisation"
    )
    lawyer = world.actor("lawyer")
    assert world.refusal_of(lambda: apply(world.store, lawyer, new)).reason.code == "actor.role"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"lot_code": "Z"}, "tender.unknown_lot"),
        ({"tender_id": "none"}, "tender.unknown"),
        ({"file": SentFile("ansokan.pdf", b"no pdf")}, "application.file"),
        ({"file": SentFile("ansokan.exe", b"MZ")}, "application.file"),
    ],
)
def test_what_is_no_application_here_is_refused(
    choice: System, change: dict[str, Any], code: str
) -> None:
    world, new = choice.world, replace(choice.new("north", "A"), **change)
    assert (
        world.refusal_of(lambda: apply(world.store, choice.own("north"), new)).reason.code == code
    )


def test_a_tender_for_bids_takes_in_no_applications(world_at: WorldAt) -> None:
    world = world_at("published")
    system = System(world)
    assert world.refusal_of(lambda: system.apply("north", "L1")).reason.code == "step.no_admission"


def test_a_system_takes_in_nothing_before_its_notice(world_at: WorldAt) -> None:
    world = world_at("enrolled").of(CHOICE)
    world.draft(choice_draft())
    refused = world.refusal_of(lambda: System(world).apply("north"))
    assert (refused.reason.code, refused.reason.cite) == (
        "condition.system_in_force",
        Cite("LOV", 3, "1"),
    )


def test_a_system_takes_in_nothing_after_its_last_day(dps: System) -> None:
    dps.world.go(at(1, 20).replace(year=2029, month=12, day=31))
    dps.apply("north", "L1")
    dps.world.go(at(1, 1).replace(year=2030))
    refused = dps.world.refusal_of(lambda: dps.apply("south", "L1"))
    assert refused.reason.code == "condition.system_in_force"


def test_a_second_open_application_for_the_lot_is_refused(either: System) -> None:
    world, lot = either.world, lot_of(either)
    either.apply("north", lot)
    assert (
        world.refusal_of(lambda: either.apply("north", lot, "Ny")).reason.code == "application.open"
    )
    either.show("north", "tax", "staff")
    either.check_shown(f"{world.tender}/A1")
    either.decide(f"{world.tender}/A1")
    assert (
        world.refusal_of(lambda: either.apply("north", lot, "Ny")).reason.code == "application.open"
    )


def test_another_lot_is_another_application(choice: System) -> None:
    choice.apply("north", "A")
    choice.apply("north", "B")
    assert standings(choice) == {A1: "waiting", f"{CHOICE}/A2": "waiting"}


def test_after_a_refusal_or_an_exit_one_may_apply_again(choice: System) -> None:
    choice.apply("north")
    choice.check(A1, "TAX", met=False)
    choice.decide(A1, approved=False)
    again = choice.apply("north", text="Igen")
    choice.show("north", "tax", "staff")
    choice.check_shown(again)
    choice.decide(again)
    choice.leave(again, "north", date(2026, 1, 12))
    choice.world.go(at(1, 13))
    choice.apply("north", text="Åter")
    assert standings(choice) == {A1: "refused", again: "left", f"{CHOICE}/A3": "waiting"}


def test_all_who_qualify_are_approved_and_told(either: System) -> None:
    world = either.world
    first = either.apply("north", lot_of(either))
    either.show("north", "tax", "staff")
    either.check_shown(first)
    assert world.done_once(lambda: either.decide(first)) == "admission.decided"
    with world.store.read() as work:
        [row] = admitted_to(work, world.tender, date(2026, 1, 12))
        owed = work.session.get_one(Outgoing, f"{first}:north")
        assert (row.id, owed.kind) == (first, LetterKind.ADMISSION)


def test_there_is_no_greatest_number(choice: System) -> None:
    for name in ("north", "south", "east", "west"):
        choice.admit(name)
    assert set(standings(choice).values()) == {"admitted"}


@pytest.mark.parametrize("shown", [(), ("tax",), ("staff",)])
def test_nobody_is_approved_before_every_requirement_is_shown(
    either: System, shown: tuple[str, ...]
) -> None:
    first = either.apply("north", lot_of(either))
    either.show("north", *shown)
    either.check_shown(first)
    refused = either.world.refusal_of(lambda: either.decide(first))
    assert refused.reason.code == "admission.not_qualified"


def test_whoever_meets_everything_is_not_refused(either: System) -> None:
    first = either.apply("north", lot_of(either))
    either.show("north", "tax", "staff")
    either.check_shown(first)
    refused = either.world.refusal_of(lambda: either.decide(first, approved=False))
    cite = Cite("LOV", 8, "1") if either.world.tender == CHOICE else Cite("LOU", 8, "3")
    assert (refused.reason.code, refused.reason.cite) == ("admission.qualifies", cite)


def test_what_nobody_has_checked_is_no_reason_to_refuse(choice: System) -> None:
    choice.apply("north")
    refused = choice.world.refusal_of(lambda: choice.decide(A1, approved=False))
    assert refused.reason.code == "admission.qualifies"


def test_the_newest_check_counts(choice: System) -> None:
    choice.apply("north")
    choice.show("north", "tax", "staff")
    assert choice.check_shown(A1) == ()
    choice.check(A1, "STAFF", met=False, note=Text("En har slutat", "One has left"))
    assert (
        choice.world.refusal_of(lambda: choice.decide(A1)).reason.code == "admission.not_qualified"
    )
    choice.check(A1, "STAFF", met=True)
    choice.decide(A1)
    with choice.world.store.read() as work:
        checks = work.session.exec(select(ApplicationCheck)).all()
        assert sorted((row.requirement_id, row.number, row.met) for row in checks) == [
            (f"{CHOICE}/STAFF", 1, True),
            (f"{CHOICE}/STAFF", 2, False),
            (f"{CHOICE}/STAFF", 3, True),
            (f"{CHOICE}/TAX", 1, True),
        ]


def test_a_check_carries_only_while_its_evidence_does(choice: System) -> None:
    choice.apply("north")
    choice.show("north", "tax", "staff")
    choice.check_shown(A1)
    choice.world.go(at(4, 1))
    refused = choice.world.refusal_of(lambda: choice.decide(A1))
    assert "79 days old" in refused.reason.text.en
    with choice.world.store.read() as work:
        application = application_or_refusal(work, A1)
        found = {each.requirement.code: each.met for each in found_of(work, application)}
    assert found == {"STAFF": True, "TAX": None}


def test_a_requirement_is_met_on_evidence_alone_and_unmet_for_a_reason(choice: System) -> None:
    choice.apply("north")
    world, empty = choice.world, Text("", "")
    wrong = world.refusal_of(lambda: choice.check(A1, "TAX", met=True))
    assert wrong.reason.code == "check.not_shown"
    wrong = world.refusal_of(lambda: choice.check(A1, "TAX", met=False, note=empty))
    assert wrong.reason.code == "check.reason"
    wrong = world.refusal_of(lambda: choice.check(A1, "NONE", met=False))
    assert wrong.reason.code == "check.requirement"
    assert world.done_once(lambda: choice.check(A1, "TAX", met=False)) == "application.checked"


def test_an_exclusion_refuses_whoever_meets_everything(choice: System) -> None:
    choice.apply("north")
    choice.show("north", "tax", "staff")
    choice.check_shown(A1)
    world = choice.world
    wrong = world.refusal_of(lambda: choice.decide(A1, approved=False, ground="13:1"))
    assert wrong.reason.code == "admission.ground"
    wrong = world.refusal_of(lambda: choice.decide(A1, ground="7:1 p. 4"))
    assert wrong.reason.code == "admission.excluded"
    choice.decide(A1, approved=False, ground="7:1 p. 4")
    with world.store.read() as work:
        row = work.session.get_one(AdmissionDecision, A1)
        assert (row.approved, row.ground, row.prepared_by) == (False, "7:1 p. 4", "officer")


def test_nobody_is_excluded_from_a_purchasing_system_unheard(dps: System) -> None:
    first = dps.apply("north", "L1")
    refused = dps.world.refusal_of(lambda: dps.decide(first, approved=False, ground="13:3 p. 5"))
    assert (refused.reason.code, refused.reason.cite) == (
        "admission.hear_first",
        Cite("LOU", 13, "4"),
    )
    dps.answer(dps.ask(first, date(2026, 1, 20)), "north")
    dps.decide(first, approved=False, ground="13:3 p. 5")
    assert standings(dps) == {first: "refused"}


def test_nobody_is_refused_while_there_is_time_to_answer(choice: System) -> None:
    choice.apply("north")
    choice.check(A1, "TAX", met=False)
    choice.ask(A1, date(2026, 1, 20))
    choice.world.go(at(1, 20))
    refused = choice.world.refusal_of(lambda: choice.decide(A1, approved=False))
    assert refused.reason.code == "admission.time_to_answer"
    choice.world.go(at(1, 21))
    choice.decide(A1, approved=False)


def test_a_decision_takes_two_persons_and_a_reason(choice: System) -> None:
    choice.apply("north")
    world, judgement = choice.world, AdmissionJudgement(False, WHY)
    head, officer = world.actor("head"), world.actor("officer")
    for first, second, code in (
        (officer, officer, "actor.role"),
        (head, head, "actor.role"),
        (choice.own("north"), officer, "actor.role"),
    ):
        refused = world.refusal_of(
            partial(decide_admission, world.store, first, second, A1, judgement)
        )
        assert refused.reason.code == code
    empty = world.refusal_of(lambda: choice.decide(A1, reason=Text("", "")))
    assert empty.reason.code == "admission.reason"


def test_what_is_decided_stays_decided(choice: System) -> None:
    first = choice.admit("north")
    for act in (
        lambda: choice.decide(first, approved=False, ground="7:1 p. 1"),
        lambda: choice.check(first, "TAX", met=False),
        lambda: choice.ask(first, date(2026, 2, 1)),
    ):
        assert choice.world.refusal_of(act).reason.code == "application.decided"
