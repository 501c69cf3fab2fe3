"""What lies here and is not what the journal says came in stops the whole opening."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from law.reasons import ActRefused, Text
from models.sealed import SealedBid, SealedWithdrawal
from procurement.bids.opened_envelopes import check_in_time
from procurement.tenders.deadlines import extend_deadline
from procurement.tenders.openers import instructions_file
from registry.journal import entry_of
from registry.receipts import EnvelopeBroken
from tests.procurement.small_papers import TENDER, at, submission
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
AFTER = at(2, 17)


Meddle = Callable[[World], None]


def _blob_path(world: World, bid_id: str) -> Path:
    with world.store.read() as work:
        sha256 = work.session.get_one(SealedBid, (bid_id, 1)).envelope_sha256
    return world.store.data_dir / "blobs" / sha256[:2] / sha256


def take_blob_away(world: World) -> None:
    _blob_path(world, "n1").unlink()


def change_blob(world: World) -> None:
    path = _blob_path(world, "n1")
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def exchange_blobs(world: World) -> None:
    with world.store.write() as work:
        one, other = (work.session.get_one(SealedBid, (each, 1)) for each in ("n1", "e1"))
        one.envelope_sha256, other.envelope_sha256 = other.envelope_sha256, one.envelope_sha256
        one.size, other.size = other.size, one.size


def change(**values: Any) -> Meddle:
    def meddle(world: World) -> None:
        with world.store.write() as work:
            row = work.session.get_one(SealedBid, ("n1", 1))
            for name, value in values.items():
                setattr(row, name, value)

    return meddle


def take_row_away(world: World) -> None:
    with world.store.write() as work:
        work.session.delete(work.session.get_one(SealedBid, ("n1", 1)))


def feign_a_withdrawal(world: World) -> None:
    with world.store.write() as work:
        row = SealedWithdrawal(
            bid_id="n1", version=1, withdrawn_at=work.now, sender_tag="0" * 64, journal_seq=999,
            **work.recorded("engine"),
        )  # fmt: skip
        work.session.add(row)


def refused_opening(world: World) -> ActRefused:
    world.go(AFTER)
    with pytest.raises(ActRefused) as refusal:
        world.open()
    assert (world.dump()["bid"], world.dump()["opening"]) == ([], [])
    return refusal.value


@pytest.mark.parametrize("meddle", [take_blob_away, change_blob])
def test_a_file_that_is_not_as_it_came_in_stops_the_whole_opening(
    world_at: WorldAt, meddle: Meddle
) -> None:
    world = world_at("received")
    meddle(world)
    assert refused_opening(world).reason.code == "opening.broken"
    assert world.journal()[-2:] == ["opening.begun", "opening.refused"]


@pytest.mark.parametrize(
    "meddle",
    [
        exchange_blobs,
        change(received_at=at(2, 10, 1)),
        change(place_tag="0" * 64),
        change(sender_tag="0" * 64),
        take_row_away,
        feign_a_withdrawal,
    ],
)
def test_a_row_that_is_not_as_it_came_in_stops_the_opening_before_it_has_begun(
    world_at: WorldAt, meddle: Meddle
) -> None:
    world = world_at("received")
    before = world.journal()
    meddle(world)
    assert refused_opening(world).reason.code == "record.meddled"
    assert world.journal() == [*before, "opening.refused"]


def by_hand(world: World, *statements: str) -> None:
    """As somebody does who holds the database, but none of the installation's keys."""
    with contextlib.closing(sqlite3.connect(world.store.data_dir / "tilldela.db")) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


