"""An opener's key file: locked with a passphrase, and nothing but it is taken for one."""

from __future__ import annotations

import json
import traceback
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from law.reasons import ActRefused
from registry.opener_keys import (
    Passphrase,
    new_key_file,
    passphrase_in,
    public_half,
    read_public,
    read_public_half,
    unlock,
)
from registry.sealing import OpenerPublicKey
from tests.registry.sealed_bids import instructions, opened, package, sealed, secret

WORDS = "correct horse battery staple"
QUICK = 2**10


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    new_key_file(tmp_path / "opener.key", Passphrase(WORDS), outsider=True, n=QUICK)
    return tmp_path / "opener.key"


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(ActRefused) as refusal:
        act()
    return refusal.value.reason.code


def test_a_key_is_unlocked_by_its_passphrase_and_opens_what_is_sealed_to_it(
    key_file: Path,
) -> None:
    found, other = unlock(key_file, Passphrase(WORDS)), secret(1)
    key = read_public(key_file)
    assert key == OpenerPublicKey(found.key_id, found.public, outsider=True)
    envelope = sealed(package(), instructions([found, other]))
    assert opened(envelope, found, other).lot_code == "L01"


def test_the_file_is_its_owners_alone_and_holds_no_key_in_the_clear(key_file: Path) -> None:
    private = unlock(key_file, Passphrase(WORDS))._private.private_bytes_raw()
    assert key_file.stat().st_mode & 0o777 == 0o600
    found = json.loads(key_file.read_text())
    assert list(found) == ["format", "key_id", "public", "outsider", "kdf", "nonce", "sealed"]
    assert private.hex() not in key_file.read_text()
    assert WORDS not in key_file.read_text()


def test_the_work_factor_is_high_unless_a_test_asks_for_less(tmp_path: Path) -> None:
    new_key_file(tmp_path / "key", Passphrase(WORDS))
    kdf = json.loads((tmp_path / "key").read_text())["kdf"]
    assert (kdf["name"], kdf["n"], kdf["r"], kdf["p"]) == ("scrypt", 2**17, 8, 1)
    assert (
        unlock(tmp_path / "key", Passphrase(WORDS)).key_id == read_public(tmp_path / "key").key_id
    )


def test_two_keys_are_never_alike(tmp_path: Path) -> None:
    keys = [new_key_file(tmp_path / f"{n}", Passphrase(WORDS), n=QUICK) for n in range(5)]
    assert len({key.public for key in keys}) == 5


@pytest.mark.parametrize("words", ["", "short", "elevenchars", "Correct horse battery staple"])
def test_a_wrong_passphrase_is_refused(key_file: Path, words: str) -> None:
    assert refused(lambda: unlock(key_file, Passphrase(words))) == "opener_key.wrong_passphrase"


def test_a_passphrase_is_the_same_however_its_letters_are_put_together(tmp_path: Path) -> None:
    path = tmp_path / "key"
    new_key_file(path, Passphrase("blåbär och åkerbär"), n=QUICK)
    in_parts = unicodedata.normalize("NFD", "blåbär och åkerbär")
    assert unlock(path, Passphrase(in_parts)).key_id == read_public(path).key_id


def test_a_passphrase_typed_in_another_encoding_is_refused_as_wrong(key_file: Path) -> None:
    odd = Passphrase("bl\udce5b\udce4r and more words")
    assert refused(lambda: unlock(key_file, odd)) == "opener_key.wrong_passphrase"


def test_a_passphrase_shorter_than_twelve_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    path = tmp_path / "key"
    short = Passphrase("elevenchars")
    assert refused(lambda: new_key_file(path, short)) == "opener_key.short_passphrase"
    assert not path.exists()


def test_a_file_is_never_written_over(key_file: Path) -> None:
    before = key_file.read_bytes()
    again = Passphrase(WORDS)
    assert refused(lambda: new_key_file(key_file, again, n=QUICK)) == "opener_key.taken"
    assert key_file.read_bytes() == before
    nowhere = key_file.parent / "no" / "key"
    assert refused(lambda: new_key_file(nowhere, again, n=QUICK)) == "opener_key.unwritable"


