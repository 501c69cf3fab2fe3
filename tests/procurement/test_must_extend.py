"""What suppliers are told too late to use moves the deadline, or nothing is opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.reasons import Cite, Text
from law.rulebook import Rulebook
from models.planning import NoteKind
from models.tender import Tender
from procurement.calls.corrections import correct
from procurement.calls.must_extend import answer_by, time_to_extend
from procurement.calls.questions import answer, ask, inform
from procurement.conditions.unmet import Unmet
from procurement.planning.notes import write_note
from procurement.tenders.deadlines import extend_deadline
from procurement.tenders.draft import LotDraft
from tests.procurement.small_papers import at, tender_draft
from tests.procurement.small_tender import World
from tests.procurement.staged_tender import (
    FIRST,
    SECOND,
    choices,
    lot,
    receive,
    request,
    select,
    staged_draft,
)

WorldAt = Callable[[str], World]
ROWS = yaml.safe_load((Path(__file__).parent / "must_extend.yaml").read_text(encoding="utf-8"))
ASKED, REPLY = Text("Får man?", "May one?"), Text("Ja.", "Yes.")
WHAT, WHY = Text("Ett krav är ändrat.", "A requirement is changed."), Text("skäl", "reason")


def extend(world: World, to: datetime) -> None:
    extend_deadline(world.store, world.actor("officer"), world.actor("head"), world.tender, to, WHY)


def tell(world: World, row: dict[str, Any]) -> None:
    officer = world.actor("officer")
    if row["asked"] is None:
        inform(world.store, officer, world.tender, REPLY)
    else:
        answer(world.store, officer, world.tender, 1, ASKED, REPLY)


def play(world: World, row: dict[str, Any]) -> None:
    acts: list[tuple[int, Callable[[], None]]] = [
        (row["asked"], lambda: _ask(world)),
        (row["answered"], lambda: tell(world, row)),
        (row["extended"], lambda: extend(world, at(2, 25))),
    ]
    for day, act in sorted((each for each in acts if each[0]), key=lambda each: each[0]):
        world.go(at(2, day))
        act()


def _ask(world: World) -> None:
    ask(world.store, world.actor("north-person"), world.tender, "Får vi?")


def unmet_now(world: World) -> tuple[Unmet, ...]:
    with world.store.read() as work:
        return time_to_extend(work, work.session.get_one(Tender, world.tender))


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_bids_are_opened_when_all_were_told_in_time(world_at: WorldAt, row: dict[str, Any]) -> None:
    world = world_at("published")
    play(world, row)
    world.go(at(2, 26))
    if row["opens"]:
        assert unmet_now(world) == ()
        world.open()
        return
    refusal = world.refused_try_of(world.open)
    assert (refusal.reason.code, refusal.reason.cite) == (
        "opening.must_extend",
        Cite("LOU", 19, "14"),
    )


def test_a_late_answer_is_told_by_its_day_and_the_last_one(world_at: WorldAt) -> None:
    world = world_at("published")
    play(world, {"asked": 6, "answered": 11, "extended": None})
    (unmet,) = unmet_now(world)
    assert unmet.reason.text == Text(
        "Svar 1 lämnades onsdagen den 11 februari 2026, efter den sista dagen för svar, tisdagen"
        " den 10 februari 2026",
        "Answer 1 was given on Wednesday 11 February 2026, after the last day for answers, Tuesday"
        " 10 February 2026",
    )
    assert unmet.todo.en == "Extend it with tilldela deadline extend"


@pytest.mark.parametrize(
    ("day", "substantial", "count"),
    [(1, True, 1), (10, False, 0), (11, False, 1), (16, True, 1)],
)
def test_a_correction_takes_more_time_where_it_is_substantial_or_late(
    world_at: WorldAt, day: int, substantial: bool, count: int
) -> None:
    world = world_at("published")
    world.go(at(2, day))
    officer, head = world.actor("officer"), world.actor("head")
    correct(world.store, officer, head, world.tender, WHAT, substantial=substantial)
    assert len(unmet_now(world)) == count
    extend(world, at(2, 27))
    assert unmet_now(world) == ()


def test_an_extension_made_before_the_substantial_change_does_not_make_good_for_it(
    world_at: WorldAt,
) -> None:
    world = world_at("published")
    world.go(at(2, 2))
    extend(world, at(2, 27))
    world.go(at(2, 3))
    officer, head = world.actor("officer"), world.actor("head")
    correct(world.store, officer, head, world.tender, WHAT, substantial=True)
    assert [each.reason.code for each in unmet_now(world)] == ["opening.must_extend"]


def last_day(world: World) -> Any:
    with world.store.read() as work:
        return answer_by(work, work.session.get_one(Tender, world.tender), world.clock.at)


@pytest.mark.parametrize(
    ("rulebook", "urgent", "deadline", "day"),
    [
        (Rulebook.SE_LOU, False, at(3, 2, 22), "2026-02-24"),
        # The time is shorter than 30 days: four days before Monday 2 February.
        (Rulebook.SE_LOU, True, at(2, 2, 22), "2026-01-29"),
        # Shortage of time is on record, but the time is as long as ever.
        (Rulebook.SE_LOU, True, at(3, 2, 22), "2026-02-24"),
        (Rulebook.SE_LOU_19, True, at(2, 2, 22), "2026-01-27"),
        (Rulebook.SE_LUF, False, at(3, 2, 22), "2026-02-24"),
        (Rulebook.SE_LOU_19A, False, at(3, 2, 22), None),
    ],
)
def test_each_rulebook_has_its_own_last_day_for_answers(
    world_at: WorldAt, rulebook: Rulebook, urgent: bool, deadline: datetime, day: str | None
) -> None:
    world = drafted(world_at("enrolled"), rulebook, deadline, urgent=urgent)
    assert str(last_day(world)) == str(day)


PROCEDURES = {
    Rulebook.SE_LOU: "open",
    Rulebook.SE_LUF: "open",
    Rulebook.SE_LOU_19: "chapter_19",
    Rulebook.SE_LOU_19A: "direct_award",
}


def drafted(world: World, rulebook: Rulebook, deadline: datetime, *, urgent: bool) -> World:
    lot = LotDraft(code="L1", name="Ort", region="Län", places_per_year=1, estimated_value=100,
                   at_fte_tenths=10)  # fmt: skip
    draft = tender_draft(
        id="T-2", rulebook=rulebook, procedure=PROCEDURES[rulebook], lots=(lot,), requirements=(),
        bid_deadline_at=deadline,
    )  # fmt: skip
    other = world.of("T-2")
    other.draft(draft)
    if urgent:
        noted = at(1, 7).date()
        write_note(
            other.store, other.actor("officer"), "T-2", NoteKind.URGENCY, noted, Text("x", "x")
        )
    return other


def invited_by_letter(world: World, procedure: str = "restricted") -> World:
    """A second step published on 17 February 2026, whose letters are still owed."""
    one = (lot("L1"),)
    world.go(at(1, 13))
    first = world.call(staged_draft(procedure, "requests", FIRST, lots=one))
    receive(first, *(request(FIRST, each) for each in ("north", "south")))
    world.go(at(2, 17))
    first.open()
    select(first, choices(["north", "south"]))
    return first.called(staged_draft(procedure, "tenders", SECOND, FIRST, lots=one))


def cites_now(world: World) -> list[str]:
    return [str(each.reason.cite) for each in unmet_now(world)]


@pytest.mark.parametrize(("sent", "count"), [(17, 0), (26, 0), (27, 1)])
def test_the_least_time_runs_from_the_last_invitation_that_went_out(
    world_at: WorldAt, sent: int, count: int
) -> None:
    """Tenders by Monday 23 March 2026, 25 days from Thursday 26 February (LOU 11:3, 11:6)."""
    second = invited_by_letter(world_at("enrolled"))
    second.go(at(2, sent))
    second.invite()
    second.go(at(3, 24))
    assert cites_now(second) == ["11 kap. 6 § LOU"] * count


def test_nothing_is_opened_while_an_invitation_has_never_left(world_at: WorldAt) -> None:
    second = invited_by_letter(world_at("enrolled"))
    second.go(at(3, 24))
    assert cites_now(second) == ["10 kap. 9 § LOU"]
    assert second.refused_try_of(second.open).reason.code == "opening.must_extend"


def test_an_invitation_that_left_when_the_time_was_over_takes_more_time(
    world_at: WorldAt,
) -> None:
    second = invited_by_letter(world_at("enrolled"))
    second.go(at(3, 24))
    second.invite()
    assert cites_now(second) == ["10 kap. 9 § LOU", "11 kap. 6 § LOU"]
    extend(second, at(4, 30))
    second.invite()
    second.go(at(5, 1))
    assert cites_now(second) == []


def test_nothing_is_opened_while_one_of_those_invited_has_not_been_told_an_answer(
    world_at: WorldAt,
) -> None:
    second = invited_by_letter(world_at("enrolled"))
    second.invite()
    ask(second.store, second.actor("north-person"), SECOND, "Får vi?")
    answer(second.store, second.actor("officer"), SECOND, 1, ASKED, REPLY)
    second.go(at(3, 24))
    assert cites_now(second) == ["10 kap. 9 § LOU"]
