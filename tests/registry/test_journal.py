"""The chained journal in the database: what is written, and every way of meddling with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import pytest

from models.store import Store
from registry.entry_format import GENESIS, NotCanonical, entry_hash
from registry.journal import append, as_line, entries, entry_of
from registry.verification import Verdict, verify

AT_US = 1_772_438_400_000_000


def _verdict(store: Store) -> Verdict:
    with store.read() as work:
        return verify(work)


def _head(store: Store) -> str:
    return _verdict(store).head


def test_an_entry_says_who_did_what_to_what_and_when(store: Store) -> None:
    with store.write() as work:
        entry = append(work, "åsa", "tender.published", "t1", {"b": 1, "a": "A\u030are"})
        recorded = entry.model_dump(exclude={"real_at"})
        assert entry.real_at == work.real_now
    payload = '{"a":"Åre","b":1,"subject":"t1"}'
    digest = hashlib.sha256(payload.encode()).hexdigest()
    assert recorded == {
        "seq": 1,
        "prev_hash": GENESIS,
        "at_us": AT_US,
        "actor_id": "åsa",
        "kind": "tender.published",
        "subject": "t1",
        "payload": payload,
        "payload_sha256": digest,
        "entry_hash": entry_hash(1, GENESIS, AT_US, "åsa", "tender.published", digest),
    }


def test_an_untouched_chain_passes(journal: Store) -> None:
    with journal.read() as work:
        written = list(entries(work))
        verdict = verify(work)
    assert [entry.seq for entry in written] == [1, 2, 3, 4, 5]
    assert [entry.prev_hash for entry in written] == [
        GENESIS,
        *(entry.entry_hash for entry in written[:-1]),
    ]
    assert verdict == Verdict(5, written[-1].entry_hash, ())


def test_an_empty_journal_passes(store: Store) -> None:
    assert _verdict(store) == Verdict(0, GENESIS, ())


def test_an_act_may_write_several_entries(store: Store) -> None:
    with store.write() as work:
        for number in range(3):
            append(work, "åsa", "act", str(number), {})
        assert verify(work).faults == ()
    assert _verdict(store).entries == 3


def test_a_subject_typed_in_another_form_of_letters_passes(store: Store) -> None:
    with store.write() as work:
        append(work, "åsa", "act", "A\u030are", {})
    assert _verdict(store).faults == ()


def test_a_payload_cannot_put_itself_forward_as_the_subject(store: Store) -> None:
    with store.write() as work, pytest.raises(NotCanonical, match="are not part of what the act"):
        append(work, "åsa", "act", "t1", {"subject": "t2"})


def test_the_newest_entry_of_a_kind_about_a_subject_is_found(store: Store) -> None:
    with store.write() as work:
        for number in (1, 2):
            append(work, "åsa", "act", "t1", {"number": number})
        append(work, "åsa", "other", "t1", {})
        append(work, "åsa", "act", "t2", {})
    with store.read() as work:
        found = entry_of(work, "act", "t1")
        assert found is not None
        assert found.seq == 2
        assert entry_of(work, "act", "t3") is None


def independent_check(lines: Iterable[str]) -> tuple[int, str]:
    """Somebody else's verifier, from the written format alone: entries and the head."""
    count, prev = 0, "0" * 64
    for count, line in enumerate(lines, start=1):
        entry: dict[str, Any] = json.loads(line)
        payload = hashlib.sha256(entry["payload"].encode("utf-8")).digest()
        fields = [
            count.to_bytes(8, "big"),
            bytes.fromhex(prev),
            int(entry["at_us"]).to_bytes(8, "big", signed=True),
            entry["actor"].encode("utf-8"),
            entry["kind"].encode("utf-8"),
            payload,
        ]
        data = b"procurement-log/v1\x00"
        for field in fields:
            data += len(field).to_bytes(4, "big") + field
        if (entry["seq"], entry["prev"]) != (count, prev):
            raise ValueError(f"line {count} stands in the wrong place")
        if (entry["payload_sha256"], entry["hash"]) != (
            payload.hex(),
            prev := hashlib.sha256(data).hexdigest(),
        ):
            raise ValueError(f"line {count} has been changed")
    return count, prev


@pytest.fixture
def lines(journal: Store) -> list[str]:
    with journal.read() as work:
        return [as_line(entry) for entry in entries(work)]


def test_the_exported_lines_verify_without_our_code(journal: Store, lines: list[str]) -> None:
    assert independent_check(lines) == (5, _head(journal))
    assert "\n" not in "".join(lines)


@pytest.mark.parametrize(
    ("word", "other"), [("Åre", "Umeå"), ("åsa", "bo"), ("bids.opened", "bids.sealed")]
)
def test_a_changed_line_is_found_without_our_code(lines: list[str], word: str, other: str) -> None:
    lines[2] = lines[2].replace(word, other)
    with pytest.raises(ValueError, match="line 3 has been changed"):
        independent_check(lines)


def test_a_dropped_line_is_found_without_our_code(lines: list[str]) -> None:
    with pytest.raises(ValueError, match="line 3 stands in the wrong place"):
        independent_check([*lines[:2], *lines[3:]])
