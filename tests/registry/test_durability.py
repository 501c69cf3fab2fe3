"""P5: what was acknowledged is never lost, and the chain is whole whatever was cut off.

A share of the runs in CI; all of them with TILLDELA_ALL_RUNS=1. Power loss is played
by cutting and flipping SQLite's write-ahead log; a disk that lies about syncing is not.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlmodel import select

from models.blobs import BlobMissing
from models.journal import Blob, JournalEntry
from models.store import Store
from registry.verification import verify
from tests.models.databases import KINDS, Kind, migrated_url
from tests.registry.killed_writer import Acknowledged, acts, store_at, write_until_killed

ALL = os.environ.get("TILLDELA_ALL_RUNS") == "1"
KILLS = 200 if ALL else 16
CUTS = 2000 if ALL else 160
KILLS_OF_ONE_DATABASE = 10
COMMITS = 40

pytestmark = pytest.mark.slow


def some_number(seed: str, below: int) -> int:
    """Spread evenly, and the same in every run of the suite."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big") % below


@dataclass
class Toll:
    """What all the runs together have cost."""

    runs: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def count(self, store: Store, told: Sequence[Acknowledged], run: str) -> None:
        """Reads all of the database anew and compares with what was told."""
        self.runs += 1
        self.acknowledged += len(told)
        with store.read() as work:
            self.broken += [f"{run}: {fault}" for fault in verify(work).faults]
            kept = {entry.seq: entry for entry in work.session.exec(select(JournalEntry))}
            filed = set(work.session.exec(select(Blob.sha256)))
            # An act is whole or gone: a file that was recorded, but not entered, is half an act.
            if filed != {entry.subject for entry in kept.values()}:
                self.broken.append(f"{run}: files and entries differ")
        for seq, entry_hash, sha256 in told:
            found = kept.get(seq)
            if found is None or (found.entry_hash, found.subject) != (entry_hash, sha256):
                self.lost.append(f"{run}: entry {seq}")
            elif not _readable(store, sha256):
                self.lost.append(f"{run}: file {sha256}")

    def __str__(self) -> str:
        return (
            f"{self.runs} runs, {self.acknowledged} acts acknowledged,"
            f" lost {len(self.lost)}, broken chains {len(self.broken)}"
        )


