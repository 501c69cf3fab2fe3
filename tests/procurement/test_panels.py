"""A panel: who may sit on it, what its members declare, and whom a tie bars from what."""

from __future__ import annotations

import pytest
from sqlmodel import select

from law.reasons import Text
from models.panel import PanelChair, PanelMember
from procurement.panel.panels import panel_of
from registry.journal import entry_of
from tests.procurement.small_panel import L1, L2, PANEL, PanelAct, PanelWorld
from tests.procurement.small_papers import TENDER, at


def chair_of(world: PanelWorld, *bidders: str) -> str | None:
    with world.store.read() as work:
        found = panel_of(work, TENDER).chair(bidders)
    return found.person_id if found else None


def test_a_panel_is_appointed_once(pointed: PanelWorld) -> None:
    assert pointed.done_once(pointed.panel) == "panel.appointed"
    with pointed.store.read() as work:
        members = [(row.person_id, row.actor_id) for row in work.session.exec(select(PanelMember))]
        chairs = [row.person_id for row in work.session.exec(select(PanelChair))]
    assert sorted(members) == [("ada", "head"), ("bo", "head"), ("cy", "head")]
    assert chairs == ["ada"]


def test_a_panel_grows_and_keeps_who_is_on_it(pointed: PanelWorld) -> None:
    pointed.panel("ada", "bo")
    pointed.go(at(2, 17, 11))
    pointed.panel("officer", chair="bo")
    with pointed.store.read() as work:
        assert [each.person_id for each in panel_of(work, TENDER).present] == [
            "ada",
            "bo",
            "officer",
        ]


def test_the_chair_last_appointed_leads_until_the_one_before_is_again(pointed: PanelWorld) -> None:
    pointed.panel()
    pointed.go(at(2, 17, 11))
    pointed.panel("bo", chair="bo")
    assert chair_of(pointed) == "bo"
    pointed.go(at(2, 17, 12))
    pointed.panel("ada", chair="ada")
    assert chair_of(pointed) == "ada"


def test_a_chair_with_a_tie_is_followed_by_the_one_before(pointed: PanelWorld) -> None:
    pointed.ready()
    pointed.go(at(2, 17, 11))
    pointed.panel("bo", chair="bo")
    pointed.declare("bo", "west", statement="Bror i west")
    assert chair_of(pointed, "north", "east") == "bo"
    assert chair_of(pointed, "north", "west") == "ada"


APPOINTMENTS: dict[str, tuple[PanelAct, str]] = {
    "one alone": (
        lambda w: w.panel("ada"),
        "A panel has at least 2 assessors, and this one would have 1. Appoint more assessors.",
    ),
    "a chair from outside": (
        lambda w: w.panel("ada", "bo", chair="cy"),
        (
            "The chair cy is not one of the assessors."
            " Appoint the chair as an assessor too, or choose one of them."
        ),
    ),
    "a tenderer's own person": (
        lambda w: w.panel("ada", "north-person"),
        (
            "north person may not score bids for this buyer."
            " Ask somebody with the role procurement officer or assessor."
        ),
    ),
    "a lawyer": (
        lambda w: w.panel("ada", "lawyer"),
        (
            "lawyer may not score bids for this buyer."
            " Ask somebody with the role procurement officer or assessor."
        ),
    ),
    "nobody known": (
        lambda w: w.panel("ada", "nobody"),
        "There is no person nobody in the register. Name somebody who has been enrolled.",
    ),
    "by an officer": (
        lambda w: w.panel(by="officer"),
        (
            "officer may not appoint assessors for this buyer."
            " Ask somebody with the role head of procurement."
        ),
    ),
}


@pytest.mark.parametrize(("act", "said"), APPOINTMENTS.values(), ids=APPOINTMENTS)
def test_a_panel_that_may_not_be_is_refused(pointed: PanelWorld, act: PanelAct, said: str) -> None:
    assert pointed.refusal_of(lambda: act(pointed)).in_("en") == said


def test_another_chair_of_the_same_moment_is_refused(pointed: PanelWorld) -> None:
    pointed.panel()
    refused = pointed.refusal_of(lambda: pointed.panel("bo", chair="bo"))
    assert refused.reason.code == "panel.same_moment"


