"""The signed checkpoints once more, in a file beside the keys and outside the database.

Whoever can write in the database, but neither sign nor reach the keys, could rewrite the
journal and delete the checkpoints that tell of it; this file still has them. A note is
written once its checkpoint is committed: cut off in between, the file lacks one, which
the next that is taken, or the sweep, brings along. The other way round, a power cut could
leave a note of what never happened, and the installation would be stopped for nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection, event
from sqlmodel import Session

from registry.signed_notes import NOTE

LOG = "checkpoints.log"
# Room for the newest few: a note is some 300 bytes.
TAIL_BYTES = 4096
logger = logging.getLogger(__name__)


def kept_notes(folder: Path, *, newest: bool = False) -> tuple[str, ...]:
    """The notes' texts in the order written, signatures unchecked; `newest`: the last few.

    Read before the database is: a checkpoint may be taken between the two readings.
    """
    try:
        with (folder / LOG).open("rb") as log:
            if newest:
                log.seek(max(0, log.seek(0, os.SEEK_END) - TAIL_BYTES))
            content = log.read()
    except FileNotFoundError:
        return ()
    # A note that was cut off by a crash is no note; its checkpoint was written again.
    return tuple(found[0] for found in NOTE.finditer(content.decode(errors="replace")))


def position(note: str) -> tuple[int, int]:
    """Size and time (µs), by which checkpoints are ordered; (0, 0) for no note."""
    found = NOTE.fullmatch(note)
    return (int(found["size"]), int(found["at"])) if found else (0, 0)


def last_position(folder: Path) -> tuple[int, int]:
    """(0, 0) when nothing is kept yet."""
    return max(map(position, kept_notes(folder, newest=True)), default=(0, 0))


def keep(folder: Path, notes: Sequence[str]) -> None:
    """Append those newer than the newest that is there, on the disk when this returns."""
    descriptor = os.open(folder / LOG, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "ab") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        last, end = last_position(folder), _end_of(folder)
        newer = [note for note in notes if position(note) > last]
        if newer:
            log.write((end + "\n".join(newer)).encode())
            log.flush()
            os.fsync(log.fileno())
    if not end:
        _sync_folder(folder)


def _end_of(folder: Path) -> str:
    """What goes before the next note: nothing in a new file.

    The space keeps a signature that a crash cut off from looking like a whole one.
    """
    content = (folder / LOG).read_bytes()[-1:]
    if not content:
        return ""
    return "\n" if content == b"\n" else " \n"


def keep_when_committed(session: Session, folder: Path, notes: Sequence[str]) -> None:
    """Not at all when the transaction is undone.

    A session within somebody else's transaction cannot tell when that is committed:
    what it takes is brought along by the next.
    """
    if not isinstance(session.get_bind(), Connection):
        pending = list(notes)
        event.listen(session, "after_rollback", lambda _: pending.clear(), once=True)
        event.listen(session, "after_commit", _keeping(folder, pending), once=True)


def _keeping(folder: Path, pending: Sequence[str]) -> Callable[[Session], None]:
    def keep_now(_: Session) -> None:
        try:
            if pending:
                keep(folder, pending)
        except OSError as error:
            # The act has happened, and must not look as if it had not.
            logger.error("The checkpoint could not be written to %s: %s", folder / LOG, error)

    return keep_now


def set_aside(folder: Path) -> str | None:
    """Before an older journal comes in the newer one's place: its file stays, by another name.

    Returns the file's SHA-256, or None when there is no file.
    """
    log = folder / LOG
    if not log.exists():
        return None
    sha256 = hashlib.sha256(log.read_bytes()).hexdigest()
    log.replace(_aside(folder, sha256))
    _sync_folder(folder)
    return sha256


def take_back(folder: Path, sha256: str | None) -> None:
    """Undo `set_aside`, and what was begun after it."""
    if sha256 is None:
        (folder / LOG).unlink(missing_ok=True)
    else:
        _aside(folder, sha256).replace(folder / LOG)


def _aside(folder: Path, sha256: str) -> Path:
    return folder / f"checkpoints.{sha256[:16]}.log"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
