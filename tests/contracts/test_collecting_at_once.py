"""Several that collect at the same moment, on both databases: each order ends once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from sqlmodel import select

from contracts.signing.collecting import Ended, collect_signatures
from contracts.signing.demo_service import demo_authority_of
from contracts.signing.orders import order_signature
from documents.signing.fake import Behaviour, Deed, FakeRemoteSigning
from documents.signing.remote import Answer
from documents.signing.validating import ValidationReport, Validator
from models.contract import Party, Signature
from models.signing import SigningEnd, SigningOutcome, SigningStart
from tests.appeals.test_at_once import moved
from tests.contracts.signed_worlds import SignedWorld
from tests.models.databases import KINDS, Kind
from tests.procurement.small_papers import TENDER
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
NORTH = f"{TENDER}/D1/L1"
MANY = 3


@pytest.fixture(params=KINDS)
def desk(
    request: pytest.FixtureRequest, world_at: WorldAt, tmp_path: Path
) -> Iterator[SignedWorld]:
    kind: Kind = request.param
    with Validator() as validator:
        made = SignedWorld(world_at("checked"), validator)
        made.draw_up()
        if kind == "sqlite":
            yield made
            return
        there = moved(made.world, tmp_path)
        yield replace(made, world=there)
        there.store.engine.dispose()


class Together:
    """A service whose answers all collectors have before the first goes on."""

    def __init__(self, real: FakeRemoteSigning, many: int) -> None:
        self.real, self.barrier = real, Barrier(many)

    def start(self, order: object) -> str:
        return self.real.start(order)  # type: ignore[arg-type]

    def collect(self, reference: str) -> Answer:
        answer = self.real.collect(reference)
        self.barrier.wait(20)
        return answer


@pytest.mark.slow
@pytest.mark.parametrize(
    ("deed", "end"), [(Deed.SIGN, SigningEnd.SIGNED), (Deed.CANCEL, SigningEnd.CANCELLED)]
)
def test_an_order_that_several_collect_ends_once(
    desk: SignedWorld, deed: Deed, end: SigningEnd
) -> None:
    world = desk.world
    real = FakeRemoteSigning(
        world.store.data_dir / "service",
        demo_authority_of(world.store),
        world.clock,
        {"north-person": Behaviour(deed)},
    )
    order_signature(world.store, world.actor("north-person"), NORTH, Party.PROVIDER, real)
    service = Together(real, MANY)

    def judge(*_: object, **__: object) -> ValidationReport:
        return ValidationReport(True, desk.signatory("north"), None, None, None, "0" * 64, ())

    def run(_: int) -> tuple[Ended, ...]:
        engine = world.actor("engine")
        return collect_signatures(world.store, engine, service, desk.trust, judge)

    with ThreadPoolExecutor(MANY) as threads:
        ended = [each for some in threads.map(run, range(MANY)) for each in some]
    assert [each.end for each in ended] == [end]
    with world.store.read() as work:
        rows = [len(work.session.exec(select(table)).all()) for table in (
            SigningStart, SigningOutcome, Signature)]  # fmt: skip
    assert rows == [1, 1, int(deed is Deed.SIGN)]


@pytest.mark.slow
def test_an_order_that_several_place_is_one(desk: SignedWorld) -> None:
    world, barrier = desk.world, Barrier(MANY)
    service = FakeRemoteSigning(
        world.store.data_dir / "service", demo_authority_of(world.store), world.clock
    )

    def run(_: int) -> str | None:
        actor = world.actor("north-person")
        barrier.wait(20)
        return order_signature(world.store, actor, NORTH, Party.PROVIDER, service)

    with ThreadPoolExecutor(MANY) as threads:
        assert set(threads.map(run, range(MANY))) == {f"{NORTH}/provider/1"}
