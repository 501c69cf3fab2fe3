from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from models.journal import Blob
from models.store import Store
from registry.entry_format import NotCanonical, canonical_json
from registry.filing import PARQUET, PDF, file_blob


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
        canonical_json({"price": 0.5})
