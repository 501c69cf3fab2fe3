from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from models.clock import SystemClock
from models.parties import Installation, InstallationKind
from models.settings import Settings
from models.store import ClockRefused, StoredClock, open_store, writing
from tests.models.row_values import AT

REFUSAL = "Only a demo installation has a clock that can be set"


def _installed(engine: Engine, row: Installation) -> StoredClock:
    with Session(writing(engine)) as session:
        session.add(row)
        session.commit()
    return StoredClock(engine)


def test_a_demo_clock_stands_where_it_was_set(engine: Engine) -> None:
    clock = _installed(engine, Installation(kind=InstallationKind.DEMO, demo_now=AT))
    assert clock.now() == AT
    clock.set(AT + timedelta(microseconds=1))
    assert StoredClock(engine).now() == AT + timedelta(microseconds=1)


def test_a_demo_clock_never_goes_back(engine: Engine) -> None:
    clock = _installed(engine, Installation(kind=InstallationKind.DEMO, demo_now=AT))
    clock.set(AT - timedelta(days=1))
    clock.set(AT)
    assert clock.now() == AT


def test_a_step_that_waited_for_a_longer_one_does_not_undo_it(engine: Engine) -> None:
    clock = _installed(engine, Installation(kind=InstallationKind.DEMO, demo_now=AT))
    with ThreadPoolExecutor(1) as pool, Session(writing(engine)) as session:
        session.get_one(Installation, 1).demo_now = AT + timedelta(hours=9)
        session.flush()
        waiting = pool.submit(clock.set, AT + timedelta(hours=1))
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.2)
        session.commit()
        waiting.result(timeout=10)
    assert clock.now() == AT + timedelta(hours=9)


@pytest.mark.parametrize(
    "row", [Installation(kind=InstallationKind.LIVE), None], ids=["live", "not installed"]
)
def test_a_clock_can_be_set_in_a_demo_only(engine: Engine, row: Installation | None) -> None:
    clock = StoredClock(engine)
    if row is not None:
        _installed(engine, Installation(**row.model_dump()))
    with pytest.raises(ClockRefused, match=REFUSAL):
        clock.now()
    with pytest.raises(ClockRefused, match=REFUSAL):
        clock.set(AT)


def test_a_live_installation_cannot_be_given_a_clock(engine: Engine) -> None:
    with pytest.raises(IntegrityError, match="ck_installation_clock_only_in_demo"):
        _installed(engine, Installation(kind=InstallationKind.LIVE, demo_now=AT))


@pytest.mark.parametrize(
    ("kind", "clock"), [(InstallationKind.LIVE, SystemClock), (InstallationKind.DEMO, StoredClock)]
)
def test_an_installation_opens_with_the_clock_of_its_kind(
    engine: Engine, url: str, tmp_path: Path, kind: InstallationKind, clock: type
) -> None:
    demo_now = AT if kind is InstallationKind.DEMO else None
    _installed(engine, Installation(kind=kind, demo_now=demo_now))
    store = open_store(Settings(data_dir=tmp_path, database_url=url))
    assert type(store.clock) is clock
    store.engine.dispose()


def test_the_machines_clock_tells_utc() -> None:
    assert SystemClock().now().tzinfo is UTC
