from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from models.journal import Blob
from models.store import Store
from models.tables import metadata
from models.tender import Bid, BidEnvelope
from registry.entry_format import NotCanonical
from registry.envelopes import (
    RECEIVED,
    EnvelopeBroken,
    content_bytes,
    content_hash,
    receipt_payload,
    seal,
    unseal,
)
from registry.filing import PARQUET, PDF, file_blob
from registry.journal import append
from tests.models.legal_rows import LEGAL, bid

CONTENT: Mapping[str, Any] = {
    "price": 812_500,
    "levels": {"språk": 2, "närvaro": 3},
    "note": "Åre, Östersund",
    "lots": ["lot1", "lot2"],
}
SEALED = content_bytes(CONTENT)


@pytest.fixture
def received(store: Store) -> Store:
    """A bid and its envelope, as they lie after the receipt."""
    with store.write() as work:
        for table in ("buyer", "organisation", "person", "tender", "lot"):
            work.session.connection().execute(
                insert(metadata.tables[table]), [dict(row) for row in LEGAL[table]]
            )
        row = {**bid("bid1", "lot1", "north"), "content_sha256": content_hash(SEALED)}
        work.session.add(Bid(**row))
        work.session.flush()
        seal(work, "bid1", SEALED)
        receipt = receipt_payload(work.session.get_one(Bid, "bid1"))
        append(work, "officer", RECEIVED, "tender", receipt)
    return store


def _unsealed(store: Store) -> dict[str, Any]:
    with store.read() as work:
        return unseal(work, work.session.get_one(Bid, "bid1"))


def test_what_comes_out_of_the_envelope_is_what_went_in(received: Store) -> None:
    assert _unsealed(received) == CONTENT


def test_the_same_content_has_the_same_hash_in_any_order() -> None:
    assert content_bytes(dict(sorted(CONTENT.items(), reverse=True))) == SEALED


def test_a_price_that_is_not_exact_does_not_go_into_an_envelope() -> None:
    with pytest.raises(NotCanonical, match="float"):
        content_bytes({"price": 8125.00})


@pytest.mark.parametrize(
    "content",
    [SEALED.replace(b"812500", b"812499"), SEALED + b" ", b"", b"\xff\x00"],
    ids=["another price", "a space more", "empty", "no text"],
)
def test_an_envelope_somebody_has_touched_is_not_opened(received: Store, content: bytes) -> None:
    with received.write() as work:
        work.session.get_one(BidEnvelope, "bid1").content = content
    with pytest.raises(EnvelopeBroken) as broken:
        _unsealed(received)
    assert broken.value.bid_id == "bid1"
    assert str(broken.value) == (
        "The envelope of bid bid1 does not match the hash journaled at its receipt; "
        "stop the opening and investigate."
    )


def test_an_envelope_exchanged_together_with_its_hash_is_not_opened(received: Store) -> None:
    other = SEALED.replace(b"812500", b"812499")
    with received.write() as work:
        work.session.get_one(BidEnvelope, "bid1").content = other
        work.session.get_one(Bid, "bid1").content_sha256 = content_hash(other)
    with pytest.raises(EnvelopeBroken):
        _unsealed(received)


def test_a_missing_envelope_stops_the_opening(received: Store) -> None:
    with received.write() as work:
        work.session.delete(work.session.get_one(BidEnvelope, "bid1"))
    with pytest.raises(EnvelopeBroken):
        _unsealed(received)


def test_an_envelope_is_sealed_once(received: Store) -> None:
    with pytest.raises(IntegrityError, match="bid_envelope"):
        _seal_again(received)
    assert _unsealed(received) == CONTENT


def _seal_again(store: Store) -> None:
    with store.write() as work:
        seal(work, "bid1", b"{}")


def test_a_file_filed_twice_is_one_row_and_one_file(store: Store, tmp_path: Path) -> None:
    for _ in range(2):
        with store.write() as work:
            sha256 = file_blob(work, b"%PDF", PDF)
            assert file_blob(work, b"%PDF", PDF) == sha256
    with store.read() as work:
        (blob,) = work.session.exec(select(Blob)).all()
        assert blob.model_dump() == {
            "sha256": sha256,
            "size": 4,
            "media_type": PDF,
            "stored_at": work.now,
        }
        assert work.blobs.get(sha256) == b"%PDF"
    assert len([each for each in (tmp_path / "blobs").rglob("*") if each.is_file()]) == 1


def test_two_files_are_two_rows(store: Store) -> None:
    with store.write() as work:
        file_blob(work, b"%PDF", PDF)
        file_blob(work, b"PAR1", PARQUET)
    with store.read() as work:
        assert sorted(row.media_type for row in work.session.exec(select(Blob))) == [PDF, PARQUET]


def test_work_that_fails_after_filing_leaves_no_row_without_its_file(store: Store) -> None:
    with pytest.raises(NotCanonical):
        _file_and_fail(store)
    with store.read() as work:
        assert work.session.exec(select(Blob)).all() == []
    with store.write() as work:
        assert work.blobs.get(file_blob(work, b"%PDF", PDF)) == b"%PDF"


def _file_and_fail(store: Store) -> None:
    with store.write() as work:
        file_blob(work, b"%PDF", PDF)
        content_bytes({"price": 0.5})
