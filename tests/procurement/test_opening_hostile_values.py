"""What a bid says may be anything: it is listed with its fault, and stops nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from models.clock import FixedClock
from models.parties import InstallationKind
from models.sealed import UnreadableBid
from models.settings import Settings
from models.store import open_store
from registry.enrolment import install
from tests.models.databases import KINDS, Kind, empty_url
from tests.procurement.small_papers import CAPACITY, at, submission
from tests.procurement.small_tender import World


def deep(levels: int) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for _ in range(levels):
        nested = {"a": nested}
    return nested


GOOD: dict[str, Any] = {"price": 1, "levels": {"method": 0}, "at_fte_tenths": 1}
HOSTILE: tuple[dict[str, Any], ...] = (
    GOOD | {"at_fte_tenths": 2**40},
    GOOD | {"price": 2**53 - 1},
    GOOD | {"price": 10**15 + 1},
    GOOD | {"price": "1\u0000"},
    GOOD | {"levels": {"method": 2**53 - 1}},
    GOOD | {"levels": {"method": 0, "\u0000": 0}},
    GOOD | {"levels": {"method": 0, "x" * 100_000: 0}},
    GOOD | {"levels": deep(200)},
    GOOD | {"\u0000": 1},
    GOOD | {"x" * 1_000_000: 1},
    GOOD | deep(200),
)
PLACES = [
    (lot, tenderer)
    for lot in ("L1", "L2", "L3")
    for tenderer in CAPACITY
    if (lot, tenderer) != ("L3", "south")
]


@pytest.fixture(params=KINDS)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    kind: Kind = request.param
    settings = Settings(data_dir=tmp_path / "data", database_url=empty_url(kind, tmp_path))
    clock = FixedClock(at(1, 12))
    install(settings, InstallationKind.DEMO, clock.at).engine.dispose()
    made = World(open_store(settings, clock), clock)
    made.play("enrolled", "drafted", "published")
    yield made
    made.store.engine.dispose()


def test_hostile_values_are_listed_and_stop_nobody_elses(world: World) -> None:
    world.go(at(2, 10))
    world.receive("s3")
    for number, (values, place) in enumerate(zip(HOSTILE, PLACES, strict=True)):
        lot, tenderer = place
        world.receive(
            submission(
                "n1", bid_id=f"x{number}", values=values, lot_code=lot, organisation_id=tenderer
            )
        )
    world.go(at(2, 17))
    listed = world.open()
    assert listed is not None
    assert [bid.bid_id for bid in listed.bids] == ["s3"]
    assert [bid.code for bid in listed.unreadable] == ["invalid_content"] * len(HOSTILE)
    with world.store.read() as work:
        notes = [row.note_en for row in work.session.exec(select(UnreadableBid))]
    assert [note for note in notes if "\0" in note or len(note) > 200] == []
