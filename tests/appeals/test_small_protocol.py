"""Every state of the small protocol: the answers agree, and from each there is a way to the end."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from appeals.hold import Clear
from appeals.obstacles.every import obstacles
from appeals.obstacles.obstacle import Obstacle
from tests.appeals.reference_facts import answer
from tests.appeals.reference_holds import COURTS, ENDS, Check, Lot, in_court, may_sign
from tests.appeals.small_protocol import Bounds, State, ended, start, successors, with_ties

# Ends that differ from these in name alone; the state machine has them all.
ALIKE = frozenset({"dismissed", "struck_out", "upheld", "leave_granted"})


@dataclass
class Found:
    """`wrong`: states where the code and the reference differ. `stuck`: without a way to an end."""

    states: int = 0
    answers: int = 0
    clear: int = 0
    wrong: list[State] = field(default_factory=list)
    stuck: list[State] = field(default_factory=list)


def explore(lots: int, bounds: Bounds) -> Found:
    found, first = Found(), start(lots)
    before: dict[State, list[State]] = defaultdict(list)
    seen, waiting = {first}, deque([first])
    while waiting:
        state = waiting.popleft()
        _compare(state, found)
        for _, after in successors(state, bounds):
            before[after].append(state)
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    found.states = len(seen)
    found.stuck = sorted(seen - _leading_to_an_end(seen, before), key=str)
    return found


def _compare(state: State, found: Found) -> None:
    """As it is; and as it would be, had every court been asked today."""
    for lot in with_ties(state):
        for judged in (lot, _asked(lot, state.today)):
            may = isinstance(answer(judged, state.today), Clear)
            found.answers += 1
            found.clear += may
            if may != may_sign(judged, state.today):
                found.wrong.append(state)


def _asked(lot: Lot, today: date) -> Lot:
    return lot._replace(checks=(*lot.checks, *(Check(court, today) for court in COURTS)))


def _leading_to_an_end(seen: set[State], before: dict[State, list[State]]) -> set[State]:
    ends = [state for state in seen if all(ended(lot) for lot in state.lots)]
    leading, waiting = set(ends), deque(ends)
    while waiting:
        for state in before[waiting.popleft()]:
            if state not in leading:
                leading.add(state)
                waiting.append(state)
    return leading


def searched(lots: int, bounds: Bounds) -> Found:
    found = explore(lots, bounds)
    print(
        f"small protocol, {lots} lots, {bounds.applications} cases of {bounds.acts} acts:"
        f" states {found.states}, answers {found.answers}, clear {found.clear},"
        f" violations {len(found.wrong)}, stuck {len(found.stuck)}"
    )
    return found


LEAVES = frozenset({"waived", "standstill_lifted"})
FR, KR = frozenset({"FR"}), frozenset({"FR", "KR"})
PLAIN = ALIKE | LEAVES
TWO_CASES = Bounds(applications=2, acts=1, courts=FR, without=PLAIN, told=False, struck=False)


@pytest.mark.parametrize(
    ("lots", "bounds", "least"),
    [
        (1, Bounds(acts=1), 700),
        (1, Bounds(acts=1, courts=FR, told=False, struck=False, slow=True), 500),
        (1, Bounds(acts=2, courts=FR, without=ALIKE, told=False, struck=False), 1_000),
        (2, Bounds(acts=1, courts=FR, without=PLAIN, told=False, struck=False), 1_500),
    ],
)
def test_no_state_of_the_small_protocol_is_wrong_or_stuck(
    lots: int, bounds: Bounds, least: int
) -> None:
    found = searched(lots, bounds)
    assert found.states >= least
    assert (found.wrong[:1], found.stuck[:1]) == ([], [])
    assert found.clear > 0


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("lots", "bounds", "least"),
    [
        (1, Bounds(acts=2), 5_000),
        (1, Bounds(acts=3, courts=FR, without=ALIKE, told=False), 2_500),
        (1, TWO_CASES, 40_000),
        (2, Bounds(acts=2, courts=KR, without=PLAIN, told=False, struck=False), 10_000),
    ],
)
def test_no_state_of_the_greater_protocol_is_wrong_or_stuck(
    lots: int, bounds: Bounds, least: int
) -> None:
    test_no_state_of_the_small_protocol_is_wrong_or_stuck(lots, bounds, least)


SMALLEST = Bounds(acts=1, courts=FR, without=PLAIN, told=False, struck=False)


@pytest.mark.parametrize("code", ["extended-standstill", "interim-order"])
def test_the_search_finds_the_states_that_an_obstacle_left_out_lets_through(
    code: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def without(*args: Any) -> list[Obstacle]:
        return [each for each in obstacles(*args) if each.reason.code != code]

    monkeypatch.setattr("appeals.hold.obstacles", without)
    found = searched(1, SMALLEST)
    assert found.wrong
    cases = [state.lots[0].applications[0] for state in found.wrong]
    assert [case for case in cases if in_court(case, "FR", ENDS)] == [], "FR has each of them"


def test_the_search_finds_the_lots_that_are_stuck_if_courts_are_never_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tests.appeals.small_protocol._worth_asking", lambda *_: ())
    found = searched(1, SMALLEST)
    assert (len(found.wrong), found.clear > 0) == (0, True)
    assert len(found.stuck) > 10
