"""P16: a backup made while others write restores elsewhere, and verifies to the same head."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Barrier, Event

import pytest
from sqlmodel import col, select

from models.journal import Blob, JournalEntry
from models.store import Store
from registry.backup import make_backup
from registry.restore import restore_backup
from registry.verification import verify
from tests.models.databases import KINDS, Kind, migrated_url
from tests.registry.backed_up import age_keys, empty_settings
from tests.registry.killed_writer import Acknowledged, acts, store_at

WRITERS = ("a", "b", "c", "d")
BEFORE = 20


@contextmanager
def under_load(store: Store) -> Iterator[list[Future[list[Acknowledged]]]]:
    """Four threads file and journal, all of them begun, until the block is left."""
    enough, begun = Event(), Barrier(len(WRITERS) + 1)

    def write(name: str) -> list[Acknowledged]:
        told = []
        for acknowledged in acts(store, name):
            told.append(acknowledged)
            if len(told) == 1:
                begun.wait(60)
            if enough.is_set():
                break
        return told

    with ThreadPoolExecutor(len(WRITERS)) as pool:
        try:
            writers = [pool.submit(write, name) for name in WRITERS]
            begun.wait(60)
            yield writers
        finally:
            enough.set()


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_under_load_restores_and_verifies_elsewhere(
    kind: Kind, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = store_at(migrated_url(kind, tmp_path), tmp_path / "live")
    before = list(islice(acts(store, "before"), BEFORE))
    public, (identity, _) = age_keys(tmp_path)
    with under_load(store) as writers:
        begun = time.perf_counter()
        made = make_backup(store, tmp_path / "backup", public)
        backed_up = time.perf_counter() - begun
    told = before + [act for writer in writers for act in writer.result()]
    settings = empty_settings(kind, tmp_path)
    begun = time.perf_counter()
    restored = restore_backup(tmp_path / "backup", settings, identity=identity)
    back = time.perf_counter() - begun
    seq = made.manifest.journal_seq
    kept = sorted(act for act in told if act[0] <= seq)
    assert _acts_in(store_at(settings.database, settings.data_dir), seq) == kept
    assert _acts_in(store, seq) == kept
    assert (restored.entries, made.manifest.journal_hash) == (seq, kept[-1][1])
    assert BEFORE + len(WRITERS) <= seq < len(told)
    store.engine.dispose()
    with capsys.disabled():
        print(
            f"\nP16 {kind}: {len(told)} acts acknowledged meanwhile, {seq} in the backup;"
            f" RPO {backed_up:.2f} s, RTO {back:.2f} s, verified = yes, head the same = yes"
        )


def _acts_in(store: Store, seq: int) -> list[Acknowledged]:
    """The first `seq` acts, after checking the whole journal and each of their files."""
    with store.read() as work:
        assert verify(work).faults == ()
        found = select(JournalEntry).where(col(JournalEntry.seq) <= seq)
        kept = [(each.seq, each.entry_hash, each.subject) for each in work.session.exec(found)]
        filed = set(work.session.exec(select(Blob.sha256)))
    for _, _, sha256 in kept:
        store.blobs.check(sha256)
        assert sha256 in filed
    store.engine.dispose()
    return sorted(kept)
