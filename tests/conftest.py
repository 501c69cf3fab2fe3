"""What holds for every test: a slow machine fails none, and the long files begin first."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Few tests and long ones come first, many and short ones last: a file stays on one worker,
# and one that is begun last leaves the other workers idle until it is over.
FIRST = ("tests/flows/", "tests/registry/", "tests/cli/", "tests/procurement/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    places = (at for at, folder in enumerate(FIRST) if item.nodeid.startswith(folder))
    return next(places, len(FIRST))
