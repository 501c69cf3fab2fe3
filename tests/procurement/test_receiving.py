"""Bids come in sealed, at an exact time, and nobody learns of anybody else's."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from law.days import STOCKHOLM
from law.reasons import ActRefused
from models.clock import FixedClock
from models.settings import Settings
from models.store import open_store
from procurement.bids.receiving import (
    UnsealedSubmission,
    receipts_of,
    receive_bid,
    withdraw_bid,
)
from registry.installation_keys import load_keys
from registry.receipts import read_receipt
from registry.sealing import BidPackage
from tests.fact_dump import files_under
from tests.procurement.small_papers import (
    BIDS,
    DEADLINE,
    TENDER,
    SmallBid,
    at,
    submission,
    tender_draft,
)
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
MICROSECOND = timedelta(microseconds=1)


def replaced(bid_id: str, version: int = 2, **changes: Any) -> SmallBid:
    cheaper = submission(bid_id).content.model_copy(update={"price": 50_000 + version})
    return submission(bid_id, version=version, content=cheaper, **changes)


def withdraw(world: World, bid_id: str, person: str = "north-person") -> object:
    return withdraw_bid(world.store, world.actor(person), TENDER, bid_id)


def test_no_bid_is_received_before_the_notice(world_at: WorldAt) -> None:
    world = world_at("drafted")
    refusal = world.refusal_of(lambda: world.receive("n1"))
    assert refusal.in_("sv") == (
        "Upphandlingen DEMO-1 är inte annonserad. Vänta tills annonsen är publicerad."
    )


@pytest.mark.parametrize("early", [MICROSECOND, timedelta(0)])
def test_a_bid_is_in_time_to_the_very_end(world_at: WorldAt, early: timedelta) -> None:
    world = world_at("published")
    world.go(DEADLINE - early)
    assert world.receive("n1").received_at == DEADLINE - early


def test_a_microsecond_late_is_late(world_at: WorldAt) -> None:
    world = world_at("published")
    world.go(DEADLINE + MICROSECOND)
    assert world.refusal_of(lambda: world.receive("n1")).in_("en") == (
        "The bid came in at 2026-02-16T23:59:00.000001+01:00, after the deadline of"
        " 2026-02-16T23:59:00+01:00. A late bid cannot be considered."
    )


class SlowUpload(io.BytesIO):
    """A file whose last bytes come when the clock shows another time."""

    def __init__(self, content: bytes, clock: FixedClock, last_at: datetime) -> None:
        super().__init__(content)
        self.clock, self.last_at = clock, last_at

    def read(self, size: int | None = -1) -> bytes:
        half = len(self.getvalue()) // 2
        if self.tell() >= half:
            self.clock.at = self.last_at
        return super().read(half + 1)


@pytest.mark.parametrize(
    ("last", "in_time"),
    [(-MICROSECOND, True), (timedelta(0), True), (MICROSECOND, False), (timedelta(hours=1), False)],
)
def test_the_last_byte_decides_not_the_first(
    world_at: WorldAt, last: timedelta, in_time: bool
) -> None:
    world = world_at("published")
    content = world.seal(submission("n1")).read_bytes()
    world.go(DEADLINE - timedelta(minutes=5))
    upload = SlowUpload(content, world.clock, (DEADLINE + last).astimezone(UTC))
    sent = world.sent("n1", upload)
    if in_time:
        receipt = receive_bid(world.store, world.actor("north-person"), sent)
        assert receipt.received_at == DEADLINE + last
        return
    with pytest.raises(ActRefused) as refusal:
        receive_bid(world.store, world.actor("north-person"), sent)
    assert refusal.value.reason.code == "bid.late"
    assert world.dump()["sealed_bid"] == []


def test_a_bid_that_is_in_does_not_become_late_while_it_waits(world_at: WorldAt) -> None:
    """Another transaction holds the database until the deadline has passed."""
    world = world_at("published")
    sent = world.sent("n1")
    world.go(DEADLINE)
    staged, sender = threading.Event(), world.actor("north-person")

    class Told(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            piece = super().read(size)
            if not piece:
                staged.set()
            return piece

    assert isinstance(sent.file, Path)
    waiting = world.sent("n1", Told(sent.file.read_bytes()))
    with ThreadPoolExecutor(1) as pool:
        with world.store.write():
            coming = pool.submit(receive_bid, world.store, sender, waiting)
            assert staged.wait(10)
            # Time to be hashed, and to stand in line.
            threading.Event().wait(0.3)
            world.clock.at = (DEADLINE + timedelta(seconds=1)).astimezone(UTC)
        assert coming.result().received_at == DEADLINE


AUTUMN = datetime(2026, 10, 25, 2, 30, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("fold", "came_at", "in_time"),
    [
        (0, datetime(2026, 10, 25, 0, 30, tzinfo=UTC), True),
        (0, datetime(2026, 10, 25, 0, 30, 0, 1, tzinfo=UTC), False),
        (0, datetime(2026, 10, 25, 1, 30, tzinfo=UTC), False),
        (1, datetime(2026, 10, 25, 0, 30, 0, 1, tzinfo=UTC), True),
        (1, datetime(2026, 10, 25, 1, 30, tzinfo=UTC), True),
        (1, datetime(2026, 10, 25, 1, 30, 0, 1, tzinfo=UTC), False),
    ],
)
def test_half_past_two_in_the_night_when_the_clocks_go_back_is_one_of_two_instants(
    world_at: WorldAt, fold: int, came_at: datetime, in_time: bool
) -> None:
    world = world_at("enrolled")
    world.draft(tender_draft(bid_deadline_at=AUTUMN.replace(fold=fold)))
    world.play("published")
    world.go(came_at)
    if in_time:
        assert world.receive("n1").received_at == came_at
    else:
        assert world.refusal_of(lambda: world.receive("n1")).reason.code == "bid.late"


def test_a_clock_set_back_a_little_is_corrected_and_a_lot_is_refused(world_at: WorldAt) -> None:
    world = world_at("published")
    first = at(2, 10)
    world.go(first)
    world.receive("n1")
    world.go(first - timedelta(seconds=2))
    assert world.receive("e1").received_at == first - timedelta(seconds=2)
    world.go(first - timedelta(seconds=2, microseconds=1))
    before = files_under(world.store.data_dir / "blobs")
    with pytest.raises(ActRefused) as refusal:
        world.receive("s1")
    assert refusal.value.reason.code == "clock.stepped_back"
    assert len(world.dump()["sealed_bid"]) == 2
    assert files_under(world.store.data_dir / "blobs") == before
    assert world.journal()[-1] == "clock.stepped_back"


def test_two_workers_at_once_take_each_bid_in_once(world_at: WorldAt) -> None:
    world = world_at("published")
    other = open_store(Settings(data_dir=world.store.data_dir), world.clock)
    sent = {bid_id: world.sent(bid_id) for bid_id in BIDS}

    def receive(job: tuple[int, str]) -> object:
        store, bid = (world.store, other)[job[0]], sent[job[1]]
        return receive_bid(store, world.actor(f"{bid.organisation_id}-person"), bid)

    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(receive, [(each, bid) for bid in sent for each in (0, 1)]))
    other.engine.dispose()
    assert receipts[::2] == receipts[1::2]
    assert len(world.dump()["sealed_bid"]) == len(BIDS)
    assert world.journal().count("bid.received") == len(BIDS)


def test_a_bid_received_in_time_is_confirmed_again_after_the_deadline(world_at: WorldAt) -> None:
    world = world_at("published")
    receipt = world.receive("n1")
    world.go(DEADLINE + MICROSECOND)
    assert world.receive("n1") == receipt


def test_a_receipt_is_signed_and_names_its_entry(world_at: WorldAt) -> None:
    world = world_at("published")
    receipt = world.receive("n1")
    public = load_keys(world.store.keys_dir).public_key
    assert read_receipt(receipt.to_json(), public) == receipt
    assert world.journal()[receipt.journal_seq - 1] == "bid.received"
    for forged in (receipt.to_json().replace('"version": 1', '"version": 2'), "", "[]", "{}"):
        with pytest.raises(ActRefused, match="not a receipt"):
            read_receipt(forged, public)


def test_a_replacement_is_the_next_version_of_ones_own_bid(world_at: WorldAt) -> None:
    world = world_at("published")
    world.receive("n1")
    assert world.receive(replaced("n1")).version == 2
    assert world.receive(replaced("n1", 3)).version == 3
    assert [receipt.version for receipt in receipts_of(world.store, world.actor("north-person"),
                                                       TENDER)] == [3]  # fmt: skip


def test_a_withdrawn_bid_leaves_its_place_to_a_new_one(world_at: WorldAt) -> None:
    world = world_at("published")
    world.receive("n1")
    world.receive(replaced("n1"))
    assert world.done_once(lambda: withdraw(world, "n1")) == "bid.withdrawn"
    assert world.refusal_of(lambda: world.receive(replaced("n1", 3))).reason.code == "bid.withdrawn"
    assert world.receive(submission("n1", bid_id="anew")).version == 1


@pytest.mark.parametrize(
    ("bid_id", "person", "moment", "code"),
    [
        ("n1", "south-person", at(2, 10), "bid.not_yours"),
        ("none", "north-person", at(2, 10), "bid.not_yours"),
        ("n1", "officer", at(2, 10), "bid.not_yours"),
        ("n1", "north-person", DEADLINE + MICROSECOND, "bid.late"),
    ],
)
def test_only_the_tenderer_withdraws_and_only_in_time(
    world_at: WorldAt, bid_id: str, person: str, moment: datetime, code: str
) -> None:
    world = world_at("published")
    world.go(at(2, 9))
    world.receive("n1")
    world.go(moment)
    assert world.refusal_of(lambda: withdraw(world, bid_id, person)).reason.code == code


@pytest.mark.parametrize(
    ("bid", "code"),
    [
        (submission("n1", lot_code="L9"), "tender.unknown_lot"),
        (submission("n1", tender_id="NONE"), "tender.unknown"),
        (replaced("n1", 1), "bid.version"),
        (replaced("n1", 3), "bid.version"),
        (submission("n1", lot_code="L3"), "bid.token"),
        (submission("n1", organisation_id="south"), "bid.token"),
        (replaced("n2"), "bid.token"),
        (submission("n1", bid_id="other"), "bid.second"),
    ],
)
def test_a_bid_that_cannot_be_taken_in_leaves_no_trace(
    world_at: WorldAt, bid: SmallBid, code: str
) -> None:
    world = world_at("published")
    world.receive("n1")
    world.seal(bid)
    before = files_under(world.store.data_dir / "blobs")
    assert world.refusal_of(lambda: world.receive(bid)).reason.code == code
    assert files_under(world.store.data_dir / "blobs") == before


def test_somebody_elses_token_is_refused_as_any_other_that_is_not_yours(world_at: WorldAt) -> None:
    """Else the sentence would tell whether, where or by whom a bid has come in."""
    world = world_at("published")
    world.receive("n1")
    taken = submission("s1", bid_id="n1")
    unknown = submission("s1", bid_id="nobodys", version=2)
    sentences = {
        world.refusal_of(partial(world.receive, bid)).in_("en") for bid in (taken, unknown)
    }
    (sentence,) = sentences
    assert sentence == (
        "The bid's token or version is not yours to use for this lot. Seal the bid anew, with a"
        " token of its own or as a replacement of your own."
    )


def _cut(content: bytes) -> bytes:
    return content[:-1]


@pytest.mark.parametrize(
    ("meddle", "code"),
    [
        (lambda content: b"", "envelope.not_an_envelope"),
        (lambda content: b"PK" + content, "envelope.not_an_envelope"),
        (_cut, "envelope.wrong_size"),
        (lambda content: content + b"\0", "envelope.wrong_size"),
    ],
)
def test_what_is_no_sealed_bid_is_not_taken_in(
    world_at: WorldAt, meddle: Callable[[bytes], bytes], code: str
) -> None:
    world = world_at("published")
    content = meddle(world.seal(submission("n1")).read_bytes())
    stream: BinaryIO = io.BytesIO(content)
    sent = world.sent("n1", stream)
    north = world.actor("north-person")
    assert world.refusal_of(lambda: receive_bid(world.store, north, sent)).reason.code == code


def test_a_bid_sealed_to_other_keys_is_not_taken_in(world_at: WorldAt) -> None:
    """It could never be opened; so could none that is sealed for a deadline of its own."""
    world, foreign = world_at("published"), world_at("drafted")
    for each in ("officer", "colleague"):
        foreign.register_key(each, 2)
    foreign.appoint("officer", "colleague")
    sent = foreign.sent("n1")
    north = world.actor("north-person")
    refusal = world.refusal_of(lambda: receive_bid(world.store, north, sent))
    assert refusal.reason.code == "envelope.not_the_tenders"


def test_nobody_bids_for_another_organisation(world_at: WorldAt) -> None:
    world = world_at("published")
    south = world.actor("south-person")
    sent = world.sent("n1")
    refusal = world.refusal_of(lambda: receive_bid(world.store, south, sent))
    assert refusal.reason.code == "actor.organisation"


def test_an_unsealed_bid_is_sealed_before_anything_is_written(world_at: WorldAt) -> None:
    world = world_at("published")
    package = BidPackage("L1", "north", submission("n1").content.model_dump())
    sent = UnsealedSubmission(TENDER, "n1", 1, package)
    north = world.actor("north-person")
    receipt = receive_bid(world.store, north, sent)
    assert world.refusal_of(lambda: receive_bid(world.store, north, sent)).in_("en") == (
        "Version 1 of your bid n1 has been received, and the next is 2."
        " Seal the bid anew as its next version if it is to be replaced."
    )
    assert receipts_of(world.store, north, TENDER) == (receipt,)
    for bid_id in set(BIDS) - {"n1"}:
        world.receive(bid_id)
    world.play("opened")
    assert len(world.dump()["opened_bid"]) == len(BIDS)


def test_the_journal_and_the_row_do_not_say_who_bids(world_at: WorldAt) -> None:
    world = world_at("published")
    world.receive(submission("n1", bid_id="token"))
    dump = world.dump()
    newest = max(dump["journal_entry"], key=lambda row: int(row[0]))
    told = repr((newest, dump["sealed_bid"]))
    assert "bid.received" in told
    assert [word for word in ("north", "L1", "person") if word in told] == []


def test_a_bid_that_comes_behind_the_opening_is_refused_and_never_lies_unread(
    world_at: WorldAt,
) -> None:
    """Its clock was read before the deadline, and it then waited while the bids were opened."""
    world = world_at("published")
    again = world.receive("e1")
    world.seal(submission("n1"))
    world.go(DEADLINE + MICROSECOND)
    world.open()
    world.go(DEADLINE)
    assert world.refusal_of(lambda: world.receive("n1")).in_("en") == (
        "The bids of DEMO-1 have already been opened. Turn to the procurement officer."
    )
    assert world.receive("e1") == again


def test_a_file_longer_than_any_sealed_bid_is_not_read_to_its_end(
    world_at: WorldAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = world_at("published")
    monkeypatch.setattr("procurement.bids.receiving.MAX_ENVELOPE_BYTES", 1000)
    assert world.refusal_of(lambda: world.receive("n1")).reason.code == "bid.too_large"
