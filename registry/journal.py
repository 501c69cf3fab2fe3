"""Append to the journal, read it, and check it."""

from __future__ import annotations

import json
import logging
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row
from sqlmodel import SQLModel, col, select

from law.reasons import ActRefused, Basis, Reason, Text
from models.journal import JournalEntry, JournalHead
from models.store import LeavesTrace, Store, Work
from people.actors import ENGINE
from registry.entry_format import (
    GENESIS,
    NotCanonical,
    canonical_json,
    entry_bytes,
    entry_hash,
    payload_hash,
)
from registry.facts import DIGEST, digest_of, facts_written
from registry.tree import HASH_BYTES, Frontier, grown, leaf_hash

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CLOCK_ALARM = "clock.stepped_back"
LARGEST_STEP_BACK = timedelta(seconds=2)
logger = logging.getLogger(__name__)

# Plain statements: by way of the session's objects an entry took five times as long.
_TABLES = SQLModel.metadata.tables
LOCKED_HEAD = _TABLES["journal_head"].select().with_for_update()
NEW_ENTRY = _TABLES["journal_entry"].insert()
NEW_FACTS = _TABLES["journal_fact"].insert()
MOVED_HEAD = _TABLES["journal_head"].update()


def append(
    work: Work, actor_id: str, kind: str, subject: str, payload: Mapping[str, Any]
) -> JournalEntry:
    """Write the act's entry in the act's own transaction; the head is locked last of all.

    Times never fall: a clock that a correction has set back by up to two seconds
    gets the time of the entry before. Raises `ClockSteppedBack` when it was set back
    further, and `NotCanonical` for a payload that has no single form.
    """
    if payload.keys() & {"subject", DIGEST}:
        raise NotCanonical("An entry's subject and its facts are not part of what the act says.")
    head = _locked_head(work)
    at_us = microseconds(work.now)
    if head.at_us - at_us > microseconds(EPOCH + LARGEST_STEP_BACK):
        raise ClockSteppedBack(work.now, instant(head.at_us))
    return _written(work, head, max(at_us, head.at_us), (actor_id, kind, subject, payload))


def _written(
    work: Work, head: Row[Any], at_us: int, act: tuple[str, str, str, Mapping[str, Any]]
) -> JournalEntry:
    """`act`: actor, kind, subject, payload."""
    actor_id, kind, subject, payload = act
    seq, prev = head.seq + 1, head.entry_hash
    subject = unicodedata.normalize("NFC", subject)
    facts = facts_written(work, seq)
    if facts:
        rows = ((fact["table_name"], fact["row_key"], fact["mac"]) for fact in facts)
        payload = {**payload, DIGEST: digest_of(rows)}
    text = canonical_json({"subject": subject, **payload})
    digest = payload_hash(text)
    entry: dict[str, Any] = {
        "seq": seq,
        "prev_hash": prev,
        "at_us": at_us,
        "actor_id": actor_id,
        "kind": kind,
        "subject": subject,
        "payload": text,
        "payload_sha256": digest,
        "entry_hash": entry_hash(seq, prev, at_us, actor_id, kind, digest),
        "real_at": work.real_now,
    }
    leaf = leaf_hash(entry_bytes(seq, prev, at_us, actor_id, kind, digest))
    frontier = as_text(grown(frontier_of(head), head.seq, leaf))
    moved = {"seq": seq, "entry_hash": entry["entry_hash"], "at_us": at_us, "frontier": frontier}
    connection = work.session.connection()
    connection.execute(NEW_ENTRY, entry)
    if facts:
        connection.execute(NEW_FACTS, facts)
    connection.execute(MOVED_HEAD, moved)
    return JournalEntry(**entry)


