"""The flows' work on the small worlds of tests: their functions plainly, or through Prefect.

Give it a world of `small_tender`, played to where the machine has something to do;
`stages` and `world_at` are passed on for the test modules that play whole procedures.
Plainly is what tests do; within `run_by` whatever runs the flows is what does it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from flows import preparation
from law.reasons import Lang
from tests.plain_renderer import PlainRenderer
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

__all__ = ["Runs", "draw_up", "evaluate", "notify", "run_by", "stages", "sweep", "world_at"]


class Runs(Protocol):
    """Each gives back what the function below it of the same name does."""

    def evaluate(self, world: World, lang: Lang) -> str | None: ...

    def notify(self, world: World, lang: Lang) -> int: ...

    def draw_up(self, world: World, lang: Lang) -> int: ...


class Plainly:
    """The functions that the flows call, documents left unset."""

    def evaluate(self, world: World, lang: Lang) -> str | None:
        evaluation_id = preparation.rank_bids(world.store, world.tender)
        preparation.set_protocols(world.store, PlainRenderer(), world.tender, lang)
        return evaluation_id

    def notify(self, world: World, lang: Lang) -> int:
        return preparation.send_letters(world.store, PlainRenderer(), world.tender, lang)

    def draw_up(self, world: World, lang: Lang) -> int:
        return preparation.draw_up_contracts(world.store, PlainRenderer(), world.tender, lang)


_RUNS: list[Runs] = [Plainly()]


@contextmanager
def run_by(runs: Runs) -> Iterator[None]:
    _RUNS.append(runs)
    try:
        yield
    finally:
        _RUNS.pop()


def evaluate(world: World, lang: Lang = "sv") -> str | None:
    """What "Draft an evaluation" does; the id of the evaluation, None where nothing was ranked."""
    return _RUNS[-1].evaluate(world, lang)


def notify(world: World, lang: Lang = "sv") -> int:
    """What "Send notice letters" does, for letters of every kind; how many went out."""
    return _RUNS[-1].notify(world, lang)


def draw_up(world: World, lang: Lang = "sv") -> int:
    """What "Draw up contracts" does; how many were drawn up."""
    return _RUNS[-1].draw_up(world, lang)


def sweep(world: World, lang: Lang = "sv") -> None:
    """What "Sweep" does for every tender: records and contracts, and no letters."""
    for tender_id in preparation.tender_ids(world.store):
        each = world.of(tender_id)
        preparation.set_protocols(each.store, PlainRenderer(), tender_id, lang)
        draw_up(each, lang)
