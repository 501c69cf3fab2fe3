"""Fifty bids with marks of their own: none is in any byte under the data directory before the
opening, and the same scan finds every one afterwards (LOU 12:8)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from models.clock import FixedClock
from models.parties import InstallationKind, Organisation, Person
from models.settings import Settings
from models.store import open_store
from people.actors import ENGINE
from procurement.bids.bid_content import BidContent
from procurement.bids.opening_record import receipt_context
from procurement.bids.receiving import withdraw_bid
from registry.enrolment import enrol_tenderers, install
from registry.sealing import BidFile
from tests.fact_dump import files_under
from tests.plain_renderer import PlainRenderer
from tests.procurement.small_papers import TENDER, SmallBid, at, tender_draft
from tests.procurement.small_tender import World

BIDS = 50
Marks = Mapping[str, tuple[bytes, ...]]


@dataclass(frozen=True)
class Marked:
    """One bid: what it is marked with, and where its file lies at the tenderer's own."""

    number: int
    tenderer: str
    lot: str
    price: int
    file_name: str
    content: bytes

    @property
    def marks(self) -> Marks:
        """Each mark in every form that it could be written in."""
        digits = str(self.price).encode()
        stored = self.price.to_bytes(6, "big")
        return {
            "price": (digits, stored),
            "file name": (self.file_name.encode(), self.file_name.encode("utf-16-le")),
            "file": (self.content,),
            "tenderer": (self.tenderer.encode(),),
            "lot": (self.lot.encode(),),
        }


# Lots are published, and tenderers enrolled, before anybody bids.
KNOWN_BEFORE = {"tenderer", "lot"}


def drawn(number: int, what: str) -> bytes:
    return hashlib.sha256(f"canary {number} {what}".encode()).digest()


def marked(number: int) -> Marked:
    return Marked(
        number,
        f"tenderer-{drawn(number, 'tenderer').hex()[:16]}",
        f"LOT-{drawn(number, 'lot').hex()[:16]}",
        2**40 + int.from_bytes(drawn(number, "price")[:5], "big"),
        f"pris-{drawn(number, 'file name').hex()[:16]}.txt",
        drawn(number, "file"),
    )


@pytest.fixture(scope="module")
def bids() -> tuple[Marked, ...]:
    return tuple(marked(number) for number in range(BIDS))


@pytest.fixture
def world(tmp_path: Path, bids: tuple[Marked, ...]) -> Iterator[World]:
    """Published, with fifty lots and fifty tenderers enrolled, of whom all will bid."""
    moment = at(1, 12)
    folder = tmp_path / "installation"
    install(Settings(data_dir=folder), InstallationKind.DEMO, moment).engine.dispose()
    clock = FixedClock(moment)
    world = World(open_store(Settings(data_dir=folder), clock), clock)
    world.enrol()
    enrol_tenderers(world.store, world.actor(ENGINE), [_enrolled(bid) for bid in bids])
    pattern = tender_draft().lots[0]
    lots = tuple(pattern.model_copy(update={"code": bid.lot}) for bid in bids)
    world.draft(tender_draft(lots=lots))
    world.appoint()
    world.publish()
    yield world
    world.store.engine.dispose()


def _enrolled(bid: Marked) -> tuple[Organisation, Person]:
    organisation = Organisation(
        id=bid.tenderer, name=f"Demo {bid.tenderer}", org_number=f"559000-{bid.number:04}",
        address="", city="", email="", contact_person="", signatory="", is_demo=True,
    )  # fmt: skip
    person = Person(
        id=f"{bid.tenderer}-person", name="Demo", email="", organisation_id=bid.tenderer
    )
    return organisation, person


def _sent(bid: Marked, folder: Path) -> SmallBid:
    """The tenderer's own file lies outside the data directory."""
    path = folder / f"{bid.number}"
    path.write_bytes(bid.content * 2)
    content = BidContent(price=bid.price, levels={"method": 0}, at_fte_tenths=20)
    files = (BidFile(bid.file_name, "text/plain", path),)
    return SmallBid(f"{bid.number:032x}", TENDER, bid.lot, bid.tenderer, content, files=files)


