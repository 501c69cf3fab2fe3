"""Files by content: the name of a blob is the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import os
from uuid import uuid4

import fsspec
from fsspec.implementations.local import LocalFileSystem


class BlobMissing(Exception):
    """A file that the database knows is not in the store, or not the same any more."""

    def __init__(self, sha256: str, why: str) -> None:
        self.sha256 = sha256
        super().__init__(f"The stored file {sha256[:12]}… {why}; restore it from a backup.")


class Blobs:
    """A folder or an object store, through fsspec."""

    def __init__(self, url: str) -> None:
        self.fs, self.root = fsspec.core.url_to_fs(url)

    def _path(self, sha256: str) -> str:
        return f"{self.root}/{sha256[:2]}/{sha256}"

    def put(self, content: bytes) -> str:
        """Store and return the hash. Writing the same content again changes nothing."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        if self.fs.exists(path):
            return sha256
        self.fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        # Under a name of its own first: a reader never sees half a file, and
        # two writers of the same content do not meet.
        part = f"{path}.{uuid4().hex}.part"
        with self.fs.open(part, "wb") as out:
            out.write(content)
            if isinstance(self.fs, LocalFileSystem):
                # On the disk before the row that names it is committed.
                out.flush()
                os.fsync(out.fileno())
        self.fs.mv(part, path)
        return sha256

    def get(self, sha256: str) -> bytes:
        path = self._path(sha256)
        if not self.fs.exists(path):
            raise BlobMissing(sha256, "is missing")
        with self.fs.open(path, "rb") as stored:
            content: bytes = stored.read()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BlobMissing(sha256, "has been changed")
        return content
