"""No flow holds state: killed anywhere and run again, the same facts come out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flows import preparation
from interop.play_files import Play
from registry.verification import verify
from tests.fact_dump import fact_dump, files_under
from tests.flows.small_play import (
    demo_store,
    perform_all,
    rehearsal_in,
    small_play,
    with_keys_of,
)
from tests.plain_renderer import PlainRenderer

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def play() -> Play:
    return small_play()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, play: Play) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed")
    perform_all(rehearsal_in(folder, play))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("when", ["after", "before"])
def test_killed_at_every_commit_and_run_again_the_facts_are_the_same(
    when: str, undisturbed: Path, tmp_path: Path, play: Play
) -> None:
    with_keys_of(undisturbed, tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "tests.flows.killed_play", str(tmp_path), when],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    expected, found = demo_store(undisturbed, play), demo_store(tmp_path, play)
    entries = len(fact_dump(expected)["journal_entry"])
    assert int(done.stdout) >= entries - 1, "every act but the last was followed by a kill"
    assert fact_dump(found) == fact_dump(expected)
    assert files_under(tmp_path / "letters") == files_under(undisturbed / "letters")
    with found.read() as work:
        assert verify(work).faults == ()


def test_a_rehearsal_run_twice_changes_no_fact(undisturbed: Path, play: Play) -> None:
    before = fact_dump(demo_store(undisturbed, play))

    perform_all(rehearsal_in(undisturbed, play))

    assert fact_dump(demo_store(undisturbed, play)) == before


def test_everything_the_engine_prepares_can_be_prepared_again_without_a_trace(
    undisturbed: Path, play: Play
) -> None:
    store, renderer, tender = demo_store(undisturbed, play), PlainRenderer(), play.tender.id
    before = fact_dump(store)
    [(first, last)] = [preparation.audit_window(store.clock.now().date())]

    preparation.rank_bids(store, tender)
    preparation.set_protocols(store, renderer, tender, "sv")
    preparation.send_letters(store, renderer, tender, "sv")
    preparation.draw_up_contracts(store, renderer, tender, "sv")
    preparation.measure_and_rate(store, renderer, tender, (first, last), "sv")
    preparation.audit_contracts(store, renderer, tender, (first, last), "sv")

    assert fact_dump(store) == before
    assert preparation.tenders_to_audit(store) == ()
