"""`tilldela keys new`: a key file, the public half on paper, and the passphrase nowhere."""

from __future__ import annotations

import json
import os
import pty
import select
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from cli.keys.app import app as keys
from registry.opener_keys import Passphrase, read_public, read_public_half, unlock

PATIENCE = 30
ROOT = Path(__file__).resolve().parents[2]
WORDS = "correct horse battery staple"
app = typer.Typer()
app.add_typer(keys, name="keys")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["keys", *arguments], env={"COLUMNS": "120"})


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words"
    path.write_text(f"{WORDS}\n")
    path.chmod(0o600)
    return path


def new(folder: Path, *options: str) -> Result:
    """Make `ada.key`; nothing in `options` is the passphrase."""
    return run("new", "ada", "--out", str(folder / "ada.key"), *options)


def test_json_is_the_public_half_to_hand_in(tmp_path: Path, words: Path) -> None:
    done = new(tmp_path, "--passphrase-file", str(words), "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    key = read_public(tmp_path / "ada.key")
    assert json.loads(done.stdout) == {
        "format": "tilldela-opener-public/v1",
        "person": "ada",
        "key_id": key.key_id,
        "public": key.public.hex(),
        "outsider": False,
    }
    assert unlock(tmp_path / "ada.key", Passphrase(WORDS)).key_id == key.key_id
    half = tmp_path / "ada.json"
    half.write_text(done.stdout)
    assert read_public_half(half) == ("ada", key)


def test_an_outsiders_key_says_so(tmp_path: Path, words: Path) -> None:
    done = new(tmp_path, "--passphrase-file", str(words), "--outsider", "--lang", "en")
    assert done.exit_code == 0
    key = read_public(tmp_path / "ada.key")
    told, half = done.stdout.splitlines()
    assert told == (
        f"The key {key.key_id} lies in {tmp_path / 'ada.key'}, locked with the passphrase. Keep"
        " file and passphrase apart, and a copy of the file elsewhere: nobody can make them anew."
        " Hand in the public half:"
    )
    assert (key.outsider, json.loads(half)["outsider"]) == (True, True)


def test_what_is_printed_tells_neither_key_nor_passphrase(tmp_path: Path, words: Path) -> None:
    done = new(tmp_path, "--passphrase-file", str(words))
    private = unlock(tmp_path / "ada.key", Passphrase(WORDS))._private.private_bytes_raw()
    assert private.hex() not in done.output
    assert WORDS not in done.output


def test_without_a_terminal_the_passphrase_comes_from_a_file(tmp_path: Path) -> None:
    done = new(tmp_path, "--lang", "en")
    assert (done.exit_code, done.stdout, done.stderr) == (
        2,
        "",
        (
            "The passphrase cannot be asked for: this is no terminal. Name a file with"
            " --passphrase-file.\n"
        ),
    )
    assert not (tmp_path / "ada.key").exists()


def test_a_key_is_never_made_over_another_file(tmp_path: Path, words: Path) -> None:
    (tmp_path / "ada.key").write_text("something")
    done = new(tmp_path, "--passphrase-file", str(words), "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"The file {tmp_path / 'ada.key'} is there already and is not written over. Name another"
        " with --out.\n"
    )
    assert (tmp_path / "ada.key").read_text() == "something"


CHILD = """
import typer
from cli.keys.app import app as keys
app = typer.Typer()
app.add_typer(keys, name="keys")
app()
"""


def at_a_terminal(*arguments: str, answers: dict[str, str]) -> str:
    """What the screen showed while the prompts were answered, in order."""
    command = [sys.executable, "-c", CHILD, "keys", *arguments]
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.execv(sys.executable, command)
    shown = ""
    for prompt, answer in answers.items():
        while prompt not in shown:
            assert select.select([terminal], [], [], PATIENCE)[0], f"only {shown!r} was shown"
            shown += os.read(terminal, 4096).decode()
        os.write(terminal, f"{answer}\n".encode())
    with suppress(OSError):
        # A terminal whose program has ended cannot be read.
        while more := os.read(terminal, 4096):
            shown += more.decode()
    os.close(terminal)
    os.waitpid(pid, 0)
    return shown


def test_at_a_terminal_the_passphrase_is_asked_for_twice_and_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "ada.key"
    # The space comes last, when what is typed no longer shows.
    answers = {"Passphrase: ": WORDS, "once more: ": WORDS}
    shown = at_a_terminal("new", "ada", "--out", str(path), "--lang", "en", answers=answers)
    assert "correct" not in shown
    assert unlock(path, Passphrase(WORDS)).key_id in shown


@pytest.mark.parametrize(
    ("text", "mode", "sentence"),
    [
        (
            "elevenchars",
            0o600,
            "Lösenfrasen är kortare än 12 tecken. Välj en längre, till exempel fyra slumpvisa ord.",
        ),
        (
            WORDS,
            0o644,
            (
                "Filen {words} är läsbar för andra än sin ägare. Kör chmod 600 {words}, och byt"
                " nyckel om någon kan ha läst den."
            ),
        ),
    ],
)
def test_an_unfit_passphrase_is_one_sentence(
    tmp_path: Path, words: Path, text: str, mode: int, sentence: str
) -> None:
    words.write_text(text)
    words.chmod(mode)
    done = new(tmp_path, "--passphrase-file", str(words))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == sentence.format(words=words) + "\n"
    assert not (tmp_path / "ada.key").exists()
