"""What the docket comes to for one lot: obstacles, cases, refusals."""

from __future__ import annotations

from collections.abc import Callable

from appeals.facts import Case
from appeals.hold import Blocked, may_conclude
from appeals.loading import load_lot_facts
from law.rulebook import Rulebook
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]


def codes(world: World, lot: str) -> list[str]:
    with world.store.read() as work:
        answer = may_conclude(
            load_lot_facts(work, world.lot(lot)), Rulebook.SE_LOU_19, world.clock.at
        )
    return [reason.code for reason in answer.reasons] if isinstance(answer, Blocked) else []


def cases(world: World, lot: str) -> tuple[Case, ...]:
    with world.store.read() as work:
        return load_lot_facts(work, world.lot(lot)).cases


def refused(world: World, act: Callable[[], object]) -> str:
    return world.refusal_of(act).reason.code
