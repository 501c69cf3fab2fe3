"""A tender that was played through is archived, disposed of, and forgets a tenderer's person."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from law.reasons import ActRefused
from models.parties import Person
from models.tender import Tender
from registry.archive_export import export_archive
from registry.disposal import dispose
from registry.erasure import erase
from registry.person_records import records_of
from registry.retention import review_of, set_records_rule
from registry.verification import verify
from tests.procurement.small_papers import TENDER
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at
from tests.registry.backed_up import full_dump

__all__ = ["stages", "world_at"]

DUE = datetime(2030, 3, 3, 9, tzinfo=UTC)
PERSON = "north-person"


@pytest.fixture
def world(world_at: Callable[[str], World]) -> World:
    """Contracts are drawn up; the buyer is not under archive law; it is 2030."""
    world = world_at("drawn_up")
    lawyer, head = world.actor("lawyer"), world.actor("head")
    set_records_rule(world.store, lawyer, head, "buyer", archive_law=False)
    world.go(DUE)
    return world


def test_it_is_due_four_years_after_its_award(world: World) -> None:
    with world.store.read() as work:
        review = review_of(work, work.session.get_one(Tender, TENDER))
    assert (review.awarded, review.not_before) == (date(2026, 3, 2), date(2030, 3, 3))
    assert [hold.reason.code for hold in review.holds] == ["keep-tenders"]


def test_the_archive_has_every_row_file_and_entry_of_a_tender_that_stands_alone(
    world: World, tmp_path: Path
) -> None:
    dump = full_dump(world.store)
    export_archive(world.store, TENDER, tmp_path / "archive")
    data = tmp_path / "archive" / "data"
    rows = {path.stem: len(json.loads(path.read_text())) for path in data.glob("tables/*.json")}
    # Keys that nobody was appointed with, and whoever had nothing to do with it, stay out.
    stored = {name: len(found) for name, found in dump.items() if name in rows}
    del rows["person"], stored["person"]
    assert rows == stored
    assert len(list(data.glob("files/*"))) == len(dump["blob"])
    told = (data / "journal.jsonl").read_text().splitlines()
    assert [json.loads(line)["kind"] for line in told] == [
        entry[4] for entry in sorted(dump["journal_entry"]) if entry[5].startswith(TENDER)
    ]


def test_after_disposal_and_erasure_no_row_names_the_person_and_the_chain_is_whole(
    world: World, tmp_path: Path
) -> None:
    store, lawyer, head = world.store, world.actor("lawyer"), world.actor("head")
    with store.read() as work:
        name = work.session.get_one(Person, PERSON).name
        assert records_of(work, PERSON).rows.keys() == {"bid"}
    with pytest.raises(ActRefused, match="Dispose of them first"):
        erase(store, lawyer, head, PERSON, "B-1")
    export_archive(store, TENDER, tmp_path / "archive")
    assert dispose(store, lawyer, head, TENDER, "G-1").shared == 0
    assert erase(store, lawyer, head, PERSON, "B-1").named_in == ()
    assert name not in repr(full_dump(store))
    with store.read() as work:
        assert verify(work).faults == ()