def _locked_head(work: Work) -> Row[Any]:
    """The columns of `JournalHead`."""
    # What the act itself writes goes first, so that it waits for nobody with the head locked.
    work.session.flush()
    connection = work.session.connection()
    head = connection.execute(LOCKED_HEAD).one_or_none()
    if head is None:
        # A row that is not there cannot be locked, so that two first entries at once
        # would both become number 1.
        work.put_once(JournalHead(id=1, seq=0, entry_hash=GENESIS, at_us=0, frontier=""))
        head = connection.execute(LOCKED_HEAD).one()
    return head


def next_number(work: Work) -> int:
    """The number that the act's entry will have: for a row that names its own entry.

    The head is locked from now on, so what else the act locks comes before.
    """
    return int(_locked_head(work).seq) + 1


def microseconds(at: datetime) -> int:
    """Whole microseconds since 1970 UTC."""
    return (at - EPOCH) // timedelta(microseconds=1)


def instant(at_us: int) -> datetime:
    return EPOCH + timedelta(microseconds=at_us)


def frontier_of(head: JournalHead | Row[Any]) -> Frontier:
    """Raises `ValueError` for what is no frontier."""
    nodes = bytes.fromhex(head.frontier)
    return tuple(nodes[at : at + HASH_BYTES] for at in range(0, len(nodes), HASH_BYTES))


def as_text(frontier: Frontier) -> str:
    return b"".join(frontier).hex()


class ClockSteppedBack(LeavesTrace, ActRefused):
    """The clock shows a time long before the newest entry: whatever is done now is undone."""

    def __init__(self, now: datetime, newest: datetime) -> None:
        self.now, self.newest = now, newest
        shown, last = (f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" for at in (now, newest))
        text = Text(
            f"Klockan visar {shown}, men journalens senaste post är från {last}",
            f"The clock shows {shown}, but the journal's newest entry is of {last}",
        )
        todo = Text(
            "Ställ klockan rätt och gör om åtgärden",
            "Set the clock right and repeat the act",
        )
        ActRefused.__init__(self, Reason("clock.stepped_back", text, None, Basis.HOUSE_RULE), todo)

    def trace(self, store: Store) -> None:
        sound_clock_alarm(store, self)


def clock_reading(store: Store) -> datetime:
    """The clock's time now, for an act that is timed before its transaction begins.

    Raises `ClockSteppedBack` as `append` does: the clock may be right again by then.
    """
    with store.read() as work:
        head = work.session.get(JournalHead, 1)
        newest = instant(head.at_us) if head else EPOCH
    now = store.clock.now()
    if newest - now > LARGEST_STEP_BACK:
        alarm = ClockSteppedBack(now, newest)
        alarm.trace(store)
        raise alarm
    return now


def sound_clock_alarm(store: Store, alarm: ClockSteppedBack) -> None:
    """Log each refused act; journal the first one only, at the last time that was good.

    Nothing else can be appended until the clock is right, so that an alarm which is
    still the newest entry is the same one. Called by `Store.write` for every service.
    """
    logger.error("%s", alarm.in_("en"))
    with store.write() as work:
        head = _locked_head(work)
        newest = work.session.get(JournalEntry, head.seq)
        if newest is None or newest.kind != CLOCK_ALARM:
            payload = {"clock": alarm.now, "last_good": instant(head.at_us)}
            _written(work, head, head.at_us, (ENGINE, CLOCK_ALARM, "", payload))


def entries(work: Work, up_to: int | None = None) -> Iterator[JournalEntry]:
    """In order, as they lie in the database, a part of the journal at a time."""
    found = select(JournalEntry).order_by(col(JournalEntry.seq))
    if up_to is not None:
        found = found.where(col(JournalEntry.seq) <= up_to)
    yield from work.session.exec(found.execution_options(yield_per=1000, populate_existing=True))


def entry_of(work: Work, kind: str, subject: str) -> JournalEntry | None:
    """The newest entry of that kind about that subject."""
    found = select(JournalEntry).where(
        col(JournalEntry.kind) == kind, col(JournalEntry.subject) == subject
    )
    return work.session.exec(found.order_by(col(JournalEntry.seq).desc())).first()


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