def scanned(world: World, bids: tuple[Marked, ...]) -> Counter[tuple[int, str]]:
    """How often each mark of each bid is found, over every byte of every file."""
    with world.store.engine.connect() as connection:
        # What was enrolled and published before must lie in one place, to be counted.
        connection.exec_driver_sql("COMMIT")
        connection.execute(text("PRAGMA wal_checkpoint(PASSIVE)"))
    found: Counter[tuple[int, str]] = Counter()
    for content in files_under(world.store.data_dir).values():
        for bid in bids:
            for kind, forms in bid.marks.items():
                found[bid.number, kind] += sum(content.count(form) for form in forms)
    return found


def tidy(world: World) -> None:
    """Leave each row in one place: a page that is split leaves a copy of what was enrolled."""
    with world.store.engine.connect() as connection:
        for statement in ("COMMIT", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.exec_driver_sql(statement)


def _unsealed(world: World, bids: tuple[Marked, ...]) -> Counter[tuple[int, str]]:
    """The same scan over the same place, with the bids lying there as they were before sealing."""
    lying = world.store.data_dir / "unsealed"
    said = (f"{bid.tenderer} {bid.lot} {bid.price} {bid.file_name}" for bid in bids)
    lying.write_bytes(" ".join(said).encode() + b"".join(bid.content for bid in bids))
    found = scanned(world, bids)
    lying.unlink()
    return found


def _receive_all(world: World, bids: tuple[Marked, ...], outside: Path) -> None:
    """Each with a receipt in both its forms, filed where the scan sees it; some sent again."""
    receipts = world.store.data_dir / "receipts"
    receipts.mkdir()
    world.go(at(2, 10))
    for bid in bids:
        sent = _sent(bid, outside)
        receipt = world.receive(sent)
        world.receive(sent)
        (receipts / f"{bid.number}.json").write_text(receipt.to_json())
        [pdf] = PlainRenderer().render_all([receipt_context(world.store, receipt, "sv")])
        (receipts / f"{bid.number}.pdf").write_bytes(pdf)
        world.clock.at += timedelta(seconds=1)


@pytest.mark.slow
def test_no_mark_of_any_bid_is_to_be_found_before_the_opening_and_all_are_after(
    world: World,
    bids: tuple[Marked, ...],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    outside = tmp_path / "tenderers"
    outside.mkdir()
    tidy(world)
    before = scanned(world, bids)
    assert {kind for (_, kind), count in before.items() if count} == KNOWN_BEFORE

    _receive_all(world, bids, outside)
    assert {kind for (_, kind), count in scanned(world, bids).items() if count} == KNOWN_BEFORE
    tidy(world)
    hits = scanned(world, bids) - before
    assert hits == Counter()
    unsealed = _unsealed(world, bids)
    assert {key for key in before if unsealed[key] <= before[key]} == set()
    assert [form for bid in bids for forms in bid.marks.values() for form in forms
            if form in caplog.text.encode()] == []  # fmt: skip

    world.go(at(2, 17))
    assert world.open() is not None
    tidy(world)
    opened = scanned(world, bids)
    missed = {key for key in before if opened[key] <= before[key]}
    assert missed == set()
    size = sum(map(len, files_under(world.store.data_dir).values()))
    with capsys.disabled():
        print(
            f"\nP1 {BIDS} bids, {len(before)} marks: {sum(hits.values())} found before the"
            f" opening, {len(before) - len(missed)} after it; {size} bytes scanned"
        )


def test_a_withdrawn_bid_is_nowhere_to_be_found_even_after_the_opening(
    world: World, bids: tuple[Marked, ...], tmp_path: Path
) -> None:
    outside = tmp_path / "tenderers"
    outside.mkdir()
    gone, stays = bids[:2]
    world.go(at(2, 10))
    for bid in (gone, stays):
        world.receive(_sent(bid, outside))
    withdrawer = world.actor(f"{gone.tenderer}-person")
    withdraw_bid(world.store, withdrawer, TENDER, f"{gone.number:032x}")
    world.go(at(2, 17))
    world.open()
    found = scanned(world, (gone, stays))
    secret = ("price", "file name", "file")
    assert [found[gone.number, kind] for kind in secret] == [0, 0, 0]
    assert min(found[stays.number, kind] for kind in secret) > 0
