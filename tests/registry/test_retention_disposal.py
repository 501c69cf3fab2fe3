"""Disposal takes the bids' files and nothing else, once, by two persons, when it may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from law.reasons import ActRefused
from models.blobs import BlobDisposed, BlobMissing, Blobs
from models.clock import FixedClock
from models.retention import Disposal
from models.sealed import BidFile
from models.store import Store
from models.tables import metadata
from people.actors import load_actor
from registry.archive_export import export_archive
from registry.backup import make_backup
from registry.disposal import Disposed, dispose
from registry.facts import without_facts
from registry.filing import PDF as PDF_TYPE
from registry.filing import file_blob
from registry.journal import entries
from registry.restore import restore_backup
from registry.retention import review_list, set_records_rule
from registry.verification import verify
from tests.fact_dump import fact_dump
from tests.models.databases import KINDS
from tests.models.legal_rows import LEGAL
from tests.registry.backed_up import empty_settings, reopened
from tests.registry.kept_tender import (
    BID_FILE,
    DUE,
    ENVELOPES,
    LIST,
    PDF,
    deciders,
    kept_installation,
    set_clock,
    sha256,
    with_changes,
)

GROUND = "Dnr G-2030/1"
OF_BIDS = {sha256(content) for content in (*ENVELOPES.values(), BID_FILE)}
SIZE = sum(len(content) for content in (*ENVELOPES.values(), BID_FILE))


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with kept_installation(request.param, tmp_path) as store:
        yield store


@pytest.fixture
def archived(store: Store, tmp_path: Path) -> Store:
    """Due, and exported."""
    set_clock(store, DUE)
    export_archive(store, "tender", tmp_path / "archive")
    return store


def disposed(store: Store, ground: str = GROUND) -> Disposed:
    return dispose(store, *deciders(store), "tender", ground)


def marks(store: Store) -> dict[str, bool]:
    """Each file that the decision takes, and whether it is gone."""
    with store.read() as work:
        rows = work.session.connection().execute(metadata.tables["disposed_blob"].select())
        return {row.sha256: row.removed_at is not None for row in rows}


def held_by_store(store: Store) -> set[str]:
    """What still can be read."""
    return {
        name
        for name in (*OF_BIDS, sha256(PDF), sha256(LIST))
        if store.blobs.fs.exists(store.blobs._path(name))
    }


def test_disposal_takes_the_bids_files_and_leaves_every_row_and_document(archived: Store) -> None:
    before = fact_dump(archived)
    assert disposed(archived) == Disposed("tender", True, 4, SIZE, 0)
    after = fact_dump(archived)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "disposal",
        "disposed_blob",
        "bid_file",
        "journal_entry",
        "journal_fact",
        "journal_head",
    }
    assert marks(archived) == dict.fromkeys(OF_BIDS, True)
    assert held_by_store(archived) == {sha256(PDF), sha256(LIST)}


def test_a_files_name_goes_with_the_file_and_what_was_said_of_it_too(archived: Store) -> None:
    with_changes(archived, "bid_file", refused="kind", note_sv="CV Nils", note_en="CV Nils")
    disposed(archived)
    with archived.read() as work:
        file = work.session.get_one(BidFile, ("bid1", 1))
    assert (file.name, file.sha256, file.refused, file.note_sv, file.note_en) == (
        "", sha256(BID_FILE), "kind", "kind", "kind",
    )  # fmt: skip


def test_the_decision_and_its_entry_name_persons_by_id_and_the_export_by_hash(
    archived: Store,
) -> None:
    disposed(archived)
    with archived.read() as work:
        row = work.session.get_one(Disposal, "tender")
        *_, entry = entries(work)
        assert verify(work).faults == ()
    assert (row.actor_id, row.approved_by, row.ground, row.due_since, row.decided_at) == (
        "legal", "head", GROUND, date(2030, 3, 3), DUE,
    )  # fmt: skip
    assert (entry.kind, entry.subject, entry.actor_id) == ("records.disposed", "tender", "legal")
    assert without_facts(entry.payload) == (
        '{"approved_by":"head","archive_sha256":"' + row.archive_sha256 + '",'
        '"due_since":"2030-03-03","files":4,"subject":"tender"}'
    )


def test_a_disposed_file_says_so_in_one_sentence(archived: Store) -> None:
    disposed(archived)
    name = sha256(BID_FILE)
    for read in (archived.blobs.get, archived.blobs.open, archived.blobs.check):
        with pytest.raises(BlobDisposed) as refused:
            read(name)
        assert str(refused.value) == (
            f"The stored file {name[:12]}… was disposed of by a decision; what was archived of it"
            " lies in the archive export."
        )


def test_a_lost_file_is_still_a_lost_one(archived: Store) -> None:
    archived.blobs.fs.rm(archived.blobs._path(sha256(PDF)))
    with pytest.raises(BlobMissing, match="is missing; restore it from a backup"):
        archived.blobs.get(sha256(PDF))


def test_disposing_again_changes_nothing(archived: Store) -> None:
    disposed(archived)
    before = fact_dump(archived)
    assert disposed(archived, "") == Disposed("tender", False, 0, 0, 0)
    assert fact_dump(archived) == before
    with archived.read() as work:
        [review] = [each for each in review_list(work) if each.tender_id == "tender"]
    assert (review.disposed_on, review.due(date(2031, 1, 1))) == (DUE.date(), False)


class Stopped(Exception):
    pass


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_disposal_that_was_cut_off_is_completed_by_the_next_run(
    archived: Store, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    whole = Blobs.dispose
    done: list[str] = []

    def stops(blobs: Blobs, name: str) -> None:
        if len(done) == after:
            raise Stopped
        done.append(name)
        whole(blobs, name)

    with monkeypatch.context() as patched:
        patched.setattr(Blobs, "dispose", stops)
        with pytest.raises(Stopped):
            disposed(archived)
    assert marks(archived) == dict.fromkeys(OF_BIDS, False)
    assert disposed(archived) == Disposed("tender", False, 4, SIZE, 0)
    assert held_by_store(archived) == {sha256(PDF), sha256(LIST)}
    with archived.read() as work:
        kinds = [entry.kind for entry in entries(work)]
    assert kinds.count("records.disposed") == 1


def test_a_file_that_another_tenders_bid_holds_too_stays(store: Store, tmp_path: Path) -> None:
    _bid_in_other_tender(store, sha256(ENVELOPES["bid2"]))
    set_clock(store, DUE)
    export_archive(store, "tender", tmp_path / "archive")
    assert disposed(store) == Disposed("tender", True, 3, SIZE - len(ENVELOPES["bid2"]), 1)
    assert store.blobs.get(sha256(ENVELOPES["bid2"])) == ENVELOPES["bid2"]


def _bid_in_other_tender(store: Store, envelope: str) -> None:
    row = {
        **LEGAL["sealed_bid"][0], "bid_id": "b9", "tender_id": "other", "journal_seq": 99,
        "envelope_sha256": envelope,
    }  # fmt: skip
    with store.write() as work:
        work.session.connection().execute(metadata.tables["sealed_bid"].insert(), row)


def test_a_file_that_is_a_document_too_stays(store: Store, tmp_path: Path) -> None:
    with_changes(store, "bid_file", sha256=sha256(PDF))
    set_clock(store, DUE)
    export_archive(store, "tender", tmp_path / "archive")
    assert disposed(store).shared == 1
    assert store.blobs.get(sha256(PDF)) == PDF


def test_content_filed_anew_after_the_disposal_is_there_again(archived: Store) -> None:
    disposed(archived)
    with archived.write() as work:
        assert file_blob(work, BID_FILE, PDF_TYPE) == sha256(BID_FILE)
    assert disposed(archived).removed == 0
    assert archived.blobs.get(sha256(BID_FILE)) == BID_FILE


def test_content_filed_anew_before_the_file_is_gone_stays(
    archived: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("registry.disposal._remove_some", lambda *_: None)
        disposed(archived)
    _bid_in_other_tender(archived, sha256(ENVELOPES["bid1"]))
    assert disposed(archived).removed == 3
    assert archived.blobs.get(sha256(ENVELOPES["bid1"])) == ENVELOPES["bid1"]
    assert sha256(ENVELOPES["bid1"]) not in marks(archived)


def test_a_backup_made_after_a_disposal_comes_back_without_the_files(
    archived: Store, tmp_path: Path
) -> None:
    disposed(archived)
    make_backup(archived, tmp_path / "backup")
    settings = empty_settings("sqlite", tmp_path)
    by = ("officer", "head")
    restore_backup(tmp_path / "backup", settings, by, clock=FixedClock(DUE))
    with reopened(settings) as again:
        assert held_by_store(again) == {sha256(PDF), sha256(LIST)}
        with pytest.raises(BlobDisposed):
            again.blobs.get(sha256(BID_FILE))


def _refused(store: Store, **others: Any) -> ActRefused:
    legal, head = deciders(store)
    said = {"legal": legal, "head": head, "tender_id": "tender", "ground": GROUND, **others}
    before, held = fact_dump(store), held_by_store(store)
    with pytest.raises(ActRefused) as refused:
        dispose(store, **said)
    assert (fact_dump(store), held_by_store(store)) == (before, held)
    return refused.value


def test_before_the_day_it_is_refused_with_the_paragraph(archived: Store) -> None:
    set_clock(archived, DUE - timedelta(days=1))
    refused = _refused(archived)
    assert refused.in_("sv") == (
        "Handlingarna i tender får inte gallras före söndagen den 3 mars 2030: anbud och"
        " dokumentation ska bevaras minst 4 år från tilldelningen måndagen den 2 mars 2026,"
        " alltså till och med lördagen den 2 mars 2030 (19 kap. 23 § LOU). Gör om gallringen när"
        " den dagen har kommit."
    )
    assert refused.in_("en") == (
        "The records of tender may not be disposed of before Sunday 3 March 2030: tenders and"
        " documentation must be kept at least 4 years from the award on Monday 2 March 2026,"
        " that is through Saturday 2 March 2030 (LOU 19:23). Dispose of them once that day has"
        " come."
    )


def test_an_authority_without_a_disposal_decision_is_refused_by_archive_law(
    archived: Store,
) -> None:
    set_records_rule(archived, *deciders(archived), "buyer", archive_law=True)
    assert _refused(archived).in_("sv") == (
        "Handlingarna i tender får inte gallras än: för den som omfattas av arkivlagen gäller den"
        " och myndighetens gallringsbeslut (10 § arkivlagen (1990:782)). Låt handlingarna ligga"
        " tills skälet har fallit."
    )


def test_an_open_case_refuses_it(archived: Store) -> None:
    check_id = LEGAL["court_check"][0]["id"]
    with_changes(archived, "docket_correction", matter_id=None, lot_id=None, check_id=check_id)
    with_changes(
        archived, "court_act", kind="interim_order", disregard_bid_id=None, returns_to=None
    )
    assert _refused(archived).in_("en") == (
        "The records of tender may not be disposed of yet: by the docket case 1-26 has not ended."
        " Keep them until that is gone."
    )


def test_without_an_archive_export_it_is_refused(store: Store) -> None:
    set_clock(store, DUE)
    assert _refused(store).in_("en") == (
        "tender has no archive export, and what is disposed of does not come back. Make it with"
        " tilldela records archive tender DIR."
    )


def test_an_export_from_before_the_last_fact_is_refused(archived: Store) -> None:
    set_clock(archived, DUE + timedelta(days=1))
    later = {"id": "later", "court": "KR", "recorded_at": DUE + timedelta(hours=1)}
    row = {**LEGAL["court_check"][0], **later}
    with archived.write() as work:
        work.session.connection().execute(metadata.tables["court_check"].insert(), row)
    assert _refused(archived).in_("sv") == (
        "Något har registrerats i tender efter den senaste arkivexporten. Gör en ny med tilldela"
        " records archive tender KATALOG."
    )


def test_a_decision_without_a_ground_is_refused(archived: Store) -> None:
    assert _refused(archived, ground="  ").in_("en") == (
        "The decision gives no ground. Give with --ground the decision's ground or reference,"
        " without persons' names."
    )


@pytest.mark.parametrize(
    ("others", "told"),
    [
        (("officer", "head"), "may not decide on disposal"),
        (("legal", "officer"), "may not approve disposal"),
        (("head", "legal"), "may not decide on disposal"),
    ],
)
def test_each_of_the_two_needs_a_role_of_its_own(
    archived: Store, others: tuple[str, str], told: str
) -> None:
    legal, head = (load_actor(archived, each) for each in others)
    assert told in _refused(archived, legal=legal, head=head).in_("en")


def test_one_person_with_both_roles_is_not_two(archived: Store) -> None:
    with archived.write() as work:
        grant = {"person_id": "legal", "buyer_id": "buyer", "role": "procurement_head"}
        work.session.connection().execute(metadata.tables["role_grant"].insert(), grant)
    legal = load_actor(archived, "legal")
    assert _refused(archived, head=legal).reason.code == "actor.second_person"


def test_an_unknown_tender_is_refused(archived: Store) -> None:
    assert _refused(archived, tender_id="none").in_("en") == (
        "There is no tender none here. Check the id and the data directory."
    )
