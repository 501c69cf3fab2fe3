"""Nobody but the owner reads an installation's folder, database and files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.parties import InstallationKind
from models.settings import Settings
from people.actors import ENGINE
from registry.enrolment import install
from registry.journal import append


@pytest.fixture(autouse=True)
def generous_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(*paths: Path) -> list[Path]:
    return [path for path in paths if path.stat().st_mode & 0o077]


def test_a_new_installation_is_its_owners_alone(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", blobs_url=str(tmp_path / "files"))
    store = install(settings, InstallationKind.LIVE)
    with store.write() as work:
        append(work, ENGINE, "act", "", {})
        made = sorted(path.name for path in settings.data_dir.iterdir())
        assert made == ["keys", "tilldela.db", "tilldela.db-shm", "tilldela.db-wal"]
        assert open_to_others(settings.data_dir, *settings.data_dir.rglob("*")) == []
    assert open_to_others(tmp_path / "files") == []


def test_an_empty_folder_becomes_private_and_one_in_use_is_left_alone(tmp_path: Path) -> None:
    empty, used = tmp_path / "empty", tmp_path / "used"
    for folder in (empty, used):
        folder.mkdir(mode=0o755)
    (used / "mine").touch()
    for folder in (empty, used):
        install(Settings(data_dir=folder), InstallationKind.LIVE)
    assert open_to_others(empty, used, empty / "tilldela.db", used / "tilldela.db") == [used]
