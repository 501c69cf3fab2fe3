"""Checkpoints: the journal's root, signed, so that it can leave the house and be compared.

Taken when a tender is published, its deadline has passed, its bids are opened, its
award decided, and each hour in which something was entered; documents print the
newest one that there was when the act they tell of was entered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import col, select

from models.journal import Checkpoint, CheckpointReason, JournalHead
from models.sealed import DeadlineExtension
from models.store import Store, Work
from models.tender import Publication, Tender
from registry.facts import fact_faults
from registry.installation_keys import keys_of
from registry.journal import entry_of, frontier_of, instant, microseconds
from registry.kept_checkpoints import (
    LOG,
    keep,
    keep_when_committed,
    kept_notes,
    last_position,
    position,
)
from registry.signed_notes import NotANote, SignedNote, read_note, signed_note
from registry.tree import root_of
from registry.verification import Verdict, verify

HOUR = timedelta(hours=1)
# As documents print one: "439 · 9f2c 41d0 …", in any spacing.
PRINTED = re.compile(r"\s*([1-9]\d{0,17})(?:\s*[·:/]\s*|\s+)([0-9a-f][0-9a-f\s]{30,}[0-9a-f])\s*")
PRINTED_DIGITS = 32


def take(work: Work, reason: CheckpointReason) -> Checkpoint | None:
    """Sign the root over everything entered so far, this transaction's acts among it.

    None while the journal is empty. Once for each size and instant.
    """
    head = work.session.get(JournalHead, 1, with_for_update=True, populate_existing=True)
    if head is None or head.seq == 0:
        return None
    at_us = max(microseconds(work.now), head.at_us)
    taken = work.session.get(Checkpoint, (head.seq, at_us))
    if taken is None:
        taken = _signed(work, head, at_us, reason)
        work.session.add(taken)
        work.session.flush()
        keep_when_committed(work.session, work.keys_dir, not_kept(work))
    return taken


def _signed(work: Work, head: JournalHead, at_us: int, reason: CheckpointReason) -> Checkpoint:
    root = root_of(frontier_of(head)).hex()
    note = SignedNote(head.seq, root, head.entry_hash, at_us, reason.value)
    return Checkpoint(
        size=head.seq,
        at_us=at_us,
        reason=reason.value,
        root=root,
        note=signed_note(note, keys_of(work)),
        real_at=work.real_now,
    )


def take_due(store: Store) -> Checkpoint | None:
    """Take the checkpoint that an hour's acts or a passed deadline calls for, if any does."""
    keep_newest(store)
    with store.read() as work:
        if _due(work) is None:
            return None
    with store.write() as work:
        reason = _due(work)
        return None if reason is None else take(work, reason)


def keep_newest(store: Store) -> None:
    """Write what the file outside the database lacks, after a crash or a full disk."""
    with store.read() as work:
        lacking = not_kept(work)
    if lacking:
        keep(store.keys_dir, lacking)


def not_kept(work: Work) -> tuple[str, ...]:
    """The notes of all checkpoints newer than the newest in the file; of the newest, if none is."""
    size, at_us = last_position(work.keys_dir)
    if size == 0:
        newest = newest_checkpoint(work)
        return (newest.note,) if newest else ()
    newer = select(Checkpoint).where(col(Checkpoint.size) >= size)
    found = work.session.exec(newer.order_by(col(Checkpoint.size), col(Checkpoint.at_us)))
    return tuple(each.note for each in found if (each.size, each.at_us) > (size, at_us))


def _due(work: Work) -> CheckpointReason | None:
    newest = newest_checkpoint(work)
    taken = instant(newest.at_us) if newest else None
    passed = _newest_deadline(work)
    if passed is not None and (taken is None or taken <= passed):
        return CheckpointReason.DEADLINE
    head = work.session.get(JournalHead, 1)
    grown = head is not None and head.seq > (newest.size if newest else 0)
    if grown and (taken is None or work.now - taken >= HOUR):
        return CheckpointReason.HOURLY
    return None


