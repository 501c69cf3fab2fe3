"""Every contract is concluded through one door: what the code may import, and what it refuses."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from appeals.docket.stricter import set_stricter_date
from appeals.hold import Blocked, Clear
from appeals.loading import load_lot_facts
from contracts.concluding import could_be_concluded, may_be_concluded
from contracts.drafting import lots_to_draw_up
from law.reasons import Text
from models.contract import Contract
from models.review import CourtActKind, CourtName
from models.tender import Tender
from tests.procurement.award_acts import call_off, take_back
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

ROOT = Path(__file__).resolve().parents[2]
# Whoever comes after the hold; `appeals` itself tells of it, forecasts it and looks back at it.
ROOMS = ("procurement", "contracts", "performance", "audits", "interop", "flows", "cli")
DOOR = "contracts/concluding.py"
# They tell a day, or which party is waited for, and conclude nothing.
ONLY_TELL = {
    "procurement/decisions/award_status.py",
    "procurement/frameworks/awaited_parties.py",
    "procurement/validity/watching.py",
}
WorldAt = Callable[[str], World]
WHY = Text("osäkert läge", "unclear")
EAST = f"{TENDER}/D1/L3"
ORDERED = (
    "The court ordered in case 1-26 that the procurement may be concluded only after correction;"
    " the old decision can never lead to a contract"
)
FORBIDDEN = (
    "An interim order of the administrative court of appeal (KR) in case 1-26 forbids the contract"
)
ENTERED_OR_STRUCK = (
    "What lifts it: Entering the case on the docket of the lot, or striking the check if the"
    " answer was not about it"
)
UNKNOWN = (
    "According to the administrative court (FR) case 9-26 is pending, but it is not on the docket"
)


def modules() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


MODULES = dict(modules())


def imports(tree: ast.Module, module: str, name: str) -> bool:
    """Also of the whole module, by which the name could be reached."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            package, _, last = module.rpartition(".")
            names = {each.name for each in node.names}
            if (node.module == module and name in names) or (
                node.module == package and last in names
            ):
                return True
        if isinstance(node, ast.Import) and any(each.name == module for each in node.names):
            return True
    return False


def calls(tree: ast.Module, name: str) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
        for node in ast.walk(tree)
    )


def adds_rows(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == "add" for node in ast.walk(tree))


def test_the_hold_is_asked_about_a_contract_in_one_module_alone() -> None:
    asking = {
        name for name, tree in MODULES.items() if imports(tree, "appeals.hold", "may_conclude")
    }
    assert asking == {DOOR, *ONLY_TELL}
    assert [name for name in ONLY_TELL if adds_rows(MODULES[name])] == []


@pytest.mark.parametrize(
    ("row", "written_in"),
    [("Signature", "contracts/signing/accepting.py"), ("Contract", "contracts/drafting.py")],
)
def test_what_makes_a_contract_is_written_where_the_door_is_asked(
    row: str, written_in: str
) -> None:
    writing = [
        name
        for name, tree in MODULES.items()
        if imports(tree, "models.contract", row) and calls(tree, row)
    ]
    assert writing == [written_in]
    assert calls(MODULES[written_in], "may_be_concluded")


def signed_by_east(world_at: WorldAt) -> World:
    """The contract for L3 waits for nothing but the buyer's signature."""
    world = world_at("drawn_up")
    world.provider_signs(EAST, "east")
    return world


def late_application(world: World) -> None:
    world.lodge("1-26", "L3", lodged_at=at(3, 12, 23))


def unlimited_application(world: World) -> None:
    world.lodge("1-26", "L1", limited=False, lodged_at=at(3, 12, 23))


