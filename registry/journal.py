"""Append to the journal, read it, and check it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import col, select

from models.journal import JournalEntry, JournalHead
from models.store import Work
from registry.entry_format import GENESIS, canonical_json, entry_hash, payload_hash

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def append(
    work: Work, actor_id: str, kind: str, subject: str, payload: Mapping[str, Any]
) -> JournalEntry:
    """Write the act's entry in the act's own transaction; the head is locked last of all."""
    head = work.session.exec(select(JournalHead).with_for_update()).first()
    seq, prev = (head.seq + 1, head.entry_hash) if head else (1, GENESIS)
    text = canonical_json({"subject": subject, **payload})
    digest = payload_hash(text)
    at_us = (work.now - EPOCH) // timedelta(microseconds=1)
    entry = JournalEntry(
        seq=seq,
        prev_hash=prev,
        at_us=at_us,
        actor_id=actor_id,
        kind=kind,
        subject=subject,
        payload=text,
        payload_sha256=digest,
        entry_hash=entry_hash(seq, prev, at_us, actor_id, kind, digest),
        real_at=work.real_now,
    )
    work.session.add(entry)
    head = head or JournalHead(id=1, seq=0, entry_hash=GENESIS)
    head.seq, head.entry_hash = seq, entry.entry_hash
    work.session.add(head)
    work.session.flush()
    return entry


def entries(work: Work) -> Iterator[JournalEntry]:
    yield from work.session.exec(select(JournalEntry).order_by(col(JournalEntry.seq)))


def entry_of(work: Work, kind: str, subject: str) -> JournalEntry | None:
    """The newest entry of that kind about that subject."""
    found = select(JournalEntry).where(
        col(JournalEntry.kind) == kind, col(JournalEntry.subject) == subject
    )
    return work.session.exec(found.order_by(col(JournalEntry.seq).desc())).first()


@dataclass(frozen=True)
class Verdict:
    """What a check of the chain found; `faults` is empty when all is well."""

    entries: int
    head: str
    faults: tuple[str, ...]


def verify(work: Work) -> Verdict:
    """Recompute every hash from the stored bytes and follow the chain to its head.

    Finds any edit, drop, insertion or reorder inside the database. Somebody who
    rewrites the whole chain and its head is found only by comparing the head
    with one that left the house (they are printed in letters).
    """
    faults: list[str] = []
    prev, count = GENESIS, 0
    for count, entry in enumerate(entries(work), start=1):
        faults.extend(_faults_of(entry, count, prev))
        prev = entry.entry_hash
    head = work.session.get(JournalHead, 1)
    if (head.seq, head.entry_hash) != (count, prev) if head else count > 0:
        where = head.seq if head else 0
        faults.append(f"The chain ends at entry {count}, but its head says entry {where}.")
    return Verdict(count, prev, tuple(faults))


def _faults_of(entry: JournalEntry, expected_seq: int, prev: str) -> Iterator[str]:
    if entry.seq != expected_seq:
        yield f"Entry {expected_seq} is missing: entry {entry.seq} stands in its place."
    if entry.prev_hash != prev:
        yield f"Entry {entry.seq} does not follow from the entry before it."
    if payload_hash(entry.payload) != entry.payload_sha256:
        yield f"The content of entry {entry.seq} has been changed."
    elif json.loads(entry.payload).get("subject") != entry.subject:
        yield f"The subject of entry {entry.seq} has been changed."
    computed = entry_hash(
        entry.seq, entry.prev_hash, entry.at_us, entry.actor_id, entry.kind, entry.payload_sha256
    )
    if computed != entry.entry_hash:
        yield f"The hash of entry {entry.seq} does not match its fields."


def as_line(entry: JournalEntry) -> str:
    """One line of `journal.jsonl`: everything that the hashes need."""
    return json.dumps(
        {
            "seq": entry.seq,
            "prev": entry.prev_hash,
            "at_us": entry.at_us,
            "actor": entry.actor_id,
            "kind": entry.kind,
            "payload": entry.payload,
            "payload_sha256": entry.payload_sha256,
            "hash": entry.entry_hash,
        },
        ensure_ascii=False,
    )
