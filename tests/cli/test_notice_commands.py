"""Notices and claimed grounds by commands; wrong input is one sentence and changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from tests.fact_dump import nothing_committed
from tests.procurement.direct_awards import DIRECT, direct_draft
from tests.procurement.notices_owed import CONTRACT, awarded_directly, concluded
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]

CLAIM = ("tender", "ground", DIRECT, "--as", "officer", "--ground", "extreme-urgency")


def run(world: World, *words: str, lang: Lang = "en") -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, [*words, *where], env={"COLUMNS": "200"})


def as_data(world: World, *words: str) -> Any:
    done = run(world, *words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def go(world: World, moment: datetime) -> None:
    StoredClock(world.store.engine).set(moment)
    world.go(moment)


def test_a_notice_is_written_out_sent_and_made_public(world_at: WorldAt, tmp_path: Path) -> None:
    world = world_at("published")
    go(world, at(1, 13, 10))
    written = as_data(world, "notice", "write", CONTRACT, "--out", str(tmp_path))
    assert Path(written["document"]).read_bytes().startswith(b"%PDF")
    send = ("notice", "sent", CONTRACT, "--as", "officer", "--reference", "DB-1", "--file")
    sent = as_data(world, *send, written["data"], "--at", "2026-01-13T09:30")
    assert sent["sent_at"] == "2026-01-13T08:30:00+00:00"
    on = ("notice", "published", CONTRACT, "--as", "officer", "--on", "2026-01-13")
    assert as_data(world, *on)["warnings"] == []

    (row,) = as_data(world, "notice", "list", TENDER)["notices"]
    assert (row["notice"], row["reference"], row["published_on"], row["late"]) == (
        CONTRACT, "DB-1", "2026-01-13", False,
    )  # fmt: skip


def test_what_is_late_and_what_is_owed_after_a_contract_is_shown(world_at: WorldAt) -> None:
    world = concluded(world_at("drawn_up"))
    go(world, at(5, 4))
    listed = run(world, "notice", "list", TENDER)
    assert f"The notice {TENDER}/D1/L1/award should have been sent by Thursday 30 April 2026" in (
        listed.stdout
    )
    (notice, file) = as_data(world, "notice", "duties", TENDER)["duties"]
    assert (notice["last_day"], notice["gathered_by"], notice["late"]) == (
        "2026-04-13", "2026-04-30", True,
    )  # fmt: skip
    assert (file["what"], file["last_day"]) == ("documentation", "2026-04-13")
    assert "late" in run(world, "notice", "duties", TENDER).stdout


def test_an_intention_to_award_is_announced_by_two(world_at: WorldAt) -> None:
    world = awarded_directly(world_at("enrolled"))
    go(world, at(2, 3))
    words = ("notice", "intent", DIRECT, "--reason", "Bara en kan", "--as", "officer", "--as")
    assert as_data(world, *words, "head")["notice"] == f"{DIRECT}/D1/ex_ante"
    assert run(world, *words, "officer").exit_code == 2


def test_planned_buying_is_announced_beforehand(world_at: WorldAt) -> None:
    world = world_at("drafted")
    words = ("notice", "beforehand", TENDER, "--as", "officer", "--as", "head")
    assert as_data(world, *words)["notice"] == f"{TENDER}/prior_information"


def test_a_claimed_ground_says_what_is_still_to_be_judged(world_at: WorldAt) -> None:
    world = world_at("enrolled").of(DIRECT)
    world.draft(direct_draft(900_000_00))
    go(world, at(1, 12))
    judged = ("--reason", "Brand", "--met", "unforeseeable", "--unmet", "absolutely-necessary")
    assert as_data(world, *CLAIM, *judged) == {
        "tender": DIRECT, "number": 1, "open": ["no-time-to-advertise"]
    }  # fmt: skip
    told = run(world, *CLAIM, "--reason", "Brand", "--met", "unforeseeable")
    assert "Still to be judged: no-time-to-advertise" in told.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("notice", "list", "no-such"), "no tender no-such"),
        (("notice", "write", "no/such", "--out", "."), "There is no notice no/such here"),
        (("notice", "write", CONTRACT, "--out", "/no/such"), "cannot be written"),
        (
            ("notice", "published", CONTRACT, "--as", "officer", "--on", "2026-01-13"),
            "not on record as sent",
        ),
        (("notice", "published", CONTRACT, "--as", "officer", "--on", "today"), "no day"),
        (
            ("notice", "sent", CONTRACT, "--as", "officer", "--reference", "DB", "--at", "noon"),
            "no unambiguous time",
        ),
        (
            ("notice", "sent", CONTRACT, "--as", "officer", "--reference", "X", "--file", "/no"),
            "cannot be read",
        ),
        (("notice", "beforehand", TENDER, "--as", "officer"), "Give --as twice"),
        ((*CLAIM, "--reason", "x", "--met", "a", "--unmet", "a"), "both met and not met"),
        ((*CLAIM, "--reason", " "), "empty"),
    ],
)
def test_wrong_input_is_one_sentence_and_changes_nothing(
    world_at: WorldAt, words: tuple[str, ...], says: str
) -> None:
    world = world_at("published")
    with nothing_committed(world.store):
        done = run(world, *words)

    assert (done.exit_code, says in done.stderr) == (2, True), done.stderr
