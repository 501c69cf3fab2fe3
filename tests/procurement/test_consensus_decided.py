"""A panel's points in the award: ranked by them, closed by the decision, opened by a court."""

from __future__ import annotations

from datetime import date

import pytest

from models.review import CourtActKind, CourtName
from procurement.panel.consensus import ConsensusItem
from tests.procurement.small_panel import L1, L2, L3, PANEL, PanelWorld, consensus, sheet
from tests.procurement.small_papers import TENDER, at


@pytest.fixture
def decided(pointed: PanelWorld) -> PanelWorld:
    pointed.ready()
    for lot_id in (L1, L2, L3):
        for each in PANEL:
            pointed.hand_in(each, lot_id, sheet(lot_id))
        pointed.open_lot("ada", lot_id)
        pointed.agree(consensus(lot_id), lot_id=lot_id)
    pointed.go(at(2, 18))
    pointed.evaluate()
    pointed.go(at(2, 19))
    pointed.register_all()
    pointed.control()
    pointed.go(at(3, 2, 8))
    pointed.decide()
    return pointed


def higher() -> list[ConsensusItem]:
    return consensus(L1, 5, "Efter domstolens rättelse")


def test_a_consensus_is_closed_while_the_decision_is_in_force(decided: PanelWorld) -> None:
    assert decided.refusal_of(lambda: decided.agree(higher())).in_("en") == (
        f"The award decision {TENDER}/D1 about L1 is in force."
        " Withdraw the decision first, if the scores were wrong."
    )


def test_the_same_consensus_again_is_nothing_new_although_decided(decided: PanelWorld) -> None:
    before = decided.dump()
    assert decided.agree(consensus(L1)) == 0
    assert decided.dump() == before


def test_a_court_that_orders_correction_opens_it_again(decided: PanelWorld) -> None:
    decided.go(at(3, 2))
    decided.send_letters()
    decided.go(at(3, 5))
    decided.lodge("1-26", "L1")
    decided.go(at(3, 20))
    decided.court("1-26", CourtName.FR, CourtActKind.CORRECTION, date(2026, 3, 20))
    assert decided.done_once(lambda: decided.agree(higher())) == "consensus.agreed"