def _readable(store: Store, sha256: str) -> bool:
    try:
        store.blobs.check(sha256)
    except BlobMissing:
        return False
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_killed_at_any_moment_it_has_kept_what_it_acknowledged(
    kind: Kind, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toll = Toll()
    url, told = "", list[Acknowledged]()
    for run in range(KILLS):
        if run % KILLS_OF_ONE_DATABASE == 0:
            url, told = migrated_url(kind, tmp_path), []
        told += _told_until_killed(url, tmp_path, f"{kind}-{run}", writers=1 + 3 * (run % 2))
        store = store_at(url, tmp_path)
        toll.count(store, told, str(run))
        store.engine.dispose()
    with capsys.disabled():
        print(f"\nP5 kill -9, {kind}: {toll}")
    assert (toll.lost, toll.broken) == ([], [])
    assert toll.acknowledged > toll.runs


def _told_until_killed(url: str, folder: Path, name: str, writers: int) -> list[Acknowledged]:
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.registry.killed_writer"])
    receiver, sender = context.Pipe(duplex=False)
    arguments = (url, folder, name, writers, sender)
    writer = context.Process(target=write_until_killed, args=arguments)
    writer.start()
    sender.close()
    # Counted from its first act, or the first runs would all die before it.
    told = [receiver.recv()] if some_number(f"{name} early", 10) else []
    time.sleep(some_number(name, 60) / 1000)
    writer.kill()
    told += _rest_of(receiver)
    writer.join()
    writer.close()
    return told


def _rest_of(receiver: Connection) -> Iterator[Acknowledged]:
    while True:
        try:
            yield receiver.recv()
        except (EOFError, OSError):
            return


@dataclass(frozen=True)
class LiveLog:
    """A database whose commits all lie in its write-ahead log; bytes as they are on the disk.

    `told` has each commit's act, and where in the log the commit ended when it was told.
    """

    folder: Path
    database: bytes
    log: bytes
    told: tuple[tuple[int, Acknowledged], ...]

    def told_within(self, size: int) -> list[Acknowledged]:
        return [acknowledged for end, acknowledged in self.told if end <= size]

    @contextmanager
    def opened(self, log: bytes) -> Iterator[Store]:
        """Another copy, as the next process would find it."""
        path = self.folder / "copy.db"
        for suffix, content in (("", self.database), ("-wal", log), ("-shm", b"")):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
            if content:
                path.with_name(path.name + suffix).write_bytes(content)
        store = store_at(f"sqlite:///{path}", self.folder)
        yield store
        store.engine.dispose()


@pytest.fixture(scope="module")
def live_log(tmp_path_factory: pytest.TempPathFactory) -> LiveLog:
    folder = tmp_path_factory.mktemp("live")
    url = migrated_url("sqlite", folder)
    path = Path(url.removeprefix("sqlite:///"))
    log = path.with_name(f"{path.name}-wal")
    store = store_at(url, folder)
    told = [(log.stat().st_size, each) for each in islice(acts(store, "live"), COMMITS)]
    found = LiveLog(folder, path.read_bytes(), log.read_bytes(), tuple(told))
    store.engine.dispose()
    return found


def test_a_log_cut_anywhere_keeps_every_commit_before_the_cut_and_no_part_of_another(
    live_log: LiveLog, capsys: pytest.CaptureFixture[str]
) -> None:
    toll, torn = Toll(), 0
    for run in range(CUTS // 2):
        cut = some_number(f"cut {run}", len(live_log.log) + 1)
        torn += _count_opened(toll, live_log, live_log.log[:cut], cut, f"cut at {cut}")
    with capsys.disabled():
        print(f"\nP5 log cut: {toll}, torn commits that showed {torn}")
    assert (toll.lost, toll.broken, torn) == ([], [], 0)
    assert toll.acknowledged > toll.runs


def test_a_log_with_a_flipped_bit_keeps_every_commit_before_it_and_no_part_of_another(
    live_log: LiveLog, capsys: pytest.CaptureFixture[str]
) -> None:
    toll, torn = Toll(), 0
    for run in range(CUTS - CUTS // 2):
        at = some_number(f"flip {run}", len(live_log.log))
        log = bytearray(live_log.log)
        log[at] ^= 1 << some_number(f"bit {run}", 8)
        torn += _count_opened(toll, live_log, bytes(log), at, f"flip at {at}")
    with capsys.disabled():
        print(f"\nP5 log flipped: {toll}, torn commits that showed {torn}")
    assert (toll.lost, toll.broken, torn) == ([], [], 0)
    assert toll.acknowledged > toll.runs


def _count_opened(toll: Toll, live: LiveLog, log: bytes, whole: int, run: str) -> int:
    """`whole`: how many bytes of the log are as they were. Returns the acts too many."""
    told = live.told_within(whole)
    with live.opened(log) as store:
        toll.count(store, told, run)
        with store.read() as work:
            return verify(work).entries - len(told)


def test_what_the_sweep_counts_as_lost_is_lost(live_log: LiveLog) -> None:
    """The database without its log, which is what a copy of the main file alone would be."""
    toll, told = Toll(), live_log.told_within(len(live_log.log))
    with live_log.opened(b"") as store:
        toll.count(store, told, "no log")
    assert (len(toll.lost), len(told), toll.broken) == (COMMITS, COMMITS, [])


def test_after_a_cut_the_chain_goes_on(live_log: LiveLog) -> None:
    for run in range(10):
        cut = some_number(f"go on {run}", len(live_log.log))
        told = live_log.told_within(cut)
        with live_log.opened(live_log.log[:cut]) as store:
            told += list(islice(acts(store, "again"), 3))
            toll = Toll()
            toll.count(store, told, str(run))
        assert (toll.lost, toll.broken, toll.acknowledged) == ([], [], len(told))
