"""Signed checkpoints: what they say, when they are due, and what they find."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import text

from models.clock import FixedClock
from models.journal import Checkpoint, CheckpointReason
from models.sealed import DeadlineExtension
from models.store import Store
from models.tables import metadata
from registry.checkpoints import (
    Printed,
    checkpoint_of_act,
    newest_checkpoint,
    read_printed,
    take,
    take_due,
    verify_signed,
)
from registry.installation_keys import load_keys, make_keys
from registry.journal import append, microseconds
from registry.signed_notes import (
    NotANote,
    read_note,
    signed_note,
    verifier_key,
)
from registry.verification import verify
from tests.models.legal_rows import LEGAL
from tests.models.row_values import AT


@pytest.fixture
def journal(journal: Store) -> Store:
    make_keys(journal.keys_dir)
    return journal


def at(store: Store, later: timedelta) -> Store:
    return Store(store.engine, store.blobs, FixedClock(AT + later), store.data_dir)


def taken(store: Store, reason: CheckpointReason = CheckpointReason.PUBLISH) -> Checkpoint:
    with store.write() as work:
        found = take(work, reason)
    assert found is not None
    return found


def act(store: Store) -> None:
    with store.write() as work:
        append(work, "åsa", "act", "t1", {})


def test_a_checkpoint_is_a_signed_note_that_others_can_read(journal: Store) -> None:
    """Checked by hand from C2SP's text alone."""
    public = load_keys(journal.keys_dir).public_key
    with journal.read() as work:
        verdict = verify(work, {5})
    name = f"tilldela/{hashlib.sha256(public).hexdigest()[:8]}"

    signed, _, signature = taken(journal).note.partition("\n\n")

    root = base64.b64encode(bytes.fromhex(verdict.roots[5])).decode()
    assert signed == (
        f"{name}\n5\n{root}\nhead {verdict.head}\nat {microseconds(AT)}\nreason publish"
    )
    dash, signer, encoded = signature.rstrip("\n").split(" ")
    raw = base64.b64decode(encoded)
    assert (dash, signer) == ("—", name)
    assert raw[:4] == hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
    Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], f"{signed}\n".encode())
    encoded_key = base64.b64encode(b"\x01" + public).decode()
    assert verifier_key(public) == f"{name}+{raw[:4].hex()}+{encoded_key}"


def test_the_same_journal_signed_again_gives_the_same_note(journal: Store) -> None:
    first = taken(journal)
    assert taken(journal, CheckpointReason.AWARD) == first
    keys = load_keys(journal.keys_dir)
    assert signed_note(read_note(first.note, keys.public_key), keys) == first.note


def test_an_empty_journal_has_no_checkpoint(store: Store) -> None:
    make_keys(store.keys_dir)
    with store.write() as work:
        assert take(work, CheckpointReason.PUBLISH) is None
    assert take_due(store) is None


