"""The same against the reference, with the real services on a real store, to the signature."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from appeals.hold import Blocked, Clear
from tests.appeals.court_moves import moves
from tests.appeals.held_world import TIED_TO, HeldWorld
from tests.appeals.reference_holds import COURTS, Application
from tests.appeals.turns import TURNS, Turn
from tests.procurement.small_tender import Stages

COUNTED: Counter[str] = Counter()
REFUSED: Counter[str] = Counter()
# Every example has a copy of its own; pytest's folders cannot be asked for here.
PLACE: list[Stages] = []
NUMBERS = count(1)
# How often each comes, of the acts of those whose turn it is.
ACTS = {
    "lodge": 3,
    "court_acts": 8,
    "say_when_it_was_sent": 2,
    "ask": 2,
    "be_told_of_a_case": 1,
    "strike": 2,
    "strike_a_check": 1,
    "clear_the_tie": 1,
    "clear_a_remand": 1,
    "set_a_stricter_date": 1,
    "withdraw_or_cancel": 1,
    "decide_anew": 2,
    "wait": 5,
    "ask_every_court_and_sign": 3,
    "sign": 1,
}


class StoreMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        [stages] = PLACE
        self.folder = stages.folder / f"example{next(NUMBERS)}"
        self.held = HeldWorld(stages.copy_to(self.folder, "notified"))

    @rule(drawn=TURNS)
    def somebody_acts(self, drawn: tuple[int, int]) -> None:
        turn = Turn(drawn)
        getattr(self, turn.weighed(ACTS))(turn)

    def code(self, turn: Turn) -> str:
        return turn.one(list(self.held.lots))

    def number(self, turn: Turn) -> str | None:
        numbers = self.held.numbers()
        return turn.one(numbers) if numbers else None

    def lodge(self, turn: Turn) -> None:
        if len(self.held.numbers()) < 3:
            number = f"{len(self.held.numbers()) + 1}-26"
            self.held.lodge(number, self.code(turn), limited=bool(turn.below(3)))

    def any_of(self, number: str) -> Application:
        cases = (self.held.case(code, number) for code in self.held.lots)
        return next(case for case in cases if case)

    def court_acts(self, turn: Turn) -> None:
        number = self.number(turn)
        if number and not self.any_of(number).struck:
            found = list(moves(self.any_of(number)))
            if found:
                self.held.court(number, *turn.one(found))

    def say_when_it_was_sent(self, turn: Turn) -> None:
        number = self.number(turn)
        if number and not self.any_of(number).struck and self.any_of(number).acts:
            self.held.say_when_sent(number)

    def ask(self, turn: Turn) -> None:
        self.held.ask(turn.one((*COURTS, "FR")))

    def be_told_of_a_case(self, turn: Turn) -> None:
        self.held.ask("FR", **{self.code(turn): f"{1 + turn.below(3)}-26"})

    def strike(self, turn: Turn) -> None:
        number = self.number(turn)
        if number and not turn.below(4):
            self.held.strike_case(number)
        elif number and self.held.act_ids.get(number):
            self.held.strike_last_act(number)

    def strike_a_check(self, turn: Turn) -> None:
        code = self.code(turn)
        if self.held.lots[code].checks:
            self.held.strike_last_check(code)

    def clear_the_tie(self, _turn: Turn) -> None:
        for code in TIED_TO:
            self.held.clear_tie(code)

    def clear_a_remand(self, turn: Turn) -> None:
        number = self.number(turn)
        if number:
            self.held.clear_remand(self.code(turn), number)

    def set_a_stricter_date(self, turn: Turn) -> None:
        self.held.stricter(self.code(turn), 1 + turn.below(20))

    def withdraw_or_cancel(self, turn: Turn) -> None:
        if turn.below(5):
            self.held.withdraw(self.code(turn))
        else:
            self.held.cancel(self.code(turn))

    def decide_anew(self, _turn: Turn) -> None:
        self.held.decide_anew()

    def wait(self, turn: Turn) -> None:
        self.held.wait(turn.one((1, 3, 11, 11, 14)))

    def ask_every_court_and_sign(self, turn: Turn) -> None:
        if turn.below(2):
            self.held.wait(14)
        for court in COURTS:
            self.held.ask(court)
        self.sign(turn)

    def sign(self, _turn: Turn) -> None:
        may = self.held.expected()
        signed = self.held.conclude_all()
        COUNTED["concluded"] += sum(signed.values())
        COUNTED["held back"] += len(signed) - sum(signed.values())
        COUNTED["under a hold"] += sum(signed[code] and not may[code] for code in signed)
        assert signed == may, self.told()

    @invariant()
    def both_say_the_same(self) -> None:
        """Of one lot in turn, as reading all facts of a lot takes its time; of all at a signing."""
        COUNTED["steps"] += 1
        codes = list(self.held.lots)
        code = codes[self.held.acts % len(codes)]
        found = isinstance(self.held.answer(code), Clear)
        COUNTED["clear"] += found
        assert found == self.held.expected()[code], self.told()

    def told(self) -> str:
        said = {
            code: [reason.code for reason in answer.reasons]
            if isinstance(answer, Blocked)
            else "clear"
            for code, answer in ((code, self.held.answer(code)) for code in self.held.lots)
        }
        return f"{self.held.today}: {said}, expected {self.held.expected()}\n{self.held.lots}"

    def teardown(self) -> None:
        try:
            assert self.held.chain_holds()
        finally:
            COUNTED["acts"] += self.held.acts
            COUNTED["refused"] += self.held.refused
            REFUSED.update(self.held.refusals)
            COUNTED["struck"] += self.held.struck
            COUNTED["superseded"] += self.held.superseded
            self.held.world.store.engine.dispose()
            shutil.rmtree(self.folder)


@pytest.fixture
def place() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        PLACE[:] = [Stages(Path(folder))]
        yield
        PLACE.clear()


def run(examples: int, steps: int) -> Counter[str]:
    COUNTED.clear()
    REFUSED.clear()
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    run_state_machine_as_test(StoreMachine, settings=chosen)
    print("hold on a store:", ", ".join(f"{name} {n}" for name, n in sorted(COUNTED.items())))
    print("refused:", ", ".join(f"{code} {n}" for code, n in sorted(REFUSED.items())))
    return COUNTED


@pytest.mark.usefixtures("place")
def test_a_contract_is_signed_just_when_the_reference_says_that_it_may() -> None:
    counted = run(examples=3, steps=30)
    assert counted["steps"] >= 80
    assert counted["concluded"] > 0
    assert counted["under a hold"] == 0


@pytest.mark.nightly
@pytest.mark.usefixtures("place")
def test_a_contract_is_signed_just_when_the_reference_says_so_all_night() -> None:
    counted = run(examples=80, steps=50)
    assert counted["steps"] >= 3_000
    assert counted["concluded"] >= 50
    assert counted["under a hold"] == 0
    assert min(counted["struck"], counted["superseded"]) >= 20
