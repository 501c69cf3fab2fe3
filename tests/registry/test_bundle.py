"""The bundle that leaves the house: what is in it, when it ends early, who can check it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from law.reasons import ActRefused
from models.journal import CheckpointReason
from models.store import Store
from models.tables import metadata
from models.tender import Opening
from registry.bundle import Bundle, write_bundle
from registry.checkpoints import checkpoints, take
from registry.disclosure import Sealed, Wanted, sealed_tenders, shown
from registry.installation_keys import make_keys
from registry.journal import append
from tests.models.legal_rows import LEGAL
from tests.models.row_values import AT
from tests.registry.sample_journal import (
    GOLDEN,
    VERIFIER,
    files_of,
    printed_checkpoint,
    sample_bundle,
    sample_receipt,
    sample_store,
    verdict,
)

OUTSIDE = ("--checkpoint", GOLDEN / "letter.txt", "--receipt", GOLDEN / "receipt.json")


def test_the_same_journal_and_keys_give_the_golden_bundle(tmp_path: Path) -> None:
    """The format is frozen: a bundle of today is checked in ten years."""
    assert sample_bundle(tmp_path) == files_of(GOLDEN / "bundle")
    store = sample_store(tmp_path / "again")
    assert sample_receipt(store) == (GOLDEN / "receipt.json").read_text(encoding="utf-8")
    assert printed_checkpoint(store) == (GOLDEN / "letter.txt").read_text(encoding="utf-8")


def test_the_golden_bundle_is_checked_where_none_of_our_code_is(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", VERIFIER, GOLDEN / "bundle", *OUTSIDE],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    assert done.stdout.startswith("OK: 11 entries, 4 checkpoints by tilldela/34750f98, signatures")
    assert "NOT checked" in done.stdout


def test_signatures_are_checked_where_the_library_is() -> None:
    said = (
        "OK: 11 entries, 4 checkpoints by tilldela/34750f98, signatures checked, root"
        " 81308286f78150bf0ce052be5c226cce4284bc75b4852362e98711da979fc846\n"
    )
    assert verdict(GOLDEN / "bundle", *OUTSIDE) == (0, said)


def test_the_verifier_imports_nothing_of_ours_and_can_be_read_in_one_sitting() -> None:
    text = VERIFIER.read_text(encoding="utf-8")
    imported = {
        line.split()[1].split(".")[0]
        for line in text.splitlines()
        if line.strip().startswith(("import ", "from "))
    }
    assert imported - sys.stdlib_module_names == {"cryptography"}
    assert len(text.splitlines()) < 300


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nowhere"],
        [GOLDEN / "letter.txt"],
        [GOLDEN / "bundle", "--checkpoint", "nowhere"],
        [GOLDEN / "bundle", "--receipt", GOLDEN],
        [GOLDEN / "bundle", "--other"],
    ],
)
def test_the_verifier_called_wrongly_exits_with_2(words: list[str | Path]) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", VERIFIER, *words], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage:" in done.stderr


@pytest.mark.parametrize("text", ["", "9 · 9f2c", "no checkpoint", "9 · " + "zz" * 16, "\0"])
def test_a_file_that_is_no_checkpoint_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "letter.txt").write_text(text, encoding="utf-8")
    assert verdict(GOLDEN / "bundle", "--checkpoint", tmp_path / "letter.txt") == (
        1,
        "the checkpoint in letter.txt is not a signed checkpoint\n",
    )


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "\0", "[" * 9999])
def test_a_file_that_is_no_receipt_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "receipt.json").write_text(text, encoding="utf-8")
    code, said = verdict(GOLDEN / "bundle", "--receipt", tmp_path / "receipt.json")
    assert (code, said) == (
        1,
        "the receipt in receipt.json is not a receipt, or its entry cannot be read\n",
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"version": 1', '"version": 2'),
        ('"size": 70000', '"size": 70001'),
        ('"journal_seq": 5', '"journal_seq": 6'),
        ('"journal_seq": 5', '"journal_seq": 500'),
    ],
)
def test_a_changed_receipt_is_found(tmp_path: Path, old: str, new: str) -> None:
    text = (GOLDEN / "receipt.json").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "receipt.json").write_text(text.replace(old, new), encoding="utf-8")
    code, said = verdict(GOLDEN / "bundle", "--receipt", tmp_path / "receipt.json")
    assert code == 1
    assert "receipt.json" in said


@pytest.fixture
def bidding(journal: Store) -> Store:
    """The tender was published after five entries; bids came in, and other work went on."""
    make_keys(journal.keys_dir)
    with journal.write() as work:
        for name in ("buyer", "organisation", "person", "tender", "lot"):
            rows = [dict(row) for row in LEGAL[name]]
            work.session.connection().execute(metadata.tables[name].insert(), rows)
        publication = dict(LEGAL["publication"][0])
        work.session.connection().execute(metadata.tables["publication"].insert(), publication)
        append(work, "officer", "tender.published", "tender", {})
        take(work, CheckpointReason.PUBLISH)
    with journal.write() as work:
        for number in range(3):
            append(work, "engine", "bid.received", "tender", {"bid": str(number)})
        append(work, "officer", "opening.refused", "tender", {})
        append(work, "officer", "tender.drafted", "other", {})
        append(work, "stranger", "bid.withdrawn", "b1", {})
        append(work, "officer", "tenderers.enrolled", "", {})
        append(work, "officer", "backup.restored", "f" * 64, {"journal_seq": 4})
        take(work, CheckpointReason.HOURLY)
    return journal


def opened(store: Store) -> Store:
    with store.write() as work:
        by = work.recorded("officer")
        work.session.add(Opening(tender_id="tender", opened_at=AT, second_officer_id="head", **by))
    return store


def decided(store: Store) -> Store:
    with opened(store).write() as work:
        for name in ("blob", "award_draft", "award_decision"):
            rows = [dict(row) for row in LEGAL[name] if row.get("number", 1) == 1]
            work.session.connection().execute(metadata.tables[name].insert(), rows)
    return store


def test_opened_bids_stay_secret_until_the_award_is_decided(bidding: Store, tmp_path: Path) -> None:
    """OSL 19:3: absolute secrecy, of which the opening is not the end."""
    assert write_bundle(opened(bidding), tmp_path / "bundle") == Bundle(6, ("tender",))
    assert listed(bidding, Wanted(from_seq=7)) == [(None, "tender.drafted", "other")]


def test_while_bids_are_sealed_a_bundle_ends_at_the_publication(
    bidding: Store, tmp_path: Path
) -> None:
    assert write_bundle(bidding, tmp_path / "bundle") == Bundle(6, ("tender",))
    files = files_of(tmp_path / "bundle")
    assert files["entries.jsonl"].count(b"\n") == 6
    assert [name for name in files if name.startswith("checkpoints/6-")] == [
        name for name in files if name.startswith("checkpoints/")
    ]
    assert verdict(tmp_path / "bundle")[0] == 0


def test_once_the_award_is_decided_the_bundle_holds_everything(
    bidding: Store, tmp_path: Path
) -> None:
    assert write_bundle(decided(bidding), tmp_path / "bundle") == Bundle(14, ())
    assert verdict(tmp_path / "bundle")[0] == 0
    with bidding.read() as work:
        assert [each.size for each in checkpoints(work)] == [6, 14]


def test_a_bundle_of_a_journal_that_grew_takes_a_checkpoint_over_its_end(
    journal: Store, tmp_path: Path
) -> None:
    make_keys(journal.keys_dir)
    assert write_bundle(journal, tmp_path / "bundle") == Bundle(5, ())
    with journal.read() as work:
        assert [(each.size, each.reason) for each in checkpoints(work)] == [(5, "export")]
    assert write_bundle(journal, tmp_path / "again") == Bundle(5, ())
    assert files_of(tmp_path / "again") == files_of(tmp_path / "bundle")


def test_a_folder_in_use_is_left_alone(journal: Store, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("kept")
    for folder in (tmp_path / "mine", tmp_path / "mine" / "letter"):
        with pytest.raises(ActRefused, match="is not empty"):
            write_bundle(journal, folder)
    assert (tmp_path / "mine" / "letter").read_text() == "kept"


def test_there_is_no_bundle_of_nothing(store: Store, tmp_path: Path) -> None:
    make_keys(store.keys_dir)
    with pytest.raises(ActRefused, match="The journal is empty"):
        write_bundle(store, tmp_path / "bundle")
    assert not (tmp_path / "bundle").exists()


def listed(store: Store, wanted: Wanted) -> list[tuple[int | None, str, str]]:
    with store.read() as work:
        rows = shown(work, wanted, sealed_tenders(work))
        return [(row.seq, row.entry.kind, row.entry.subject) for row in rows]


def test_while_bids_are_sealed_nothing_that_counts_them_is_shown(bidding: Store) -> None:
    with bidding.read() as work:
        assert sealed_tenders(work) == Sealed(("tender",), 6)
    assert listed(bidding, Wanted(limit=3)) == [
        (5, "contract.concluded", "t5"),
        (6, "tender.published", "tender"),
        (None, "tender.drafted", "other"),
    ]
    assert listed(bidding, Wanted(kind="bid.received")) == []
    assert listed(bidding, Wanted(kind="bid.withdrawn")) == []
    assert listed(bidding, Wanted(subject="tender")) == [(6, "tender.published", "tender")]
    assert listed(bidding, Wanted(from_seq=7)) == [(None, "tender.drafted", "other")]


def test_another_number_of_bids_shows_the_same(bidding: Store) -> None:
    before = listed(bidding, Wanted())
    with bidding.write() as work:
        append(work, "engine", "bid.received", "tender", {"bid": "more"})
        append(work, "officer", "opening.refused", "tender", {})
    assert listed(bidding, Wanted()) == before


def test_once_the_award_is_decided_everything_is_shown_with_its_number(bidding: Store) -> None:
    rows = listed(decided(bidding), Wanted(from_seq=6, limit=3))
    assert rows == [
        (6, "tender.published", "tender"),
        (7, "bid.received", "tender"),
        (8, "bid.received", "tender"),
    ]
    assert len(listed(bidding, Wanted())) == 14
    assert [seq for seq, _, _ in listed(bidding, Wanted(limit=2))] == [13, 14]
