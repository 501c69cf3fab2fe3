"""Frameworks from the notice to what is called off under them, by the flows' own functions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select

from contracts.call_off_overview import framework_overview
from contracts.call_offs import answer, decide_call_off, offer_next, open_call_off
from law.days import STOCKHOLM
from law.reasons import Text
from models.contract import Contract
from models.frameworks import CallOffWay, FrameworkTerms
from models.letters import LetterKind
from models.stages import Invited
from procurement.conditions.step_conditions import unmet_conditions
from procurement.decisions.cancelling import cancel
from procurement.frameworks.parties import parties_of
from procurement.letters.owed import letters_of
from tests.flows.through_flows import draw_up, evaluate, notify, stages, world_at
from tests.procurement.framework_fixtures import FrameworkAt, framework_at, framework_stages
from tests.procurement.framework_world import (
    CEILING,
    FRAMEWORK,
    MINI,
    NEED,
    PARTIES,
    WHY,
    ask_fr,
    bids_of,
    called,
    contract_of,
    framework_terms,
    mini_draft,
    sign,
    vouched,
)
from tests.procurement.small_papers import at, award_terms_of
from tests.procurement.small_tender import World
from tests.procurement.staged_tender import declare_owners, tender

WorldAt = Callable[[str], World]
__all__ = ["framework_at", "framework_stages", "stages", "world_at"]
LATE = Text("Allt är upptaget.", "All is taken.")


def code_of(world: World, act: Callable[[], object]) -> str:
    return world.refusal_of(act).reason.code


def call_off(world: World, value: int, what: Text = NEED) -> str:
    return open_call_off(world.store, world.actor("officer"), FRAMEWORK, "L1", value, what)


def says(world: World, call_off_id: str, party: str, *, accepted: bool) -> None:
    actor = world.actor(f"{party}-person")
    answer(world.store, actor, call_off_id, party, LATE, accepted=accepted)


def left(world: World) -> int:
    return framework_overview(world.store, FRAMEWORK).lots[0].left


def contracts_in(world: World) -> list[tuple[str, str]]:
    with world.store.read() as work:
        found = select(Contract).where(col(Contract.tender_id) == world.tender)
        rows = work.session.exec(found.order_by(col(Contract.id)))
        return [(row.id, row.organisation_id) for row in rows]


def competed(framework: World, *tenderers: str, **changes: Any) -> World:
    """A mini-competition published today, with a bid from each of these."""
    mini = framework.call(mini_draft(**changes))
    for bid in bids_of(MINI, tenderers):
        mini.receive(bid)
    return mini


def test_a_framework_from_the_notice_to_a_ranked_call_off(world_at: WorldAt) -> None:
    framework = called(world_at("enrolled"))
    framework.go(at(2, 25))
    framework.open()
    evaluate(framework)
    vouched(framework, PARTIES)
    framework.go(at(3, 2))
    framework.decide()
    assert notify(framework) == 4
    framework.go(at(3, 12))
    assert draw_up(framework) == 0, "the standstill runs through 12 March"
    framework.go(at(3, 13))
    ask_fr(framework)
    assert draw_up(framework) == 3
    for place in (1, 2, 3):
        sign(framework, place)
    assert contracts_in(framework) == [
        (contract_of(place), party) for place, party in enumerate(PARTIES, start=1)
    ]
    framework.go(at(5, 4))
    first = call_off(framework, 600_000_000)
    officer, head = framework.actor("officer"), framework.actor("head")
    assert offer_next(framework.store, officer, first) == "east"
    assert notify(framework) == 1
    says(framework, first, "east", accepted=False)
    assert offer_next(framework.store, officer, first) == "north"
    assert notify(framework) == 1
    says(framework, first, "north", accepted=True)
    decide_call_off(framework.store, head, officer, first)
    assert notify(framework) == 1
    assert left(framework) == CEILING - 600_000_000
    over = framework.refusal_of(lambda: call_off(framework, 400_000_001, WHY))
    assert over.reason.code == "condition.within_ceiling"
    assert "mål C-23/20" in over.in_("sv")


def test_a_mini_competition_from_the_invitation_to_a_contract_without_a_standstill(
    framework_at: FrameworkAt,
) -> None:
    framework = framework_at("concluded")
    mini = framework.called(mini_draft())
    with mini.store.read() as work:
        rows = work.session.exec(select(Invited).where(col(Invited.tender_id) == MINI)).all()
        assert [row.organisation_id for row in rows] == list(PARTIES)
    assert notify(mini) == 3, "each party is invited in writing"
    assert left(framework) == CEILING - 200_000_000
    outsider = tender(MINI, "west", 90_000)
    assert code_of(mini, lambda: mini.receive(outsider)) == "bid.not_invited"
    for bid in bids_of(MINI, ("south", "east")):
        mini.receive(bid)
    mini.go(at(5, 25))
    early = mini.refused_try_of(mini.open)
    assert early.reason.code == "opening.too_early"
    mini.go(at(5, 26))
    mini.open()
    evaluate(mini)
    declare_owners(mini, "south")
    mini.control()
    mini.decide()
    assert draw_up(mini) == 0, "the tenderers have not been told"
    assert notify(mini) == 2
    assert draw_up(mini) == 1
    contract = f"{MINI}/D1/L1"
    assert contracts_in(mini) == [(contract, "south")]
    mini.provider_signs(contract, "south")
    mini.buyer_signs(contract)
    with mini.store.read() as work:
        kinds = {outgoing.kind for outgoing, _ in letters_of(work, MINI)}
        assert kinds == {LetterKind.INVITATION, LetterKind.AWARD}
        assert len(parties_of(work, FRAMEWORK)) == 3
    assert left(framework) == CEILING - 200_000_000


def test_what_is_competed_for_and_what_is_called_off_share_one_ceiling(
    framework_at: FrameworkAt,
) -> None:
    framework = framework_at("concluded")
    mini = competed(framework)
    assert code_of(framework, lambda: call_off(framework, CEILING)) == ("condition.within_ceiling")
    call_off(framework, 800_000_000)
    second = framework.of("FKU-2")
    second.draft(mini_draft("FKU-2", 1))
    second.appoint()
    assert code_of(second, second.publish) == "condition.within_ceiling"
    head, officer = framework.actor("head"), framework.actor("officer")
    cancel(mini.store, head, officer, MINI, None, WHY, redo=False)
    second.publish()
    assert left(framework) == 199_999_999


def test_an_award_over_the_ceiling_is_refused(framework_at: FrameworkAt) -> None:
    framework = framework_at("concluded")
    mini = competed(framework, "east")
    mini.go(at(5, 26))
    mini.open()
    evaluate(mini)
    declare_owners(mini, "east")
    with mini.store.write() as work:
        # As the documents would say after a change of the framework (LOU 17:8).
        work.session.get_one(FrameworkTerms, FRAMEWORK).ceiling = 199_999_999
    refusal = mini.refusal_of(mini.draft_decision)
    assert refusal.reason.code == "condition.within_ceiling"


def test_an_award_after_the_frameworks_last_day_is_refused(framework_at: FrameworkAt) -> None:
    framework = framework_at("concluded")
    framework.go(datetime(2028, 4, 3, 9, tzinfo=STOCKHOLM))
    mini = competed(
        framework,
        "east",
        bid_deadline_at=datetime(2028, 4, 28, 12, tzinfo=STOCKHOLM),
        bids_valid_until=date(2028, 12, 31),
        contract_starts_on=date(2028, 6, 1),
    )
    mini.go(datetime(2028, 4, 29, 9, tzinfo=STOCKHOLM))
    mini.open()
    evaluate(mini)
    declare_owners(mini, "east")
    mini.go(datetime(2028, 5, 1, 9, tzinfo=STOCKHOLM))
    assert code_of(mini, mini.draft_decision) == "condition.framework_in_force"
    mini.go(datetime(2028, 4, 30, 9, tzinfo=STOCKHOLM))
    assert mini.decide() == f"{MINI}/D1"


def test_a_mini_competition_rests_on_a_framework_that_provides_for_it(
    framework_at: FrameworkAt, world_at: WorldAt
) -> None:
    framework = framework_at("drawn_up")
    mini = framework.of(MINI)
    mini.draft(mini_draft())
    mini.appoint()
    framework.go(at(5, 4))
    assert code_of(mini, mini.publish) == "invitation.nobody"
    ranked = called(world_at("enrolled"), framework=framework_terms(way=CallOffWay.RANKED))
    other = ranked.of(MINI)
    other.draft(mini_draft())
    other.appoint()
    with other.store.read() as work:
        from models.tender import Tender

        found = unmet_conditions(work, work.session.get_one(Tender, MINI))
        assert [each.reason.code for each in found] == [
            "condition.framework_way", "condition.framework_in_force",
        ]  # fmt: skip


def test_the_award_criteria_are_those_of_the_framework(framework_at: FrameworkAt) -> None:
    framework = framework_at("concluded")
    draft = mini_draft(award_terms=award_terms_of("other"))
    refusal = framework.refusal_of(lambda: framework.of(MINI).draft(draft))
    assert refusal.reason.code == "tender.other_than_basis"


def test_a_party_whose_contract_came_later_waits_for_the_next_call(
    framework_at: FrameworkAt,
) -> None:
    framework = framework_at("drawn_up")
    for place in (1, 2):
        sign(framework, place)
    framework.go(at(5, 4))
    mini = framework.call(mini_draft())
    with mini.store.read() as work:
        rows = work.session.exec(select(Invited).where(col(Invited.tender_id) == MINI)).all()
        assert [row.organisation_id for row in rows] == ["east", "north"]
