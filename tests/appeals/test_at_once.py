"""Two at the same moment, on both databases: one conclusion, none under a hold entered first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlmodel import col, select

from law.reasons import ActRefused
from models.contract import Party, Signature
from models.journal import JournalEntry
from models.settings import Settings
from models.store import make_engine, open_store
from models.tables import metadata
from registry.verification import verify
from tests.models.databases import KINDS, Kind, migrated_url
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

CONTRACT = f"{TENDER}/D1/L3"
ROUNDS = 2
WorldAt = Callable[[str], World]


def moved(world: World, folder: Path) -> World:
    """The same rows in PostgreSQL."""
    url = migrated_url("postgresql", folder)
    target = make_engine(url)
    with world.store.engine.connect() as source, target.begin() as sink:
        for table in metadata.sorted_tables:
            sink.execute(table.delete()) if table.name == "journal_head" else None
            rows = [dict(row._mapping) for row in source.execute(table.select())]
            if rows:
                sink.execute(table.insert(), rows)
    target.dispose()
    settings = Settings(data_dir=world.store.data_dir, database_url=url)
    return World(open_store(settings, world.clock), world.clock)


@pytest.fixture(params=KINDS)
def ready(
    request: pytest.FixtureRequest, world_at: WorldAt, tmp_path: Path
) -> Iterator[Callable[[], World]]:
    """Worlds where the provider of L3 has signed, and the buyer may."""
    kind: Kind = request.param
    made: list[World] = []

    def world() -> World:
        ready = world_at("drawn_up")
        ready.provider_signs(CONTRACT, "east")
        ready.go(at(3, 13, 12))
        made.append(ready if kind == "sqlite" else moved(ready, tmp_path))
        return made[-1]

    yield world
    for each in made:
        each.store.engine.dispose()


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do them in threads that begin together: each is done, or refused with a code."""
    barrier = Barrier(len(acts))

    def do(act: Callable[[], object]) -> str:
        barrier.wait(20)
        try:
            act()
        except ActRefused as refusal:
            return refusal.reason.code
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result(timeout=60) for each in [pool.submit(do, act) for act in acts]]


def concluded(world: World) -> int:
    with world.store.read() as work:
        signed = select(Signature).where(
            col(Signature.contract_id) == CONTRACT, col(Signature.party) == Party.BUYER
        )
        return len(work.session.exec(signed).all())


def order_of(world: World) -> list[str]:
    """The entries about the application and the conclusion, in the journal's order."""
    with world.store.read() as work:
        kinds = work.session.exec(select(JournalEntry.kind).order_by(col(JournalEntry.seq)))
        found = [kind for kind in kinds if kind in ("review.lodged", "contract.concluded")]
        assert verify(work).faults == ()
        return found


def test_two_officers_conclude_at_once_and_the_contract_is_concluded_once(
    ready: Callable[[], World],
) -> None:
    for _ in range(ROUNDS):
        world = ready()

        def sign(world: World = world) -> None:
            world.buyer_signs(CONTRACT)

        assert at_once(sign, sign, sign) == ["done"] * 3, "the same act again is no other act"
        assert (concluded(world), order_of(world)) == (1, ["contract.concluded"])


def test_a_contract_is_never_concluded_under_an_application_that_was_entered_first(
    ready: Callable[[], World],
) -> None:
    for _ in range(ROUNDS):
        world = ready()

        def sign(world: World = world) -> None:
            world.buyer_signs(CONTRACT)

        def lodge(world: World = world) -> None:
            world.lodge("1-26", "L3", lodged_at=at(3, 12, 23))

        signed, lodged = at_once(sign, lodge)
        order = order_of(world)
        if signed == "done":
            assert order[0] == "contract.concluded"
        else:
            assert (signed, order) == ("extended-standstill", ["review.lodged"])
        assert (lodged == "done") is ("review.lodged" in order)
        assert concluded(world) == (signed == "done")
