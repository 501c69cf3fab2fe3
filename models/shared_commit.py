"""Acts that wait at the same time share one commit, and with it one wait for the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock

from sqlalchemy import Connection, Engine
from sqlmodel import Session

# So that the first act of a long line is not kept waiting by all the others.
MOST_ACTS = 32
LOOK_AGAIN_SECONDS = 1.0


class CommitFailed(Exception):
    """The database did not keep what it was given; none of these acts has happened."""

    def __init__(self) -> None:
        super().__init__("The database could not keep the act: nothing of it has happened.")


@dataclass
class Batch:
    """One transaction, in which each act has a savepoint of its own."""

    connection: Connection
    acts: int = 0
    ended: Event = field(default_factory=Event)
    kept: bool = False


class SharedCommits:
    """Writers stand in one line; whoever is last in it commits for all before.

    An act is told to have happened only after that commit. One that fails is undone
    alone. `writing` is an engine whose transactions take the write lock at once.
    """

    def __init__(self, writing: Engine) -> None:
        self._engine = writing
        self._turn = Lock()
        self._counting = Lock()
        self._waiting = 0
        self._batch: Batch | None = None

    @contextmanager
    def session(self) -> Iterator[Session]:
        """The block is one act. Raises `CommitFailed` when its commit did."""
        batch = self._take_turn()
        try:
            with Session(
                batch.connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
            ) as session:
                session.connection()
                yield session
                session.commit()
        except BaseException:
            self._pass_on(batch, broken=_is_broken(batch.connection))
            raise
        self._pass_on(batch, broken=False)
        self._wait_for(batch)

    def _take_turn(self) -> Batch:
        with self._counting:
            self._waiting += 1
        try:
            self._turn.acquire()
        finally:
            with self._counting:
                self._waiting -= 1
        try:
            self._batch = self._batch or self._begun()
        except BaseException:
            self._turn.release()
            raise
        self._batch.acts += 1
        return self._batch

    def _begun(self) -> Batch:
        connection = self._engine.connect()
        try:
            connection.begin()
        except BaseException:
            connection.close()
            raise
        return Batch(connection)

    def _pass_on(self, batch: Batch, *, broken: bool) -> None:
        """To the next in line, or to the disk when nobody stands there."""
        with self._counting:
            line = self._waiting
        try:
            if broken or not line or batch.acts >= MOST_ACTS:
                self._end(batch, broken=broken)
        finally:
            self._turn.release()

    def _end(self, batch: Batch, *, broken: bool) -> None:
        self._batch = None
        try:
            if broken:
                batch.connection.rollback()
            else:
                batch.connection.commit()
                batch.kept = True
        except BaseException:
            # Whatever state it is in, nobody meets it again.
            batch.connection.invalidate()
            raise
        finally:
            batch.ended.set()
            batch.connection.close()

    def _wait_for(self, batch: Batch) -> None:
        while not batch.ended.wait(LOOK_AGAIN_SECONDS):
            # The one in line may have been interrupted before its turn came.
            if self._turn.acquire(blocking=False):
                try:
                    if self._batch is batch:
                        self._end(batch, broken=False)
                finally:
                    self._turn.release()
        if not batch.kept:
            raise CommitFailed


def _is_broken(connection: Connection) -> bool:
    """SQLite undoes all of a transaction by itself when the disk fails or is full."""
    if connection.invalidated:
        return True
    return getattr(connection.connection.dbapi_connection, "in_transaction", True) is False
