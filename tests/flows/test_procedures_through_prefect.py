"""Every procedure that leads to an award runs, to its contract, through Prefect's flows."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from flows import settings
from law.procedures import LeadsTo, procedures

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
FLOWS = ("Draft an evaluation", "Draw up contracts", "Send notice letters")
LISTED = ("List what is owed", "COMPLETED", 2)
AWARDING = {
    name
    for name, plan in procedures().items()
    if any(LeadsTo.AWARD in step.leads_to for step in plan.steps)
}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """The folder of the plays, and how many runs of flows each procedure took."""
    folder = tmp_path_factory.mktemp("procedures")
    done = subprocess.run(
        [sys.executable, "-m", "tests.flows.procedures_play", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    return folder, {line.split()[0]: int(line.split()[1]) for line in done.stdout.splitlines()}


def test_every_procedure_that_leads_to_an_award_is_played(
    played: tuple[Path, dict[str, int]],
) -> None:
    assert set(played[1]) == AWARDING


def test_each_took_an_evaluation_letters_and_contracts(
    played: tuple[Path, dict[str, int]],
) -> None:
    assert {name for name, runs in played[1].items() if runs < len(FLOWS)} == set()


def test_every_run_is_in_prefects_history_and_none_has_failed(
    played: tuple[Path, dict[str, int]],
) -> None:
    with sqlite3.connect(settings.prefect_home(played[0]) / "prefect.db") as database:
        rows = database.execute(
            "SELECT flow.name, flow_run.state_type, count(*) FROM flow_run"
            " JOIN flow ON flow.id = flow_run.flow_id GROUP BY 1, 2"
        ).fetchall()
    rows.remove(LISTED)
    assert sorted({name for name, _, _ in rows}) == sorted(FLOWS)
    assert {state for _, state, _ in rows} == {"COMPLETED"}
    assert sum(count for _, _, count in rows) == sum(played[1].values())


def test_what_is_owed_is_listed_anew_only_where_it_has_changed(
    played: tuple[Path, dict[str, int]],
) -> None:
    with sqlite3.connect(settings.prefect_home(played[0]) / "prefect.db") as database:
        rows = database.execute("SELECT data FROM artifact WHERE key = 'owed-work'").fetchall()
    assert len(rows) == 1
