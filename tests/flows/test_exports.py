"""What is on file is put where people look for it, each document under its own name."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows import preparation
from flows.exports import documents_of, export_documents, summarise
from flows.rehearsal_steps import Rehearsal
from tests.flows.small_play import perform_all, rehearsal_in, small_play
from tests.plain_renderer import PlainRenderer


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    rehearsal = rehearsal_in(tmp_path_factory.mktemp("played"), small_play())
    perform_all(rehearsal)
    return rehearsal


def names(played: Rehearsal, kind: str) -> list[str]:
    return sorted(path.name for path in documents_of(played.store, played.tender_id, kind))


def test_a_whole_play_leaves_records_decisions_reports_and_letters(played: Rehearsal) -> None:
    assert [name for name in names(played, "protocols") if name.endswith("-sv.pdf")] == [
        "decision-STA-2025-D1-sv.pdf",
        "decision-STA-2025-D2-sv.pdf",
        "evaluation-STA-2025-U1-sv.pdf",
        "evaluation-STA-2025-U2-sv.pdf",
        "individual_report-STA-2025-I1-sv.pdf",
        "individual_report-STA-2025-I2-sv.pdf",
        "opening-STA-2025-sv.pdf",
    ]
    letters = names(played, "letters")
    assert letters == sorted(path.name for path in (played.store.data_dir / "letters").iterdir())
    assert {"STA-2025-Q1-P01.pdf", "STA-2025-R1-P11.pdf"} < set(letters)


def test_the_summary_counts_questions_and_answers_beside_the_notices(played: Rehearsal) -> None:
    summary = summarise(played.store, played.tender_id, "sv")

    sent = {kind: summary[kind] for kind in ("letters", "questions", "answers")}
    assert sent == {"letters": len(names(played, "letters")) - 3 - 1, "questions": 3, "answers": 1}


def test_a_record_in_two_languages_is_two_files(played: Rehearsal, tmp_path: Path) -> None:
    preparation.set_protocols(played.store, PlainRenderer(), played.tender_id, "en")

    export_documents(played.store, played.tender_id, tmp_path)

    records = {path.name: path.read_bytes() for path in (tmp_path / "protocols").iterdir()}
    assert b'"lang":"sv"' in records["opening-STA-2025-sv.pdf"]
    assert b'"lang":"en"' in records["opening-STA-2025-en.pdf"]


def test_a_tender_whose_id_begins_alike_has_documents_of_its_own(played: Rehearsal) -> None:
    assert documents_of(played.store, "STA-202", "protocols") == []
