"""While a court has stopped a contract nothing is called off or reported; then it goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import pytest

from appeals.docket.court_acts import record_court_act
from appeals.docket.court_entry import CourtEntry
from appeals.docket.matters import open_matter
from appeals.docket.new_matter import NewMatter
from contracts.alarms import contract_alarms
from contracts.call_off_overview import framework_overview
from contracts.call_offs import answer, decide_call_off, offer_next, open_call_off
from contracts.overview import lot_overviews
from law.days import STOCKHOLM
from law.reasons import Text
from models.review import CourtActKind, CourtName, MatterKind
from models.tender import Tender
from performance.intake import SubmittedReport, accept_reports
from performance.measuring import measure
from procurement.conditions.framework_in_force import framework_in_force
from procurement.tenders.drafting import draft_tender
from tests.procurement.framework_world import (
    FRAMEWORK,
    MINI,
    NEED,
    WHY,
    bids_of,
    contract_of,
    mini_draft,
    send,
)
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.staged_tender import declare_owners

WorldAt = Callable[[str], World]
FR, KR = CourtName.FR, CourtName.KR
STOPPED, RESUMED = CourtActKind.PERFORMANCE_STOPPED, CourtActKind.PERFORMANCE_RESUMED
CALL_OFF, CONTRACT = f"{FRAMEWORK}/L1/A1", f"{TENDER}/D1/L1"
NOTHING = Text("", "")


def challenged(world: World, code: str, *contracts: str, case: str = "9-26") -> None:
    """West applies for the contract to be declared ineffective."""
    matter = NewMatter(
        tender_id=world.tender, case_number=case, party_id="west", lot_codes=(code,),
        lodged_at=world.clock.at, informed_at=world.clock.at, grounds=WHY, relief=WHY,
        kind=MatterKind.VALIDITY, contract_ids=contracts,
    )  # fmt: skip
    open_matter(world.store, world.actor("lawyer"), matter)


def ruled(
    world: World, kind: CourtActKind, on: date, court: CourtName = FR, case: str = "9-26"
) -> None:
    entry = CourtEntry(f"{world.tender}/{case}", case, court, kind, on, on, WHY)
    record_court_act(world.store, world.actor("lawyer"), entry)


def opened(world: World) -> str:
    actor = world.actor("officer")
    return open_call_off(world.store, actor, FRAMEWORK, "L1", 100_000_000, NEED)


def offered(world: World) -> str:
    return offer_next(world.store, world.actor("officer"), CALL_OFF)


def accepts(world: World, party: str) -> None:
    answer(world.store, world.actor(f"{party}-person"), CALL_OFF, party, NOTHING, accepted=True)


def placed(world: World) -> None:
    decide_call_off(world.store, world.actor("head"), world.actor("officer"), CALL_OFF)


def code_of(world: World, act: Callable[[], object]) -> str:
    return world.refusal_of(act).reason.code


def test_the_party_whose_turn_it_is_is_not_passed_over_while_it_is_stopped(
    framework: World,
) -> None:
    challenged(framework, "L1", contract_of(1))
    ruled(framework, STOPPED, date(2026, 5, 4))
    opened(framework)
    assert code_of(framework, partial(offered, framework)) == "performance-stopped"
    framework.go(at(5, 11))
    ruled(framework, RESUMED, date(2026, 5, 11))
    assert offered(framework) == "east"


def test_what_was_offered_before_is_neither_accepted_nor_placed(framework: World) -> None:
    opened(framework)
    offered(framework)
    challenged(framework, "L1", contract_of(1))
    ruled(framework, STOPPED, date(2026, 5, 4))
    assert code_of(framework, partial(accepts, framework, "east")) == "performance-stopped"
    framework.go(at(5, 11))
    ruled(framework, RESUMED, date(2026, 5, 11))
    accepts(framework, "east")
    framework.go(at(5, 12))
    ruled(framework, STOPPED, date(2026, 5, 12))
    assert code_of(framework, partial(placed, framework)) == "performance-stopped"
    framework.go(at(5, 13))
    ruled(framework, RESUMED, date(2026, 5, 13))
    assert framework.done_once(partial(placed, framework)) == "call_off.decided"


def test_no_need_is_put_on_record_when_every_partys_contract_is_stopped(framework: World) -> None:
    for place in (1, 2, 3):
        challenged(framework, "L1", contract_of(place), case=f"{place}-26")
        ruled(framework, STOPPED, date(2026, 5, 4), case=f"{place}-26")
    assert len(contract_alarms(framework.store, FRAMEWORK)) == 3
    assert code_of(framework, partial(opened, framework)) == "performance-stopped"


def test_an_ineffective_contract_makes_no_party_and_the_next_is_asked(framework: World) -> None:
    challenged(framework, "L1", contract_of(1))
    ruled(framework, CourtActKind.INEFFECTIVE, date(2026, 5, 4))
    opened(framework)
    assert offered(framework) == "north"
    parties = framework_overview(framework.store, FRAMEWORK).lots[0].parties
    assert [(each.place, each.bound) for each in parties] == [(1, False), (2, True), (3, True)]
    framework.go(at(6, 15))
    ruled(framework, CourtActKind.APPEALED, date(2026, 5, 20), KR)
    ruled(framework, CourtActKind.REJECTED, date(2026, 6, 15), KR)
    parties = framework_overview(framework.store, FRAMEWORK).lots[0].parties
    assert all(each.bound for each in parties), "KR has set the ruling aside"


def test_a_mini_competition_is_not_called_while_a_party_is_stopped(framework: World) -> None:
    draft_tender(framework.store, framework.actor("officer"), mini_draft())
    assert unmet(framework) == []
    challenged(framework, "L1", contract_of(2))
    ruled(framework, STOPPED, date(2026, 5, 4))
    assert unmet(framework) == ["condition.framework_stopped"]


def test_what_is_competed_for_is_not_signed_while_the_winners_contract_is_stopped(
    framework: World,
) -> None:
    """Nor drawn up; a stop of another party's contract is no hindrance then."""
    mini = framework.called(mini_draft())
    send(mini)
    for bid in bids_of(MINI, ("south", "east")):
        mini.receive(bid)
    mini.go(at(5, 26))
    mini.open()
    mini.evaluate()
    declare_owners(mini, "south")
    mini.control()
    mini.decide()
    send(mini)
    for place, case in ((1, "8-26"), (3, "9-26")):
        challenged(framework, "L1", contract_of(place), case=case)
        ruled(framework, STOPPED, date(2026, 5, 26), case=case)
    assert mini.draw_up() == 0
    mini.go(at(5, 27))
    ruled(framework, RESUMED, date(2026, 5, 27))
    assert mini.draw_up() == 1
    mini.provider_signs(f"{MINI}/D1/L1", "south")
    mini.go(at(5, 28))
    ruled(framework, STOPPED, date(2026, 5, 28))
    signing = partial(mini.buyer_signs, f"{MINI}/D1/L1")
    assert code_of(mini, signing) == "performance-stopped"
    mini.go(at(5, 29))
    ruled(framework, RESUMED, date(2026, 5, 29))
    assert mini.done_once(signing) == "contract.concluded"


