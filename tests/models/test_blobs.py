from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.local import LocalFileSystem

from models.blobs import BlobMissing, Blobs

CONTENT = "Avtal för Åre".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def _files(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())


def test_a_file_is_named_by_its_content(tmp_path: Path) -> None:
    blobs = Blobs(str(tmp_path))
    assert blobs.put(CONTENT) == SHA256
    assert blobs.get(SHA256) == CONTENT
    assert _files(tmp_path) == [f"{SHA256[:2]}/{SHA256}"]


def test_the_same_content_is_stored_once(tmp_path: Path) -> None:
    blobs = Blobs(str(tmp_path))
    blobs.put(CONTENT)
    written = (tmp_path / SHA256[:2] / SHA256).stat().st_mtime_ns
    assert blobs.put(CONTENT) == SHA256
    assert (tmp_path / SHA256[:2] / SHA256).stat().st_mtime_ns == written


def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    blobs = Blobs(str(tmp_path))
    assert blobs.get(blobs.put(b"")) == b""


@pytest.mark.parametrize("changed", [b"", CONTENT[:-1], CONTENT + b"\0", CONTENT.upper()])
def test_changed_bytes_are_found_when_read(tmp_path: Path, changed: bytes) -> None:
    blobs = Blobs(str(tmp_path))
    blobs.put(CONTENT)
    (tmp_path / SHA256[:2] / SHA256).write_bytes(changed)
    with pytest.raises(BlobMissing) as found:
        blobs.get(SHA256)
    assert str(found.value) == (
        f"The stored file {SHA256[:12]}… has been changed; restore it from a backup."
    )


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BlobMissing) as found:
        Blobs(str(tmp_path)).get(SHA256)
    assert (found.value.sha256, str(found.value)) == (
        SHA256,
        f"The stored file {SHA256[:12]}… is missing; restore it from a backup.",
    )


class FullDisk(LocalFileSystem):  # type: ignore[misc]
    """A disk that fills up after half a file."""

    cachable = False

    def open(self, path: str, mode: str = "rb", **kwargs: Any) -> Any:
        opened = super().open(path, mode, **kwargs)
        return HalfWritten(opened) if "w" in mode else opened


class HalfWritten:
    def __init__(self, opened: Any) -> None:
        self._opened = opened

    def __enter__(self) -> HalfWritten:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def write(self, content: bytes) -> None:
        self._opened.write(content[: len(content) // 2])
        raise OSError(28, "No space left on device")


def test_half_a_file_is_never_to_be_seen(tmp_path: Path) -> None:
    blobs = Blobs(str(tmp_path))
    blobs.fs = FullDisk()
    with pytest.raises(OSError, match="No space left"):
        blobs.put(CONTENT)
    with pytest.raises(BlobMissing, match="is missing"):
        Blobs(str(tmp_path)).get(SHA256)
    assert Blobs(str(tmp_path)).put(CONTENT) == SHA256
    assert Blobs(str(tmp_path)).get(SHA256) == CONTENT


def test_many_writers_of_the_same_content_do_not_meet(tmp_path: Path) -> None:
    contents = [bytes([number]) * 200_000 for number in range(5) for _ in range(8)]
    blobs = Blobs(str(tmp_path))
    with ThreadPoolExecutor(8) as pool:
        hashes = list(pool.map(blobs.put, contents))
    assert [blobs.get(sha256) for sha256 in hashes] == contents
    assert len(_files(tmp_path)) == 5


def test_an_object_store_serves_as_well_as_a_folder() -> None:
    blobs = Blobs("memory://tilldela-blobs")
    assert blobs.get(blobs.put(CONTENT)) == CONTENT
