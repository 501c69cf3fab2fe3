"""Officers, bidders, courts and the clock against the reference model of the holds, in memory."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from appeals.hold import Clear
from appeals.obstacles.every import obstacles
from appeals.obstacles.obstacle import Obstacle
from tests.appeals.court_moves import moves
from tests.appeals.reference_facts import answer
from tests.appeals.reference_holds import (
    COURTS,
    Act,
    Application,
    Check,
    Lot,
    Tie,
    cases_of,
    last_day_of_acts,
    may_sign,
    standstill_end,
    ten_days,
)
from tests.appeals.turns import TURNS, Turn
from tests.appeals.way_out import to_the_end

FIRST, DAY = date(2026, 3, 2), timedelta(days=1)
MOST_DAYS = 330
# By then every bar has run out, and what still holds the lot holds it for good.
LATER = 60 * DAY
NUMBERS = ("1-26", "2-26", "3-26")
# How often each comes, of the acts of those whose turn it is.
ACTS = {
    "court_acts": 12,
    "apply": 4,
    "wait": 3,
    "wait_for_what_ends_next": 5,
    "decide_anew": 2,
    "send_a_letter": 1,
    "something_odd_happens": 2,
    "ask": 3,
    "be_told_of_a_case": 1,
    "strike_a_check": 1,
    "strike_a_case": 1,
    "correct_the_last_act": 1,
    "clear_what_was_remanded": 1,
    "look_at_the_tie": 1,
    "the_other_lot_is_reviewed": 1,
}
COUNTED: Counter[str] = Counter()


def tidied(lot: Lot) -> Lot:
    """Without what else may hold a lot, so that what the courts have done shows."""
    return lot._replace(
        decided=True,
        evaluated_since=False,
        missing=0,
        papers_missing=0,
        valid_until=date.max,
        not_before=None,
        ties=(),
        checks=(),
    )


def asked(lot: Lot, day: date) -> Lot:
    return lot._replace(checks=(*lot.checks, *(Check(court, day) for court in COURTS)))


class HoldMachine(RuleBasedStateMachine):
    """One lot, with up to three cases, and another lot that it may be tied to."""

    def __init__(self) -> None:
        super().__init__()
        self.other = Lot(letters=((FIRST, True),))
        self.lot = Lot(letters=((FIRST, True),), ties=(Tie(self.other),))
        self.today, self.acts = FIRST, 0

    @property
    def judged(self) -> Lot:
        return self.lot._replace(ties=tuple(Tie(self.other, t.cleared) for t in self.lot.ties))

    @rule(drawn=TURNS)
    def somebody_acts(self, drawn: tuple[int, int]) -> None:
        turn = Turn(drawn)
        self.acts += 1
        name = turn.weighed(ACTS)
        COUNTED[f"act {name}"] += 1
        getattr(self, name)(turn)

    def put(self, **changes: Any) -> None:
        self.lot = self.lot._replace(**changes)

    def put_case(self, place: int, case: Application) -> None:
        cases = list(self.lot.applications)
        cases[place] = case
        self.put(applications=tuple(cases))

    # The officer.

    def send_a_letter(self, turn: Turn) -> None:
        letters = (*self.lot.letters, (self.today, bool(turn.below(3))))
        self.put(letters=letters, missing=max(self.lot.missing - 1, 0))

    def decide_anew(self, turn: Turn) -> None:
        self.put(
            decided=True,
            evaluated_since=False,
            rests_on=self.acts,
            letters=((self.today, bool(turn.below(3))),),
            missing=0,
            stated=None,
            checks=(),
            not_before=None,
        )

    def something_odd_happens(self, turn: Turn) -> None:
        """Each of these holds the lot by itself, so that they may not come often."""
        later = self.today + turn.below(40) * DAY
        changes: list[dict[str, Any]] = [
            {"decided": False},
            {"evaluated_since": True},
            {"papers_missing": 1 - self.lot.papers_missing},
            {"valid_until": later if self.lot.valid_until == date.max else date.max},
            {"missing": 1, "stated": later},
            {"not_before": None if self.lot.not_before else later},
            {"stated": later},
        ]
        self.put(**turn.one(changes))

    # The lawyer.

    def ask(self, turn: Turn) -> None:
        self.put(checks=(*self.lot.checks, Check(turn.one(COURTS), self.today)))

    def be_told_of_a_case(self, turn: Turn) -> None:
        told = Check(turn.one(COURTS), self.today, turn.one(NUMBERS))
        self.put(checks=(*self.lot.checks, told))

    def strike_a_check(self, turn: Turn) -> None:
        checks = list(self.lot.checks)
        if checks:
            place = turn.below(len(checks))
            checks[place] = checks[place]._replace(struck=True)
            self.put(checks=tuple(checks))

    def strike_a_case(self, turn: Turn) -> None:
        if self.lot.applications and not turn.below(3):
            place = turn.below(len(self.lot.applications))
            self.put_case(place, self.lot.applications[place]._replace(struck=True))

    def correct_the_last_act(self, turn: Turn) -> None:
        """It was wrong, or a newer version of it says when the court sent it."""
        with_acts = [n for n, case in enumerate(self.lot.applications) if case.acts]
        if with_acts:
            place = turn.one(with_acts)
            case = self.lot.applications[place]
            *kept, last = case.acts
            sent = last._replace(sent=last.day + turn.below(6) * DAY)
            changed = [] if turn.below(2) else [sent]
            self.put_case(place, case._replace(acts=(*kept, *changed)))

    def clear_what_was_remanded(self, _turn: Turn) -> None:
        cases = (
            case._replace(acts=tuple(a._replace(cleared=a.kind == "remanded") for a in case.acts))
            for case in self.lot.applications
        )
        self.put(applications=tuple(cases))

    def look_at_the_tie(self, turn: Turn) -> None:
        self.put(ties=turn.one(((Tie(self.other),), (Tie(self.other, True),), ())))

    # Bidders and courts.

    def apply(self, turn: Turn) -> None:
        """It came in to the court so many days ago, and is entered now."""
        if len(self.lot.applications) < len(NUMBERS):
            number = NUMBERS[len(self.lot.applications)]
            came = max(FIRST, self.today - turn.one((0, 0, 1, 3, 12)) * DAY)
            self.put(applications=(*self.lot.applications, Application(number, came)))

    def court_acts(self, turn: Turn) -> None:
        cases = [(n, c) for n, c in enumerate(self.lot.applications) if not c.struck]
        if not cases:
            return
        place, case = turn.one(cases)
        found = list(moves(case))
        if found:
            court, kind = turn.one(found)
            day = max(self.today - turn.one((0, 0, 2)) * DAY, last_day_of_acts(case))
            if any(act.kind == "remanded" and act.day == day for act in case.acts):
                return  # A court does not decide on the day that it gets a case back.
            sent = turn.one((None, day, day + 4 * DAY))
            act = Act(court, kind, day, sent, turn.one(NUMBERS), self.acts)
            COUNTED[f"{court} {kind}"] += 1
            self.put_case(place, case._replace(acts=(*case.acts, act)))

    def the_other_lot_is_reviewed(self, turn: Turn) -> None:
        acts = (Act("FR", "rejected", self.today),) if turn.below(2) else ()
        checks = tuple(Check(court, self.today) for court in COURTS) if turn.below(2) else ()
        reviewed = (Application("9-26", FIRST, acts),)
        self.other = self.other._replace(applications=reviewed, checks=checks)

    # The clock.

    def wait(self, turn: Turn) -> None:
        self.pass_to(self.today + (1 + turn.below(14)) * DAY)

    def wait_for_what_ends_next(self, turn: Turn) -> None:
        self.pass_to(min(self.days_ahead(), default=self.today) + turn.below(2) * DAY)

    def pass_to(self, day: date) -> None:
        self.today = min(day, FIRST + MOST_DAYS * DAY)

    def days_ahead(self) -> set[date]:
        end = standstill_end(self.lot)
        lasts = {last for case in cases_of(self.lot) for _, _, last in ten_days(self.lot, case)}
        return {day for day in {*lasts, *([end] if end else [])} if day > self.today}

    # What must be so.

    @invariant()
    def both_say_the_same(self) -> None:
        """As it is; and with the courts' acts alone in the way, or as on one of the days ahead."""
        COUNTED["steps"] += 1
        self.compare(self.judged, self.today)
        if self.acts % 2:
            self.compare(asked(tidied(self.lot), self.today), self.today)
        else:
            day = self.one_ahead()
            self.compare(asked(self.judged if self.acts % 3 else tidied(self.lot), day), day)

    def one_ahead(self) -> date:
        """What ends, the day after, or when nothing runs any more: each in turn."""
        found = {self.today + LATER, *self.days_ahead()}
        if self.lot.not_before:
            found |= {self.lot.not_before - DAY}
        ahead = sorted({*found, *(each + DAY for each in found)})
        return ahead[self.acts // 2 % len(ahead)]

    def compare(self, lot: Lot, day: date) -> None:
        found = answer(lot, day)
        may = isinstance(found, Clear)
        COUNTED["answers"] += 1
        COUNTED["clear"] += may
        assert may == may_sign(lot, day), f"{day}: {found}\n{lot}"

    def teardown(self) -> None:
        """Nobody is ever stuck: from here what is said to lift each obstacle leads to an end."""
        end, acts = to_the_end(self.judged, self.today)
        COUNTED[end] += 1
        COUNTED["most acts"] = max(acts, COUNTED["most acts"])


def run(examples: int, steps: int) -> Counter[str]:
    COUNTED.clear()
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=True,
        # A failure shows its own facts: shrinking it takes longer than all the rest.
        phases=[Phase.generate],
        suppress_health_check=checks,
        print_blob=False,
    )
    run_state_machine_as_test(HoldMachine, settings=chosen)
    told = ("steps", "answers", "clear", "concluded", "ordered-redone", "most acts")
    courts = sum(number for name, number in COUNTED.items() if name.split()[0] in COURTS)
    print(
        "hold machine:",
        ", ".join(f"{name} {COUNTED[name]}" for name in told)
        + f", acts of courts {courts}, concluded under a hold 0, stuck 0",
    )
    return COUNTED


def test_the_hold_answers_as_the_reference_through_ten_thousand_steps() -> None:
    counted = run(examples=170, steps=60)
    assert counted["steps"] >= 10_000
    assert counted["clear"] >= 1_000, "an answer that is always no would agree too often"


@pytest.mark.nightly
def test_the_hold_answers_as_the_reference_through_two_hundred_thousand_steps() -> None:
    counted = run(examples=2_600, steps=80)
    assert counted["steps"] >= 200_000


@pytest.mark.parametrize(
    "code",
    [
        "bar-running",
        "extended-standstill",
        "court-not-asked",
        "case-not-docketed",
        "ordered-corrected",
        "ordered-redone",
        "remanded",
        "tied",
    ],
)
def test_the_machine_finds_an_obstacle_that_is_left_out(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(*args: Any) -> list[Obstacle]:
        return [found for found in obstacles(*args) if found.reason.code != code]

    monkeypatch.setattr("appeals.hold.obstacles", without)
    with pytest.raises(AssertionError):
        run(examples=100, steps=60)
