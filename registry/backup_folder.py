"""A backup's files: written and synced one by one, encrypted when somebody may read them."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import pyrage  # type: ignore[import-untyped]

from registry import backup_faults as faults
from registry.backup_format import MANIFEST, Manifest, StoredFile

SECRET = "AGE-SECRET-KEY-1"
CHUNK = 1 << 20


class Reads(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Writes(Protocol):
    def write(self, content: bytes, /) -> Any: ...


class Hashed:
    """What goes through it, read or written, is hashed and counted (bytes)."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def read(self, size: int = -1, /) -> bytes:
        content: bytes = self._file.read(size)
        self._count(content)
        return content

    def write(self, content: bytes, /) -> int:
        self._count(content)
        self._file.write(content)
        return len(content)

    def flush(self) -> None:
        self._file.flush()

    def _count(self, content: bytes) -> None:
        self._digest.update(content)
        self.size += len(content)


def recipients_of(keys: Sequence[str]) -> tuple[Any, ...]:
    """Raises `ActRefused` for what is no age public key."""
    return tuple(_recipient(key) for key in dict.fromkeys(keys))


def _recipient(key: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError as error:
        raise faults.not_a_recipient(key) from error


def identities_in(path: Path) -> tuple[Any, ...]:
    """The secret keys in an age identity file. Raises `ActRefused`."""
    try:
        if path.stat().st_mode & 0o077:
            raise faults.identity_unfit(path)
        lines = [line.strip() for line in path.read_text().splitlines()]
        found = [line for line in lines if line.startswith(SECRET)]
        identities = tuple(pyrage.x25519.Identity.from_str(line) for line in found)
    except (OSError, ValueError, pyrage.IdentityError) as error:
        raise faults.identity_unfit(path) from error
    if not identities:
        raise faults.identity_unfit(path)
    return identities


class NewBackup:
    """The folder while it is being written. Encrypted files have numbers for names,
    since the name of a stored file is the hash of what is in it."""

    def __init__(self, folder: Path, recipients: tuple[Any, ...]) -> None:
        self.folder = folder
        self.recipients = recipients
        self.files: list[StoredFile] = []

    def put(self, name: str, content: bytes) -> None:
        self.copy(name, io.BytesIO(content))

    def copy(self, name: str, source: Reads) -> None:
        stored = f"{len(self.files) + 1:08}.age" if self.recipients else name
        written = self._write(stored, source)
        self.files.append(
            StoredFile(name=name, stored=stored, sha256=written.sha256, size=written.size)
        )

    def finish(self, manifest: Manifest) -> None:
        stored = f"{MANIFEST}.age" if self.recipients else MANIFEST
        self._write(stored, io.BytesIO(manifest.to_bytes()))
        for folder in [self.folder, *self.folder.rglob("*")]:
            if folder.is_dir():
                sync_folder(folder)

    def _write(self, stored: str, source: Reads) -> Hashed:
        path = self.folder / stored
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with create_private(path) as out:
            written = Hashed(out)
            if self.recipients:
                pyrage.encrypt_io(source, written, list(self.recipients))
            else:
                pour(source, written)
            out.flush()
            os.fsync(out.fileno())
        return written


def create_private(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def pour(source: Reads, out: Writes) -> None:
    while chunk := source.read(CHUNK):
        out.write(chunk)


def sync_folder(folder: Path) -> None:
    """On the disk: the names in the folder, not only what the files hold."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class OldBackup:
    """A backup that is read. Raises `ActRefused` for whatever is not as it was written."""

    def __init__(self, folder: Path, identity: Path | None) -> None:
        self.folder = folder
        self._encrypted = (folder / f"{MANIFEST}.age").is_file()
        if not self._encrypted and not (folder / MANIFEST).is_file():
            raise faults.not_a_backup(folder)
        if self._encrypted and identity is None:
            raise faults.needs_identity(folder)
        self._identities = identities_in(identity) if identity else ()
        self.manifest = self._manifest()
        self._files = {file.name: file for file in self.manifest.files}

    def _manifest(self) -> Manifest:
        stored = f"{MANIFEST}.age" if self._encrypted else MANIFEST
        content = io.BytesIO()
        self._pour(stored, content)
        try:
            return Manifest.from_bytes(content.getvalue())
        except (ValueError, TypeError) as error:
            raise faults.manifest_changed() from error

    def check(self) -> None:
        """Every file that should be there is, unchanged, and nothing else is."""
        stored = {file.stored: file for file in self.manifest.files}
        lying = {
            str(path.relative_to(self.folder))
            for path in self.folder.rglob("*")
            if path.is_symlink() or not path.is_dir()
        }
        expected = {*stored, f"{MANIFEST}.age" if self._encrypted else MANIFEST}
        for name in sorted(expected - lying):
            raise faults.file_missing(name)
        for name in sorted(lying - expected):
            raise faults.file_extra(name)
        for name, file in sorted(stored.items()):
            if not self._is_same(self.folder / name, file):
                raise faults.file_changed(name)

    def _is_same(self, path: Path, file: StoredFile) -> bool:
        if path.is_symlink() or path.stat().st_size != file.size:
            return False
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == file.sha256

    def names(self, prefix: str) -> list[str]:
        return [name for name in self._files if name.startswith(prefix)]

    def content(self, name: str) -> bytes:
        out = io.BytesIO()
        self.copy(name, out)
        return out.getvalue()

    def copy(self, name: str, out: Writes) -> None:
        if name not in self._files:
            raise faults.file_missing(name)
        self._pour(self._files[name].stored, out)

    def _pour(self, stored: str, out: Writes) -> None:
        with (self.folder / stored).open("rb") as source:
            if not self._encrypted:
                return pour(source, out)
            try:
                pyrage.decrypt_io(source, Hashed(out), list(self._identities))
            except pyrage.DecryptError as error:
                raise faults.cannot_decrypt(stored) from error
            except OSError as error:
                # A full disk has a number; a file that was cut or flipped has none.
                if error.errno is None:
                    raise faults.cannot_decrypt(stored) from error
                raise
