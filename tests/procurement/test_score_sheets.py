"""Sheets: complete, exact, final, and opened together once every one of the lot is in."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from sqlmodel import select

from law.reasons import Text
from models.panel import Score
from procurement.panel import score_sheets
from procurement.panel.consensus import spread
from procurement.panel.panel_overview import blank_sheet
from procurement.panel.score_sheets import opened_scores
from registry.journal import entry_of
from tests.procurement.small_panel import (
    BIDS_OF,
    L1,
    L2,
    L3,
    PANEL,
    PanelAct,
    PanelWorld,
    sheet,
)
from tests.procurement.small_papers import at


def without(bid: str, criterion: str | None = None) -> Any:
    scores = sheet(L1)
    if criterion is None:
        del scores[bid]
    else:
        del scores[bid][criterion]
    return scores


def also(bid: str, criterion: str) -> Any:
    scores = sheet(L1)
    scores.setdefault(bid, {})[criterion] = (2, "skäl")
    return scores


REFUSED: dict[str, tuple[Any, str]] = {
    "above the scale": (
        sheet(L1, 6),
        "Bid n1 is given 6 points for method, whose scale is 0–5. Correct the points.",
    ),
    "below the scale": (
        sheet(L1, e1="1/4"),
        "Bid e1 is given 0.25 points for staff, whose scale is 0.5–3.5. Correct the points.",
    ),
    "a float": (
        sheet(L1, 2.5),
        "The points for method of bid n1 are no exact number: 2.5. Write them as 4, 3.5 or 7/2.",
    ),
    "a truth": (
        sheet(L1, True),
        "The points for method of bid n1 are no exact number: True. Write them as 4, 3.5 or 7/2.",
    ),
    "no number": (
        sheet(L1, Decimal("NaN")),
        "The points for method of bid n1 are no exact number: NaN. Write them as 4, 3.5 or 7/2.",
    ),
    "words": (
        sheet(L1, "fyra"),
        "The points for method of bid n1 are no exact number: fyra. Write them as 4, 3.5 or 7/2.",
    ),
    "left empty": (
        sheet(L1, " "),
        "Bid n1 has no points for method. State the points; zero too is a judgement.",
    ),
    "no reason": (
        sheet(L1, reason=" "),
        (
            "The points for method of bid n1 have no reason."
            " Write why the bid gets these very points."
        ),
    ),
    "a bid left out": (
        without("e1"),
        (
            "The sheet of L1 has no points for method of bid e1."
            " Score every bid on every criterion; zero too is a judgement."
        ),
    ),
    "a criterion left out": (
        without("s1", "staff"),
        (
            "The sheet of L1 has no points for staff of bid s1."
            " Score every bid on every criterion; zero too is a judgement."
        ),
    ),
    "another lot's bid": (
        also("w2", "method"),
        "There is no opened bid w2 in L1. Give the bids' ids, as on the score sheet.",
    ),
    "an unknown criterion": (
        also("n1", "looks"),
        "looks is no criterion that assessors give points on. Give one of method, staff.",
    ),
}


@pytest.mark.parametrize(("scores", "said"), REFUSED.values(), ids=REFUSED)
def test_a_sheet_that_may_not_be_is_refused(pointed: PanelWorld, scores: Any, said: str) -> None:
    pointed.ready()
    assert pointed.refusal_of(lambda: pointed.hand_in("bo", L1, scores)).in_("en") == said


def test_a_bid_out_of_the_competition_may_be_left_out(
    pointed: PanelWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    pointed.ready()
    fallen = {"e1": Text("utesluten", "excluded")}
    monkeypatch.setattr(score_sheets, "out_of_competition", lambda _work, _tender: fallen)
    pointed.hand_in("ada", L1, without("e1"))
    pointed.hand_in("bo", L1, sheet(L1))
    blank = blank_sheet(pointed.store, pointed.actor("cy"), L1)
    assert sorted(blank.bids) == ["n1", "s1"]


def test_nobody_scores_before_declaring(pointed: PanelWorld) -> None:
    pointed.panel()
    for act in (
        lambda: pointed.hand_in("bo"),
        lambda: blank_sheet(pointed.store, pointed.actor("bo"), L1),
    ):
        assert pointed.refusal_of(act).reason.code == "panel.not_declared"


ROLES = {"dag": "panel.not_member", "head": "actor.role", "north-person": "actor.role"}


@pytest.mark.parametrize(("person", "code"), ROLES.items())
def test_nobody_else_scores(pointed: PanelWorld, person: str, code: str) -> None:
    pointed.ready()
    assert pointed.refusal_of(lambda: pointed.hand_in(person)).reason.code == code


def test_a_sheet_is_handed_in_once_and_is_final(pointed: PanelWorld) -> None:
    pointed.ready()
    assert pointed.done_once(lambda: pointed.hand_in("bo")) == "sheet.handed_in"
    refused = pointed.refusal_of(lambda: pointed.hand_in("bo", L1, sheet(L1, 5)))
    assert refused.in_("en") == (
        "The sheet has been handed in already, with other scores, and cannot be changed."
        " Take it up when the panel agrees its consensus."
    )


@pytest.mark.parametrize("points", [3, Fraction(3), Decimal("3.0"), "3", "3.00", "6/2"])
def test_the_same_points_in_another_way_of_writing_are_the_same_sheet(
    pointed: PanelWorld, points: object
) -> None:
    pointed.ready()
    pointed.hand_in("bo", L1, sheet(L1, 3))
    before = pointed.dump()
    pointed.hand_in("bo", L1, sheet(L1, points))
    assert pointed.dump() == before


def test_a_blank_sheet_has_the_lots_bids_and_criteria(pointed: PanelWorld) -> None:
    pointed.ready()
    blank = blank_sheet(pointed.store, pointed.actor("bo"), L3)
    assert (blank.lot.id, blank.bids) == (L3, {"e3": "Demo East AB", "s3": "Demo South AB"})
    assert [each.id for each in blank.criteria] == ["method", "staff"]


def test_sheets_open_together_once_all_are_in(pointed: PanelWorld) -> None:
    pointed.all_in()
    assert pointed.done_once(pointed.open_lot) == "sheets.opened"
    with pointed.store.read() as work:
        rows = opened_scores(work, L1)
        entry = entry_of(work, "sheets.opened", L1)
    assert len(rows) == len(PANEL) * len(BIDS_OF[L1]) * 2
    assert [(row.person_id, row.points, row.reason) for row in rows[:3]] == [
        ("ada", "2", "skäl ada"),
        ("bo", "3", "skäl bo"),
        ("cy", "4", "skäl cy"),
    ]
    assert entry is not None
    assert '"of":["ada","bo","cy"]' in entry.payload


def test_a_lot_opens_by_itself(pointed: PanelWorld) -> None:
    pointed.opened(L1)
    with pointed.store.read() as work:
        assert (spread(work, L2), len(spread(work, L1))) == ((), 6)


def one_awaited(world: PanelWorld) -> None:
    world.ready()
    world.hand_in("ada")
    world.hand_in("cy")


def tied(*pairs: tuple[str, str]) -> PanelAct:
    """All sheets are in, and then these assessors find that they have ties."""

    def act(world: PanelWorld) -> None:
        world.all_in()
        world.go(at(2, 18))
        for person, tenderer in pairs:
            world.declare(person, tenderer)

    return act


TOO_EARLY: dict[str, tuple[PanelAct, str]] = {
    "one is awaited": (
        one_awaited,
        (
            "The sheets of L1 are opened when all are in, and one is awaited from Bo. Wait for"
            " it, or have the head of procurement record that the assessor leaves."
        ),
    ),
    "none is in": (
        lambda w: w.ready(),
        (
            "The sheets of L1 are opened when all are in, and one is awaited from Ada, Bo, Cy."
            " Wait for it, or have the head of procurement record that the assessor leaves."
        ),
    ),
    "ties leave one": (
        tied(("bo", "north"), ("cy", "east")),
        (
            "In L1 there are 1 sheets that count, and there must be at least 2."
            " Appoint another assessor, who declares and hands in a sheet."
        ),
    ),
    "the opener has a tie": (
        tied(("ada", "south")),
        (
            "Ada has declared a tie to a tenderer in L1 and may not take part in its evaluation"
            " (LOU 19:2). Leave it to the other assessors."
        ),
    ),
}


@pytest.mark.parametrize(("before", "said"), TOO_EARLY.values(), ids=TOO_EARLY)
def test_an_opening_too_early_is_refused(pointed: PanelWorld, before: PanelAct, said: str) -> None:
    before(pointed)
    assert pointed.refusal_of(pointed.open_lot).in_("en") == said


def test_only_the_panel_opens(pointed: PanelWorld) -> None:
    pointed.all_in()
    codes = [pointed.refusal_of(partial(pointed.open_lot, person)).reason.code
             for person in ("dag", "head", "north-person")]  # fmt: skip
    assert codes == ["panel.not_member", "actor.role", "actor.role"]


def test_whoever_left_before_handing_in_is_not_waited_for(pointed: PanelWorld) -> None:
    pointed.ready()
    pointed.hand_in("ada")
    pointed.hand_in("bo")
    pointed.leave("cy")
    assert pointed.open_lot() == 2


def test_a_sheet_counts_although_its_assessor_has_left_since(pointed: PanelWorld) -> None:
    pointed.all_in()
    pointed.leave("cy")
    assert pointed.open_lot() == 3


def test_a_sheet_whose_assessor_declares_a_tie_stays_sealed(pointed: PanelWorld) -> None:
    pointed.all_in()
    pointed.go(at(2, 18))
    pointed.declare("cy", "east", statement="Syster i east")
    assert pointed.open_lot() == 2
    with pointed.store.read() as work:
        rows = work.session.exec(select(Score.person_id).distinct()).all()
    assert sorted(rows) == ["ada", "bo"]


def test_a_tie_found_after_the_opening_lets_another_assessor_in(pointed: PanelWorld) -> None:
    pointed.opened()
    pointed.go(at(2, 18))
    pointed.declare("cy", "east")
    pointed.panel("dag")
    pointed.declare("dag")
    assert pointed.refusal_of(lambda: pointed.hand_in("dag")).reason.code == "sheet.too_late"
    pointed.declare("bo", "south")
    assert pointed.refusal_of(pointed.agree).reason.code == "panel.too_few_left"
    pointed.hand_in("dag")
    assert pointed.done_once(pointed.open_lot) == "sheets.opened"
    with pointed.store.read() as work:
        (first, *_) = spread(work, L1)
    assert [(each.person_id, each.counts) for each in first.scores] == [
        ("ada", True),
        ("bo", False),
        ("cy", False),
        ("dag", True),
    ]
