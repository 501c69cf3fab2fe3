"""A bid's time is the clock's when the last byte is in, and a wrong clock is noticed then."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from law.reasons import ActRefused
from models.clock import FixedClock
from models.settings import Settings
from models.store import open_store
from procurement.bids.receiving import receive_bid, withdraw_bid
from procurement.tenders.deadlines import record_downtime
from registry.checkpoints import take_due
from tests.procurement.small_papers import DEADLINE, TENDER, at, submission
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]


class WaveringClock(FixedClock):
    """Shows an earlier time for as many readings as are left, and then the right one."""

    earlier, left = DEADLINE.astimezone(UTC), 0

    def now(self) -> datetime:
        self.left -= 1
        return self.earlier if self.left >= 0 else self.at


def test_a_clock_that_is_set_back_for_a_moment_makes_no_late_bid_early(world_at: WorldAt) -> None:
    world = world_at("published")
    content = world.seal(submission("n1")).read_bytes()
    clock = WaveringClock((DEADLINE + timedelta(hours=1)).astimezone(UTC))
    store = open_store(Settings(data_dir=world.store.data_dir), clock)
    record_downtime(store, world.actor("officer"), "buyer", at(2, 15), at(2, 16))

    class Upload(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            piece = super().read(size)
            if not piece:
                clock.left = 2
            return piece

    sent = world.sent("n1", Upload(content))
    with pytest.raises(ActRefused) as refusal:
        receive_bid(store, world.actor("north-person"), sent)
    assert refusal.value.reason.code == "clock.stepped_back"
    assert (world.journal()[-1], world.dump()["sealed_bid"]) == ("clock.stepped_back", [])
    store.engine.dispose()


def test_no_bid_comes_in_before_a_root_that_was_signed_after_the_deadline(
    world_at: WorldAt,
) -> None:
    """The clock is set back once the deadline has passed, with nothing entered since."""
    world = world_at("received")
    world.go(DEADLINE + timedelta(minutes=1))
    assert take_due(world.store) is not None
    world.go(DEADLINE - timedelta(minutes=1))
    late = submission("e3", bid_id="late", lot_code="L2")
    withdrawer = world.actor("north-person")
    acts: list[Callable[[], object]] = [
        lambda: world.receive(late),
        lambda: withdraw_bid(world.store, withdrawer, TENDER, "n1"),
    ]
    for act in acts:
        with pytest.raises(ActRefused) as refusal:
            act()
        assert refusal.value.reason.code == "clock.stepped_back"
    assert world.journal()[-1] == "clock.stepped_back"
