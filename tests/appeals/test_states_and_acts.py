"""The docket's full product: every state that a matter can be in by every act of every court."""

from __future__ import annotations

from collections import Counter, deque
from itertools import product

from appeals.docket.course import Course, Move, after, begun
from appeals.docket.moves import Allowed, Refused, first_courts, may_come
from models.review import CourtActKind, CourtName, MatterKind
from tests.appeals.court_moves import moves
from tests.appeals.reference_holds import Act, Application
from tests.appeals.small_protocol import DAY, FIRST

ACTS = [Move(court, kind) for court, kind in product(CourtName, CourtActKind)]


def states(start: Course) -> set[Course]:
    found, new = {start}, deque([start])
    while new:
        course = new.popleft()
        for act in ACTS:
            if isinstance(may_come(course, act), Allowed):
                then = after(course, act)
                if then not in found:
                    found.add(then)
                    new.append(then)
    return found


def test_every_state_answers_every_act_and_a_refusal_says_why_and_what_to_do() -> None:
    counted: Counter[str] = Counter()
    for kind in MatterKind:
        for first, contract in product(first_courts(kind), (False, True)):
            for course in states(begun(kind, first, contract=contract)):
                counted["states"] += 1
                for act in ACTS:
                    answer = may_come(course, act)
                    counted[type(answer).__name__.lower()] += 1
                    if isinstance(answer, Refused):
                        counted[answer.reason.code] += 1
                        said = (answer.reason.text, answer.todo)
                        assert all(text.sv and text.en and text.sv != text.en for text in said)
    pairs = counted["allowed"] + counted["refused"]
    print("docket:", ", ".join(f"{name} {n}" for name, n in sorted(counted.items())))
    assert pairs == counted["states"] * len(CourtName) * len(CourtActKind)
    assert counted["allowed"] > 0
    assert {name for name in counted if name.startswith("docket.")} == {
        "docket.before_lower_court",
        "docket.ended_in_court",
        "docket.leave_given",
        "docket.no_contract",
        "docket.not_in_court",
        "docket.not_in_matter",
        "docket.nothing_to_lift",
    }


def test_what_a_court_may_do_by_chapter_20_the_docket_lets_be_entered() -> None:
    """By the proof's own account of the courts: no lot waits for an act that is refused."""
    waiting = [(Application("1-26", FIRST), begun(MatterKind.REVIEW, CourtName.FR))]
    tried: set[tuple[Course, Move]] = set()
    for number in range(6):
        following: dict[Course, Application] = {}
        for case, course in waiting:
            for court, kind in moves(case):
                move = Move(CourtName(court), CourtActKind(kind))
                assert may_come(course, move) == Allowed(), (case, move)
                tried.add((course, move))
                acts = (*case.acts, Act(court, kind, FIRST + number * DAY))
                following.setdefault(after(course, move), case._replace(acts=acts))
        waiting = [(case, course) for course, case in following.items()]
    assert len(tried) > 300
