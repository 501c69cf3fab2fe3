"""Programs of 0 and 1: what the solver proposes is checked, and what breaks a row struck out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from law.reasons import ActRefused
from procurement.allotting import zero_one
from procurement.allotting.highs import Program, Row, dual_values, proposed
from procurement.allotting.zero_one import MOST_STRUCK, least

# Two places, each for one of two columns; columns 0 and 2 do not go together.
ROWS = [
    Row({0: 1, 1: 1}, 1, exactly=True),
    Row({2: 1, 3: 1}, 1, exactly=True),
    Row({0: 5, 2: 5}, 9),
]
WORST = frozenset({1, 3})

Solver = Callable[[Program], frozenset[int] | None]


def test_the_first_aim_comes_before_the_second() -> None:
    cost, other = {0: 1, 1: 2, 2: 1, 3: 2}, {0: 7, 3: 7}
    assert least([cost], ROWS, WORST) in ({0, 3}, {1, 2})
    assert least([cost, other], ROWS, WORST) == {1, 2}
    assert least([cost, {1: 7, 2: 7}], ROWS, WORST) == {0, 3}


def test_rows_are_kept_in_whole_numbers() -> None:
    row = Row({0: 2, 1: 3}, 4)
    assert [row.kept_by(frozenset(each)) for each in ((), (0,), (0, 1))] == [True, True, False]
    exact = Row({0: 2, 1: 3}, 3, exactly=True)
    assert [exact.kept_by(frozenset(each)) for each in ((0,), (1,))] == [False, True]


def test_no_choice_is_none() -> None:
    assert proposed(Program({}, [*ROWS, Row({1: 1, 3: 1}, 0)], [0, 1, 2, 3])) is None


def test_a_program_without_prices_has_none() -> None:
    rows = [*ROWS, Row({0: 1, 1: 1}, 2, exactly=True)]
    assert dual_values(Program({0: 1}, rows, [0, 1, 2, 3])) == [0.0] * 4


def stubborn(times: int) -> Solver:
    """A solver that first proposes, so many times, what breaks the third row."""
    left = iter(range(times))
    return lambda program: proposed(program) if next(left, None) is None else frozenset({0, 2})


def test_what_breaks_a_row_is_struck_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zero_one, "proposed", stubborn(1))
    assert least([{1: 1, 3: 2}], ROWS, WORST) == {1, 2}


def test_a_solver_that_never_keeps_the_rows_settles_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zero_one, "proposed", stubborn(2 * MOST_STRUCK))
    with pytest.raises(ActRefused) as refused:
        least([{1: 1, 3: 2}], ROWS, WORST)
    assert refused.value.reason.code == "allocation.unsettled"


def test_a_worse_proposal_than_what_is_found_later_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second question, for another as good, finds what the first missed."""
    answers = iter([WORST])

    def first_the_worst(program: Program) -> frozenset[int] | None:
        return next(answers, None) or proposed(program)

    monkeypatch.setattr(zero_one, "proposed", first_the_worst)
    assert least([{1: 1, 3: 2}], ROWS, WORST) == {1, 2}


def test_a_search_without_an_end_is_given_up() -> None:
    """Which of these numbers add up to that, only trying shows."""
    columns = range(30)
    rows = [
        Row({n: (37 * n * n + 91 * n * k + 13 * k) % 100 for n in columns}, 700 + k, exactly=True)
        for k in range(4)
    ]
    with pytest.raises(ActRefused) as refused:
        proposed(Program({}, rows, columns, nodes=0))
    assert refused.value.reason.code == "allocation.unsettled"
