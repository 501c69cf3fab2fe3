"""Letters on paper: printed for a day, posted on that day, and recorded with a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from appeals.loading import load_lot_facts
from law.rulebook import Rulebook
from law.standstill import standstill
from models.letters import Channel, Dispatch
from models.parties import Organisation
from procurement.letters.dispatching import record_mailing
from tests.procurement.letterbox import Letterbox
from tests.procurement.letters_out import paper_folder, paper_of, send
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
D1 = f"{TENDER}/D1"
MONDAY = date(2026, 3, 2)


class SomeOnPaper(Letterbox):
    """East and west have no address for e-mail."""

    def channel_to(self, organisation: Organisation) -> Channel:
        return Channel.POST if organisation.id in {"east", "west"} else Channel.ELECTRONIC


@pytest.fixture
def world(world_at: WorldAt) -> World:
    """All are sent but those of east and west, which lie in the folder."""
    world = world_at("decided")
    sent = send(world, SomeOnPaper())
    assert sent.sent == (f"{D1}:north", f"{D1}:south")
    folder = paper_folder(world) / "2026-03-02"
    assert sent.to_post == (folder / "DEMO-1-D1-east.pdf", folder / "DEMO-1-D1-west.pdf")
    return world


def mailed(
    world: World, who: str = "west", number: str = "RR 1 SE", on: date = MONDAY, by: str = "officer"
) -> None:
    record_mailing(world.store, world.actor(by), paper_of(world), f"{D1}:{who}", number, on)


def test_a_letter_that_was_posted_is_recorded_once_with_its_number(world: World) -> None:
    assert world.done_once(lambda: mailed(world)) == "letter.dispatched"
    with world.store.read() as work:
        row = work.session.get_one(Dispatch, f"{D1}:west")
    assert (row.channel, row.transport, row.address, row.proof) == (
        "post",
        "mail",
        "Gatan 1, Umeå",
        "RR 1 SE",
    )
    assert row.stated_last_day == date(2026, 3, 17)
    printed = paper_folder(world) / "2026-03-02" / "DEMO-1-D1-west.pdf"
    assert world.store.blobs.get(row.pdf_sha256) == printed.read_bytes()


def test_what_was_posted_earlier_in_the_week_is_recorded_for_its_own_day(world: World) -> None:
    world.go(at(3, 5))
    mailed(world)
    with world.store.read() as work:
        row = work.session.get_one(Dispatch, f"{D1}:west")
    assert (row.dispatched_at, row.recorded_at) == (at(3, 2, 12), at(3, 5))
    assert row.stated_last_day == date(2026, 3, 17)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"number": "  "}, "letter.number"),
        ({"on": date(2026, 3, 1)}, "letter.posted_on"),
        ({"on": date(2026, 3, 6)}, "letter.posted_on"),
        # No letter that bears that day has been printed.
        ({"on": date(2026, 3, 4)}, "letter.not_printed"),
        ({"who": "nobody"}, "letter.unknown"),
        ({"who": "north", "number": "another"}, "letter.sent"),
        ({"by": "lawyer"}, "actor.role"),
    ],
)
def test_a_posting_that_cannot_be_is_refused(
    world: World, changes: dict[str, Any], refused: str
) -> None:
    world.go(at(3, 5))
    assert world.refusal_of(lambda: mailed(world, **changes)).reason.code == refused


def test_printed_again_another_day_it_states_that_days_times(world: World) -> None:
    world.go(at(3, 4))
    sent = send(world, SomeOnPaper())
    assert {path.parent.name for path in sent.to_post} == {"2026-03-04"}
    mailed(world, on=date(2026, 3, 4))
    with world.store.read() as work:
        row = work.session.get_one(Dispatch, f"{D1}:west")
    assert row.stated_last_day == date(2026, 3, 19)


def test_the_standstill_runs_from_the_last_letter_of_all(world: World) -> None:
    mailed(world, "east")
    with world.store.read() as work:
        waiting = load_lot_facts(work, world.lot("L1")).decision
    assert waiting is not None
    assert waiting.missing_letters == 1
    world.go(at(3, 4))
    send(world, SomeOnPaper())
    mailed(world, "west", on=date(2026, 3, 4))
    with world.store.read() as work:
        complete = load_lot_facts(work, world.lot("L1")).decision
    assert complete is not None
    assert complete.missing_letters == 0
    bar = standstill(complete.notices, rulebook=Rulebook.SE_LOU_19)
    assert bar.last_day == date(2026, 3, 19)
