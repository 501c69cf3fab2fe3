"""The demo's system of choice, played from its file beside a tender."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from flows.choice_exports import export_choice
from flows.choice_steps import PHASE, ChoiceSteps, beside_tender
from flows.enrolling import enrol
from flows.rehearsal_steps import Rehearsal
from flows.step import Step
from interop.choice_play import ChoicePlay, load_choice
from interop.play_files import PlayFilesInvalid
from models.store import StoredClock
from procurement.letters.ways import letters_folder
from tests.fact_dump import fact_dump, files_under
from tests.flows.small_play import EXAMPLE, rehearsal_in, small_play

CHOICE = EXAMPLE.parent / "valfrihet"


@pytest.fixture(scope="module")
def choice() -> ChoicePlay:
    return load_choice(CHOICE)


@pytest.fixture
def rehearsal(tmp_path: Path, choice: ChoicePlay) -> Rehearsal:
    begun = replace(rehearsal_in(tmp_path, small_play()), choice=choice)
    enrol(begun.store, begun.play)
    return begun


def steps_of(rehearsal: Rehearsal) -> list[Step]:
    assert rehearsal.choice is not None
    course, store = rehearsal.play.course, rehearsal.store
    steps = ChoiceSteps(
        rehearsal.choice, course, store, rehearsal.renderer, rehearsal.signatures, "sv"
    ).steps()
    return sorted(steps, key=lambda step: step.at)


def play(rehearsal: Rehearsal) -> None:
    for step in steps_of(rehearsal):
        rehearsal.perform(step)


def test_seven_apply_six_are_approved_one_is_refused_and_one_leaves(rehearsal: Rehearsal) -> None:
    play(rehearsal)
    folder = rehearsal.store.data_dir
    told = export_choice(rehearsal.store, "VAL-2025", folder, "sv")
    clock = rehearsal.store.clock
    assert isinstance(clock, StoredClock)
    clock.set(datetime.fromisoformat("2026-04-02T09:00:00+02:00"))
    after = export_choice(rehearsal.store, "VAL-2025", folder, "sv")
    assert (told["standings"], told["providers"]) == ({"admitted": 6, "refused": 1}, 6)
    assert after["standings"] == {"admitted": 5, "left": 1, "refused": 1}
    assert (after["applications"], after["contracts"], after["providers"]) == (7, 6, 5)
    page = (folder / "choice" / "providers-sv.html").read_text(encoding="utf-8")
    assert ("Påhittade Vägvalet AB" in page, "Påhittade Riktningen AB" in page) == (True, False)
    assert len(list((folder / "choice").glob("*.pdf"))) == 6
    assert after["letters"] == sorted(map(str, files_under(letters_folder(rehearsal.store))))


def test_a_step_that_is_done_again_changes_nothing(rehearsal: Rehearsal) -> None:
    """Where a play that was killed goes on: at the step that may be half done."""
    for step in steps_of(rehearsal):
        rehearsal.perform(step)
        before = fact_dump(rehearsal.store)
        rehearsal.perform(step)
        assert fact_dump(rehearsal.store) == before


def test_nothing_in_it_lies_between_the_tenders_first_bid_and_its_last(
    rehearsal: Rehearsal,
) -> None:
    bids = [bid.received_at for bid in rehearsal.play.bids]
    steps = steps_of(rehearsal)
    assert [step for step in steps if min(bids) <= step.at <= max(bids)] == []
    assert {step.phase for step in steps} == {PHASE}


def test_beside_the_tender_it_is_told_in_the_tenders_own_phases(rehearsal: Rehearsal) -> None:
    phases = [step.phase for step in rehearsal.steps()]
    assert PHASE not in phases
    alone = replace(rehearsal, choice=None)
    told = [(step.at, step.phase) for step in alone.steps()]
    assert [(step.at, step.phase) for step in beside_tender(alone.steps())] == told


def test_a_file_with_a_fault_is_told_whole(tmp_path: Path) -> None:
    text = (CHOICE / "play.yaml").read_text(encoding="utf-8")
    (tmp_path / "play.yaml").write_text(text.replace("lot: B", "lote: B", 1), encoding="utf-8")
    with pytest.raises(PlayFilesInvalid) as invalid:
        load_choice(tmp_path)
    assert any("lote" in problem for problem in invalid.value.problems)
