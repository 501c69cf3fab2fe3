"""A newcomer installs, enrols, and goes on with a procurement that began elsewhere."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from tests.procurement.entered_tender import a_pdf

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "enter"
BOTH = ("--as", "officer", "--as", "head")
DECISION = """
decision:
  evaluated_at: "2026-02-20T10:00"
  at: "2026-03-02T09:00"
  prepared_by: officer
  by: head
  winners: {L1: norr, L2: syd}
  file: decision.pdf
  letters:
    - {tenderer: norr, at: "2026-03-02T13:00", channel: electronic, stated_last_day: 2026-03-12}
    - {tenderer: syd, at: "2026-03-02T13:00", channel: electronic}
"""


def run(folder: Path, *words: str) -> Result:
    where = ("--data-dir", str(folder), "--lang", "en")
    return CliRunner().invoke(app, [*words, *where])


def answer(result: Result) -> Any:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def sentence(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.strip().splitlines()
    return line


@pytest.fixture(scope="module")
def enrolled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "data"
    for words in (
        ("install", "--demo", "--at", "2026-03-05T09:00"),
        ("enrol", "buyer", str(EXAMPLE / "buyer.yaml")),
        ("enrol", "supplier", str(EXAMPLE / "suppliers.yaml"), "--buyer", "buyer", "--as", "head"),
    ):
        answer(run(folder, *words, "--json"))
    return folder


@pytest.fixture
def own(enrolled_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(enrolled_once, tmp_path / "data")


def test_installing_again_changes_nothing_and_never_the_kind(own: Path) -> None:
    again = answer(run(own, "install", "--demo", "--at", "2027-01-01T09:00", "--json"))
    assert again == {"data_dir": str(own), "kind": "demo"}
    assert sentence(run(own, "install", "--live")) == (
        f"There is already an installation of the kind demo in {own}. Name another folder: an"
        " installation never changes its kind."
    )


def test_a_rehearsals_clock_is_moved_forward_and_never_back(own: Path) -> None:
    assert answer(run(own, "clock", "--json")) == {"now": "2026-03-05T09:00:00+01:00"}
    moved = run(own, "clock", "--to", "2026-04-05T09:00")
    assert moved.stdout == "It is 2026-04-05 09:00, Swedish time.\n"
    assert sentence(run(own, "clock", "--to", "2026-03-06T09:00")) == (
        "It is 2026-04-05 09:00 already, and the clock is never set back to 2026-03-06T09:00."
        " Name a later time."
    )


def test_a_live_installations_clock_is_not_moved(tmp_path: Path) -> None:
    assert run(tmp_path / "live", "install", "--live").exit_code == 0
    assert sentence(run(tmp_path / "live", "clock", "--to", "2090-01-01T09:00")) == (
        "This installation is live and goes by the machine's clock. Rehearse in an installation"
        " of its own, made with tilldela install --demo."
    )


def test_an_option_left_out_is_one_sentence_in_every_group(own: Path) -> None:
    for words in (("admission", "apply", "X"), ("calloff", "open", "X"), ("stage", "meet", "X")):
        assert sentence(run(own, *words)).startswith("Missing --")


@pytest.mark.parametrize("words", [(), ("--demo",), ("--live", "--at", "2026-03-05T09:00")])
def test_the_kind_of_an_installation_is_stated(tmp_path: Path, words: tuple[str, ...]) -> None:
    where = tmp_path / "new"
    assert "not stated unambiguously" in sentence(run(where, "install", *words))
    assert not where.exists()


def test_the_first_staff_come_from_the_installer_and_later_ones_from_the_head(own: Path) -> None:
    file = str(EXAMPLE / "buyer.yaml")
    assert "already has staff enrolled" in sentence(run(own, "enrol", "buyer", file))
    told = answer(run(own, "enrol", "buyer", file, "--as", "head", "--json"))
    assert told == {
        "buyer": "buyer",
        "persons": ["officer", "colleague", "head", "lawyer", "signatory"],
    }
    new = ("enrol", "person", "ada", "--name", "Ada Demo", "--role", "auditor", "--buyer", "buyer")
    assert "may not enrol persons" in sentence(run(own, *new, "--as", "officer"))
    assert answer(run(own, *new, "--as", "head", "--json"))["roles"] == ["auditor"]


def test_among_the_first_is_a_head(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.yaml"
    text = (EXAMPLE / "buyer.yaml").read_text(encoding="utf-8")
    file.write_text(
        text.replace("id: buyer", "id: other")
        .replace("990000-9003", "990000-9060")
        .replace("procurement_head", "auditor"),
        encoding="utf-8",
    )
    said = sentence(run(own, "enrol", "buyer", str(file)))
    assert said.startswith("None of the first of other is head of procurement")


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("990000-9011", "990000-9012", "suppliers[0].org_number (990000-9012)"),
        ("address: Demogatan 1", "adress: Demogatan 1", "suppliers[0].address is missing"),
        ("id: norr\n", "id: norr\n    id: norr\n", "id stands twice"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_by_its_place(
    own: Path, tmp_path: Path, was: str, becomes: str, said: str
) -> None:
    file = tmp_path / "suppliers.yaml"
    text = (EXAMPLE / "suppliers.yaml").read_text(encoding="utf-8")
    assert was in text
    file.write_text(text.replace(was, becomes), encoding="utf-8")
    words = ("enrol", "supplier", str(file), "--buyer", "buyer", "--as", "officer")
    assert said in sentence(run(own, *words))


def test_two_suppliers_never_share_a_number(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "suppliers.yaml"
    text = (EXAMPLE / "suppliers.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("id: norr", "id: annan"), encoding="utf-8")
    words = ("enrol", "supplier", str(file), "--buyer", "buyer", "--as", "officer")
    assert "is already enrolled, as norr" in sentence(run(own, *words))


def test_the_example_is_entered_ranked_and_verified(own: Path) -> None:
    words = ("enter", str(EXAMPLE / "running.yaml"), *BOTH, "--json")
    assert answer(run(own, *words)) == {"tender": "ENTER-1", "unmet": []}
    assert answer(run(own, *words)) == {"tender": "ENTER-1", "unmet": []}
    ranked = run(own, "rank", "ENTER-1", "--as", "officer", "--json")
    assert ranked.exit_code == 0, ranked.stderr
    assert run(own, "journal", "verify").exit_code == 0


def test_a_decision_made_elsewhere_is_entered_with_its_notices(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "running.yaml"
    text = (EXAMPLE / "running.yaml").read_text(encoding="utf-8")
    file.write_text(text + DECISION, encoding="utf-8")
    words = ("enter", str(file), *BOTH)
    assert "does not lie readable beside" in sentence(run(own, *words))
    (tmp_path / "decision.pdf").write_bytes(a_pdf())
    assert run(own, *words).exit_code == 0
    lots = answer(run(own, "award", "status", "ENTER-1", "--json"))["lots"]
    assert [(lot["state"], lot["last_day"]) for lot in lots] == [("decided", "2026-03-12")] * 2


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('"2026-02-17T10:00"', '"2026-02-30T10:00"', "is no unambiguous time"),
        ('"2026-02-17T10:00"', '"2026-02-16T10:00"', "The opening, but"),
        ("second: colleague", "", "opening.second is missing"),
        ("tender: #", "tend: #", "describes no procurement"),
    ],
)
def test_an_entry_that_does_not_fit_is_refused(
    own: Path, tmp_path: Path, was: str, becomes: str, said: str
) -> None:
    file = tmp_path / "running.yaml"
    text = (EXAMPLE / "running.yaml").read_text(encoding="utf-8")
    assert was in text
    file.write_text(text.replace(was, becomes), encoding="utf-8")
    assert said in sentence(run(own, "enter", str(file), *BOTH))


def test_bids_are_asked_about_and_answered_by_commands(own: Path) -> None:
    answer(run(own, "enter", str(EXAMPLE / "running.yaml"), *BOTH, "--json"))
    days = ("--until", "2027-06-30", "--answer-by", "2026-04-01", "--reason", "Mål")
    asked = answer(run(own, "validity", "ask", "ENTER-1", *days, "--as", "officer", "--json"))
    listed = ("validity", "list", "ENTER-1", "--as", "officer", "--json")
    (bid,) = [each["bid"] for each in answer(run(own, *listed))["bids"] if each["lot"] == "L2"]
    given = ("validity", "answer", asked["request"], "--bid", bid, "--as", "syd-person")
    assert "Give --yes or --no" in sentence(run(own, *given))
    assert answer(run(own, *given, "--yes", "--json"))["extended"] is True
    (found,) = [each for each in answer(run(own, *listed))["bids"] if each["lot"] == "L2"]
    assert (found["until"], found["answers"]) == ("2027-06-30", {"ENTER-1/V1": True})
    soon = answer(run(own, "validity", "lapsing", "--days", "400", "--json"))
    assert [(each["lot"], each["until"]) for each in soon] == [("L1", "2026-12-31")]
    said = run(own, "validity", "lapsing", "--days", "5").stdout.strip()
    assert said == "No bids cease to bind within 5 days in lots without a contract."
