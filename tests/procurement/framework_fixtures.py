"""Fixtures that give a test its own copy of the framework at some stage of its life."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from models.clock import FixedClock
from models.settings import Settings
from models.store import open_store
from tests.procurement.framework_world import (
    FRAMEWORK,
    called,
    concluded,
    drawn_up,
    notified,
    opened,
    qualified,
)
from tests.procurement.small_papers import at
from tests.procurement.small_tender import Stages, World

# Each from the one before it, and when it is over.
FRAMEWORK_STAGES: Mapping[str, tuple[Callable[[World], World], datetime]] = {
    "called": (called, at(1, 13)),
    "opened": (opened, at(2, 25)),
    "qualified": (qualified, at(2, 25)),
    "notified": (notified, at(3, 2)),
    "drawn_up": (drawn_up, at(3, 13)),
    "concluded": (concluded, at(5, 4)),
}
FrameworkAt = Callable[[str], World]


class FrameworkStages:
    """Each stage is played once per session."""

    def __init__(self, stages: Stages, folder: Path) -> None:
        self.stages, self.folder = stages, folder

    def played(self, stage: str) -> Path:
        folder = self.folder / stage
        if folder.exists():
            return folder
        names = list(FRAMEWORK_STAGES)
        number = names.index(stage)
        if number:
            world = self.copy_to(folder, names[number - 1])
        else:
            world = self.stages.copy_to(folder, "enrolled")
        FRAMEWORK_STAGES[stage][0](world)
        world.store.engine.dispose()
        return folder

    def copy_to(self, folder: Path, stage: str) -> World:
        shutil.copytree(self.played(stage), folder)
        clock = FixedClock(FRAMEWORK_STAGES[stage][1])
        return World(open_store(Settings(data_dir=folder), clock), clock, FRAMEWORK)


@pytest.fixture(scope="session")
def framework_stages(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> FrameworkStages:
    return FrameworkStages(stages, tmp_path_factory.mktemp("frameworks"))


@pytest.fixture
def framework_at(framework_stages: FrameworkStages, tmp_path: Path) -> Iterator[FrameworkAt]:
    made: list[World] = []

    def at_stage(stage: str) -> World:
        made.append(framework_stages.copy_to(tmp_path / f"framework{len(made)}", stage))
        return made[-1]

    yield at_stage
    for world in made:
        world.store.engine.dispose()


@pytest.fixture
def framework(framework_at: FrameworkAt) -> World:
    """On 4 May 2026, with all three parties bound."""
    return framework_at("concluded")
