"""What the machine does with letters that are owed, as flows and the rehearsal call it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows import preparation
from law.reasons import ActRefused
from procurement.letters.owed import owed_decisions
from procurement.letters.ways import letters_folder
from tests.fact_dump import files_under
from tests.plain_renderer import PlainRenderer
from tests.procurement.small_papers import TENDER
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]

ALL = ["DEMO-1-D1-east.pdf", "DEMO-1-D1-north.pdf", "DEMO-1-D1-south.pdf", "DEMO-1-D1-west.pdf"]


def send(world: World) -> int:
    return preparation.send_letters(world.store, PlainRenderer(), TENDER, "sv")


def test_a_demos_letters_lie_in_its_folder_by_decision_and_tenderer(world_at: WorldAt) -> None:
    world = world_at("decided")
    assert (send(world), send(world)) == (4, 0)
    assert sorted(str(name) for name in files_under(letters_folder(world.store))) == ALL


def test_a_run_in_which_a_letter_fails_ends_in_a_refusal_once_all_others_have_gone(
    world_at: WorldAt,
) -> None:
    world = world_at("decided")
    in_the_way = letters_folder(world.store) / "DEMO-1-D1-east.pdf"
    in_the_way.mkdir(parents=True)
    with pytest.raises(ActRefused) as refusal:
        send(world)
    assert refusal.value.reason.code == "letter.not_sent"
    assert "DEMO-1/D1:east" in refusal.value.in_("en")
    assert len(owed_decisions(world.store, TENDER)) == 1
    in_the_way.rmdir()
    assert send(world) == 1
