"""Fixtures that give a test its own copy of the small tender at some stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.procurement.small_tender import Stages, World


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return Stages(tmp_path_factory.mktemp("stages"))


@pytest.fixture
def world_at(stages: Stages, tmp_path: Path) -> Iterator[Callable[[str], World]]:
    """A world of one's own at the named stage of `small_tender.STAGES`."""
    made: list[World] = []

    def at_stage(stage: str) -> World:
        made.append(stages.copy_to(tmp_path / f"world{len(made)}", stage))
        return made[-1]

    yield at_stage
    for world in made:
        world.store.engine.dispose()
