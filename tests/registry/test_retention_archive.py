"""An archive export holds everything of a tender, and proves itself with sha256sum."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from law.reasons import ActRefused
from models.blobs import BlobMissing
from models.retention import ArchiveExport
from models.store import Store
from models.tables import metadata
from registry.archive_export import export_archive
from registry.belonging import path_to_tender, tables_of_tenders
from registry.disposal import dispose
from registry.facts import without_facts
from registry.journal import entries
from tests.fact_dump import fact_dump, files_under
from tests.models.databases import KINDS
from tests.models.legal_rows import lot
from tests.models.row_values import AT
from tests.registry.kept_tender import (
    BID_FILE,
    CONTENTS,
    DUE,
    PDF,
    deciders,
    kept_installation,
    set_clock,
    sha256,
)

# Rows that are no tender's; a new table is a tender's by its references, or is added here.
NO_TENDERS = {
    "blob", "buyer", "checkpoint", "downtime", "erasure", "installation", "journal_entry",
    "journal_fact", "journal_head", "opener_key", "opener_key_end", "organisation", "person",
    "records_rule", "role_grant",
}  # fmt: skip


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with kept_installation(request.param, tmp_path) as store:
        yield store


def test_every_table_is_a_tenders_or_known_to_be_none() -> None:
    assert {table.name for table in tables_of_tenders()} == set(metadata.tables) - NO_TENDERS
    assert [len(path_to_tender(metadata.tables[name]) or ()) for name in ("tender", "lot")] == [
        0,
        1,
    ]


def test_the_export_holds_every_row_of_the_tender_and_those_that_they_name(
    store: Store, tmp_path: Path
) -> None:
    export_archive(store, "tender", tmp_path / "archive")
    tables = tmp_path / "archive" / "data" / "tables"
    found = {path.stem: json.loads(path.read_text()) for path in tables.iterdir()}
    named = {"blob", "buyer", "opener_key", "organisation", "person"}
    later = {"archive_export", "disposal", "disposed_blob"}
    own = {table.name for table in tables_of_tenders()} - later - {"protocol"}
    assert set(found) == own | named | {"protocol"}
    with store.read() as work:
        connection = work.session.connection()
        for name, rows in found.items():
            table = metadata.tables[name]
            assert list(rows[0]) == [column.name for column in table.columns]
            stored = len(connection.execute(table.select()).all())
            assert len(rows) == (1 if name == "tender" else _named(name) or stored)
    assert [row["id"] for row in found["person"]] == ["head", "officer"]
    assert found["tender"][0]["bid_deadline_at"] == "2026-03-02T08:00:00+00:00"
    assert found["opened_bid"][0]["price"] == 10**15


def _named(name: str) -> int | None:
    """How many of the rows that are no tender's the tender names."""
    return {"person": 2, "organisation": 2, "blob": 6, "buyer": 1, "opener_key": 2}.get(name)


def test_the_files_lie_in_it_byte_for_byte(store: Store, tmp_path: Path) -> None:
    export_archive(store, "tender", tmp_path / "archive")
    files = files_under(tmp_path / "archive" / "data" / "files")
    hashes = {hashlib.sha256(body).hexdigest() for body in files.values()}
    assert hashes == {sha256(content) for content in CONTENTS}
    assert files[f"{sha256(PDF)}.pdf"] == PDF
    assert files[sha256(BID_FILE)] == BID_FILE


