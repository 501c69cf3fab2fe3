"""Where an installation lies is its owner's alone: the folder 0700, the database 0600."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from fsspec.implementations.local import LocalFileSystem
from sqlalchemy import make_url

from models.blobs import Blobs
from models.settings import Settings


def make_private(settings: Settings) -> None:
    """Make the places that are not there yet; those that hold something are left as they are.

    SQLite gives its log the mode of the database file, which therefore is made first.
    """
    for folder in _folders(settings):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            folder.chmod(0o700)
    database = make_url(settings.database)
    if database.get_backend_name() == "sqlite" and database.database:
        os.close(os.open(database.database, os.O_RDWR | os.O_CREAT, 0o600))


def _folders(settings: Settings) -> Iterator[Path]:
    yield settings.data_dir
    blobs = Blobs(settings.blobs)
    if isinstance(blobs.fs, LocalFileSystem):
        yield Path(blobs.root)


def open_to_others(folder: Path) -> bool:
    return bool(folder.stat().st_mode & 0o077)
