"""What a ruling makes the next step is told, and a lot's new tender is one command away."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.review import CourtActKind, CourtName
from models.store import StoredClock
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]

OFFICER, HEAD = ("--as", "officer"), ("--as", "head")
CONTRACT = f"{TENDER}/D1/L1"


def run(world: World, *words: str, lang: Lang = "en") -> Result:
    StoredClock(world.store.engine).set(world.clock.at)
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, [*words, *where])


def done(world: World, *words: str, lang: Lang = "en") -> str:
    result = run(world, *words, lang=lang)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def data(world: World, *words: str) -> Any:
    return json.loads(done(world, *words, "--json"))


def refused(world: World, *words: str) -> str:
    result = run(world, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    return result.stderr


@pytest.fixture
def world(world_at: WorldAt) -> World:
    """FR has ruled on 12 June that L3 be made anew."""
    world = world_at("notified")
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(6, 16))
    world.court("1-26", CourtName.FR, CourtActKind.REDO, date(2026, 6, 12))
    return world


def again(world: World, to: Path, *words: str) -> tuple[str, ...]:
    return ("tender", "again", TENDER, "--id", "DEMO-2", "--diary", "DEMO 2026/2", "--out",
            str(to), *words)  # fmt: skip


def test_a_lot_goes_from_the_ruling_to_a_new_tender(world: World, tmp_path: Path) -> None:
    cancelling = f"tilldela award cancel {TENDER} --lot L3 --redo"
    first = done(world, "tender", "show", TENDER)
    assert f"end the procurement of L3 with {cancelling} --as OFFICER --as HEAD (to be" in first
    assert "note: The ruling in case 1-26 is not final: it may be appealed" in first
    by_award = " ".join(done(world, "award", "status", TENDER).split())
    assert f"End the procurement of L3 with {cancelling}" in by_award
    words = cancelling.split()[1:]
    done(world, *words, *OFFICER, *HEAD, "--reason", "FR")
    assert f"with tilldela tender again {TENDER} --lot L3" in done(world, "tender", "show", TENDER)
    file = tmp_path / "again.yaml"
    assert f"tilldela tender draft {file}" in done(world, *again(world, file, "--lot", "L3"))
    assert "YYYY-MM-DD" in refused(world, "tender", "draft", str(file), *OFFICER)
    text = file.read_text(encoding="utf-8")
    for name, day in (
        ("starts_on", "2026-06-16"), ("bid_deadline_at", "2026-08-31"),
        ("bids_valid_until", "2027-06-30"), ("contract_starts_on", "2027-01-01"),
    ):  # fmt: skip
        text = text.replace(f"\n{name}: YYYY-MM-DD", f"\n{name}: {day}")
    file.write_text(text, encoding="utf-8")
    done(world, "tender", "draft", str(file), *OFFICER)
    assert f"{TENDER}/L3 is made anew as DEMO-2/L3" in done(world, "tender", "show", TENDER)
    assert data(world, "tender", "show", "DEMO-2")["redoes"] == [
        {"lot": "DEMO-2/L3", "of": f"{TENDER}/L3"}
    ]
    assert data(world, "tender", "show", TENDER)["ordered"] == []
    assert "is already redone" in refused(world, *again(world, file, "--lot", "L3"))


def test_what_is_ordered_anew_waits_for_no_draft(world: World) -> None:
    done(world, "award", "withdraw", TENDER, "--lot", "L3", *OFFICER, *HEAD, "--reason", "FR")
    nothing = " ".join(done(world, "award", "draft", TENDER, *OFFICER).split())
    assert f"End the procurement of L3 with tilldela award cancel {TENDER}" in nothing
    assert "Ready for" not in nothing


def test_the_file_is_written_as_data_too(world: World, tmp_path: Path) -> None:
    file = tmp_path / "again.yaml"
    assert data(world, *again(world, file)) == {
        "tender": "DEMO-2", "redoes": TENDER, "lots": ["L3"], "file": str(file),
    }  # fmt: skip
    assert "ÅÅÅÅ-MM-DD" in done(world, *again(world, file), lang="sv") + file.read_text("utf-8")


@pytest.mark.parametrize(
    ("lot", "said"), [("L1", "is not to be made anew"), ("L9", "There is no lot L9")]
)
def test_only_what_waits_to_be_redone_is_written(
    world: World, tmp_path: Path, lot: str, said: str
) -> None:
    file = tmp_path / "again.yaml"
    assert said in refused(world, *again(world, file, "--lot", lot))
    assert not file.exists()


def test_a_file_that_cannot_be_written_is_one_sentence(world: World, tmp_path: Path) -> None:
    assert "cannot be written" in refused(world, *again(world, tmp_path / "no" / "again.yaml"))


def test_the_json_names_the_ruling(world: World) -> None:
    assert data(world, "tender", "show", TENDER)["ordered"] == [
        {"lot": f"{TENDER}/L3", "next": "cancel", "court": "FR", "case": "1-26",
         "decided_on": "2026-06-12", "returns_to": None}
    ]  # fmt: skip


def test_an_alarm_is_told_by_lots_and_by_contract_list(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    world.go(at(3, 16))
    world.provider_signs(CONTRACT, "north")
    world.buyer_signs(CONTRACT)
    world.go(at(3, 20))
    assert "against the law" not in done(world, "contract", "list", TENDER)
    world.lodge("1-26", "L1", lodged_at=at(3, 12))
    listed = done(world, "contract", "list", TENDER)
    assert f"{CONTRACT}: concluded against the law" in listed
    assert "(LOU 20:13b)" in listed
    rows = data(world, "contract", "list", TENDER)
    alarm = next(row["alarm"] for row in rows if "alarm" in row)
    assert (alarm["unlawful"], alarm["stopped"], alarm["review_until"]) == (
        True, False, "2026-09-16",
    )  # fmt: skip
    assert "The contract was concluded against the law" in done(
        world, "lots", TENDER, "--lot", "L1"
    )