WRONG: dict[str, Callable[[str], str]] = {
    "size": lambda note: note.replace("\n5\n", "\n6\n"),
    "time": lambda note: note.replace("\nat 1", "\nat 2"),
    "reason": lambda note: note.replace("publish", "award"),
    "another log": lambda note: note.replace("tilldela/", "tilldela/0", 1),
    "a line more": lambda note: note.replace("reason publish\n", "reason publish\nmore\n"),
    "trailing garbage": lambda note: note + "x",
    "truncated": lambda note: note[:-10],
    "no signature": lambda note: note.partition("\n\n")[0] + "\n",
    "empty": lambda note: "",
    "signed twice": lambda note: note + note.rpartition("\n\n")[2],
    "a hyphen for the dash": lambda note: note.replace("—", "-"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_note_changed_in_any_way_is_refused(journal: Store, wrong: str) -> None:
    public, note = load_keys(journal.keys_dir).public_key, taken(journal).note
    with pytest.raises(NotANote):
        read_note(WRONG[wrong](note), public)


def test_another_installations_note_is_refused(journal: Store) -> None:
    make_keys(journal.data_dir / "other")
    other = load_keys(journal.data_dir / "other")
    mine = read_note(taken(journal).note, load_keys(journal.keys_dir).public_key)
    with pytest.raises(NotANote, match="signed by another installation"):
        read_note(signed_note(mine, other), load_keys(journal.keys_dir).public_key)


def test_each_hour_with_an_entry_gets_one_checkpoint(journal: Store) -> None:
    hour, second = timedelta(hours=1), timedelta(seconds=1)
    first = take_due(journal)
    assert first is not None
    assert (first.size, first.reason) == (5, "hourly")
    assert take_due(at(journal, 2 * hour)) is None, "nothing has been entered"
    act(at(journal, 2 * second))
    assert take_due(at(journal, hour - second)) is None
    second_one = take_due(at(journal, hour))
    assert second_one is not None
    assert second_one.size == 6


def publish_tender(store: Store) -> None:
    """Deadline AT."""
    with store.write() as work:
        for name in ("buyer", "organisation", "person", "tender", "publication"):
            rows = [dict(row) for row in LEGAL[name]]
            work.session.connection().execute(metadata.tables[name].insert(), rows)


def test_a_passed_deadline_gets_one_checkpoint_though_nothing_was_entered(journal: Store) -> None:
    taken(journal)
    publish_tender(journal)
    just_after = at(journal, timedelta(microseconds=1))
    assert take_due(journal) is None, "the deadline's own microsecond is within it"
    due = take_due(just_after)
    assert due is not None
    assert (due.size, due.reason) == (5, "deadline")
    assert take_due(just_after) is None
    assert take_due(at(journal, timedelta(days=1))) is None


def test_a_deadline_that_was_extended_has_not_passed(journal: Store) -> None:
    publish_tender(journal)
    later = timedelta(days=7)
    with journal.write() as work:
        work.session.add(
            DeadlineExtension(
                tender_id="tender",
                number=1,
                deadline_at=AT + later,
                extended_at=AT,
                approved_by="head",
                reason_sv="",
                reason_en="",
                actor_id="officer",
                recorded_at=AT,
                recorded_real_at=AT,
            )
        )
    taken(journal)
    assert take_due(at(journal, later)) is None
    due = take_due(at(journal, later + timedelta(microseconds=1)))
    assert due is not None
    assert due.reason == "deadline"


def test_the_checkpoint_of_an_act_is_the_newest_of_its_time_and_stays_so(journal: Store) -> None:
    first = taken(journal)
    with journal.write() as work:
        append(work, "åsa", "award.decided", "d1", {})
        own = take(work, CheckpointReason.AWARD)
        append(work, "åsa", "rated", "r1", {})
    act(journal)
    taken(journal)
    with journal.read() as work:
        assert checkpoint_of_act(work, "award.decided", "d1") == own
        assert checkpoint_of_act(work, "rated", "r1") == own
        assert checkpoint_of_act(work, "contract.concluded", "t5") == first
        assert checkpoint_of_act(work, "contract.concluded", "t4") is None
        assert checkpoint_of_act(work, "tender.drafted", "t1") is None, "none had been taken"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("5 · " + "9f2c " * 8, Printed(5, "9f2c" * 8)),
        ("5: " + "9F2C" * 8, Printed(5, "9f2c" * 8)),
        ("5 " + "9f2c" * 16, Printed(5, "9f2c" * 16)),
        ("439 ·\n9f2c 9f2c 9f2c 9f2c\n9f2c 9f2c 9f2c 9f2c", Printed(439, "9f2c" * 8)),
        ("5 · " + "9f2c " * 7, None),
        ("5 · " + "9f2c " * 17, None),
        ("0 · " + "9f2c " * 8, None),
        ("9f2c " * 8, None),
        ("5 · " + "zzzz " * 8, None),
        ("", None),
    ],
)
def test_what_documents_print_is_read_in_any_spacing(typed: str, read: Printed | None) -> None:
    assert read_printed(typed) == read


def test_a_printed_root_is_recognised_at_its_size_only(journal: Store) -> None:
    root = taken(journal).root
    act(journal)
    with journal.read() as work:
        known = [
            verify_signed(work, printed)[1]
            for printed in (
                Printed(5, root[:32]),
                Printed(5, root),
                Printed(6, root),
                Printed(7, root),
                Printed(5, "0" * 32),
            )
        ]
    assert known == [True, True, False, False, False]


MEDDLING = {
    "UPDATE checkpoint SET root = :hash": "says something else than its signed note",
    "UPDATE checkpoint SET at_us = at_us + 1": "says something else than its signed note",
    "UPDATE checkpoint SET reason = 'award'": "says something else than its signed note",
    "UPDATE checkpoint SET size = 4": "says something else than its signed note",
    "UPDATE checkpoint SET note = 'x'": "This is not a signed checkpoint",
}


@pytest.mark.parametrize("statement", MEDDLING)
def test_a_meddled_checkpoint_is_found(journal: Store, statement: str) -> None:
    taken(journal)
    with journal.engine.begin() as connection:
        values = {"hash": "f" * 64} if ":hash" in statement else {}
        connection.execute(text(statement), values)
    with journal.read() as work:
        [fault] = verify_signed(work)[0].faults
    assert MEDDLING[statement] in fault


def test_a_journal_that_a_checkpoint_did_not_sign_is_found(journal: Store) -> None:
    keys = load_keys(journal.keys_dir)
    mine = taken(journal)
    other = replace(read_note(mine.note, keys.public_key), root="0" * 64)
    with journal.write() as work:
        stored = work.session.get_one(Checkpoint, (mine.size, mine.at_us))
        stored.root, stored.note = other.root, signed_note(other, keys)
    with journal.read() as work:
        assert verify_signed(work)[0].faults == (
            "The first 5 entries are not those that checkpoint 5 signed.",
        )
        assert newest_checkpoint(work, 4) is None
