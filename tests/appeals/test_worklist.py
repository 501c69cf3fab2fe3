"""The worklist of a real store: whose, in which order, and what a struck entry leaves of it."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from appeals.docket.assigning import assign_matter
from appeals.docket.attached import Attached
from appeals.docket.court_acts import record_court_act
from appeals.docket.court_entry import CourtEntry
from appeals.docket.mandates import Mandate, register_mandate
from appeals.worklist.due import Due, DueKind
from appeals.worklist.listing import worklist
from law.reasons import Text
from models.disclosure import DisclosureRequest
from models.lawyers import Principal
from models.parties import Person, Role
from models.review import CourtActKind, CourtName
from people.actors import ENGINE
from registry.enrolment import enrol_buyer
from tests.appeals.docket_views import WorldAt, refused
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_parties import small_buyer
from tests.procurement.small_tender import World

MATTER = f"{TENDER}/1-26"


def second_lawyer(world: World) -> None:
    other = Person(id="advocate", name="advocate", email="advocate@buyer.example")
    enrol_buyer(world.store, world.actor(ENGINE), small_buyer(), [(other, [Role.LEGAL_OFFICER])])


def listed(world: World, person: str | None = None) -> list[tuple[str, date]]:
    return [(due.item, due.due_on) for due in worklist(world.store, person)]


def served(world: World, due: date) -> None:
    entry = CourtEntry(
        MATTER, "1-26", CourtName.FR, CourtActKind.SERVED, date(2026, 3, 13), None,
        Text("Föreläggande", "Order"), due_on=due,
    )  # fmt: skip
    record_court_act(world.store, world.actor("lawyer"), entry)


@pytest.fixture
def world(world_at: WorldAt) -> World:
    """An application about L3 on Thursday 12 March, and a day to answer it by."""
    world = world_at("notified")
    second_lawyer(world)
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(3, 13))
    served(world, date(2026, 3, 27))
    return world


SERVED = (f"{MATTER}/FR/served/2026-03-13/1:statement", date(2026, 3, 27))
NEW_GROUNDS = (f"{MATTER}:new_grounds", date(2026, 4, 2))
ASK = (f"{TENDER}:check:FR", date(2026, 3, 13))


def test_before_any_application_the_court_is_to_be_asked_the_day_after(world_at: WorldAt) -> None:
    world = world_at("notified")
    (due,) = worklist(world.store)
    assert due == Due(
        item=f"{TENDER}:check:FR", kind=DueKind.COURT_CHECK, sort=due.sort, tender_id=TENDER,
        due_on=date(2026, 3, 13), what=due.what, lots=("L1", "L2", "L3"),
    )  # fmt: skip
    world.go(at(3, 13))
    world.ask(codes=["L1"])
    assert [each.lots for each in worklist(world.store)] == [("L2", "L3")]
    world.ask(codes=["L2", "L3"])
    assert worklist(world.store) == ()


def test_before_a_decision_nothing_is_listed(world_at: WorldAt) -> None:
    assert worklist(world_at("controlled").store) == ()


def test_everything_is_by_day_and_what_is_overdue_comes_first(world: World) -> None:
    assert listed(world) == [ASK, SERVED, NEW_GROUNDS]
    world.ask(L3="1-26")
    assert listed(world) == [SERVED, NEW_GROUNDS]
    world.go(at(3, 30))
    assert [each.is_overdue(date(2026, 3, 30)) for each in worklist(world.store)] == [True, False]
    world.court("1-26", CourtName.FR, CourtActKind.STATEMENT_SENT, date(2026, 3, 30))
    assert listed(world) == [NEW_GROUNDS]
    world.go(at(4, 3))
    assert listed(world) == []


def test_what_is_nobodys_is_everybodys_and_the_rest_is_whose_it_is(world: World) -> None:
    world.ask(L3="1-26")
    assert listed(world, "lawyer") == listed(world, "advocate") == [SERVED, NEW_GROUNDS]
    assign_matter(world.store, world.actor("lawyer"), MATTER, "advocate")
    assert listed(world, "advocate") == [SERVED, NEW_GROUNDS]
    assert listed(world, "lawyer") == listed(world, "officer") == []
    assert refused(world, partial(worklist, world.store, "nobody")) == "person.unknown"


def test_after_a_ruling_the_ten_days_and_the_next_check_are_listed(world: World) -> None:
    world.ask(L3="1-26")
    world.go(at(6, 12))
    world.court("1-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 6, 12))
    # Day ten is Monday 22 June; three weeks end on Friday 3 July.
    assert listed(world) == [
        (f"{TENDER}:ten_days", date(2026, 6, 22)),
        (f"{TENDER}:check:KR", date(2026, 6, 23)),
        (f"{MATTER}/FR/rejected/2026-06-12/1:others_appeal", date(2026, 7, 3)),
    ]
    world.go(at(6, 23))
    world.ask(CourtName.KR)
    assert [item for item, _ in listed(world)] == [
        f"{MATTER}/FR/rejected/2026-06-12/1:others_appeal"
    ]


def test_a_court_whose_own_order_forbids_the_contract_is_asked_when_that_has_ended(
    world: World,
) -> None:
    world.ask(L3="1-26")
    world.go(at(6, 25))
    world.court("1-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 6, 12))
    ask = (f"{TENDER}:check:KR", date(2026, 6, 23))
    assert ask in listed(world)
    world.court("1-26", CourtName.KR, CourtActKind.INTERIM_ORDER, date(2026, 6, 22))
    assert ask not in listed(world)
    world.court("1-26", CourtName.KR, CourtActKind.INTERIM_LIFTED, date(2026, 6, 24))
    assert ask in listed(world)


def test_no_court_is_asked_about_a_decision_that_is_to_be_corrected(world: World) -> None:
    world.ask(codes=["L1", "L2"])
    world.go(at(6, 24))
    world.court("1-26", CourtName.FR, CourtActKind.CORRECTION, date(2026, 6, 12), "e3")
    assert "check" not in str(listed(world))


def test_an_order_waits_until_it_has_been_followed(world: World) -> None:
    world.ask(L3="1-26")
    world.go(at(6, 15))
    world.court("1-26", CourtName.FR, CourtActKind.CORRECTION, date(2026, 6, 12), "e3")
    item = (f"{MATTER}/FR/correction/2026-06-12/1:order", date(2026, 7, 3))
    assert item in listed(world)
    world.evaluate()
    world.renew(date(2026, 6, 1))
    world.decide()
    assert item not in listed(world)


def test_a_lot_that_only_its_tie_holds_waits_for_a_lawyer(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L1")
    world.go(at(3, 13))
    world.ask(L1="1-26")
    assert (f"{TENDER}/L2:tie:L1", date(2026, 3, 13)) in listed(world)


def test_a_power_of_attorney_and_a_request_for_documents_are_listed(world: World) -> None:
    mandate = Mandate(
        Principal.COUNTERPARTY,
        "Ombud",
        date(2026, 3, 1),
        Attached("f.txt", b"x"),
        date(2026, 3, 31),
    )
    register_mandate(world.store, world.actor("lawyer"), MATTER, mandate)
    with world.store.write() as work:
        work.session.add(
            DisclosureRequest(
                id=f"{TENDER}/request/1", tender_id=TENDER, number=1, received_at=work.now,
                wanted="", **work.recorded("lawyer"),
            )
        )  # fmt: skip
    found = listed(world)
    assert (f"{MATTER}:mandate:1", date(2026, 3, 31)) in found
    assert (f"{TENDER}/request/1:answer", date(2026, 3, 13)) in found
