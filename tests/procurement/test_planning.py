"""What a tender's file has before it is published: needs, value, documents, interests, helpers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from law.exclusion import Ground
from law.reasons import Text
from law.thresholds import Buyer, Kind
from models.planning import NoteKind
from models.tender import Tender
from procurement.planning.interests import declare_interest
from procurement.planning.involvement import (
    involvement_open,
    record_involvement,
    take_measure,
)
from procurement.planning.notes import notes_of, write_note
from procurement.planning.tender_documents import DocumentFile, file_document
from procurement.planning.values import estimate_value
from procurement.qualification.clearance import todo_of
from procurement.qualification.excluding import Allegation, raise_case
from procurement.tenders.draft import ValueDraft
from procurement.tenders.drafting import draft_tender
from tests.procurement.small_papers import TENDER, at, tender_draft
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
TEXT = Text("Samråd med branschen", "A talk with the trade")
WHAT = Text("Skrev utkastet till kraven.", "Wrote the draft of the requirements.")
TOLD = Text("Alla har fått samma underlag.", "All have the same papers.")


@pytest.fixture
def world(world_at: WorldAt) -> World:
    """A tender drafted with nothing else on record."""
    world = world_at("enrolled")
    draft_tender(world.store, world.actor("officer"), tender_draft())
    return world


def note(
    world: World, kind: NoteKind = NoteKind.NEED, on: date = date(2026, 1, 7), by: str = "officer"
) -> int:
    return write_note(world.store, world.actor(by), TENDER, kind, on, TEXT)


def test_a_note_is_written_once_and_numbered_in_order(world: World) -> None:
    assert world.done_once(lambda: note(world)) == "note.written"
    assert [note(world, NoteKind.MARKET_DIALOGUE), note(world, NoteKind.LOTS)] == [2, 3]
    with world.store.read() as work:
        kinds = [each.kind for each in notes_of(work, TENDER)]
        assert kinds == ["need", "market_dialogue", "lots"]


def test_a_note_is_of_what_has_been_and_by_an_officer(world: World) -> None:
    tomorrow = partial(note, world, on=date(2026, 1, 13))
    assert world.refusal_of(tomorrow).reason.code == "note.not_yet"
    assert world.refusal_of(partial(note, world, by="north-person")).reason.code == "actor.role"


def value(reason: str) -> ValueDraft:
    text = Text(reason, reason)
    return ValueDraft(buyer_kind=Buyer.CENTRAL, kind=Kind.SOCIAL, reason=text, options=(100,))


def test_the_newest_estimate_is_numbered_on_and_the_same_again_is_none(world: World) -> None:
    officer = world.actor("officer")
    act = partial(estimate_value, world.store, officer, TENDER, value("nytt"))
    assert world.done_once(act) == "value.estimated"
    assert estimate_value(world.store, officer, TENDER, value("igen")) == 3


def test_the_value_on_the_day_of_the_notice_decides(world_at: WorldAt) -> None:
    world = world_at("published")
    act = partial(estimate_value, world.store, world.actor("officer"), TENDER, value("nytt"))
    assert world.refusal_of(act).reason.code == "value.published"


def test_documents_have_versions_until_the_notice(world_at: WorldAt) -> None:
    world = world_at("drafted")
    officer = world.actor("officer")
    new = DocumentFile("FFU", Text("Förfrågan", "Request"), "ffu.txt", b"Ny lydelse\n")
    act = partial(file_document, world.store, officer, TENDER, new)
    assert world.done_once(act) == "document.filed"
    assert act() == 2
    world.publish()
    later = DocumentFile("FFU", new.title, "ffu.txt", b"Senare\n")
    refused = partial(file_document, world.store, officer, TENDER, later)
    assert world.refusal_of(refused).reason.code == "document.published"
    # What is filed already is filed.
    assert act() == 2


def test_a_document_is_a_file_of_a_kind_that_is_taken_in(world: World) -> None:
    program = DocumentFile("FFU", Text("x", "x"), "ffu.pdf", b"MZ program")
    act = partial(file_document, world.store, world.actor("officer"), TENDER, program)
    assert world.refusal_of(act).reason.code == "document.refused"


def declare(world: World, person: str, *, free: bool = True) -> None:
    declare_interest(world.store, world.actor(person), TENDER, free=free, statement="inga")


def test_whoever_prepares_and_approves_has_declared_no_conflict(world: World) -> None:
    """Records first, then interests: the officer's, then the head's."""
    world.appoint()
    refused = []

    def refusal() -> str:
        found = world.refusal_of(world.publish).reason
        refused.append(found.code)
        return "" if found.cite is None else str(found.cite)

    refusal()
    for kind in (NoteKind.NEED, NoteKind.LOTS):
        note(world, kind)
    refusal()
    document = DocumentFile("FFU", Text("x", "x"), "ffu.txt", b"x\n")
    file_document(world.store, world.actor("officer"), TENDER, document)
    refusal()
    declare(world, "officer")
    refusal()
    declare(world, "head", free=False)
    assert refusal() == "17 § FL"
    world.go(at(1, 13))
    declare(world, "head")
    world.publish()
    assert refused == [
        "record.need", "record.documents", "interest.undeclared", "interest.undeclared",
        "interest.conflict",
    ]  # fmt: skip


def involve(world: World, what: Text = WHAT, organisation: str = "north") -> None:
    record_involvement(world.store, world.actor("officer"), TENDER, organisation, what)


def measure(world: World, *, sufficient: bool, on: date = date(2026, 1, 7)) -> int:
    officer = world.actor("officer")
    return take_measure(world.store, officer, TENDER, "north", TOLD, on, sufficient=sufficient)


def open_reasons(world: World, organisation: str = "north") -> list[tuple[str, str]]:
    with world.store.read() as work:
        tender = work.session.get_one(Tender, TENDER)
        found = involvement_open(work, tender, organisation)
        return [(each.code, str(each.cite)) for each in found]


def test_who_helped_to_prepare_is_put_on_record_once(world: World) -> None:
    assert world.done_once(lambda: involve(world)) == "involvement.recorded"
    other = partial(involve, world, Text("Annat", "Other"))
    assert world.refusal_of(other).reason.code == "involvement.recorded"
    unknown = partial(involve, world, organisation="nobody")
    assert world.refusal_of(unknown).reason.code == "supplier.unknown"


def test_the_newest_measure_says_whether_equal_treatment_is_kept(world: World) -> None:
    refused = partial(measure, world, sufficient=True)
    assert world.refusal_of(refused).reason.code == "involvement.none"
    assert open_reasons(world) == []
    involve(world)
    assert open_reasons(world) == [("involvement.open", "19 kap. 2 § LOU")]
    act = partial(measure, world, sufficient=False)
    assert world.done_once(act) == "involvement.measure_taken"
    assert open_reasons(world) == [("involvement.open", "19 kap. 2 § LOU")]
    assert measure(world, sufficient=True) == 2
    assert (open_reasons(world), open_reasons(world, "south")) == ([], [])
    later = partial(measure, world, sufficient=True, on=date(2026, 1, 13))
    assert world.refusal_of(later).reason.code == "involvement.not_yet"


def test_a_winner_that_helped_to_prepare_is_awarded_nothing_without_a_measure(
    world_at: WorldAt,
) -> None:
    world = world_at("controlled")
    for tenderer in ("north", "south", "east"):
        involve(world, organisation=tenderer)
    refusal = world.refusal_of(world.draft_decision)
    assert refusal.reason.code == "involvement.open"
    assert "tilldela tender measure" in refusal.todo.sv
    assert refusal.todo == todo_of(refusal.reason)


def test_nobody_is_excluded_for_it_before_something_gentler_was_tried(world_at: WorldAt) -> None:
    world = world_at("controlled")
    involve(world)
    case = Allegation(TENDER, "north", Ground.MISCONDUCT, "13:3 p. 6", date(2026, 1, 7), WHAT)
    act = partial(raise_case, world.store, world.actor("officer"), case)
    assert world.refusal_of(act).reason.code == "involvement.gentler_first"
    measure(world, sufficient=False)
    assert world.done_once(act) == "exclusion.raised"
