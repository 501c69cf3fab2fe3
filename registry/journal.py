"""Append to the journal, read it, and check it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import col, select

from models.journal import JournalEntry, JournalHead
from models.store import Work
from registry.entry_format import (
    GENESIS,
    NotCanonical,
    canonical_json,
    entry_hash,
    payload_hash,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def append(
    work: Work, actor_id: str, kind: str, subject: str, payload: Mapping[str, Any]
) -> JournalEntry:
    """Write the act's entry in the act's own transaction; the head is locked last of all.

    Raises `NotCanonical` for a payload that has no single form.
    """
    if "subject" in payload:
        raise NotCanonical("The subject of a journal entry is not part of its payload.")
    head = _locked_head(work)
    seq, prev = head.seq + 1, head.entry_hash
    subject = unicodedata.normalize("NFC", subject)
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
    head.seq, head.entry_hash = seq, entry.entry_hash
    work.session.add(head)
    work.session.flush()
    return entry


def _locked_head(work: Work) -> JournalHead:
    # A row that is not there cannot be locked, so that two first entries at once
    # would both become number 1.
    work.put_once(JournalHead(id=1, seq=0, entry_hash=GENESIS))
    head = select(JournalHead).with_for_update().execution_options(populate_existing=True)
    return work.session.exec(head).one()


def entries(work: Work) -> Iterator[JournalEntry]:
    """In order, as they lie in the database, a part of the journal at a time."""
    found = select(JournalEntry).order_by(col(JournalEntry.seq))
    yield from work.session.exec(found.execution_options(yield_per=1000, populate_existing=True))


def entry_of(work: Work, kind: str, subject: str) -> JournalEntry | None:
    """The newest entry of that kind about that subject."""
    found = select(JournalEntry).where(
        col(JournalEntry.kind) == kind, col(JournalEntry.subject) == subject
    )
    return work.session.exec(found.order_by(col(JournalEntry.seq).desc())).first()


def entry_with_hash(work: Work, prefix: str) -> JournalEntry | None:
    """The entry whose hash begins so: documents print the first 16 hex of theirs."""
    found = select(JournalEntry).where(
        col(JournalEntry.entry_hash).startswith(prefix.lower(), autoescape=True)
    )
    return work.session.exec(found).first()


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
    head = work.session.get(JournalHead, 1, populate_existing=True)
    said = (head.seq, head.entry_hash) if head else (0, GENESIS)
    if said[0] != count:
        faults.append(f"The chain ends at entry {count}, but its head says entry {said[0]}.")
    elif said[1] != prev:
        faults.append(f"The chain ends at entry {count} with another hash than its head's.")
    return Verdict(count, prev, tuple(faults))


def _faults_of(entry: JournalEntry, expected_seq: int, prev: str) -> Iterator[str]:
    if entry.seq != expected_seq:
        yield f"Entry {expected_seq} is missing: entry {entry.seq} stands in its place."
    if entry.prev_hash != prev:
        yield f"Entry {entry.seq} does not follow from the entry before it."
    if payload_hash(entry.payload) != entry.payload_sha256:
        yield f"The content of entry {entry.seq} has been changed."
    elif _subject_of(entry.payload) != entry.subject:
        yield f"The subject of entry {entry.seq} has been changed."
    if _computed_hash(entry) != entry.entry_hash:
        yield f"The hash of entry {entry.seq} does not match its fields."


def _subject_of(payload: str) -> str | None:
    try:
        subject: str = json.loads(payload)["subject"]
    except (ValueError, TypeError, KeyError):
        return None
    return subject


def _computed_hash(entry: JournalEntry) -> str | None:
    """None when a field holds what no entry ever held."""
    try:
        return entry_hash(
            entry.seq,
            entry.prev_hash,
            entry.at_us,
            entry.actor_id,
            entry.kind,
            entry.payload_sha256,
        )
    except ValueError:
        return None


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