def test_whoever_leaves_does_so_once_and_does_not_come_back(pointed: PanelWorld) -> None:
    pointed.ready()
    assert pointed.done_once(lambda: pointed.leave("cy")) == "panel.left"
    assert pointed.refusal_of(pointed.panel).reason.code == "panel.left"
    assert pointed.refusal_of(lambda: pointed.hand_in("cy")).reason.code == "panel.not_member"


def test_whoever_leaves_was_there_and_for_a_reason(pointed: PanelWorld) -> None:
    pointed.panel()
    codes = [
        pointed.refusal_of(lambda: pointed.leave("dag")).reason.code,
        pointed.refusal_of(lambda: pointed.leave("cy", Text("", "ill"))).reason.code,
    ]
    assert codes == ["panel.not_member", "panel.leave_reason"]


def test_a_declaration_is_made_once(pointed: PanelWorld) -> None:
    pointed.panel()
    assert pointed.done_once(lambda: pointed.declare("bo", "north")) == "conflict.declared"
    with pointed.store.read() as work:
        bo = panel_of(work, TENDER).find("bo")
    assert bo is not None
    assert (bo.declared, bo.ties) == (True, frozenset({"north"}))


def test_a_tie_once_declared_stays(pointed: PanelWorld) -> None:
    pointed.panel()
    pointed.declare("bo", "north")
    pointed.go(at(2, 18))
    pointed.declare("bo", "west")
    pointed.go(at(2, 19))
    pointed.declare("bo")
    with pointed.store.read() as work:
        bo = panel_of(work, TENDER).find("bo")
    assert bo is not None
    assert bo.ties == frozenset({"north", "west"})


DECLARATIONS: dict[str, tuple[PanelAct, str]] = {
    "by nobody on the panel": (
        lambda w: w.declare("dag"),
        (
            "Dag is not an assessor of DEMO-1."
            " Have the head of procurement appoint that person, or an assessor do it."
        ),
    ),
    "that says nothing": (
        lambda w: w.declare("bo", statement=" "),
        "The declaration says nothing. Write which ties there are, or that there are none.",
    ),
    "of a tie to no tenderer": (
        lambda w: w.declare("bo", "buyer"),
        (
            "buyer has not bid in DEMO-1."
            " Give ids of tenderers; other ties are written in the statement."
        ),
    ),
    "by a tenderer's person": (
        lambda w: w.declare("west-person"),
        (
            "west person may not score bids for this buyer."
            " Ask somebody with the role procurement officer or assessor."
        ),
    ),
}


@pytest.mark.parametrize(("act", "said"), DECLARATIONS.values(), ids=DECLARATIONS)
def test_a_declaration_that_may_not_be_is_refused(
    pointed: PanelWorld, act: PanelAct, said: str
) -> None:
    pointed.panel()
    assert pointed.refusal_of(lambda: act(pointed)).in_("en") == said


def test_another_declaration_of_the_same_moment_is_refused(pointed: PanelWorld) -> None:
    pointed.panel()
    pointed.declare("bo")
    refused = pointed.refusal_of(lambda: pointed.declare("bo", "north"))
    assert refused.reason.code == "conflict.same_moment"


def test_a_tie_bars_from_the_lots_where_that_tenderer_bid_and_no_others(
    pointed: PanelWorld,
) -> None:
    pointed.panel()
    pointed.declare("bo", "west", statement="Bror i west")
    assert pointed.refusal_of(lambda: pointed.hand_in("bo", L2)).in_("en") == (
        "Bo has declared a tie to a tenderer in L2 and may not take part in its evaluation"
        " (LOU 19:2). Leave it to the other assessors."
    )
    assert pointed.done_once(lambda: pointed.hand_in("bo", L1)) == "sheet.handed_in"


def test_the_journal_names_no_tie(pointed: PanelWorld) -> None:
    pointed.panel()
    pointed.declare("bo", "west", statement="Bror i west")
    with pointed.store.read() as work:
        entry = entry_of(work, "conflict.declared", TENDER)
    assert entry is not None
    assert '"ties":1' in entry.payload
    assert "west" not in entry.payload


def test_every_member_of_the_panel_is_named_as_enrolled(pointed: PanelWorld) -> None:
    pointed.ready()
    with pointed.store.read() as work:
        names = [each.name for each in panel_of(work, TENDER).unbarred(())]
    assert names == [each.title() for each in PANEL]