def ten_days(world: World) -> None:
    late_application(world)
    world.go(at(6, 22))
    world.renew(date(2026, 6, 1))
    world.court("1-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 6, 12))


def order_of_kr(world: World) -> None:
    ten_days(world)
    world.go(at(6, 23))
    world.ask(CourtName.KR)
    world.court("1-26", CourtName.KR, CourtActKind.INTERIM_ORDER, date(2026, 6, 22))


def correction(world: World) -> None:
    late_application(world)
    world.go(at(6, 23))
    world.court("1-26", CourtName.FR, CourtActKind.CORRECTION, date(2026, 6, 12))
    world.ask(CourtName.KR)
    world.renew(date(2026, 6, 1))


def stricter(world: World) -> None:
    set_stricter_date(world.store, world.actor("lawyer"), world.lot("L3"), date(2026, 3, 20), WHY)


def unknown_case(world: World) -> None:
    world.go(at(3, 16))
    world.ask(L3="9-26")


@pytest.mark.parametrize(
    ("comes", "reason", "todo"),
    [
        (
            late_application,
            "Case 1-26 is pending in FR, so the extended standstill applies",
            "What lifts it: FR's ruling and the ten days after it",
        ),
        (
            unlimited_application,
            "Case 1-26 is pending in FR, so the extended standstill applies",
            "What lifts it: FR's ruling and the ten days after it",
        ),
        (
            ten_days,
            "The ten-day bar runs through 2026-06-22",
            "Wait until 2026-06-23 at the earliest",
        ),
        (
            order_of_kr,
            FORBIDDEN,
            "What lifts it: The court lifting the order or deciding the case",
        ),
        (
            correction,
            ORDERED,
            "What lifts it: A new evaluation, decision, letters and standstill",
        ),
        (
            stricter,
            "The lawyer has decided that no contract is concluded before 2026-03-20: unclear",
            "Wait until 2026-03-20 at the earliest",
        ),
        (
            unknown_case,
            UNKNOWN,
            ENTERED_OR_STRUCK,
        ),
    ],
)
def test_whatever_comes_after_the_drawing_up_stops_the_buyer_and_says_until_when(
    world_at: WorldAt, comes: Callable[[World], None], reason: str, todo: str
) -> None:
    world = signed_by_east(world_at)
    comes(world)
    refusal = world.refusal_of(lambda: world.buyer_signs(EAST))
    held = f"The contract for L3 may not be concluded: {reason}"
    assert (refusal.reason.text.en, refusal.todo.en) == (held, todo)


@pytest.mark.parametrize("ends", [take_back, call_off])
def test_a_decision_that_is_no_more_is_signed_by_nobody(
    world_at: WorldAt, ends: Callable[..., str]
) -> None:
    world = signed_by_east(world_at)
    ends(world, "L3")
    refusal = world.refusal_of(lambda: world.buyer_signs(EAST))
    assert refusal.reason.code == "contract.decision_replaced"


def test_the_refusal_names_all_that_it_takes_to_lift_the_hold(world_at: WorldAt) -> None:
    world = signed_by_east(world_at)
    late_application(world)
    stricter(world)
    assert world.refusal_of(lambda: world.buyer_signs(EAST)).todo == Text(
        "Det som lyfter hindret: Förvaltningsrättens avgörande och tio dagar därefter; Att dagen"
        " kommer, eller ett nytt datum som två personer sätter",
        "What lifts it: FR's ruling and the ten days after it; The coming of the day, or a new"
        " date set by two persons",
    )


@pytest.mark.parametrize("comes", [late_application, unlimited_application, stricter])
def test_what_draws_up_contracts_by_itself_finds_nothing_in_a_held_lot(
    world_at: WorldAt, comes: Callable[[World], None]
) -> None:
    world = world_at("checked")
    assert world.lot("L3") in lots_to_draw_up(world.store, TENDER)
    comes(world)
    assert world.lot("L3") not in lots_to_draw_up(world.store, TENDER)
    world.draw_up()
    with world.store.read() as work:
        assert work.session.get(Contract, EAST) is None


def test_what_is_concluded_is_neither_drawn_up_nor_concluded_again(world_at: WorldAt) -> None:
    world = signed_by_east(world_at)
    world.buyer_signs(EAST)
    answer = asked(world)
    assert isinstance(answer, Blocked)
    assert [reason.code for reason in answer.reasons] == ["concluded"]
    world.go(at(6, 1))
    assert world.lot("L3") not in lots_to_draw_up(world.store, TENDER)


def test_of_what_is_concluded_is_told_what_is_known_now_of_that_day(world_at: WorldAt) -> None:
    world = signed_by_east(world_at)
    world.buyer_signs(EAST)
    assert isinstance(asked_of_that_day(world), Clear)
    late_application(world)
    assert isinstance(asked_of_that_day(world), Blocked)


def asked_of_that_day(world: World) -> Clear | Blocked:
    with world.store.read() as work:
        tender = work.session.get_one(Tender, TENDER)
        facts = load_lot_facts(work, world.lot("L3"), "e3")
        return could_be_concluded(work, tender, facts, "e3")


def asked(world: World) -> Clear | Blocked:
    with world.store.read() as work:
        tender = work.session.get_one(Tender, TENDER)
        return may_be_concluded(work, tender, world.lot("L3"), "e3")
