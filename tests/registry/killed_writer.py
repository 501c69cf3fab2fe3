"""A process that keeps writing and tells of each act once it is kept, until it is killed."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock

from models.blobs import Blobs
from models.clock import SystemClock
from models.store import Store, make_engine
from registry.filing import file_blob
from registry.journal import append

Acknowledged = tuple[int, str, str]


def store_at(url: str, folder: Path) -> Store:
    return Store(make_engine(url), Blobs(str(folder / "blobs")), SystemClock(), folder)


def acts(store: Store, name: str, *, together: bool = False) -> Iterator[Acknowledged]:
    """Each act files something of its own; yields its entry's number and hash, and the file's."""
    number = 0
    while True:
        number += 1
        with store.write(together=together) as work:
            sha256 = file_blob(work, f"{name}/{number}".encode() * 50, "text/plain")
            entry = append(work, name, "bid.received", sha256, {"number": number})
        yield entry.seq, entry.entry_hash, sha256


def write_until_killed(url: str, folder: Path, name: str, writers: int, told: Connection) -> None:
    """Several writers share their commits."""
    store, telling = store_at(url, folder), Lock()

    def write(number: int) -> None:
        for acknowledged in acts(store, f"{name}-{number}", together=writers > 1):
            with telling:
                told.send(acknowledged)

    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(write, range(writers)))
