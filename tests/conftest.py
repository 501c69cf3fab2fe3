"""What holds for every test: a slow machine fails none, and the long files begin first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
import typer.testing
from hypothesis import settings
from typer.main import get_command

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    places = (at for at, folder in enumerate(FIRST) if item.nodeid.startswith(folder))
    return next(places, len(FIRST))
