from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.parties import InstallationKind, Role
from models.settings import Settings
from models.store import Store
from people.actors import ENGINE, load_actor
from registry.enrolment import enrol_buyer, install
from tests.models.databases import KINDS, Kind, cleared_url
from tests.models.row_values import AT
from tests.people.enrolled import buyer, person


@pytest.fixture(params=KINDS)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    kind: Kind = request.param
    return Settings(data_dir=tmp_path / "data", database_url=cleared_url(kind, tmp_path))


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """A demo with two buyers; Åsa is an officer of the first only."""
    store = install(settings, InstallationKind.DEMO, AT)
    engine = load_actor(store, ENGINE)
    enrol_buyer(store, engine, buyer("first"), [(person("åsa"), [Role.PROCUREMENT_OFFICER])])
    enrol_buyer(store, engine, buyer("second"), [(person("bo"), [Role.PROCUREMENT_HEAD])])
    yield store
    store.engine.dispose()
