"""`tilldela journal verify|export|show` on a small installation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session
from typer.testing import CliRunner

from cli.main import app
from models.parties import Installation, InstallationKind
from models.store import Store, writing
from tests.registry.sample_journal import (
    GOLDEN,
    files_of,
    printed_checkpoint,
    sample_store,
    verdict,
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    for name in ("TILLDELA_DATABASE_URL", "TILLDELA_KEYS_DIR", "TILLDELA_BLOBS_URL"):
        monkeypatch.delenv(name, raising=False)
    store = sample_store(tmp_path / "data")
    with Session(writing(store.engine)) as session:
        session.add(Installation(id=1, kind=InstallationKind.LIVE, demo_now=None))
        session.commit()
    return store


def tilldela(store: Store, *words: str) -> tuple[int, str, str]:
    """Exit code, stdout, stderr."""
    given = ["journal", *words, "--data-dir", str(store.data_dir), "--lang", "en"]
    done = CliRunner().invoke(app, given)
    return done.exit_code, done.stdout, done.stderr


def test_a_whole_journal_says_so_and_knows_a_printed_checkpoint(store: Store) -> None:
    code, said, _ = tilldela(store, "verify", "--checkpoint", printed_checkpoint(store))
    assert (code, said.splitlines()[1]) == (
        0,
        "The checkpoint agrees: the first 9 entries are as they were when it was taken.",
    )
    assert said.startswith("The journal is whole: 11 entries, the last with the hash ")


def test_a_checkpoint_may_lie_in_a_file(store: Store) -> None:
    [note] = (GOLDEN / "bundle" / "checkpoints").glob("9-*.txt")
    for path in (note, GOLDEN / "letter.txt"):
        code, said, _ = tilldela(store, "verify", "--checkpoint", str(path))
        assert (code, "The checkpoint agrees: the first 9 entries" in said) == (0, True)


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ("9 · " + "0000 " * 8, 1, "The journal has never had the checkpoint 9 · 0000"),
        ("900 · " + "0000 " * 8, 1, "The journal has never had the checkpoint 900 · 0000"),
        ("56c4e118a11c12eb", 2, "56c4e118a11c12eb is not a checkpoint."),
        (str(GOLDEN), 2, "is not a checkpoint."),
        (str(GOLDEN / "receipt.json"), 1, "This is not a signed checkpoint."),
    ],
)
def test_a_checkpoint_that_does_not_agree_is_one_sentence(
    store: Store, given: str, code: int, said: str
) -> None:
    found = tilldela(store, "verify", "--checkpoint", given)
    assert (found[0], found[1]) == (code, "")
    assert said in found[2]


def test_verify_answers_in_json(store: Store) -> None:
    code, said, _ = tilldela(store, "verify", "--json", "--checkpoint", printed_checkpoint(store))
    answer = json.loads(said)
    assert (code, answer["whole"], answer["entries"], answer["checkpoint_found"]) == (
        0,
        True,
        11,
        True,
    )
    assert (answer["checkpoint"]["size"], answer["sealed"], answer["faults"]) == (9, [], [])


def test_a_changed_journal_is_listed_and_exits_with_1(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE journal_entry SET actor_id = 'x' WHERE seq = 3"))
    code, _, said = tilldela(store, "verify")
    assert (code, said.splitlines()) == (
        1,
        [
            "The hash of entry 3 does not match its fields.",
            "The first 7 entries are not those that checkpoint 7 signed.",
            "The first 9 entries are not those that checkpoint 9 signed.",
        ],
    )
    code, answer, _ = tilldela(store, "verify", "--json")
    assert (code, json.loads(answer)["whole"], len(json.loads(answer)["faults"])) == (1, False, 3)


def test_export_writes_what_the_script_checks(store: Store, tmp_path: Path) -> None:
    code, said, _ = tilldela(store, "export", str(tmp_path / "bundle"))
    assert (code, said) == (
        0,
        f"11 entries written to {tmp_path / 'bundle'}. Check them with script/verify_bundle.py.\n",
    )
    assert verdict(tmp_path / "bundle")[0] == 0
    assert files_of(tmp_path / "bundle")["entries.jsonl"].count(b"\n") == 11
    code, _, refused = tilldela(store, "export", str(tmp_path / "bundle"))
    assert (code, refused) == (
        2,
        f"The folder {tmp_path / 'bundle'} is not empty. Name a new folder.\n",
    )


def test_export_answers_in_json(store: Store, tmp_path: Path) -> None:
    code, said, _ = tilldela(store, "export", str(tmp_path / "bundle"), "--json")
    assert (code, json.loads(said)) == (
        0,
        {"folder": str(tmp_path / "bundle"), "entries": 11, "sealed": []},
    )


def test_show_lists_the_newest_entries_or_those_asked_for(store: Store) -> None:
    code, said, _ = tilldela(store, "show", "--limit", "2")
    assert (code, "act.10" in said, "act.11" in said, "act.9" in said) == (0, True, True, False)
    code, said, _ = tilldela(store, "show", "--from-seq", "4", "--limit", "2", "--json")
    answer = json.loads(said)
    assert (code, answer["sealed"]) == (0, [])
    assert [(row["seq"], row["kind"], row["subject"]) for row in answer["entries"]] == [
        (4, "act.4", "Åre-26"),
        (5, "bid.received", "Åre-26"),
    ]
    assert answer["entries"][0]["payload"] == {"number": 4, "ort": "Åre", "subject": "Åre-26"}
    code, said, _ = tilldela(store, "show", "--kind", "act.4", "--subject", "Åre", "--json")
    assert [row["seq"] for row in json.loads(said)["entries"]] == [4]


def test_keys_that_are_gone_are_one_sentence(store: Store) -> None:
    (store.keys_dir / "signing.key").unlink()
    code, _, said = tilldela(store, "verify")
    assert (code, said.startswith("The key file ")) == (2, True)


def test_an_installation_that_is_not_sound_is_looked_into_but_not_worked_with(
    store: Store, tmp_path: Path
) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE journal_entry SET kind = 'x' WHERE seq = 11"))
    code, _, said = tilldela(store, "export", str(tmp_path / "bundle"))
    assert (code, said.split(". ")[0]) == (
        2,
        "The installation is not sound: the journal's end, entry 11, does not agree",
    )
    assert not (tmp_path / "bundle").exists()
    assert tilldela(store, "show")[0] == 0
    assert tilldela(store, "verify")[::2] == (
        1,
        "The hash of entry 11 does not match its fields.\n",
    )
    served = CliRunner().invoke(app, ["serve", "--data-dir", str(store.data_dir), "--port", "1"])
    assert (served.exit_code, served.stderr.count("The installation is not sound")) == (2, 1)