def unmet(world: World) -> list[str]:
    with world.store.read() as work:
        mini = work.session.get_one(Tender, MINI)
        return [each.reason.code for each in framework_in_force(work, mini)]


def report(month: int) -> SubmittedReport:
    """Of a month without participants, handed in on the fifth of the next."""
    at_ = datetime(2026, month + 1, 5, 12, tzinfo=STOCKHOLM)
    return SubmittedReport(
        contract_id=CONTRACT, month=date(2026, month, 1), submitted_at=at_,
        participants=(), staff=(), lines=(),
    )  # fmt: skip


@pytest.fixture
def world(world_at: WorldAt) -> World:
    """L1's contract runs from 1 May; stopped on 15 May, resumed on 20 July. It is 1 October."""
    world = world_at("drawn_up")
    world.go(at(3, 16))
    world.provider_signs(CONTRACT, "north")
    world.buyer_signs(CONTRACT)
    world.go(at(5, 15))
    challenged(world, "L1")
    ruled(world, STOPPED, date(2026, 5, 15))
    world.go(at(7, 20))
    ruled(world, RESUMED, date(2026, 7, 20))
    world.go(at(10, 1))
    return world


def accept(world: World, month: int) -> None:
    accept_reports(world.store, world.actor("north-person"), [report(month)])


def test_a_month_is_reported_unless_it_was_stopped_throughout(world: World) -> None:
    """What was done until 14 May, and from 20 July, is reported and paid."""
    for month in (5, 7, 8):
        assert world.done_once(partial(accept, world, month)) == "reports.accepted"
    assert code_of(world, partial(accept, world, 6)) == "report.stopped"


def test_nobody_is_measured_on_the_silence_of_a_month_that_was_stopped(world: World) -> None:
    manager = world.actor("engine")
    silent = {month: measure(world.store, manager, TENDER, date(2026, month, 1))
              for month in (5, 6, 7)}  # fmt: skip
    assert silent[6] == 0
    assert silent[5] == silent[7] > 0


def test_the_lots_tell_of_a_stop_while_it_lasts(world: World) -> None:
    def told() -> tuple[str, int]:
        story = next(each.story.en for each in lot_overviews(world.store, TENDER)
                     if each.code == "L1")  # fmt: skip
        return story, len(contract_alarms(world.store, TENDER))

    now = world.clock.at
    world.go(at(7, 19))
    stopped, alarms = told()
    assert stopped.startswith("NOT TO BE PERFORMED: By order of the administrative court")
    assert alarms == 1
    world.go(now)
    assert told() == ("Bar over, FR asked", 0)
