"""`tilldela backup` and `tilldela restore`: what they say, and what they refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from typer.testing import CliRunner, Result

import cli.records.backup
from cli.main import app
from models.parties import InstallationKind
from models.settings import Settings
from models.store import Store
from models.tables import metadata
from registry.enrolment import install
from tests.models.legal_rows import LEGAL
from tests.registry.backed_up import age_keys, everything_under, filled_installation


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Store]:
    with filled_installation("sqlite", tmp_path) as store:
        yield store


def run(*words: object) -> Result:
    arguments = [str(word) for word in words]
    return CliRunner().invoke(app, arguments, env={"TILLDELA_DATA_DIR": None})


def backup(store: Store, folder: Path, *words: object) -> Result:
    return run("backup", folder, "--data-dir", store.data_dir, "--lang", "en", *words)


def restore(folder: Path, to: Path, *words: object) -> Result:
    by = ("--as", "officer", "--as", "head")
    return run("restore", folder, "--data-dir", to, "--lang", "en", *by, *words)


def test_an_encrypted_backup_is_made_and_restored(filled: Store, tmp_path: Path) -> None:
    public, (_, identity) = age_keys(tmp_path)
    to = [word for key in public for word in ("--to", key)]
    made = backup(filled, tmp_path / "backup", *to, "--keys", "--json")
    told = json.loads(made.stdout)
    assert (made.exit_code, made.stderr) == (0, "")
    assert (told["recipients"], told["keys"], told["journal"]["seq"]) == (2, True, 3)
    back = restore(tmp_path / "backup", tmp_path / "new", "--identity", identity, "--json")
    assert (back.exit_code, back.stderr) == (0, "")
    assert json.loads(back.stdout) == {
        "journal": told["journal"],
        "rows": told["rows"],
        "blobs": 2,
        "keys": True,
        "from": "sqlite",
        "manifest_sha256": told["manifest_sha256"],
    }
    verified = run("journal", "verify", "--data-dir", tmp_path / "new", "--lang", "en")
    assert (verified.exit_code, verified.stderr) == (0, "")


def test_while_bids_are_secret_neither_backup_nor_restore_counts_anything(
    filled: Store, tmp_path: Path
) -> None:
    """Two backups would otherwise tell how many bids came in between."""
    with filled.engine.begin() as connection:
        connection.execute(metadata.tables["tender"].insert(), undecided("tender"))
        connection.execute(metadata.tables["lot"].insert(), undecided("lot"))
        connection.execute(metadata.tables["publication"].insert(), undecided("publication"))
    (key, other), (identity, _) = age_keys(tmp_path)
    to = ("--to", key, "--to", other)
    told = json.loads(backup(filled, tmp_path / "one", *to, "--json").stdout)
    counts = [told[name] for name in ("rows", "files", "bytes", "journal")]
    assert counts == [None, None, None, None]
    assert backup(filled, tmp_path / "two", *to).stdout == (
        f"The backup {tmp_path / 'two'} is complete. How much it holds is not told while bids"
        " are secret. Each of 2 keys can read it.\n"
    )
    back = restore(tmp_path / "one", tmp_path / "new", "--identity", identity, "--json")
    told = json.loads(back.stdout)
    assert [told[name] for name in ("rows", "blobs", "journal")] == [None, None, None]
    back = restore(tmp_path / "one", tmp_path / "newer", "--identity", identity)
    assert back.stdout.startswith("Restored and checked. How much came back is not told while")


def undecided(table: str) -> dict[str, Any]:
    """A tender that is published, and has no award decision."""
    key = {
        "tender": {"id": "T2", "diary_number": "T2"},
        "lot": {"id": "T2/L1", "tender_id": "T2", "code": "L1"},
        "publication": {"tender_id": "T2"},
    }
    return {**LEGAL[table][0], **key[table]}


def test_a_database_that_fails_is_named_as_what_it_is(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OperationalError("SELECT", {}, Exception("locked"))

    monkeypatch.setattr(cli.records.backup, "make_backup", failing)
    said = backup(filled, tmp_path / "backup").stderr
    assert said == (
        "The database does not answer as it should. Check"
        f" {filled.data_dir / 'tilldela.db'} and try again.\n"
    )


def test_a_database_of_another_version_is_one_sentence_for_every_command(
    filled: Store, tmp_path: Path
) -> None:
    install(Settings(data_dir=filled.data_dir), InstallationKind.LIVE).engine.dispose()
    with filled.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for words in (("backup", tmp_path / "b"), ("records", "person", "head"), ("journal", "show")):
        refused = run(*words, "--data-dir", filled.data_dir, "--lang", "en")
        assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
        assert "the database has schema revision 9999, the program" in refused.stderr
    assert not (tmp_path / "b").exists()


def test_it_says_who_can_read_the_backup(filled: Store, tmp_path: Path) -> None:
    (key, other), _ = age_keys(tmp_path)
    plain = backup(filled, tmp_path / "plain")
    assert "It is not encrypted: whoever gets at it can read it." in plain.stdout
    assert "name two" in backup(filled, tmp_path / "one", "--to", key).stdout
    both = backup(filled, tmp_path / "two", "--to", key, "--to", other)
    assert "Each of 2 keys can read it." in both.stdout


def test_it_says_that_the_keys_are_still_to_be_put_back(filled: Store, tmp_path: Path) -> None:
    backup(filled, tmp_path / "backup")
    back = restore(tmp_path / "backup", tmp_path / "new")
    assert (back.exit_code, back.stderr) == (0, "")
    assert "The keys were not in it: put them back from their own backup." in back.stdout


def test_what_cannot_be_is_one_sentence_and_changes_nothing(filled: Store, tmp_path: Path) -> None:
    backup(filled, tmp_path / "backup")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    (tmp_path / "file").touch()
    before = everything_under(tmp_path)
    for refused, said in (
        (backup(filled, tmp_path / "backup"), "is there already"),
        (backup(filled, tmp_path / "more", "--keys"), "not encrypted"),
        (backup(filled, tmp_path / "more", "--to", "age1"), "is not an age public key"),
        (backup(filled, tmp_path / "file" / "more"), "could not be read or written"),
        (restore(tmp_path / "nowhere", tmp_path / "new"), "is not a backup"),
        (restore(tmp_path / "backup", tmp_path / "full"), "is not empty"),
        (run("restore", tmp_path / "backup", "--data-dir", tmp_path / "new"), "två olika"),
    ):
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert said in refused.stderr
        assert refused.stderr.count("\n") == 1
    assert everything_under(tmp_path) == before