NEW_KEY = (
    "INSERT INTO opener_key (id, person_id, public_key, registered_at, actor_id, recorded_at,"
    " recorded_real_at) SELECT substr(public_key, 2, 16), 'lawyer', 'ab' || substr(public_key, 3),"
    " registered_at, 'lawyer', recorded_at, recorded_real_at FROM opener_key LIMIT 1"
)
PLANTED = (
    NEW_KEY,
    "INSERT INTO tender_opener SELECT 'DEMO-1', 1, id, 0 FROM opener_key WHERE actor_id = 'lawyer'",
)
LATER = (
    "INSERT INTO deadline_extension (tender_id, number, deadline_at, extended_at, approved_by,"
    " reason_sv, reason_en, actor_id, recorded_at, recorded_real_at) SELECT 'DEMO-1', 1,"
    " '2026-02-20 00:00:00.000000', recorded_at, 'head', '', '', 'officer', recorded_at,"
    " recorded_real_at FROM tender"
)
MEDDLED: dict[str, tuple[str, ...]] = {
    "a key planted": PLANTED,
    "strict mode lowered": ("UPDATE opener_appointment SET strict = 1 - strict",),
    "an insider made outsider": ("UPDATE tender_opener SET outsider = 1",),
    "a key exchanged": ("UPDATE opener_key SET public_key = 'ab' || substr(public_key, 3)",),
    "an opener taken away": ("DELETE FROM tender_opener WHERE outsider = 1",),
    "the deadline moved": ("UPDATE tender SET bid_deadline_at = '2026-02-11 00:00:00.000000'",),
    "an extension made up": (LATER,),
}
ON_TAGS: dict[str, tuple[str, ...]] = {
    "a place copied": (
        "UPDATE sealed_bid SET place_tag = (SELECT max(place_tag) FROM sealed_bid)",
    ),
    "a bid and its entry taken away": (
        "DELETE FROM sealed_bid WHERE bid_id = 'n1'",
        "DELETE FROM journal_entry WHERE seq = 12",
    ),
    "the journal without its head": ("DELETE FROM journal_head",),
    "an entry that is none": ("UPDATE journal_entry SET payload = '[' WHERE seq = 3",),
}


@pytest.mark.parametrize("statements", (MEDDLED | ON_TAGS).values(), ids=(MEDDLED | ON_TAGS))
def test_nothing_changed_by_hand_is_opened(world_at: WorldAt, statements: tuple[str, ...]) -> None:
    world = world_at("received")
    by_hand(world, *statements)
    refusal = refused_opening(world)
    assert refusal.reason.code in ("record.meddled", "clock.stepped_back")
    assert "Stop, keep a copy of the data directory" in refusal.in_("en")


@pytest.mark.parametrize("statements", MEDDLED.values(), ids=MEDDLED)
def test_nothing_changed_by_hand_is_signed_or_taken_in_by(
    world_at: WorldAt, statements: tuple[str, ...]
) -> None:
    world = world_at("published")
    world.go(at(2, 10))
    world.seal(submission("n1"))
    by_hand(world, *statements)
    for act in (lambda: instructions_file(world.store, TENDER), lambda: world.receive("n1")):
        assert world.refusal_of(act).reason.code == "record.meddled"


def test_an_extension_taken_away_by_hand_makes_nobody_late(world_at: WorldAt) -> None:
    world = world_at("published")
    officer, head = world.actor("officer"), world.actor("head")
    extend_deadline(world.store, officer, head, TENDER, at(2, 20), Text("skäl", "reason"))
    world.go(at(2, 18))
    world.seal(submission("n1"))
    by_hand(world, "DELETE FROM deadline_extension")
    assert world.refusal_of(lambda: world.receive("n1")).reason.code == "record.meddled"


def test_what_lies_here_later_than_the_deadline_stops_the_opening(world_at: WorldAt) -> None:
    with world_at("received").store.read() as work:
        bid = work.session.get_one(SealedBid, ("n1", 1))
    withdrawn_at = bid.received_at + timedelta(microseconds=1)
    row = SealedWithdrawal(
        bid_id="n1", version=1, withdrawn_at=withdrawn_at, sender_tag="", journal_seq=1,
        actor_id="engine", recorded_at=withdrawn_at, recorded_real_at=withdrawn_at,
    )  # fmt: skip
    check_in_time([bid], {}, bid.received_at)
    check_in_time([bid], {"n1": row}, withdrawn_at)
    for withdrawals, deadline in (
        ({}, bid.received_at - timedelta(microseconds=1)),
        ({"n1": row}, bid.received_at),
    ):
        with pytest.raises(EnvelopeBroken) as broken:
            check_in_time([bid], withdrawals, deadline)
        assert broken.value.bid_id == "n1"


def test_the_deadline_is_in_the_entry_of_the_notice(world_at: WorldAt) -> None:
    with world_at("published").store.read() as work:
        entry = entry_of(work, "tender.published", TENDER)
    assert entry is not None
    assert json.loads(entry.payload)["deadline_at"] == "2026-02-16T22:59:00+00:00"