def test_sha256sum_checks_it_and_finds_a_changed_byte(store: Store, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    made = export_archive(store, "tender", archive)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        assert _sha256sum(archive, manifest) == 0
    listed = (archive / "manifest-sha256.txt").read_text().splitlines()
    data = files_under(archive / "data")
    assert [line.split("  ")[1] for line in listed] == sorted(f"data/{name}" for name in data)
    assert (made.files, made.size) == (len(data), sum(map(len, data.values())))
    assert made.manifest_sha256 == sha256((archive / "manifest-sha256.txt").read_bytes())
    (archive / "data" / "files" / sha256(BID_FILE)).write_bytes(BID_FILE + b".")
    assert _sha256sum(archive, "manifest-sha256.txt") == 1


def _sha256sum(folder: Path, manifest: str) -> int:
    asked = ["sha256sum", "--quiet", "-c", manifest]
    return subprocess.run(asked, cwd=folder, capture_output=True, check=False).returncode


def test_it_is_a_bag_that_says_what_it_is(store: Store, tmp_path: Path) -> None:
    made = export_archive(store, "tender", tmp_path / "archive")
    found = {path.name for path in (tmp_path / "archive").iterdir()}
    assert found == {
        "README.txt", "bag-info.txt", "bagit.txt", "data", "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    }  # fmt: skip
    assert (tmp_path / "archive" / "bag-info.txt").read_text() == (
        "External-Identifier: tender\nInternal-Sender-Identifier: tender\n"
        f"Bagging-Date: 2029-03-02\nPayload-Oxum: {made.size}.{made.files}\n"
    )


def test_the_journals_entries_about_the_tender_are_in_it_with_their_hashes(
    store: Store, tmp_path: Path
) -> None:
    export_archive(store, "tender", tmp_path / "archive")
    lines = (tmp_path / "archive" / "data" / "journal.jsonl").read_text().splitlines()
    told = [json.loads(line) for line in lines]
    with store.read() as work:
        known = {entry.seq: entry for entry in entries(work)}
    assert [(each["seq"], each["kind"]) for each in told] == [
        (1, "tender.published"), (2, "bids.opened"), (3, "contract.signed_by_provider"),
    ]  # fmt: skip
    assert [each["hash"] for each in told] == [known[each["seq"]].entry_hash for each in told]
    proof = (tmp_path / "archive" / "data" / "journal-proof.txt").read_text()
    assert "tilldela journal export" in proof
    assert "tilldela/" in proof


def test_while_another_tenders_bids_are_sealed_later_entries_have_no_numbers(
    store: Store, tmp_path: Path
) -> None:
    publication = {
        "tender_id": "other", "published_at": DUE, "approved_by": "head", "actor_id": "officer",
        "recorded_at": DUE, "recorded_real_at": DUE,
    }  # fmt: skip
    with store.write() as work:
        connection = work.session.connection()
        other = dict(lot("lot3")) | {"tender_id": "other"}
        connection.execute(metadata.tables["lot"].insert(), other)
        connection.execute(metadata.tables["publication"].insert(), publication)
    export_archive(store, "tender", tmp_path / "archive")
    data = tmp_path / "archive" / "data"
    told = [json.loads(line) for line in (data / "journal.jsonl").read_text().splitlines()]
    assert [(each["seq"], each["hash"], each["prev"]) for each in told] == [(None, None, None)] * 3
    sealed = json.loads((data / "tables" / "sealed_bid.json").read_text())
    assert [row["journal_seq"] for row in sealed] == [None] * 3


def test_the_export_is_recorded_and_journaled(store: Store, tmp_path: Path) -> None:
    made = export_archive(store, "tender", tmp_path / "archive")
    with store.read() as work:
        row = work.session.get_one(ArchiveExport, ("tender", made.manifest_sha256))
        *_, entry = entries(work)
    assert (row.files, row.size, row.actor_id) == (made.files, made.size, "engine")
    assert (entry.kind, entry.subject) == ("records.archived", "tender")
    assert json.loads(without_facts(entry.payload)) == {
        "subject": "tender", "manifest_sha256": made.manifest_sha256, "files": made.files,
        "size": made.size,
    }  # fmt: skip


def test_after_a_disposal_the_export_counts_what_is_gone(store: Store, tmp_path: Path) -> None:
    set_clock(store, DUE)
    export_archive(store, "tender", tmp_path / "first")
    dispose(store, *deciders(store), "tender", "G-1")
    again = export_archive(store, "tender", tmp_path / "second")
    assert again.disposed == 4
    files = files_under(tmp_path / "second" / "data")
    assert [name for name, body in files.items() if body == BID_FILE] == []


def test_a_tender_whose_bids_are_sealed_is_not_exported(store: Store, tmp_path: Path) -> None:
    with store.write() as work:
        for name in ("opening_attestation", "opening"):
            work.session.connection().execute(delete(metadata.tables[name]))
    assert _refused(store, "tender", tmp_path / "archive").in_("sv") == (
        "Anbuden i tender ligger förseglade, och exporten skulle visa hur många de är. Exportera"
        " när anbuden har öppnats."
    )


def test_a_folder_that_is_there_is_left_alone(store: Store, tmp_path: Path) -> None:
    assert _refused(store, "tender", tmp_path).in_("en") == (
        f"{tmp_path} is there already, and an archive export is never written over. Name a folder"
        " that does not exist."
    )
    (tmp_path / "archive.part").mkdir()
    assert _refused(store, "tender", tmp_path / "archive").in_("en") == (
        f"{tmp_path / 'archive.part'} is there: an archive export is being made, or was cut off."
        " Remove that folder if nothing is going on."
    )


def test_an_unknown_tender_is_not_exported(store: Store, tmp_path: Path) -> None:
    assert _refused(store, "none", tmp_path / "archive").reason.code == "tender.unknown"


def _refused(store: Store, tender_id: str, folder: Path) -> ActRefused:
    before, there = fact_dump(store), files_under(folder.parent)
    with pytest.raises(ActRefused) as refused:
        export_archive(store, tender_id, folder)
    assert fact_dump(store) == before
    if store.engine.dialect.name == "postgresql":
        assert files_under(folder.parent) == there
    return refused.value


def test_a_lost_file_leaves_no_half_an_archive(store: Store, tmp_path: Path) -> None:
    store.blobs.fs.rm(store.blobs._path(sha256(PDF)))
    before = fact_dump(store)
    with pytest.raises(BlobMissing):
        export_archive(store, "tender", tmp_path / "archive")
    assert not list(tmp_path.glob("archive*"))
    assert fact_dump(store) == before


def test_an_export_that_cannot_be_journaled_is_none(store: Store, tmp_path: Path) -> None:
    set_clock(store, AT)
    with pytest.raises(ActRefused, match="The clock shows"):
        export_archive(store, "tender", tmp_path / "archive")
    assert not list(tmp_path.glob("archive*"))


def test_two_exports_of_different_days_are_two(store: Store, tmp_path: Path) -> None:
    export_archive(store, "tender", tmp_path / "one")
    set_clock(store, DUE + timedelta(days=1))
    export_archive(store, "tender", tmp_path / "two")
    assert len(fact_dump(store)["archive_export"]) == 2
