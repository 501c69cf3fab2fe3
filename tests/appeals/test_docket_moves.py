"""Which acts may come where a matter stands: rows, and every state by every act."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from appeals.docket.course import Course, Move, after, begun
from appeals.docket.moves import Allowed, Refused, first_courts, may_come
from models.review import ENDS, CourtActKind, CourtName, MatterKind

ROWS = yaml.safe_load((Path(__file__).parent / "docket_moves.yaml").read_text())
ACTS = [Move(court, kind) for court, kind in product(CourtName, CourtActKind)]


def move(written: str) -> Move:
    court, kind = written.split()
    return Move(CourtName(court), CourtActKind(kind))


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_an_act_comes_where_the_matter_stands_or_is_refused(row: dict[str, Any]) -> None:
    kind, first = MatterKind(row.get("matter", "review")), CourtName(row.get("first", "FR"))
    course = begun(kind, first, contract=row.get("contract", False))
    for each in row.get("done", ()):
        assert may_come(course, move(each)) == Allowed(), each
        course = after(course, move(each))
    answer, act = may_come(course, move(row["then"])), move(row["then"])
    if "refused" in row:
        assert isinstance(answer, Refused)
        assert answer.reason.code == row["refused"]
        return
    assert answer == Allowed()
    stands = after(course, act)
    outcome = " ".join(each.value for each in stands.outcome) if stands.outcome else None
    assert (stands.pending_in, outcome) == (row.get("pending"), row.get("outcome"))


MATTERS = [
    (kind, first, contract)
    for kind in MatterKind
    for first in first_courts(kind)
    for contract in (False, True)
]


def reachable(start: Course) -> Iterator[Course]:
    """Every state that allowed acts lead to."""
    found, new = {start}, [start]
    while new:
        course = new.pop()
        yield course
        for act in ACTS:
            if isinstance(may_come(course, act), Allowed):
                then = after(course, act)
                if then not in found:
                    found.add(then)
                    new.append(then)


@pytest.mark.parametrize(("kind", "first", "contract"), MATTERS)
def test_of_every_state_and_act_none_is_left_without_an_answer_or_a_way_on(
    kind: MatterKind, first: CourtName, contract: bool
) -> None:
    """The full product: an act that ended a court is followed by nothing there, and so on."""
    for course in reachable(begun(kind, first, contract=contract)):
        allowed = [act for act in ACTS if isinstance(may_come(course, act), Allowed)]
        assert all(_can_have_been_done(course, act) for act in allowed)
        assert (course.pending_in is None) == (course.ended_in is not None)
        if course.pending_in is not None:
            ends = {act.kind for act in allowed if act.court is course.pending_in} & ENDS
            assert {CourtActKind.DISMISSED, CourtActKind.STRUCK_OUT} <= ends
        elif course.ended_in is not course.instances[-1]:
            above = course.instances[course.instances.index(course.ended_in or first) + 1]
            assert Move(above, CourtActKind.APPEALED) in allowed


def _can_have_been_done(course: Course, act: Move) -> bool:
    """Said apart from the table, by what each act is."""
    here, below = course.at(act.court), course.below(act.court)
    if here.ended:
        return act.kind is CourtActKind.WAIVED
    if act.kind in ENDS | {CourtActKind.APPEALED, CourtActKind.REMANDED}:
        return here.open or below is None or below.ended
    if act.kind is CourtActKind.INTERIM_LIFTED:
        return here.ordered
    if act.kind is CourtActKind.PERFORMANCE_RESUMED:
        return here.stopped and course.contract
    return act.kind is not CourtActKind.PERFORMANCE_STOPPED or course.contract


@pytest.mark.parametrize(("kind", "first", "contract"), MATTERS)
def test_a_ruling_stands_until_one_above_takes_its_place_or_sends_it_back(
    kind: MatterKind, first: CourtName, contract: bool
) -> None:
    for course in reachable(begun(kind, first, contract=contract)):
        for act in ACTS:
            if isinstance(may_come(course, act), Refused):
                continue
            outcome = after(course, act).outcome
            if act.kind is CourtActKind.REMANDED:
                assert outcome is None
            else:
                assert outcome in (course.outcome, (act.court, act.kind))


@pytest.mark.parametrize(("kind", "first", "contract"), MATTERS)
def test_each_cell_is_done_or_refused_with_why_and_what_to_do_in_both_languages(
    kind: MatterKind, first: CourtName, contract: bool
) -> None:
    for course in reachable(begun(kind, first, contract=contract)):
        for act in ACTS:
            answer = may_come(course, act)
            if isinstance(answer, Allowed):
                assert isinstance(after(course, act), Course)
                continue
            said = answer.reason.text
            assert all((said.sv, said.en, answer.todo.sv, answer.todo.en))
            assert said.sv != said.en


def test_without_a_contract_nothing_about_performance_can_come() -> None:
    for course in reachable(begun(MatterKind.VALIDITY, CourtName.FR)):
        for act in ACTS:
            if act.kind in {CourtActKind.PERFORMANCE_STOPPED, CourtActKind.PERFORMANCE_RESUMED}:
                assert isinstance(may_come(course, act), Refused)
