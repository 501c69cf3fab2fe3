"""The consensus: by the chair, after the sheets, with reasons; every change a version."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

import pytest

from law.reasons import Text
from procurement.panel.consensus import (
    Agreed,
    ConsensusItem,
    OwnScore,
    changed_since,
    points_of,
    spread,
)
from registry.journal import entry_of
from tests.procurement.small_panel import (
    BIDS_OF,
    L1,
    L2,
    PANEL,
    PanelAct,
    PanelWorld,
    consensus,
)
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]


def one(points: Any = 4, sv: str = "skäl", en: str = "reason", **place: str) -> ConsensusItem:
    return ConsensusItem(
        place.get("bid", "n1"), place.get("criterion", "method"), points, Text(sv, en)
    )


def points_in(world: PanelWorld, lot_id: str = L1) -> dict[str, dict[str, Fraction]]:
    with world.store.read() as work:
        return points_of(work, lot_id)


def test_a_consensus_is_agreed_once_and_gives_the_points(pointed: PanelWorld) -> None:
    pointed.opened()
    assert points_in(pointed) == {}
    assert pointed.done_once(pointed.agree) == "consensus.agreed"
    assert points_in(pointed) == {
        bid: {"method": Fraction(4), "staff": Fraction(5, 2)} for bid in BIDS_OF[L1]
    }


def test_a_change_is_a_new_version_with_a_reason_of_its_own(pointed: PanelWorld) -> None:
    pointed.opened()
    pointed.agree()
    pointed.go(at(2, 18))
    refused = pointed.refusal_of(lambda: pointed.agree(consensus(L1, 3)))
    assert refused.in_("en") == (
        "The points for method of bid n1 change with the same reason as before."
        " Write why the panel judges otherwise now."
    )
    assert pointed.done_once(lambda: pointed.agree([one("7/2")])) == "consensus.agreed"
    with pointed.store.read() as work:
        entry = entry_of(work, "consensus.agreed", L1)
        found = next(each for each in spread(work, L1) if each.bid_id == "n1")
    assert entry is not None
    assert '"scores":[["n1","method",2]]' in entry.payload
    assert found.versions == (
        Agreed(1, Fraction(4), Text("samsyn", "samsyn (en)"), at(2, 17, 10), True),
        Agreed(2, Fraction(7, 2), Text("skäl", "reason"), at(2, 18), True),
    )
    assert points_in(pointed)["n1"]["method"] == Fraction(7, 2)


def test_individual_scores_stand_beside_the_consensus(pointed: PanelWorld) -> None:
    pointed.opened()
    pointed.agree()
    with pointed.store.read() as work:
        first = spread(work, L1)[0]
    assert (first.bid_id, first.criterion) == ("e1", "method")
    assert first.scores == (
        OwnScore("ada", Fraction(2), "skäl ada", True),
        OwnScore("bo", Fraction(3), "skäl bo", True),
        OwnScore("cy", Fraction(4), "skäl cy", True),
    )
    assert first.consensus == first.versions[-1]


REFUSED: dict[str, tuple[list[ConsensusItem], str]] = {
    "out of scale": (
        [one(6)],
        "Bid n1 is given 6 points for method, whose scale is 0–5. Correct the points.",
    ),
    "a float": (
        [one(2.5)],
        "The points for method of bid n1 are no exact number: 2.5. Write them as 4, 3.5 or 7/2.",
    ),
    "no reason in one language": (
        [one(en=" ")],
        (
            "The points for method of bid n1 have no reason."
            " Write why the bid gets these very points."
        ),
    ),
    "another lot's bid": (
        [one(bid="w2")],
        "There is no opened bid w2 in L1. Give the bids' ids, as on the score sheet.",
    ),
    "no criterion": (
        [one(criterion="price")],
        "price is no criterion that assessors give points on. Give one of method, staff.",
    ),
    "twice": (
        [one(), one(3)],
        "Bid n1 has two scores for method in the consensus. Give one.",
    ),
}


@pytest.mark.parametrize(("items", "said"), REFUSED.values(), ids=REFUSED)
def test_a_consensus_that_may_not_be_is_refused(
    pointed: PanelWorld, items: list[ConsensusItem], said: str
) -> None:
    pointed.opened()
    assert pointed.refusal_of(lambda: pointed.agree(items)).in_("en") == said


PEOPLE: dict[str, tuple[PanelAct, str]] = {
    "an assessor": (
        lambda w: w.agree(by="bo"),
        "The consensus is recorded by the chair, Ada. Have the chair record it.",
    ),
    "an officer": (
        lambda w: w.agree(by="officer"),
        (
            "officer is not an assessor of DEMO-1."
            " Have the head of procurement appoint that person, or an assessor do it."
        ),
    ),
    "a tenderer's person": (
        lambda w: w.agree(by="north-person"),
        (
            "north person may not record a panel's consensus for this buyer."
            " Ask somebody with the role procurement officer or assessor."
        ),
    ),
}


@pytest.mark.parametrize(("act", "said"), PEOPLE.values(), ids=PEOPLE)
def test_nobody_but_the_chair_records_it(pointed: PanelWorld, act: PanelAct, said: str) -> None:
    pointed.opened()
    assert pointed.refusal_of(lambda: act(pointed)).in_("en") == said


def test_there_is_no_consensus_before_the_sheets_are_open(pointed: PanelWorld) -> None:
    pointed.all_in()
    assert pointed.refusal_of(pointed.agree).in_("en") == (
        "The sheets of L1 have not been opened. Open them when all are in, and agree then."
    )


def test_when_the_chair_has_a_tie_another_must_be_appointed(pointed: PanelWorld) -> None:
    pointed.opened()
    pointed.go(at(2, 18))
    pointed.declare("ada", "south")
    codes = [pointed.refusal_of(partial(pointed.agree, by=p)).reason.code for p in ("ada", "bo")]
    assert codes == ["panel.conflict", "consensus.no_chair"]
    pointed.panel("bo", chair="bo")
    assert pointed.agree(by="bo") == 6


def test_a_consensus_that_a_tied_assessor_took_part_in_counts_once_agreed_anew(
    pointed: PanelWorld,
) -> None:
    pointed.opened()
    pointed.agree()
    pointed.go(at(2, 18))
    pointed.declare("cy", "east", statement="Syster i east")
    assert points_in(pointed) == {}
    assert pointed.done_once(pointed.agree) == "consensus.agreed"
    assert points_in(pointed)["e1"] == {"method": Fraction(4), "staff": Fraction(5, 2)}


def test_a_consensus_recorded_by_a_chair_without_a_sheet_falls_with_the_chairs_tie(
    pointed: PanelWorld,
) -> None:
    pointed.opened()
    pointed.go(at(2, 18))
    pointed.panel(*PANEL, "dag", chair="dag")
    pointed.declare("dag")
    pointed.agree(by="dag")
    pointed.go(at(2, 19))
    pointed.declare("dag", "east", statement="Bror i east")
    assert points_in(pointed) == {}
    with pointed.store.read() as work:
        assert changed_since(work, L1, at(2, 18))


def test_points_change_with_a_new_version_and_with_a_tie(pointed: PanelWorld) -> None:
    pointed.opened()
    pointed.agree()
    moments = [at(2, 17, 10), at(2, 18), at(2, 19)]
    pointed.go(moments[1])
    pointed.agree([one(3)])
    pointed.go(moments[2])
    pointed.declare("cy", "east")
    with pointed.store.read() as work:
        changed = [changed_since(work, L1, each) for each in moments]
        assert (changed, changed_since(work, L2, moments[0])) == ([True, True, False], False)


def test_a_tie_to_nobody_in_the_lot_changes_nothing(pointed: PanelWorld) -> None:
    pointed.opened()
    pointed.agree()
    pointed.go(at(2, 18))
    pointed.declare("cy", "west")
    assert points_in(pointed)["e1"] == {"method": Fraction(4), "staff": Fraction(5, 2)}


def test_a_model_of_commitments_needs_no_panel(world_at: WorldAt) -> None:
    world = world_at("opened")
    panel = PanelWorld(world.store, world.clock)
    assert panel.refusal_of(lambda: panel.panel("officer", "colleague", chair="officer")).in_(
        "en"
    ) == (
        f"In {TENDER} bids are evaluated by price and by what they commit to, so that no"
        " assessors are needed. Evaluate the bids as they are."
    )
