"""`tilldela records`: what it says, and what it refuses in one sentence with nothing changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from models.clock import FixedClock
from models.store import Store
from tests.fact_dump import fact_dump, files_under
from tests.registry.kept_tender import DUE, KEPT, NILS, kept_installation, set_clock, sha256

BOTH = ("--as", "legal", "--as", "head")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    with kept_installation("sqlite", tmp_path) as store:
        monkeypatch.setattr("models.store._clock_of", lambda _: store.clock)
        yield store


def run(store: Store, *words: object, lang: str = "en") -> Result:
    arguments = ["records", *(str(word) for word in words)]
    where = ["--data-dir", str(store.data_dir), "--lang", lang]
    return CliRunner().invoke(app, [*arguments, *where], env={"TILLDELA_DATA_DIR": None})


def told(store: Store, *words: object) -> str:
    done = run(store, *words)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def data(store: Store, *words: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(store, *words, "--json"))
    return found


def refused(store: Store, *words: object, lang: str = "en") -> str:
    before, files = fact_dump(store), set(files_under(store.data_dir))
    done = run(store, *words, lang=lang)
    assert (done.exit_code, done.stdout) == (2, "")
    assert (fact_dump(store), set(files_under(store.data_dir))) == (before, files)
    assert done.stderr.count("\n") == 1
    return done.stderr.strip()


def test_the_list_says_for_each_tender_when_and_why(store: Store) -> None:
    shown = " ".join(told(store, "due").split())
    for part in ("from 2030-03-03", "2026-03-02", "• Tenders and", "(LOU 19:23)",
                 "✔ Options may", "not yet", "Nothing has been awarded"):  # fmt: skip
        assert part in shown
    assert "│ yes" in told(store, "due", "--on", "2030-03-03")


def test_the_list_as_json_has_every_reason_with_its_paragraph_and_day(store: Store) -> None:
    found = data(store, "due", "--on", "2030-03-03")
    [tender, other] = found["tenders"]
    assert found["on"] == "2030-03-03"
    assert {key: tender[key] for key in ("tender", "awarded", "due", "not_before")} == {
        "tender": "tender", "awarded": "2026-03-02", "due": True, "not_before": "2030-03-03",
    }  # fmt: skip
    assert tender["contracts"] == [
        {
            "id": "contract", "number": "1", "awarded": "2026-03-02", "ends_on": "2027-03-02",
            "longest": "2028-03-02",
        }
    ]  # fmt: skip
    assert [(each["code"], each["cite"], each["through"]) for each in tender["reasons"]] == [
        ("keep-tenders", "LOU 19:23", "2030-03-02"),
        ("keep-contract", "LOU 19:23", "2027-03-02"),
        ("options", None, "2028-03-02"),
    ]
    assert (other["due"], other["not_before"]) == (False, None)


def test_a_day_that_is_none_is_refused(store: Store) -> None:
    assert refused(store, "due", "--on", "soon") == (
        "soon is not a day. Write the day as 2030-01-31."
    )


def test_a_rule_is_recorded(store: Store) -> None:
    told_ = told(store, "rule", "buyer", *BOTH, "--decision", "KS 2026/7", "--years", 10)
    assert told_ == "buyer disposes by KS 2026/7, 10 years after the award.\n"
    assert data(store, "rule", "buyer", *BOTH) == {
        "buyer": "buyer", "archive_law": True, "decision": None, "years": None,
    }  # fmt: skip
    assert told(store, "rule", "buyer", *BOTH) == (
        "buyer is under archive law and has no disposal decision.\n"
    )
    assert told(store, "rule", "buyer", *BOTH, "--no-archive-law") == (
        "buyer is not under archive law.\n"
    )


def test_half_a_rule_is_refused(store: Store) -> None:
    assert refused(store, "rule", "buyer", *BOTH, "--years", 4).startswith(
        "A disposal decision has a reference and a time of 1–200 years"
    )


def test_from_archive_to_erasure(store: Store, tmp_path: Path) -> None:
    set_clock(store, DUE)
    made = data(store, "archive", "tender", tmp_path / "archive")
    manifest = sha256((tmp_path / "archive" / "manifest-sha256.txt").read_bytes())
    assert (made["tender"], made["manifest_sha256"], made["disposed"]) == ("tender", manifest, 0)
    assert told(store, "dispose", "tender", *BOTH, "--ground", "G-1") == (
        "tender: 4 files have been removed, 33056 bytes.\n"
    )
    assert told(store, "dispose", "tender", *BOTH, "--ground", "G-1") == (
        "tender is disposed of already.\n"
    )
    assert "disposed of 2030-03-03" in told(store, "due")
    assert told(store, "erase", NILS, *BOTH, "--ground", "B-2") == (
        "n-17 has been erased; the id stays as a pseudonym. 2 filed documents are unchanged and"
        " may name the person.\n"
    )
    assert data(store, "erase", NILS, *BOTH, "--ground", "B-2") == {
        "person_id": NILS, "new": False, "replaced": 0, "documents": 2, "named_in": [],
        "residue": None,
    }  # fmt: skip


def test_the_archive_says_how_it_is_checked(store: Store, tmp_path: Path) -> None:
    shown = told(store, "archive", "tender", tmp_path / "archive")
    assert "Check with sha256sum -c manifest-sha256.txt" in shown


def test_a_persons_records_are_shown(store: Store) -> None:
    shown = told(store, "person", NILS)
    for part in ("n-17", "Nils Påhittad", "nils.pahittad@north.invalid", "Demo",
                 "contract.signed_by_provider · 1 · 2026-03-02–2026-03-02",
                 "bid_file.name · 1"):  # fmt: skip
        assert part in shown
    found = data(store, "person", "officer")
    assert found["roles"] == [
        {"person_id": "officer", "buyer_id": "buyer", "role": "procurement_officer"}
    ]
    assert found["erased_at"] is None


@pytest.mark.parametrize("command", ["dispose tender", "erase n-17", "rule buyer"])
@pytest.mark.parametrize("count", [1, 3])
def test_one_person_or_three_are_not_two(store: Store, command: str, count: int) -> None:
    persons = [word for _ in range(count) for word in ("--as", "legal")]
    ground = () if command.startswith("rule") else ("--ground", "G")
    assert refused(store, *command.split(), *persons, *ground) == (
        f"Two persons decide together, and {count} {'is' if count == 1 else 'are'} named. Give"
        " --as twice, first a legal officer and then a head of procurement."
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("person none", "There is no person none in the register."),
        ("dispose none --as legal --as head --ground G", "There is no tender none here."),
        ("dispose tender --as nobody --as head --ground G", "There is no person nobody"),
        ("dispose tender --as officer --as head --ground G", "Demo may not decide on disposal"),
        ("dispose tender --as legal --as head --ground G", "The records of tender may not be"),
        ("erase none --as legal --as head --ground G", "There is no person none"),
        ("erase n-17 --as legal --as head --ground G", "What is held about n-17 may not be"),
        ("rule nobody --as legal --as head", "Demo may not decide on disposal for this buyer."),
    ],
)
def test_wrong_input_is_one_sentence(store: Store, words: str, sentence: str) -> None:
    assert refused(store, *words.split()).startswith(sentence)


def test_a_folder_that_is_there_or_cannot_be_made_is_refused(store: Store, tmp_path: Path) -> None:
    assert refused(store, "archive", "tender", tmp_path).endswith(
        "Name a folder that does not exist."
    )
    (tmp_path / "file").write_text("")
    below = tmp_path / "file" / "below"
    assert "cannot be written to" in refused(store, "archive", "tender", below)


def test_swedish_is_spoken_unless_asked_otherwise(store: Store) -> None:
    assert refused(store, "archive", "none", "/nowhere/x", lang="sv") == (
        "Det finns ingen upphandling none här. Kontrollera beteckningen och datakatalogen."
    )


def test_the_clock_of_these_tests_stands_where_it_is_set(store: Store) -> None:
    assert isinstance(store.clock, FixedClock)
    assert store.clock.now() == KEPT
