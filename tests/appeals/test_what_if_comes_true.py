"""What was supposed is entered for real: the one door then says what what-if said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from appeals.docket.attached import Attached
from appeals.docket.court_acts import record_court_act
from appeals.docket.court_entry import CourtEntry
from appeals.hold import Blocked, Clear, may_conclude
from appeals.loading import load_lot_facts
from appeals.what_if.hypothesis import Hypothesis
from appeals.what_if.stored import what_if_of_lot
from cli.appeals.supposed_ruling import ruling
from law.reasons import Text
from law.rulebook import Rulebook
from models.review import CourtActKind, CourtName
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World

PAPER = Attached("beslut.txt", b"Beslut om tiodagarsfrist\n")
APPLIED = date(2026, 3, 12)


@dataclass(frozen=True)
class Course:
    """`supposed`: as after --ruling; `entered`: the same as COURT KIND MONTH-DAY, of 2026."""

    supposed: tuple[str, ...]
    entered: tuple[str, ...]


COURSES = {
    "rejected": Course(("FR:2026-04-10:rejected",), ("FR rejected 04-10",)),
    "struck out": Course(("FR:2026-03-20:struck-out",), ("FR struck_out 03-20",)),
    "with an interim order in FR": Course(
        ("FR:2026-04-10:rejected:interim",), ("FR interim_order 03-12", "FR rejected 04-10")
    ),
    "that no ten days apply": Course(
        ("FR:2026-04-10:rejected:waived",), ("FR waived 04-10", "FR rejected 04-10")
    ),
    "the extended standstill lifted": Course(
        ("FR:2026-04-10:lifted",), ("FR standstill_lifted 04-10",)
    ),
    "the appeal without an order": Course(
        ("FR:2026-03-20:rejected", "KR:2026-04-16:leave-refused"),
        ("FR rejected 03-20", "KR leave_refused 04-16"),
    ),
    "the appeal with one": Course(
        ("FR:2026-03-20:rejected", "KR:2026-04-16:upheld:interim"),
        ("FR rejected 03-20", "KR interim_order 03-20", "KR upheld 04-16"),
    ),
    "a correction that KR sets aside": Course(
        ("FR:2026-03-20:correction", "KR:2026-04-16:rejected"),
        ("FR correction 03-20", "KR rejected 04-16"),
    ),
    "a correction": Course(("FR:2026-04-10:correction",), ("FR correction 04-10",)),
    "a new procurement": Course(("FR:2026-04-10:redo",), ("FR redo 04-10",)),
    "nothing decided": Course((), ()),
    "sent back": Course(
        ("FR:2026-03-20:rejected", "KR:2026-04-16:remanded"),
        ("FR rejected 03-20", "KR remanded 04-16"),
    ),
}


# The door names the end of the bars; what-if the day from which no order stood in the way either.
LET_GO = {
    "that no ten days apply": date(2026, 4, 10),
    "the extended standstill lifted": date(2026, 4, 10),
    "a correction that KR sets aside": date(2026, 4, 16),
}


def entered(world: World, course: Course, until: date) -> None:
    """What happens on a later day has not happened."""
    world.go(at(APPLIED.month, APPLIED.day))
    world.lodge("1", "L1")
    for act in course.entered:
        court, kind, written = act.split()
        day = date.fromisoformat(f"2026-{written}")
        if day > until:
            return
        world.go(max(world.clock.at, at(day.month, day.day)))
        paper = PAPER if kind in ("waived", "standstill_lifted") else None
        entry = CourtEntry(
            f"{world.tender}/1", "1", CourtName(court), CourtActKind(kind), day, day,
            Text("kort", "short"), paper=paper,
        )  # fmt: skip
        record_court_act(world.store, world.actor("lawyer"), entry)


def door(world: World, moment: datetime) -> Clear | Blocked:
    with world.store.read() as work:
        facts = load_lot_facts(work, world.lot("L1"))
    return may_conclude(facts, Rulebook.SE_LOU_19, moment)


@pytest.mark.parametrize("name", COURSES)
def test_what_is_supposed_and_then_happens_has_the_same_answer(
    world_at: Callable[[str], World], name: str
) -> None:
    world, course = world_at("notified"), COURSES[name]
    world.go(at(3, 3))
    supposed = Hypothesis((APPLIED,), tuple(ruling(each) for each in course.supposed))
    said = what_if_of_lot(world.store, world.lot("L1"), supposed).foreseen
    day = said.as_of
    assert day is not None
    entered(world, course, day)
    if said.signable_from is not None:
        assert isinstance(door(world, at(day.month, day.day) - timedelta(days=1)), Blocked)
    world.go(max(world.clock.at, at(day.month, day.day)))
    for court in CourtName.FR, CourtName.KR, CourtName.HFD:
        world.ask(court)
    real = door(world, at(day.month, day.day))
    if isinstance(real, Blocked):
        assert said.signable_from is None
        assert [each.code for each in real.reasons] == [e.reason.code for e in said.in_the_way]
        return
    assert real.signable_from == said.signable_from == day
    assert [each.code for each in real.reasons] == [each.code for each in said.reasons]
    assert said.lawful_from == max(real.lawful_from, LET_GO.get(name, real.lawful_from))
