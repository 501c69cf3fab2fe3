"""Names of files and folders are on the disk before a row can name them, and not oftener synced."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pytest

from models.blobs import Blobs


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What has been synced, by its path then."""
    found: list[Path] = []
    plain = os.fsync

    def fsync(descriptor: int) -> None:
        found.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        plain(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    return found


def test_a_file_its_name_and_its_folders_name_are_synced_in_that_order(
    tmp_path: Path, synced: list[Path]
) -> None:
    root = tmp_path / "blobs"
    sha256 = Blobs(str(root)).put(b"bid")
    part, *folders = synced
    assert (part.parent, folders) == (root / "parts", [root / sha256[:2], root])


def _write(content: bytes, out: BinaryIO) -> None:
    out.write(content)


def test_a_folders_name_is_synced_once_by_each_process_whoever_made_it(
    tmp_path: Path, synced: list[Path]
) -> None:
    root = tmp_path / "blobs"
    contents = [str(number).encode() for number in range(300)]
    for blobs in (Blobs(str(root)), Blobs(str(root))):
        synced.clear()
        names = []
        for content in contents:
            with blobs.staged(partial(_write, content)) as staged:
                staged.keep()
                names.append(staged.sha256)
        folders = {name[:2] for name in names}
        assert synced.count(root) == len(folders)
        assert sum(path.parent == root for path in synced) == len(names)
