"""Planted faults: an obstacle that is left out changes the answer of a row of the tables."""

from __future__ import annotations

from typing import Any

import pytest

from appeals.hold import Clear
from appeals.obstacles.every import obstacles
from appeals.obstacles.obstacle import Obstacle
from tests.appeals.test_hold import ROWS, answer_of

CODES = (
    "ordered-redone",
    "ordered-corrected",
    "evaluation-replaced",
    "standstill-interrupted",
    "letters-missing",
    "not-announced",
    "bar-running",
    "extended-standstill",
    "interim-order",
    "remanded",
    "court-not-asked",
    "case-not-docketed",
    "court-contradicts",
    "tied",
    "tied-withdrawn",
    "evidence-missing",
    "evidence-lapsed",
    "bids-lapsed",
    "stricter-date",
)
# Without these the standstill has not begun to run, which alone keeps a contract away.
NEVER_CLEAR = {"letters-missing", "not-announced"}


@pytest.mark.parametrize("code", CODES)
def test_a_row_is_held_by_that_obstacle_alone(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row for row in ROWS if row.get("blocked") == [code]]
    assert rows, "no row would tell"

    def without(*args: Any) -> list[Obstacle]:
        return [found for found in obstacles(*args) if found.reason.code != code]

    monkeypatch.setattr("appeals.hold.obstacles", without)
    answers = [answer_of(row) for row in rows]
    assert not any(answer.reasons for answer in answers if not isinstance(answer, Clear))
    assert any(isinstance(answer, Clear) for answer in answers) or code in NEVER_CLEAR


def test_the_tables_name_every_obstacle_that_there_is() -> None:
    """Beside what is said where there is no decision to conclude on."""
    named = {code for row in ROWS for code in row.get("blocked", ())}
    assert named - {"cancelled", "withdrawn", "undecided", "concluded"} == set(CODES)
