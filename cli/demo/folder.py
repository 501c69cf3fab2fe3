"""The demo's own folder: fresh or gone on with, one demo at a time, nobody else's files."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from sqlalchemy.exc import SQLAlchemyError

from cli.console import fail
from law.reasons import Lang
from models.store import ClockRefused, StoredClock, make_engine

# What a rehearsal writes; a fresh one removes exactly this and nothing else.
OUR_FILES = ("tilldela.db", "tilldela.db-wal", "tilldela.db-shm", "journal.jsonl", "summary.json")
OUR_FOLDERS = (
    *("blobs", "keys", "openers", "bidders", "signing"),
    *("contracts", "letters", "protocols", "performance", "audits", "choice"),
)
LOCK = "demo.lock"
KEPT = (LOCK, "prefect")


@contextmanager
def demo_folder(folder: Path, resume: bool, lang: Lang) -> Iterator[None]:
    """Make the folder ready, and keep other demos out of it until the block ends."""
    if folder.exists() and not _is_ours(folder):
        raise _not_ours(folder, lang)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (folder / LOCK).open("w")
    except OSError as error:
        raise _unwritable(folder, error, lang) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _in_use(folder, lang) from error
        if not resume:
            _clear(folder)
        yield


def _clear(folder: Path) -> None:
    for name in OUR_FILES:
        (folder / name).unlink(missing_ok=True)
    for name in OUR_FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """Nothing in it but what a demo writes, and the database, if there is one, a demo's."""
    if not folder.is_dir():
        return False
    names = {path.name for path in folder.iterdir()}
    if names - {*OUR_FILES, *OUR_FOLDERS, *KEPT}:
        return False
    return "tilldela.db" not in names or _is_demo(folder / "tilldela.db")


def _is_demo(database: Path) -> bool:
    engine = make_engine(f"sqlite:///{database}")
    try:
        StoredClock(engine).now()
    except (SQLAlchemyError, ClockRefused):
        return False
    finally:
        engine.dispose()
    return True


def _not_ours(folder: Path, lang: Lang) -> typer.Exit:
    return fail(
        f"{folder} innehåller annat än en demo och lämnas orörd. Ange en ny katalog med --out."
        if lang == "sv"
        else f"{folder} holds something other than a demo and is left alone. Name another"
        " folder with --out."
    )


def _unwritable(folder: Path, error: OSError, lang: Lang) -> typer.Exit:
    return fail(
        f"Det går inte att skriva i {folder} ({error.strerror}). Ange en annan katalog med --out."
        if lang == "sv"
        else f"{folder} cannot be written to ({error.strerror}). Name another folder with --out."
    )


def _in_use(folder: Path, lang: Lang) -> typer.Exit:
    return fail(
        f"En demo spelas redan i {folder}. Vänta tills den är klar, eller ange en annan katalog"
        " med --out."
        if lang == "sv"
        else f"A demo is being played in {folder} already. Wait until it is done, or name another"
        " folder with --out."
    )
