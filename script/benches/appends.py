"""How many journaled acts a second reach the disk, as a share of what the disk itself can do.

In each round: the disk's own rate (4 KiB appended to one file and synced, again and
again), entries that share a commit, as those of one act do, then acts one after another,
each with a transaction and a commit of its own, then acts of eight writers at once, who
share commits while they wait. Everything at full sync.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from models.blobs import Blobs
from models.clock import SystemClock
from models.schema import upgrade
from models.store import Store, make_engine
from registry.journal import append
from registry.verification import verify

ROUNDS = 7
SYNCS, ALONE, WRITERS, EACH = 1000, 400, 8, 100
COMMITS, IN_ONE = 25, 32
BLOCK = bytes(4096)
AIM = 60


def per_second(count: int, work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return count / (time.perf_counter() - start)


def sync_often(folder: Path) -> None:
    with (folder / "synced").open("wb", buffering=0) as out:
        for _ in range(SYNCS):
            out.write(BLOCK)
            os.fsync(out.fileno())


def act(store: Store, name: str, number: int, *, together: bool) -> None:
    with store.write(together=together) as work:
        append(work, name, "bid.received", f"{name}/{number}", {"number": number, "ort": "Åre"})


def grouped(store: Store) -> None:
    for _ in range(COMMITS):
        with store.write() as work:
            for number in range(IN_ONE):
                append(work, "grouped", "bid.received", f"g/{number}", {"number": number})


def alone(store: Store) -> None:
    for number in range(ALONE):
        act(store, "alone", number, together=False)


def at_once(store: Store) -> None:
    def write(name: str) -> None:
        for number in range(EACH):
            act(store, name, number, together=True)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, (f"writer-{number}" for number in range(WRITERS))))


def one_round(folder: Path, store: Store) -> tuple[float, ...]:
    return (
        per_second(SYNCS, lambda: sync_often(folder)),
        per_second(COMMITS * IN_ONE, lambda: grouped(store)),
        per_second(ALONE, lambda: alone(store)),
        per_second(WRITERS * EACH, lambda: at_once(store)),
    )


def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        engine = make_engine(f"sqlite:///{folder / 'bench.db'}")
        upgrade(engine)
        store = Store(engine, Blobs(str(folder / "blobs")), SystemClock(), folder)
        one_round(folder, store)
        rounds = [one_round(folder, store) for _ in range(ROUNDS)]
        with store.read() as work:
            verdict = verify(work)
        engine.dispose()
    tell(rounds, verdict.entries, len(verdict.faults))


def tell(rounds: list[tuple[float, ...]], entries: int, faults: int) -> None:
    columns = zip(*rounds, strict=True)
    disk, together, single, shared = (statistics.median(column) for column in columns)
    shares = [statistics.median(100 * each[at] / each[0] for each in rounds) for at in (1, 2, 3)]
    sys.stdout.write(
        f"medians of {ROUNDS} rounds, SQLite at synchronous=FULL; share of the disk's own rate"
        f" in the same round\n"
        f"4 KiB appended and synced   {disk:>8,.0f} per second\n"
        f"entries, {IN_ONE} to a commit     {together:>8,.0f} per second  {shares[0]:>4.0f} %"
        f"  (aim {AIM} %)\n"
        f"acts one after another      {single:>8,.0f} per second  {shares[1]:>4.0f} %\n"
        f"acts of {WRITERS} writers at once   {shared:>8,.0f} per second  {shares[2]:>4.0f} %\n"
        f"journal afterwards          {entries:>8,} entries, {faults} faults\n"
    )


if __name__ == "__main__":
    main()
