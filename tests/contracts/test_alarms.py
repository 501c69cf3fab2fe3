"""What is learned after a contract was signed is told, with what follows; nothing is undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from appeals.breach import Concluded, consequences
from appeals.docket.checks import record_court_check
from appeals.unlawful import UnlawfulContract, unlawful_contracts
from contracts.alarms import contract_alarms
from contracts.overview import lot_overviews
from flows.owed_work import Owed, owed_work
from law.reasons import Basis, Reason, Text
from law.rulebook import Rulebook
from law.validity import Information, Told
from models.review import CourtActKind, CourtName
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
CONTRACT = f"{TENDER}/D1/L1"
CONCLUDED = date(2026, 3, 16)


@pytest.fixture
def world(world_at: WorldAt) -> World:
    """L1's contract was concluded on Monday 16 March; it is now the 20th."""
    world = world_at("drawn_up")
    world.go(at(3, 16))
    world.provider_signs(CONTRACT, "north")
    world.buyer_signs(CONTRACT)
    world.go(at(3, 20))
    return world


def found(world: World) -> tuple[UnlawfulContract, ...]:
    with world.store.read() as work:
        return unlawful_contracts(work, TENDER)


def codes(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.code for reason in reasons]


def owed(world: World) -> list[tuple[str, date | None]]:
    rows = owed_work(world.store)
    return [(each.subject, each.by) for each in rows if each.kind is Owed.UNLAWFUL]


def test_a_contract_that_nothing_held_raises_no_alarm(world: World) -> None:
    world.lodge("1-26", "L2", "L3")
    assert (found(world), contract_alarms(world.store, TENDER), owed(world)) == ((), (), [])


def test_an_application_learned_of_late_makes_the_contract_unlawful(world: World) -> None:
    """It came in on the standstill's last day; nobody had told the buyer when it signed."""
    world.lodge("1-26", "L1", lodged_at=at(3, 12))
    (contract,) = found(world)
    assert (contract.contract_id, contract.lot_code, contract.concluded_on) == (
        CONTRACT, "L1", CONCLUDED,
    )  # fmt: skip
    assert contract.unlawful
    assert codes(contract.breaches) == ["extended-standstill"]
    assert contract.follows.review_until == date(2026, 9, 16)
    assert codes(contract.follows.reasons)[0] == "may-be-ineffective"
    assert "fee-if-it-stands" in codes(contract.follows.reasons)
    assert owed(world) == [(CONTRACT, date(2026, 9, 16))]
    overview = next(each for each in lot_overviews(world.store, TENDER) if each.code == "L1")
    assert overview.story.en.startswith("CONCLUDED AGAINST THE LAW")
    assert overview.concluded == CONCLUDED
    (alarm,) = contract_alarms(world.store, TENDER)
    assert (alarm.unlawful, alarm.stopped) == (contract, None)


def test_an_application_after_the_standstill_makes_it_no_less_lawful(world: World) -> None:
    world.lodge("1-26", "L1", lodged_at=at(3, 13))
    assert found(world) == ()


def test_a_court_that_had_told_of_a_case_is_looked_into_and_nothing_follows_yet(
    world: World,
) -> None:
    answers = {world.lot("L1"): "1-26"}
    record_court_check(world.store, world.actor("lawyer"), CourtName.FR, at(3, 16, 8), answers)
    (contract,) = found(world)
    assert codes(contract.reasons) == ["case-not-docketed"]
    assert (contract.unlawful, contract.follows.reasons, owed(world)) == (False, (), [])
    world.lodge("1-26", "L1", lodged_at=at(3, 12))
    assert [codes(each.breaches) for each in found(world)] == [["extended-standstill"]]


def test_an_interim_order_of_which_nobody_knew_is_one_too(world: World) -> None:
    """A late application has no extended standstill, but the court may forbid the contract."""
    world.lodge("1-26", "L1", lodged_at=at(3, 13))
    world.court("1-26", CourtName.FR, CourtActKind.INTERIM_ORDER, date(2026, 3, 16))
    assert [codes(each.breaches) for each in found(world)] == [["interim-order"]]


BARRED = Reason("bar-running", Text("löper", "runs"))
REPLACED = Reason("evaluation-replaced", Text("ny", "new"), basis=Basis.TENDER_DOCUMENTS)
LATE = Reason("bids-lapsed", Text("ute", "over"))
KRONOR = Concluded(CONCLUDED, date(2026, 1, 13), 100_000_000_00, "SEK")


@pytest.mark.parametrize(
    ("reason", "told", "rulebook", "until", "fee"),
    [
        (BARRED, None, Rulebook.SE_LOU, date(2026, 9, 16), 10_000_000_00),
        (BARRED, None, Rulebook.SE_LUF, date(2026, 9, 16), 10_000_000_00),
        (BARRED, Information(Told.AWARD_PUBLISHED, date(2026, 3, 18)), Rulebook.SE_LOU_19,
         date(2026, 4, 17), 10_000_000_00),
        (REPLACED, None, Rulebook.SE_LOU, None, None),
        (LATE, None, Rulebook.SE_LOU, None, None),
        (BARRED, None, Rulebook.SE_LOV, None, None),
    ],
)  # fmt: skip
def test_what_follows_is_the_laws_own(
    reason: Reason,
    told: Information | None,
    rulebook: Rulebook,
    until: date | None,
    fee: int | None,
) -> None:
    contract = Concluded(KRONOR.on, KRONOR.begun, KRONOR.value, KRONOR.currency, told)
    answer = consequences([reason], contract, rulebook)
    assert answer.review_until == until
    assert (answer.fee.greatest if answer.fee else None) == fee


def test_a_fee_is_stated_in_kronor_alone() -> None:
    contract = Concluded(CONCLUDED, KRONOR.begun, 100, "EUR")
    answer = consequences([BARRED], contract, Rulebook.SE_LOU)
    assert (answer.review_until, answer.fee) == (date(2026, 9, 16), None)