def _newest_deadline(work: Work) -> datetime | None:
    """The last deadline for bids that has passed, of all published tenders, as extended."""
    published = select(Tender.id, Tender.bid_deadline_at).join(
        Publication, col(Publication.tender_id) == col(Tender.id)
    )
    deadlines = {
        tender_id: [stated] for tender_id, stated in work.session.exec(published) if stated
    }
    for extension in work.session.exec(select(DeadlineExtension)):
        deadlines.setdefault(extension.tender_id, []).append(extension.deadline_at)
    latest = [max(each) for each in deadlines.values()]
    return max((each for each in latest if each < work.now), default=None)


def checkpoints(work: Work) -> Sequence[Checkpoint]:
    """In the order taken."""
    found = select(Checkpoint).order_by(col(Checkpoint.size), col(Checkpoint.at_us))
    return work.session.exec(found.execution_options(populate_existing=True)).all()


def newest_checkpoint(work: Work, up_to: int | None = None) -> Checkpoint | None:
    """The newest over at most `up_to` entries."""
    found = select(Checkpoint).order_by(col(Checkpoint.size).desc(), col(Checkpoint.at_us).desc())
    if up_to is not None:
        found = found.where(col(Checkpoint.size) <= up_to)
    return work.session.exec(found).first()


def checkpoint_of_act(work: Work, kind: str, subject: str) -> Checkpoint | None:
    """The newest there was when the act had been entered: a document set again prints the same.

    An act that takes a checkpoint itself is covered by it.
    """
    entry = entry_of(work, kind, subject)
    return newest_checkpoint(work, entry.seq) if entry else None


@dataclass(frozen=True)
class Printed:
    """What a document prints, or a signed note tells: how many entries, and (part of) the root."""

    size: int
    root: str


def read_printed(text: str) -> Printed | None:
    """Size and at least 32 hex digits of the root; None for anything else."""
    found = PRINTED.fullmatch(text.lower())
    if found is None:
        return None
    root = "".join(found[2].split())
    return Printed(int(found[1]), root) if PRINTED_DIGITS <= len(root) <= 64 else None


def verify_signed(
    work: Work, also: Printed | None = None, kept: Sequence[str] | None = None
) -> tuple[Verdict, bool]:
    """Check the journal, every checkpoint, and the tables; whether `also` is a root it has had.

    `kept` are the notes outside the database, when they were read before this: they
    are read before the database is. Raises `KeysUnfit` when the installation's public
    key cannot be read.
    """
    outside = kept_notes(work.keys_dir) if kept is None else kept
    taken = checkpoints(work)
    inside = {each.note for each in taken}
    outside = [note for note in outside if note not in inside]
    sizes = {each.size for each in taken} | {position(note)[0] for note in outside}
    verdict = verify(work, sizes | ({also.size} if also else set()))
    public_key = keys_of(work).public_key
    faults = [fault for each in taken for fault in _faults_of(each, verdict, public_key)]
    faults += [each for note in outside for each in _faults_outside(note, verdict, public_key)]
    faults += fact_faults(work)
    known = also is not None and verdict.roots.get(also.size, "").startswith(also.root)
    return replace(verdict, faults=(*verdict.faults, *faults)), known


def _faults_of(taken: Checkpoint, verdict: Verdict, public_key: bytes) -> Iterator[str]:
    try:
        note = read_note(taken.note, public_key)
    except NotANote as error:
        yield f"Checkpoint {taken.size}: {error}"
        return
    said = (taken.size, taken.at_us, taken.reason, taken.root)
    if (note.size, note.at_us, note.reason, note.root) != said:
        yield f"Checkpoint {taken.size} says something else than its signed note."
    elif verdict.roots.get(note.size) != note.root:
        yield f"The first {note.size} entries are not those that checkpoint {note.size} signed."


def _faults_outside(text: str, verdict: Verdict, public_key: bytes) -> Iterator[str]:
    """Of a note that lies in the file only: its row was deleted, or the journal was rewritten."""
    try:
        note = read_note(text, public_key)
    except NotANote as error:
        yield f"A checkpoint in {LOG}: {error}"
        return
    if verdict.roots.get(note.size) != note.root:
        yield f"The first {note.size} entries are not those that a checkpoint in {LOG} signed."
