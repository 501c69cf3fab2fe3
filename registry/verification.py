"""Check the journal: its chain, its tree, its head, and every root that was signed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from models.journal import JournalEntry, JournalHead
from models.store import Work
from registry.entry_format import GENESIS, entry_bytes, entry_hash, payload_hash
from registry.journal import as_text, entries
from registry.tree import Frontier, grown, leaf_hash, root_of


@dataclass(frozen=True)
class Verdict:
    """What a check of the journal found; `faults` is empty when all is well.

    `roots` has the tree's root (hex) at each size that was asked for and reached.
    """

    entries: int
    head: str
    faults: tuple[str, ...]
    roots: Mapping[int, str] = field(default_factory=dict)


def verify(work: Work, sizes: Collection[int] = ()) -> Verdict:
    """Recompute every hash from the stored bytes and follow the chain to its head.

    Finds any edit, drop, insertion or reorder inside the database. Somebody who
    rewrites the whole chain and its head is found only by a root that left the
    house: those are signed and printed in letters (`registry.checkpoints`).
    """
    faults: list[str] = []
    roots: dict[int, str] = {}
    at = _Place()
    for entry in entries(work):
        faults.extend(_faults_of(entry, at))
        at = at.after(entry)
        if at.count in sizes:
            roots[at.count] = root_of(at.frontier).hex()
    faults.extend(_faults_of_head(work, at))
    if not faults:
        faults.extend(_faults_of_tree(work, at))
    return Verdict(at.count, at.prev, tuple(faults), roots)


@dataclass(frozen=True)
class _Place:
    """How far the walk has come."""

    count: int = 0
    prev: str = GENESIS
    at_us: int = 0
    frontier: Frontier = ()

    def after(self, entry: JournalEntry) -> _Place:
        # What no entry ever held has been told as a fault; the walk goes on.
        leaf = leaf_hash(_bytes_of(entry) or b"")
        grown_by_it = grown(self.frontier, self.count, leaf)
        return _Place(self.count + 1, entry.entry_hash, entry.at_us, grown_by_it)


def _faults_of_head(work: Work, end: _Place) -> Iterator[str]:
    head = work.session.get(JournalHead, 1, populate_existing=True)
    said = (head.seq, head.entry_hash) if head else (0, GENESIS)
    if said[0] != end.count:
        yield f"The chain ends at entry {end.count}, but its head says entry {said[0]}."
    elif said[1] != end.prev:
        yield f"The chain ends at entry {end.count} with another hash than its head's."


def _faults_of_tree(work: Work, end: _Place) -> Iterator[str]:
    """What the head keeps besides: told only of a whole chain, as any edit changes it too."""
    head = work.session.get(JournalHead, 1)
    if head and head.frontier != as_text(end.frontier):
        yield f"The tree over {end.count} entries is another than its head's."
    if head and head.at_us != end.at_us:
        yield f"The chain ends at entry {end.count} at another time than its head's."


def _faults_of(entry: JournalEntry, before: _Place) -> Iterator[str]:
    if entry.seq != before.count + 1:
        yield f"Entry {before.count + 1} is missing: entry {entry.seq} stands in its place."
    if entry.prev_hash != before.prev:
        yield f"Entry {entry.seq} does not follow from the entry before it."
    if entry.at_us < before.at_us:
        yield f"Entry {entry.seq} is older than the entry before it."
    if payload_hash(entry.payload) != entry.payload_sha256:
        yield f"The content of entry {entry.seq} has been changed."
    elif _subject_of(entry.payload) != entry.subject:
        yield f"The subject of entry {entry.seq} has been changed."
    if computed_hash(entry) != entry.entry_hash:
        yield f"The hash of entry {entry.seq} does not match its fields."


def _subject_of(payload: str) -> str | None:
    try:
        subject: str = json.loads(payload)["subject"]
    except (ValueError, TypeError, KeyError):
        return None
    return subject


def computed_hash(entry: JournalEntry) -> str | None:
    """None when a field holds what no entry ever held."""
    try:
        return entry_hash(*_hashed(entry))
    except ValueError:
        return None


def _bytes_of(entry: JournalEntry) -> bytes | None:
    try:
        return entry_bytes(*_hashed(entry))
    except ValueError:
        return None


def _hashed(entry: JournalEntry) -> tuple[int, str, int, str, str, str]:
    return (
        entry.seq,
        entry.prev_hash,
        entry.at_us,
        entry.actor_id,
        entry.kind,
        entry.payload_sha256,
    )
