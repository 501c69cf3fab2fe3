"""Files by content: the name of a blob is the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from uuid import uuid4

import fsspec
from fsspec.implementations.local import LocalFileSystem

# What lies in the place of a file that was disposed of.
DISPOSED = ".disposed"


READ_AT_ONCE = 1024 * 1024


class BlobMissing(Exception):
    """A file that the database knows is not in the store, or not the same any more."""

    def __init__(self, sha256: str, why: str) -> None:
        self.sha256 = sha256
        super().__init__(f"The stored file {sha256[:12]}… {why}; restore it from a backup.")


class BlobDisposed(BlobMissing):
    """A file that two persons decided to dispose of; no backup should bring it back."""

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256
        Exception.__init__(
            self,
            f"The stored file {sha256[:12]}… was disposed of by a decision; what was archived"
            " of it lies in the archive export.",
        )


class Blobs:
    """A folder or an object store, through fsspec."""

    def __init__(self, url: str) -> None:
        self.fs, self.root = fsspec.core.url_to_fs(url)
        # Folders whose own names are known to be on the disk.
        self._named: set[str] = set()

    def _path(self, sha256: str) -> str:
        return f"{self.root}/{sha256[:2]}/{sha256}"

    def put(self, content: bytes) -> str:
        """Store and return the hash. Writing the same content again changes nothing."""
        sha256 = hashlib.sha256(content).hexdigest()
        if self.fs.exists(self._path(sha256)):
            return sha256
        with self.staged(lambda out: out.write(content)) as staged:
            staged.keep()
        return sha256

    @contextmanager
    def staged(self, write: Callable[[BinaryIO], object]) -> Iterator[Staged]:
        """Write a file of any size under a name of its own; kept only if `keep` is called.

        A reader never sees half a file, two writers of the same content do not
        meet, and what is refused leaves nothing behind.
        """
        part = f"{self.root}/parts/{uuid4().hex}.part"
        self.fs.makedirs(f"{self.root}/parts", exist_ok=True)
        try:
            with self.fs.open(part, "wb") as out:
                counted = _Counted(out)
                write(cast(BinaryIO, counted))
                if isinstance(self.fs, LocalFileSystem):
                    # On the disk before the row that names it is committed.
                    out.flush()
                    os.fsync(out.fileno())
            yield Staged(self, part, counted.digest.hexdigest(), counted.size)
        finally:
            if self.fs.exists(part):
                self.fs.rm(part)

    def open(self, sha256: str) -> BinaryIO:
        """The file as it lies there, unchecked: for a reader who checks as it reads."""
        path = self._path(sha256)
        if not self.fs.exists(path):
            if self.fs.exists(f"{path}{DISPOSED}"):
                raise BlobDisposed(sha256)
            raise BlobMissing(sha256, "is missing")
        return cast(BinaryIO, self.fs.open(path, "rb"))

    def dispose(self, sha256: str) -> None:
        """Remove the file for good, and leave a mark that says so. Again changes nothing."""
        path = self._path(sha256)
        self.fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        # The mark goes first: what is cut off in between is never taken for a loss.
        self.fs.touch(f"{path}{DISPOSED}", truncate=True)
        if self.fs.exists(path):
            self.fs.rm(path)

    def _name_folder(self, folder: str) -> None:
        """Once for each: whoever made it may have been cut off before its name was kept."""
        if folder not in self._named:
            _sync_folder(self.root)
            self._named.add(folder)

    def check(self, sha256: str) -> None:
        """Read the whole file, a part at a time; raises `BlobMissing` unless it is the same."""
        with self.open(sha256) as stored:
            if hashlib.file_digest(cast(Any, stored), "sha256").hexdigest() != sha256:
                raise BlobMissing(sha256, "has been changed")

    def get(self, sha256: str) -> bytes:
        with self.open(sha256) as stored:
            content = stored.read()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BlobMissing(sha256, "has been changed")
        return content


@dataclass(frozen=True)
class Staged:
    """A file that is written and on the disk, but not in the store yet. Size in bytes."""

    blobs: Blobs
    part: str
    sha256: str
    size: int

    def open(self) -> BinaryIO:
        return cast(BinaryIO, self.blobs.fs.open(self.part, "rb"))

    def keep(self) -> None:
        """Keeping what is there already changes nothing."""
        path = self.blobs._path(self.sha256)
        folder = path.rsplit("/", 1)[0]
        self.blobs.fs.makedirs(folder, exist_ok=True)
        self.blobs.fs.mv(self.part, path)
        if isinstance(self.blobs.fs, LocalFileSystem):
            # The name too is on the disk before the row is: the file's, and its folder's.
            _sync_folder(folder)
            self.blobs._name_folder(folder)


def _sync_folder(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _Counted:
    """A file being written that knows the hash and the size of what has gone through."""

    def __init__(self, out: Any) -> None:
        self.out = out
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, content: bytes) -> int:
        self.out.write(content)
        self.digest.update(content)
        self.size += len(content)
        return len(content)
