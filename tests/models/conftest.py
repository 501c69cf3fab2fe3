from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.blobs import Blobs
from models.clock import FixedClock
from models.store import Store
from registry.installation_keys import make_keys
from tests.models.databases import KINDS, Kind, cleared_url, opened
from tests.models.row_values import AT


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    chosen: Kind = request.param
    return chosen


@pytest.fixture
def url(kind: Kind, tmp_path: Path) -> str:
    return cleared_url(kind, tmp_path)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    with opened(url) as engine:
        yield engine


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(AT)


@pytest.fixture
def store(engine: Engine, clock: FixedClock, tmp_path: Path) -> Store:
    """An installation on either database, with nobody in it."""
    make_keys(tmp_path / "keys")
    return Store(engine, Blobs(str(tmp_path / "blobs")), clock, tmp_path)
