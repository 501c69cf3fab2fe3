"""The installation's own keys: made once, refused when others could have read them."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature

from models.parties import InstallationKind
from models.settings import Settings
from registry.enrolment import install
from registry.installation_keys import (
    SIGNING,
    TAGS,
    KeysUnfit,
    keys_of,
    load_keys,
    make_keys,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_keys(tmp_path / "keys")
    return tmp_path / "keys"


def test_keys_are_made_once_and_readable_by_their_owner_alone(folder: Path) -> None:
    before = {path.name: path.read_text() for path in folder.iterdir()}
    make_keys(folder)
    assert {path.name: path.read_text() for path in folder.iterdir()} == before
    assert sorted(before) == [SIGNING, TAGS]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_signature_holds_for_its_message_alone(folder: Path) -> None:
    keys = load_keys(folder)
    signature = keys.sign(b"received")
    keys.signing.public_key().verify(signature, b"received")
    with pytest.raises(InvalidSignature):
        keys.signing.public_key().verify(signature, b"Received")


def test_a_tag_tells_fields_apart_and_installations_too(folder: Path, tmp_path: Path) -> None:
    keys = load_keys(folder)
    make_keys(tmp_path / "others")
    tags = {
        keys.tag("ab", "c"),
        keys.tag("a", "bc"),
        keys.tag("abc"),
        load_keys(tmp_path / "others").tag("ab", "c"),
    }
    assert len(tags) == 4
    assert keys.tag("ab", "c") == load_keys(folder).tag("ab", "c")


@pytest.mark.parametrize("name", [SIGNING, TAGS])
def test_a_key_file_that_is_missing_broken_or_open_to_others_is_refused(
    folder: Path, name: str
) -> None:
    path = folder / name
    path.chmod(0o640)
    with pytest.raises(KeysUnfit, match="is open to others than its owner; chmod 600 it"):
        load_keys(folder)
    path.chmod(0o600)
    path.write_text("not a key\n")
    with pytest.raises(KeysUnfit, match="does not hold a key"):
        load_keys(folder)
    path.unlink()
    with pytest.raises(KeysUnfit, match="is missing; restore it"):
        load_keys(folder)


def test_an_installation_that_lost_its_keys_does_not_make_new_ones(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url=None, blobs_url=None, keys_dir=None)
    install(settings, InstallationKind.LIVE)
    (tmp_path / "keys" / SIGNING).unlink()
    store = install(settings, InstallationKind.LIVE)
    with store.read() as work, pytest.raises(KeysUnfit):
        keys_of(work)
