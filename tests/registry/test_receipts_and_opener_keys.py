from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert

from law.reasons import ActRefused
from models.journal import Blob
from models.sealed import KeyEndReason, SealedBid, SealedWithdrawal
from models.store import Store
from models.tables import metadata
from people.actors import Actor, load_actor
from registry.installation_keys import load_keys, make_keys
from registry.journal import append
from registry.opener_register import end_key, key_states, register_key
from registry.receipts import (
    RECEIVED,
    WITHDRAWN,
    EnvelopeBroken,
    Receipt,
    check_receipts,
    read_receipt,
    receipt_of,
    received_payload,
    withdrawn_payload,
)
from registry.sealing import OpenerPublicKey
from tests.models.legal_rows import LEGAL
from tests.models.row_values import AT, PDF_HASH


@pytest.fixture
def received(store: Store) -> Store:
    """A received bid, and another one that was withdrawn."""
    make_keys(store.keys_dir)
    with store.write() as work:
        for table in ("buyer", "organisation", "person", "role_grant", "tender", "lot", "blob"):
            rows = [dict(row) for row in LEGAL[table]]
            work.session.connection().execute(insert(metadata.tables[table]), rows)
        for bid_id in ("bid1", "bid2"):
            said = received_payload(bid_id, 1, PDF_HASH, 1, AT)
            entry = append(work, "engine", RECEIVED, "tender", said)
            row = {**LEGAL["sealed_bid"][0], "bid_id": bid_id, "journal_seq": entry.seq}
            work.session.add(SealedBid(**row))
        work.session.flush()
        entry = append(work, "engine", WITHDRAWN, "tender", withdrawn_payload("bid2", 1, AT))
        row = {**LEGAL["sealed_withdrawal"][0], "bid_id": "bid2", "journal_seq": entry.seq}
        work.session.add(SealedWithdrawal(**row))
    return store


def receipt(store: Store, bid_id: str) -> Receipt:
    with store.read() as work:
        bid = work.session.get_one(SealedBid, (bid_id, 1))
        return receipt_of(work, bid, work.session.get(SealedWithdrawal, bid_id))


@pytest.mark.parametrize("bid_id", ["bid1", "bid2"])
def test_a_receipt_read_again_is_the_same_and_signed(received: Store, bid_id: str) -> None:
    given = receipt(received, bid_id)
    public = load_keys(received.keys_dir).public_key
    assert read_receipt(given.to_json(), public) == given == receipt(received, bid_id)
    assert (given.withdrawn_at is None) == (bid_id == "bid1")


@pytest.mark.parametrize(
    "changes",
    [
        {"bid_id": "bid3"},
        {"version": 2},
        {"tender_id": "other"},
        {"envelope_sha256": "b" * 64},
        {"size": 2},
        {"received_at": AT.replace(microsecond=1)},
        {"withdrawn_at": AT},
        {"journal_seq": 9},
        {"entry_hash": "b" * 64},
        {"signature": "00" * 64},
        {"signature": "no hex"},
    ],
)
def test_a_receipt_with_anything_changed_is_not_ours(
    received: Store, changes: dict[str, Any]
) -> None:
    forged = replace(receipt(received, "bid1"), **changes)
    with pytest.raises(ActRefused, match="not a receipt of this installation's"):
        read_receipt(forged.to_json(), load_keys(received.keys_dir).public_key)


def test_what_lies_as_it_was_journaled_passes(received: Store) -> None:
    with received.read() as work:
        check_receipts(work, "tender")


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (SealedBid, {"envelope_sha256": "b" * 64}),
        (SealedBid, {"size": 2}),
        (SealedBid, {"received_at": AT.replace(microsecond=1)}),
        (SealedBid, {"journal_seq": 77}),
        (SealedWithdrawal, {"withdrawn_at": AT.replace(microsecond=1)}),
        (SealedWithdrawal, {"journal_seq": 77}),
        (SealedWithdrawal, None),
    ],
)
def test_a_row_that_differs_from_the_journal_or_is_gone_is_found(
    received: Store, table: type[SealedBid] | type[SealedWithdrawal], values: dict[str, Any] | None
) -> None:
    with received.write() as work:
        work.put_once(Blob(sha256="b" * 64, size=1, media_type="", stored_at=AT))
        key = ("bid2", 1) if table is SealedBid else "bid2"
        row = work.session.get_one(table, key)
        if values is None:
            work.session.delete(row)
        for name, value in (values or {}).items():
            setattr(row, name, value)
    with received.read() as work, pytest.raises(EnvelopeBroken) as broken:
        check_receipts(work, "tender")
    assert broken.value.bid_id == "bid2"
    assert str(broken.value) == (
        "Bid bid2 does not match its receipt in the journal. Stop the opening and investigate."
    )


KEY = OpenerPublicKey.of(bytes(range(32)))


def officer(store: Store) -> Actor:
    return load_actor(store, "officer")


def test_a_key_is_registered_once_and_ends_once(received: Store) -> None:
    for _ in range(2):
        register_key(received, officer(received), KEY)
    assert [(state.key_id, state.person_id, state.ended) for state in key_states(received)] == [
        (KEY.key_id, "officer", "")
    ]
    for reason in (KeyEndReason.EXPOSED, KeyEndReason.LOST):
        end_key(received, officer(received), "buyer", KEY.key_id, reason)
    assert [state.ended for state in key_states(received)] == ["exposed"]


def test_an_unknown_key_cannot_end(received: Store) -> None:
    with pytest.raises(ActRefused) as refusal:
        end_key(received, officer(received), "buyer", "0" * 16, KeyEndReason.LOST)
    assert refusal.value.reason.code == "opener_key.unknown"
