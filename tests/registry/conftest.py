from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.blobs import Blobs
from models.clock import FixedClock
from models.store import Store
from registry.installation_keys import make_keys
from registry.journal import append
from tests.models.databases import KINDS, Kind, cleared_url, opened
from tests.models.row_values import AT

ACTS = ("tender.drafted", "tender.published", "bids.opened", "award.decided", "contract.concluded")


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    kind: Kind = request.param
    with opened(cleared_url(kind, tmp_path)) as engine:
        yield engine


@pytest.fixture
def store(engine: Engine, tmp_path: Path) -> Store:
    """An installation on either database, with nobody in it."""
    make_keys(tmp_path / "keys")
    return Store(engine, Blobs(str(tmp_path / "blobs")), FixedClock(AT), tmp_path)


@pytest.fixture
def journal(store: Store) -> Store:
    """Five entries, each of its own piece of work."""
    for number, kind in enumerate(ACTS, start=1):
        with store.write() as work:
            append(work, "åsa", kind, f"t{number}", {"number": number, "ort": "Åre"})
    return store
