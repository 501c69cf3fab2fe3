"""What holds for every test: a slow machine fails none, and the long files begin first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
import typer.testing
from hypothesis import settings
from sqlalchemy import Engine, create_engine
from typer.main import get_command

import models.store

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Few tests and long ones come first, many and short ones last: a file stays on one worker,
# and one that is begun last leaves the other workers idle until it is over.
FIRST = ("tests/flows/", "tests/registry/", "tests/cli/", "tests/procurement/")


@pytest.fixture(scope="session", autouse=True)
def the_command_is_built_once() -> Iterator[None]:
    """Made anew for every line, from its two hundred functions, it took longer than the lines."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(typer.testing, "_get_command", cache(get_command))
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_are_compiled_once() -> Iterator[None]:
    """Every test opens a database of its own, and each would compile the same statements."""
    shared: list[Engine] = []

    def engine_like_the_first(url: str) -> Engine:
        engine = create_engine(url, query_cache_size=5000)
        if engine.name == "sqlite":
            shared[:] = shared or [engine]
            engine.dialect, engine._compiled_cache = shared[0].dialect, shared[0]._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(models.store, "create_engine", engine_like_the_first)
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    places = (at for at, folder in enumerate(FIRST) if item.nodeid.startswith(folder))
    return next(places, len(FIRST))
