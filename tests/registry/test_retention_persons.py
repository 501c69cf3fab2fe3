"""What is held about a person, and its erasure: when it may, what goes, what is told to stay."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from documents.cache import FOLDER
from law.reasons import ActRefused
from models.parties import Organisation, Person
from models.retention import Erasure
from models.store import Store
from models.tables import metadata
from people.actors import ENGINE, load_actor
from registry.archive_export import export_archive
from registry.disposal import dispose
from registry.enrolment import enrol_tenderers
from registry.erasure import BUSY, Erased, erase, scrub
from registry.facts import without_facts
from registry.journal import entries
from registry.person_records import NamedIn, records_of
from registry.verification import verify
from tests.fact_dump import fact_dump, files_under
from tests.models.databases import KINDS
from tests.models.row_values import AT
from tests.registry.backed_up import full_dump
from tests.registry.kept_tender import (
    DUE,
    EMAIL,
    NAME,
    NILS,
    deciders,
    kept_installation,
    set_clock,
    with_changes,
)

GROUND = "Begäran 2030/4"


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with kept_installation(request.param, tmp_path) as store:
        yield store


@pytest.fixture
def disposed(store: Store, tmp_path: Path) -> Store:
    """Nothing is kept by law any more, and the bids are gone; the archive lies elsewhere."""
    dispose_of_bids(store, tmp_path)
    return store


def dispose_of_bids(store: Store, folder: Path) -> None:
    set_clock(store, DUE)
    export_archive(store, "tender", folder / "archive")
    dispose(store, *deciders(store), "tender", "G-1")


def erased(store: Store, person: str = NILS, ground: str = GROUND) -> Erased:
    return erase(store, *deciders(store), person, ground)


def test_a_persons_records_are_the_rows_that_refer_to_them_their_acts_and_their_side(
    store: Store,
) -> None:
    with store.read() as work:
        found = records_of(work, NILS)
    assert (found.person.name, found.person.email) == (NAME, EMAIL)
    assert found.organisation is not None
    assert (found.organisation.id, found.roles, found.rows) == ("north", (), {})
    assert [(each.kind, each.count, each.first, each.last) for each in found.acts] == [
        ("contract.signed_by_provider", 1, AT, AT)
    ]
    assert found.named_in == (
        NamedIn("organisation", "email", 1),
        NamedIn("organisation", "contact_person", 1),
        NamedIn("organisation", "signatory", 1),
        NamedIn("bid_file", "name", 1),
        NamedIn("signature", "signatory_name", 1),
    )


def test_every_column_that_refers_to_persons_is_looked_into(store: Store) -> None:
    with store.read() as work:
        officer, head = records_of(work, "officer"), records_of(work, "head")
        connection = work.session.connection()
        expected = {
            table.name
            for table in metadata.sorted_tables
            for column in table.columns
            if any(key.column.table.name == "person" for key in column.foreign_keys)
            and connection.execute(table.select().where(column == "officer")).first()
        }
    assert set(officer.rows) == expected
    assert len(expected) > 25
    assert {row["buyer_id"] for row in officer.rows["role_grant"]} == {"buyer"}
    assert [row["approved_by"] for row in head.rows["publication"]] == ["head"]
    assert [grant.role for grant in officer.roles] == ["procurement_officer"]
    assert officer.rows["opening"][0]["opened_at"] == "2026-03-02T08:00:00+00:00"


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("none", "There is no person none in the register. Name somebody who has been enrolled."),
        (ENGINE, "The engine is no person. Name a person's id."),
    ],
)
def test_somebody_who_is_nobody_is_refused(store: Store, person: str, told: str) -> None:
    with store.read() as work, pytest.raises(ActRefused) as refused:
        records_of(work, person)
    assert refused.value.in_("en") == told
    assert _refused(store, person=person).in_("en") == told


def test_erasing_takes_name_and_address_and_keeps_the_id(disposed: Store) -> None:
    done = erased(disposed)
    assert (done.person_id, done.new, done.replaced, done.documents, done.named_in) == (
        NILS, True, 4, 2, (),
    )  # fmt: skip
    with disposed.read() as work:
        person = work.session.get_one(Person, NILS)
        north = work.session.get_one(Organisation, "north")
        row = work.session.get_one(Erasure, NILS)
        *_, entry = entries(work)
        assert verify(work).faults == ()
    assert (person.name, person.email, person.organisation_id) == (NILS, "", "north")
    assert (north.contact_person, north.signatory, north.email, north.name) == (
        NILS, NILS, "", "Demo",
    )  # fmt: skip
    assert (row.actor_id, row.approved_by, row.erased_at, row.ground) == (
        "legal", "head", DUE, GROUND,
    )  # fmt: skip
    assert (entry.kind, entry.subject, without_facts(entry.payload)) == (
        "person.erased", NILS, '{"approved_by":"head","subject":"n-17"}',
    )  # fmt: skip


def test_what_a_database_may_still_hold_is_told(disposed: Store) -> None:
    residue = erased(disposed).residue
    if disposed.engine.dialect.name == "sqlite":
        assert residue is None
    else:
        assert residue is not None
        assert residue.en == (
            "PostgreSQL may have the old rows in its write-ahead log until that has been written"
            " over"
        )


def test_erasing_again_changes_nothing(disposed: Store) -> None:
    erased(disposed)
    before = fact_dump(disposed)
    again = erased(disposed, ground="")
    assert (again.new, again.replaced) == (False, 0)
    assert fact_dump(disposed) == before


def test_the_answer_afterwards_tells_of_the_erasure_only(disposed: Store) -> None:
    erased(disposed)
    with disposed.read() as work:
        found = records_of(work, NILS)
    assert (found.person.name, found.named_in, found.erased_at) == (NILS, (), DUE)


def test_a_namesake_elsewhere_keeps_the_name(disposed: Store) -> None:
    with disposed.write() as work:
        south = work.session.get_one(Organisation, "south")
        south.contact_person = NAME
    assert erased(disposed).named_in == (NamedIn("organisation", "contact_person", 1),)


def test_a_name_in_somebody_elses_text_is_told_and_left(disposed: Store) -> None:
    with_changes(disposed, "evaluated_bid", note_sv=f"Enligt {NAME} …")
    with_changes(disposed, "audit", scope={"told": NAME})
    assert erased(disposed).named_in == (
        NamedIn("audit", "scope", 1),
        NamedIn("evaluated_bid", "note_sv", 1),
    )


def test_somebody_erased_is_not_enrolled_again_by_the_way(disposed: Store) -> None:
    erased(disposed)
    with disposed.read() as work:
        north = work.session.get_one(Organisation, "north")
    person = Person(id=NILS, name=NAME, email=EMAIL, organisation_id="north")
    with pytest.raises(ActRefused) as refused:
        enrol_tenderers(disposed, load_actor(disposed, "legal"), [(north, person)])
    assert refused.value.reason.code == "person.taken"


def test_staff_who_took_part_lose_their_roles(disposed: Store) -> None:
    with disposed.write() as work:
        tender = metadata.tables["tender"]
        work.session.connection().execute(delete(metadata.tables["tender_basis"]))
        work.session.connection().execute(delete(tender).where(tender.c.id == "other"))
    done = erased(disposed, "officer")
    assert (done.new, done.documents) == (True, 2)
    assert load_actor(disposed, "officer").roles == frozenset()


def _refused(store: Store, **others: Any) -> ActRefused:
    legal, head = deciders(store)
    said = {"legal": legal, "head": head, "person_id": NILS, "ground": GROUND}
    if "person" in others:
        others["person_id"] = others.pop("person")
    before = fact_dump(store)
    with pytest.raises(ActRefused) as refused:
        erase(store, **{**said, **others})
    assert fact_dump(store) == before
    return refused.value


def test_as_long_as_the_records_are_kept_the_name_is(store: Store) -> None:
    refused = _refused(store)
    assert refused.in_("sv") == (
        "Uppgifterna om n-17 får inte raderas före söndagen den 3 mars 2030, för handlingarna i"
        " tender bevaras: anbud och dokumentation ska bevaras minst 4 år från tilldelningen"
        " måndagen den 2 mars 2026, alltså till och med lördagen den 2 mars 2030 (19 kap. 23 §"
        " LOU). Svara personen med skälet och den dagen."
    )
    set_clock(store, DUE - timedelta(days=1))
    begins = "What is held about n-17 may not be erased before Sunday 3 March 2030, because the"
    assert _refused(store).in_("en").startswith(begins)


def test_an_opener_is_kept_with_the_tenders_that_the_key_was_appointed_for(store: Store) -> None:
    """Nothing but the key tells that this person took part."""
    with store.write() as work:
        connection = work.session.connection()
        connection.execute(metadata.tables["person"].insert(), {
            "id": "opener", "name": "Ada Påhittad", "email": "", "organisation_id": None,
        })  # fmt: skip
        keys = metadata.tables["opener_key"]
        connection.execute(keys.update().where(keys.c.id == "1" * 16).values(person_id="opener"))
    assert _refused(store, person="opener").reason.code == "erasure.kept"


def test_while_the_bids_are_there_they_may_name_the_person(store: Store) -> None:
    set_clock(store, DUE)
    assert _refused(store).in_("en") == (
        "The bids of tender are there and may name n-17. Dispose of them first with tilldela"
        " records dispose tender."
    )


def test_nobody_learns_by_asking_whose_bids_lie_sealed(disposed: Store) -> None:
    publication = {
        "tender_id": "other", "published_at": DUE, "approved_by": "head", "actor_id": "officer",
        "recorded_at": DUE, "recorded_real_at": DUE,
    }  # fmt: skip
    with disposed.write() as work:
        work.session.connection().execute(metadata.tables["publication"].insert(), publication)
    assert _refused(disposed).in_("en") == (
        "Bids lie sealed, and nobody may know whose they are before the opening. Erase somebody"
        " who acts for a tenderer when the bids have been opened."
    )


@pytest.mark.parametrize("ground", [f"Om {NAME}", EMAIL.upper()])
def test_a_ground_that_names_the_person_is_refused(disposed: Store, ground: str) -> None:
    assert _refused(disposed, ground=ground).in_("en") == (
        "The ground contains what is to be erased. Write the ground without the person's name and"
        " address."
    )


def test_an_erasure_without_a_ground_is_refused(disposed: Store) -> None:
    assert _refused(disposed, ground="").reason.code == "records.no_ground"


def test_nobody_decides_on_their_own_erasure(disposed: Store) -> None:
    assert _refused(disposed, person="legal").in_("en") == (
        "Nobody decides on their own erasure. Let two others decide."
    )


@pytest.mark.parametrize(
    ("others", "told"),
    [
        (("officer", "head"), "may not erase personal data"),
        (("legal", "officer"), "may not approve an erasure"),
    ],
)
def test_each_of_the_two_needs_a_role_of_its_own(
    disposed: Store, others: tuple[str, str], told: str
) -> None:
    legal, head = (load_actor(disposed, each) for each in others)
    assert told in _refused(disposed, legal=legal, head=head).in_("en")


def test_a_reader_in_the_way_is_told_and_the_next_run_completes(disposed: Store) -> None:
    if disposed.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL waits for its readers by itself")
    path = disposed.data_dir / "tilldela.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM person").fetchone()
    with disposed.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=100")
    assert erased(disposed).residue == BUSY
    other.close()
    assert erased(disposed).residue is None
    assert scrub(disposed.engine) is None


def test_no_row_of_any_table_names_the_person_after_an_erasure(disposed: Store) -> None:
    before = repr(full_dump(disposed))
    erased(disposed)
    after = repr(full_dump(disposed))
    counted = [(text.count(NAME), text.count(EMAIL)) for text in (before, after)]
    assert counted == [(4, 2), (0, 0)]


def hits(folder: Path) -> int:
    """How often the name or the address stands in any byte under the folder, however written."""
    forms = [NAME, EMAIL, NAME.casefold(), EMAIL.upper()]
    needles = {form.encode(code) for form in forms for code in ("utf-8", "utf-16-le", "latin-1")}
    needles |= {NAME.encode("unicode_escape"), b"Nils P\\u00e5hittad"}
    found = re.compile(b"|".join(re.escape(each) for each in sorted(needles)))
    return sum(len(found.findall(body)) for body in files_under(folder).values())


def test_after_an_erasure_no_byte_under_the_data_directory_names_the_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """P17. The archive export lies outside, as it does in an authority's archive."""
    with kept_installation("sqlite", tmp_path) as store:
        data = store.data_dir
        before = hits(data)
        in_wal = sum(NAME.encode() in body for name, body in files_under(data).items()
                     if name.endswith("-wal"))  # fmt: skip
        dispose_of_bids(store, tmp_path)
        after_disposal = hits(data)
        kept = data / FOLDER / "ab" / ("ab" * 32)
        kept.parent.mkdir(parents=True)
        kept.write_text(NAME, encoding="utf-8")
        done = erased(store)
        after, files = hits(data), sorted(files_under(data))
        with store.read() as work:
            verdict = verify(work)
    with capsys.disabled():
        print(
            f"\nP17: hits before {before}, after disposal {after_disposal}, after erasure {after},"
            f" in {len(files)} files; chain of {verdict.entries} entries whole:"
            f" {not verdict.faults}"
        )
    assert before > after_disposal > after == 0
    assert in_wal == 1
    assert {"tilldela.db", "tilldela.db-wal", "tilldela.db-shm"} <= set(files)
    assert (done.residue, verdict.faults) == (None, ())
