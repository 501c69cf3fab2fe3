"""The small tender with a pointed award model, its bids opened, and a panel to score them.

Ada leads; Bo and Cy score too. In L1 bid north, east and south, in L2 north, south and
west, in L3 east and south.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from law.reasons import Text
from models.clock import FixedClock
from models.parties import Buyer, Person, Role
from models.settings import Settings
from models.store import open_store
from people.actors import ENGINE
from procurement.bids.bid_content import BidContent
from procurement.panel.conflicts import declare
from procurement.panel.consensus import ConsensusItem, agree
from procurement.panel.panels import appoint_panel, leave_panel
from procurement.panel.score_sheets import Given, open_sheets, submit_sheet
from registry.enrolment import enrol_buyer
from tests.procurement.small_papers import BIDS, CAPACITY, TENDER, at, both, submission
from tests.procurement.small_papers import tender_draft as draft_of
from tests.procurement.small_tender import Stages, World

PANEL = ("ada", "bo", "cy")
L1, L2, L3 = (f"{TENDER}/{code}" for code in ("L1", "L2", "L3"))
BIDS_OF = {
    f"{TENDER}/{lot}": tuple(bid for bid, said in BIDS.items() if said[0] == lot)
    for lot in ("L1", "L2", "L3")
}
OPENED = at(2, 17, 10)
ILL = Text("sjuk", "ill")


def pointed_terms() -> dict[str, Any]:
    criteria = [
        {"id": "method", "title": both("Metod", "Method"), "scale": [0, 5]},
        {"id": "staff", "title": both("Personal", "Staff"), "scale": ["1/2", "7/2"]},
    ]
    return {
        "model": "absolute_points",
        "parameters": {"price_points": 50, "full_at": 0, "zero_at": 200_000},
        "unit": both("öre per deltagare", "öre per participant"),
        "tie_rule": both("lottning", "lottery"),
        "criteria": criteria,
    }


def sheet(lot_id: str, points: object = 3, reason: str = "Bra", **staff: object) -> Any:
    """The lot's sheet: all bids get these points for method, and 2 or those given for staff."""
    return {
        bid: {"method": (points, reason), "staff": (staff.get(bid, 2), f"{reason} personal")}
        for bid in BIDS_OF[lot_id]
    }


def consensus(lot_id: str, points: object = 4, reason: str = "samsyn") -> list[ConsensusItem]:
    why = Text(reason, f"{reason} (en)")
    given: Mapping[str, Any] = {"method": points, "staff": "5/2"}
    return [
        ConsensusItem(bid, criterion, each, why)
        for bid in BIDS_OF[lot_id]
        for criterion, each in given.items()
    ]


class PanelWorld(World):
    """Each act of a panel by who may do it."""

    def enrol_panel(self) -> None:
        buyer = Buyer(
            id="buyer", name="Demomyndigheten", org_number="202100-0000", address="Box 1",
            city="Stockholm", court="Förvaltningsrätten i Stockholm",
        )  # fmt: skip
        staff = [(Person(id=each, name=each.title(), email=""), [Role.ASSESSOR])
                 for each in (*PANEL, "dag", "eva")]  # fmt: skip
        enrol_buyer(self.store, self.actor(ENGINE), buyer, staff)

    def receive_pointed(self) -> None:
        for bid_id in BIDS:
            _, tenderer, price, _ = BIDS[bid_id]
            content = BidContent(price=price, levels={}, at_fte_tenths=CAPACITY[tenderer])
            self.receive(submission(bid_id, content=content))

    def play_to_opening(self) -> None:
        self.enrol_panel()
        self.draft(draft_of(award_terms=pointed_terms()))
        self.appoint()
        self.go(at(1, 13))
        self.publish()
        self.go(at(2, 10))
        self.receive_pointed()
        self.go(at(2, 17))
        self.open()
        self.go(OPENED)

    def panel(self, *members: str, chair: str = "ada", by: str = "head") -> None:
        appoint_panel(self.store, self.actor(by), TENDER, members or PANEL, chair)

    def leave(self, person: str, reason: Text = ILL) -> None:
        leave_panel(self.store, self.actor("head"), TENDER, person, reason)

    def declare(self, person: str, *ties: str, statement: str = "Inga bindningar") -> None:
        declare(self.store, self.actor(person), TENDER, statement, ties)

    def hand_in(self, person: str, lot_id: str = L1, scores: Given | None = None) -> None:
        submit_sheet(
            self.store, self.actor(person), lot_id, sheet(lot_id) if scores is None else scores
        )

    def open_lot(self, person: str = "ada", lot_id: str = L1) -> int:
        return open_sheets(self.store, self.actor(person), lot_id)

    def agree(
        self, items: list[ConsensusItem] | None = None, by: str = "ada", lot_id: str = L1
    ) -> int:
        return agree(
            self.store, self.actor(by), lot_id, consensus(lot_id) if items is None else items
        )

    def ready(self) -> PanelWorld:
        """Appointed, and nobody has a tie."""
        self.panel()
        for each in PANEL:
            self.declare(each)
        return self

    def all_in(self, lot_id: str = L1) -> PanelWorld:
        self.ready()
        for number, each in enumerate(PANEL):
            self.hand_in(each, lot_id, sheet(lot_id, number + 2, f"skäl {each}"))
        return self

    def opened(self, lot_id: str = L1) -> PanelWorld:
        self.all_in(lot_id)
        self.open_lot("ada", lot_id)
        return self


@pytest.fixture(scope="session")
def opened_pointed(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the pointed tender's bids opened, to be copied."""
    folder = tmp_path_factory.mktemp("pointed") / "world"
    enrolled = stages.copy_to(folder, "enrolled")
    world = PanelWorld(enrolled.store, enrolled.clock)
    world.play_to_opening()
    world.store.engine.dispose()
    return folder


@pytest.fixture
def pointed(opened_pointed: Path, tmp_path: Path) -> Iterator[PanelWorld]:
    folder = tmp_path / "pointed"
    shutil.copytree(opened_pointed, folder)
    clock = FixedClock(OPENED)
    world = PanelWorld(open_store(Settings(data_dir=folder), clock), clock)
    yield world
    world.store.engine.dispose()


PanelAct = Callable[[PanelWorld], object]
