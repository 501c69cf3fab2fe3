"""Play the small play in a process that is killed at every commit, until it is through.

Run as a program: FOLDER, and whether the kill comes "before" or "after" each
commit. Prints how many times it was killed.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

from interop.play_files import Play
from tests.flows.small_play import demo_store, perform_all, rehearsal_in, small_play


def killed_until_done(folder: Path, when: str, play: Play) -> int:
    demo_store(folder, play).engine.dispose()
    kills = 0
    while True:
        child = os.fork()
        if child == 0:
            _play_until_killed(folder, when, play, kills)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            return kills if os.WEXITSTATUS(status) == 0 else -1
        assert os.WTERMSIG(status) == signal.SIGKILL
        kills += 1


def _play_until_killed(folder: Path, when: str, play: Play, kills: int) -> None:
    """After a commit: die at the first one. Before: let pass what the last life lost."""
    rehearsal = rehearsal_in(folder, play)
    allowed = 1 if when == "before" and kills else 0
    _Fuse(allowed).arm(rehearsal.store.engine, when)
    perform_all(rehearsal)


class _Fuse:
    """Kills this process around the commit of a transaction that wrote to the journal."""

    def __init__(self, allowed: int) -> None:
        self.left = allowed
        self.journaled = False
        self.committed = False

    def arm(self, engine: Engine, when: str) -> None:
        event.listen(engine, "before_cursor_execute", self._notice)
        if when == "before":
            event.listen(engine, "commit", self._at_commit)
        else:
            event.listen(engine, "commit", self._remember)
            event.listen(engine, "begin", self._at_next_begin)

    def _notice(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self.journaled = self.journaled or statement.startswith("INSERT INTO journal_entry")

    def _at_commit(self, _connection: Connection) -> None:
        """SQLAlchemy tells of a commit before it asks the database for it."""
        if not self.journaled:
            return
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left, self.journaled = self.left - 1, False

    def _remember(self, _connection: Connection) -> None:
        self.committed = self.journaled

    def _at_next_begin(self, _connection: Connection) -> None:
        if self.committed:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.stdout.write(str(killed_until_done(Path(sys.argv[1]), sys.argv[2], small_play())))
