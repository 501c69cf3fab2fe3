"""Every way of meddling with the journal's rows, and what the check says about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from hashlib import sha256

import pytest
from sqlalchemy import Engine, text

from models.journal import JournalHead
from models.store import Store
from registry.entry_format import GENESIS, entry_bytes, payload_hash
from registry.journal import as_text, entries
from registry.tree import Frontier, grown, leaf_hash
from registry.verification import Verdict, verify


def _verdict(store: Store) -> Verdict:
    with store.read() as work:
        return verify(work)


OTHER_PAYLOAD = '{"number":9,"subject":"t3"}'
OTHER_SHA256 = payload_hash(OTHER_PAYLOAD)
VALUES = {
    "payload": OTHER_PAYLOAD,
    "payload_sha256": OTHER_SHA256,
    "no_json_sha256": payload_hash("x"),
    "no_hash": "z" * 64,
    "hash": "f" * 64,
}

MEDDLING: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "payload": (
        ("UPDATE journal_entry SET payload = :payload WHERE seq = 3",),
        ("The content of entry 3 has been changed.",),
    ),
    "payload, one space more": (
        ("UPDATE journal_entry SET payload = payload || ' ' WHERE seq = 3",),
        ("The content of entry 3 has been changed.",),
    ),
    "payload and its hash": (
        (
            (
                "UPDATE journal_entry SET payload = :payload,"
                " payload_sha256 = :payload_sha256 WHERE seq = 3"
            ),
        ),
        ("The hash of entry 3 does not match its fields.",),
    ),
    "payload that is no JSON, and its hash": (
        (
            (
                "UPDATE journal_entry SET payload = 'x', payload_sha256 = :no_json_sha256"
                " WHERE seq = 3"
            ),
        ),
        (
            "The subject of entry 3 has been changed.",
            "The hash of entry 3 does not match its fields.",
        ),
    ),
    "a payload hash that is no hash": (
        ("UPDATE journal_entry SET payload_sha256 = :no_hash WHERE seq = 3",),
        (
            "The content of entry 3 has been changed.",
            "The hash of entry 3 does not match its fields.",
        ),
    ),
    "actor": (
        ("UPDATE journal_entry SET actor_id = 'bo' WHERE seq = 3",),
        ("The hash of entry 3 does not match its fields.",),
    ),
    "kind": (
        ("UPDATE journal_entry SET kind = 'award.decided' WHERE seq = 3",),
        ("The hash of entry 3 does not match its fields.",),
    ),
    "time": (
        ("UPDATE journal_entry SET at_us = at_us - 1 WHERE seq = 3",),
        (
            "Entry 3 is older than the entry before it.",
            "The hash of entry 3 does not match its fields.",
        ),
    ),
    "subject": (
        ("UPDATE journal_entry SET subject = 't4' WHERE seq = 3",),
        ("The subject of entry 3 has been changed.",),
    ),
    "hash": (
        ("UPDATE journal_entry SET entry_hash = :hash WHERE seq = 3",),
        (
            "The hash of entry 3 does not match its fields.",
            "Entry 4 does not follow from the entry before it.",
        ),
    ),
    "previous hash": (
        ("UPDATE journal_entry SET prev_hash = :hash WHERE seq = 3",),
        (
            "Entry 3 does not follow from the entry before it.",
            "The hash of entry 3 does not match its fields.",
        ),
    ),
    "first entry dropped": (
        ("DELETE FROM journal_entry WHERE seq = 1",),
        (
            "Entry 1 is missing: entry 2 stands in its place.",
            "Entry 2 does not follow from the entry before it.",
            "Entry 2 is missing: entry 3 stands in its place.",
            "Entry 3 is missing: entry 4 stands in its place.",
            "Entry 4 is missing: entry 5 stands in its place.",
            "The chain ends at entry 4, but its head says entry 5.",
        ),
    ),
    "middle entry dropped": (
        ("DELETE FROM journal_entry WHERE seq = 3",),
        (
            "Entry 3 is missing: entry 4 stands in its place.",
            "Entry 4 does not follow from the entry before it.",
            "Entry 4 is missing: entry 5 stands in its place.",
            "The chain ends at entry 4, but its head says entry 5.",
        ),
    ),
    "last entry dropped": (
        ("DELETE FROM journal_entry WHERE seq = 5",),
        ("The chain ends at entry 4, but its head says entry 5.",),
    ),
    "all entries dropped": (
        ("DELETE FROM journal_entry",),
        ("The chain ends at entry 0, but its head says entry 5.",),
    ),
    "middle entry dropped and the rest moved up": (
        (
            "DELETE FROM journal_entry WHERE seq = 3",
            "UPDATE journal_entry SET seq = 3 WHERE seq = 4",
            "UPDATE journal_entry SET seq = 4 WHERE seq = 5",
            "UPDATE journal_head SET seq = 4",
        ),
        (
            "Entry 3 does not follow from the entry before it.",
            "The hash of entry 3 does not match its fields.",
            "The hash of entry 4 does not match its fields.",
        ),
    ),
    "two entries swapped": (
        (
            "UPDATE journal_entry SET seq = 99 WHERE seq = 2",
            "UPDATE journal_entry SET seq = 2 WHERE seq = 3",
            "UPDATE journal_entry SET seq = 3 WHERE seq = 99",
        ),
        (
            "Entry 2 does not follow from the entry before it.",
            "The hash of entry 2 does not match its fields.",
            "Entry 3 does not follow from the entry before it.",
            "The hash of entry 3 does not match its fields.",
            "Entry 4 does not follow from the entry before it.",
        ),
    ),
    "entry put in at the end": (
        (
            (
                "INSERT INTO journal_entry SELECT 6, entry_hash, at_us, actor_id, kind, subject,"
                " payload, payload_sha256, :hash, real_at FROM journal_entry WHERE seq = 5"
            ),
        ),
        (
            "The hash of entry 6 does not match its fields.",
            "The chain ends at entry 6, but its head says entry 5.",
        ),
    ),
    "entry put in at the end, and the head with it": (
        (
            (
                "INSERT INTO journal_entry SELECT 6, entry_hash, at_us, actor_id, kind, subject,"
                " payload, payload_sha256, :hash, real_at FROM journal_entry WHERE seq = 5"
            ),
            "UPDATE journal_head SET seq = 6, entry_hash = :hash",
        ),
        ("The hash of entry 6 does not match its fields.",),
    ),
    "head's number": (
        ("UPDATE journal_head SET seq = 4",),
        ("The chain ends at entry 5, but its head says entry 4.",),
    ),
    "head's hash": (
        ("UPDATE journal_head SET entry_hash = :hash",),
        ("The chain ends at entry 5 with another hash than its head's.",),
    ),
    "head's tree": (
        ("UPDATE journal_head SET frontier = :hash",),
        ("The tree over 5 entries is another than its head's.",),
    ),
    "head's time": (
        ("UPDATE journal_head SET at_us = at_us - 1",),
        ("The chain ends at entry 5 at another time than its head's.",),
    ),
    "head dropped": (
        ("DELETE FROM journal_head",),
        ("The chain ends at entry 5, but its head says entry 0.",),
    ),
}


@pytest.mark.parametrize("meddling", MEDDLING)
def test_meddling_is_found_and_named(journal: Store, meddling: str) -> None:
    statements, faults = MEDDLING[meddling]
    _execute(journal.engine, statements)
    assert _verdict(journal).faults == faults


def _execute(engine: Engine, statements: Iterable[str]) -> None:
    with engine.begin() as connection:
        for statement in statements:
            named = {name: VALUES[name] for name in re.findall(r":(\w+)", statement)}
            connection.execute(text(statement), named)


def test_what_lies_in_the_database_is_checked_not_what_was_read_before(journal: Store) -> None:
    with journal.write() as work:
        read_before = list(entries(work))
        work.session.connection().execute(text("UPDATE journal_entry SET kind = 'k'"))
        assert len(verify(work).faults) == len(read_before) == 5


def test_a_chain_rewritten_whole_passes_and_only_a_head_kept_elsewhere_tells(
    journal: Store,
) -> None:
    printed_in_a_letter = _verdict(journal).head
    _rewrite_everything(journal, lambda payload: payload.replace("Åre", "Umeå"))
    verdict = _verdict(journal)
    assert (verdict.entries, verdict.faults) == (5, ())
    assert verdict.head != printed_in_a_letter


def _rewrite_everything(store: Store, change: Callable[[str], str]) -> None:
    with store.write() as work:
        prev = GENESIS
        frontier: Frontier = ()
        for entry in list(entries(work)):
            entry.prev_hash, entry.payload = prev, change(entry.payload)
            entry.payload_sha256 = payload_hash(entry.payload)
            hashed = entry_bytes(
                entry.seq, prev, entry.at_us, entry.actor_id, entry.kind, entry.payload_sha256
            )
            frontier = grown(frontier, entry.seq - 1, leaf_hash(hashed))
            prev = entry.entry_hash = sha256(hashed).hexdigest()
            work.session.flush()
        head = work.session.get_one(JournalHead, 1)
        head.entry_hash, head.frontier = prev, as_text(frontier)