def test_a_key_that_others_can_read_is_refused(key_file: Path) -> None:
    key_file.chmod(0o640)
    assert refused(lambda: unlock(key_file, Passphrase(WORDS))) == "opener_key.open_to_others"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gone"
    assert refused(lambda: unlock(path, Passphrase(WORDS))) == "opener_key.missing"
    assert refused(lambda: read_public(path)) == "opener_key.missing"
    assert refused(lambda: passphrase_in(path)) == "opener_key.missing"


CHANGED: list[tuple[str, Any, str]] = [
    ("outsider", False, "wrong_passphrase"),
    ("nonce", "00" * 12, "wrong_passphrase"),
    ("sealed", "00" * 48, "wrong_passphrase"),
    ("sealed", "", "wrong_passphrase"),
    ("nonce", "", "no_key"),
    ("sealed", "zz", "no_key"),
    ("sealed", None, "no_key"),
    ("format", "tilldela-opener-key/v2", "no_key"),
    ("public", secret(3).public.hex(), "no_key"),
    ("public", 1, "no_key"),
    ("key_id", "0" * 16, "no_key"),
    ("outsider", 1, "no_key"),
    ("kdf", None, "no_key"),
    ("kdf", {"name": "none"}, "no_key"),
    ("kdf", {"name": "scrypt", "n": 2**40, "r": 8, "p": 1, "salt": "00" * 16}, "no_key"),
    ("kdf", {"name": "scrypt", "n": 1000, "r": 8, "p": 1, "salt": "00" * 16}, "no_key"),
    ("kdf", {"name": "scrypt", "n": 2**10, "r": 64, "p": 1, "salt": "00" * 16}, "no_key"),
]


@pytest.mark.parametrize(("field", "value", "code"), CHANGED)
def test_a_changed_key_file_is_refused(key_file: Path, field: str, value: Any, code: str) -> None:
    found = json.loads(key_file.read_text())
    key_file.write_text(json.dumps({**found, field: value}))
    assert refused(lambda: unlock(key_file, Passphrase(WORDS))) == f"opener_key.{code}"


def test_a_public_half_of_another_key_is_refused_even_whole(key_file: Path) -> None:
    found = json.loads(key_file.read_text())
    other = OpenerPublicKey.of(secret(3).public, outsider=True)
    key_file.write_text(json.dumps({**found, **other.as_json()}))
    assert refused(lambda: unlock(key_file, Passphrase(WORDS))) == "opener_key.wrong_passphrase"


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "[" * 10_000, "\xff", "x" * 20_000])
def test_what_is_no_key_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "key"
    path.write_bytes(text.encode("latin-1"))
    path.chmod(0o600)
    assert refused(lambda: unlock(path, Passphrase(WORDS))) == "opener_key.no_key"
    assert refused(lambda: read_public(path)) == "opener_key.no_key"
    assert refused(lambda: read_public_half(path)) == "opener_key.no_key"


def test_a_public_half_comes_back_and_is_not_secret(key_file: Path, tmp_path: Path) -> None:
    half = public_half("ada", read_public(key_file))
    assert set(half) == {"format", "person", "key_id", "public", "outsider"}
    (tmp_path / "ada.json").write_text(json.dumps(half))
    assert read_public_half(tmp_path / "ada.json") == ("ada", read_public(key_file))
    (tmp_path / "ada.json").write_text(json.dumps({**half, "person": 1}))
    assert refused(lambda: read_public_half(tmp_path / "ada.json")) == "opener_key.no_key"


def test_a_passphrase_is_the_first_line_of_a_private_file(tmp_path: Path) -> None:
    path = tmp_path / "words"
    path.write_text(f"{WORDS}\nsomething else\n")
    path.chmod(0o644)
    assert refused(lambda: passphrase_in(path)) == "opener_key.open_to_others"
    path.chmod(0o600)
    assert passphrase_in(path) == Passphrase(WORDS)
    path.write_text("")
    assert len(passphrase_in(path)) == 0
    path.write_bytes(b"\xff\xfe")
    assert refused(lambda: passphrase_in(path)) == "opener_key.no_passphrase"


def test_a_passphrase_shows_nowhere(key_file: Path) -> None:
    wrong = Passphrase("a wrong but long passphrase")
    assert "wrong" not in f"{wrong} {wrong!r}"
    with pytest.raises(ActRefused) as refusal:
        unlock(key_file, wrong)
    told = traceback.TracebackException.from_exception(refusal.value, capture_locals=True)
    text = "".join(told.format())
    assert "wrong but long" not in text
    assert WORDS not in text
