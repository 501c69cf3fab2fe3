"""Fixtures that give a test its own copy of a published system: of choice, or for purchasing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.clock import FixedClock
from models.settings import Settings
from models.store import open_store
from tests.procurement.small_papers import at
from tests.procurement.small_tender import Stages, World
from tests.procurement.systems import System, choice_draft, dps_draft, system_of


@pytest.fixture(scope="session")
def published_systems(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A data directory for each kind, played once for all tests."""
    made = {}
    for name, draft in (("choice", choice_draft()), ("dps", dps_draft())):
        folder = tmp_path_factory.mktemp("systems") / name
        system = system_of(stages.copy_to(folder, "enrolled"), draft)
        system.world.store.engine.dispose()
        made[name] = folder
    return made


@pytest.fixture
def copy_of(
    published_systems: dict[str, Path], tmp_path: Path
) -> Iterator[Callable[[str], System]]:
    made: list[System] = []

    def copied(name: str) -> System:
        folder = tmp_path / f"system{len(made)}"
        shutil.copytree(published_systems[name], folder)
        clock = FixedClock(at(1, 12))
        tender = choice_draft().id if name == "choice" else dps_draft().id
        store = open_store(Settings(data_dir=folder), clock)
        made.append(System(World(store, clock, tender)))
        return made[-1]

    yield copied
    for system in made:
        system.world.store.engine.dispose()


@pytest.fixture
def choice(copy_of: Callable[[str], System]) -> System:
    """A system of choice with the lots A and B, on 12 January 2026."""
    return copy_of("choice")


@pytest.fixture
def dps(copy_of: Callable[[str], System]) -> System:
    """A dynamic purchasing system with the lot L1, on 12 January 2026."""
    return copy_of("dps")


@pytest.fixture(params=["choice", "dps"])
def either(request: pytest.FixtureRequest, copy_of: Callable[[str], System]) -> System:
    return copy_of(request.param)
