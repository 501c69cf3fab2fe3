"""From the panel's points to the contract: told in points, and without levels to commit to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from appeals.docket.checks import record_court_check
from contracts.drafting import contract_context
from documents.contexts import Commitment
from models.review import CourtName
from tests.procurement.small_papers import TENDER, at, evidence
from tests.procurement.small_tender import World
from tests.procurement.stored_models import CASES, Case, opened_world

WorldAt = Callable[[str], World]


def kronor(amount: str) -> str:
    return f"{amount} kr".replace(" ", "\N{NO-BREAK SPACE}")


def notified(world_at: WorldAt, case: Case, winner: str) -> World:
    world = opened_world(world_at, replace(case, tie="lowest_price"))
    world.go(at(2, 18))
    world.evaluate()
    world.go(at(2, 19))
    world.register([evidence(winner)])
    world.control()
    world.go(at(3, 2))
    world.decide()
    return world


def test_a_letter_tells_points_and_never_another_losers_figures(world_at: WorldAt) -> None:
    world = notified(world_at, CASES["absolute_points"], "s1")
    told = {each.organisation_id: each.context.lots[0] for each in world.letters()}
    north = told["north"]
    assert (north.own_score, north.winner_score, north.own_comparison_price_ore) == (
        "31,5", "34", None,
    )  # fmt: skip
    assert north.reasons == [
        "Det vinnande anbudet har högre poängsumma",
        (
            f"Det vinnande anbudet: pris {kronor('1 200')} ger 20 prispoäng, och med 14"
            f" kvalitetspoäng blir summan 34. Ert anbud: pris {kronor('1 000')} ger 25"
            " prispoäng, och med 6,5 kvalitetspoäng blir summan 31,5"
        ),
    ]


@pytest.mark.parametrize(
    ("model", "winner", "commitments"),
    [
        ("absolute_points", "s1", []),
        ("value_addition", "s1", ["method: nivå 2", "team: nivå 1"]),
    ],
)
def test_a_contract_binds_to_the_levels_that_there_are(
    world_at: WorldAt, model: str, winner: str, commitments: list[str]
) -> None:
    world = notified(world_at, CASES[model], winner)
    world.send_letters()
    world.go(at(3, 13))
    lawyer, lot = world.actor("lawyer"), world.lot("L1")
    record_court_check(world.store, lawyer, CourtName.FR, world.clock.at, {lot: None})
    with world.store.read() as work:
        context = contract_context(work, f"{TENDER}/L1", "sv")
    assert [_said(each) for each in context.commitments] == commitments


def _said(commitment: Commitment) -> str:
    return f"{commitment.criterion}: {commitment.level}"
