"""The unit of work: one transaction, one reading of the clock, one place for files."""

from __future__ import annotations

from abc import abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, SQLModel, col, select

from models.blobs import Blobs
from models.clock import Clock, SystemClock, real_now
from models.parties import Installation, InstallationKind
from models.settings import Settings
from models.shared_commit import SharedCommits
from models.strict import use_strict_types
from models.tender import Lot, Tender

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "busy_timeout=10000",
    "trusted_schema=OFF",
)

INSERT: Mapping[str, Callable[..., sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


ROWS_KEPT = 4096


class KeepingSession(Session):
    """Keeps hold of the rows that were last asked for by their keys.

    SQLAlchemy knows its rows only as long as somebody else holds them, and asks the database
    anew for the same tender thousands of times in one unit of work. Few enough are kept that
    a unit of work may go through any number of rows.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: deque[object] = deque(maxlen=ROWS_KEPT)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        row = super().get(*args, **kwargs)
        if row is not None:
            self._kept.append(row)
        return row


@dataclass(frozen=True)
class Work:
    """What a service does its work with, inside one transaction."""

    session: Session
    now: datetime
    real_now: datetime
    blobs: Blobs
    keys_dir: Path

    def recorded(self, actor_id: str) -> dict[str, Any]:
        """The columns of `models.columns.Recorded`."""
        return {
            "actor_id": actor_id,
            "recorded_at": self.now,
            "recorded_real_at": self.real_now,
        }

    def lock_lots(self, lot_ids: Iterable[str]) -> None:
        """Take the lots' locks in the order of their ids, the order everybody uses.

        Every act that can change a hold takes them, so that "may this be
        concluded?" and the conclusion see the same facts. Rows read before are
        read again when next used: they may have changed while we waited.
        """
        ids = sorted(set(lot_ids))
        self.session.flush()
        self.session.expire_all()
        lots = select(Lot).where(col(Lot.id).in_(ids)).order_by(col(Lot.id)).with_for_update()
        self.session.exec(lots).all()

    def lock_tender(self, tender_id: str) -> None:
        """Let receiving and opening the tender's bids stand in one line.

        PostgreSQL's lock leaves rows that refer to the tender free to come in;
        SQLite's writers stand in line already. What was read before is read again.
        """
        self.session.flush()
        self.session.expire_all()
        locked = select(Tender.id).where(col(Tender.id) == tender_id)
        self.session.exec(locked.with_for_update(key_share=True)).all()

    def put_once(self, row: SQLModel) -> None:
        """Insert the row unless one with its key is there, or is just being written."""
        insert = INSERT[self.session.get_bind().dialect.name]
        self.session.exec(insert(type(row)).values(row.model_dump()).on_conflict_do_nothing())


class StoredClock:
    """The demo's clock: a row in its own database, refused anywhere else."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def now(self) -> datetime:
        with Session(self._engine) as session:
            row = session.get(Installation, 1)
        if row is None or row.kind != InstallationKind.DEMO or row.demo_now is None:
            raise ClockRefused
        return row.demo_now

    def set(self, to: datetime) -> None:
        """Move the clock forward. A step back is a re-run: the clock stays where it is."""
        with Session(writing(self._engine)) as session:
            # Locked, or two steps at once could end on the earlier one.
            row = session.get(Installation, 1, with_for_update=True)
            if row is None or row.kind != InstallationKind.DEMO:
                raise ClockRefused
            if row.demo_now is None or to > row.demo_now:
                row.demo_now = to
                session.add(row)
                session.commit()


class ClockRefused(Exception):
    def __init__(self) -> None:
        super().__init__(
            "Only a demo installation has a clock that can be set, because a settable clock "
            "would let a deadline be moved; use a data directory made by `tilldela demo`."
        )


class LeavesTrace(Exception):
    """A refusal to be recorded although the act that it refuses is undone."""

    @abstractmethod
    def trace(self, store: Store) -> None:
        """Called once the act's transaction has been rolled back."""


class Store:
    """An installation's database, files and clock, and where its keys lie."""

    def __init__(
        self,
        engine: Engine,
        blobs: Blobs,
        clock: Clock,
        data_dir: Path,
        keys_dir: Path | None = None,
    ) -> None:
        self.engine = engine
        self.blobs = blobs
        self.clock = clock
        self.data_dir = data_dir
        self.keys_dir = keys_dir or data_dir / "keys"
        self._shared_commits = SharedCommits(writing(engine))

    @contextmanager
    def write(self, *, together: bool = False) -> Iterator[Work]:
        """Commits when the block ends well, and changes nothing otherwise.

        `together` is for short acts of which many come at once, such as receiving
        bids: those that wait at the same time share one commit.

        The clock is read once the transaction has begun: a reading taken before
        SQLite's write lock could be older than an act that went first. A refusal
        that is a fact itself is recorded afterwards, in a transaction of its own.
        """
        try:
            with self._shared_commits.session() if together else self._own_commit() as session:
                yield Work(session, self.clock.now(), real_now(), self.blobs, self.keys_dir)
        except LeavesTrace as refusal:
            refusal.trace(self)
            raise

    @contextmanager
    def _own_commit(self) -> Iterator[Session]:
        with KeepingSession(writing(self.engine), expire_on_commit=False) as session:
            session.connection()
            yield session
            session.commit()

    @contextmanager
    def read(self) -> Iterator[Work]:
        """One view of the database from beginning to end; what is written in it is lost."""
        now = self.clock.now()
        with KeepingSession(reading(self.engine), expire_on_commit=False) as session:
            yield Work(session, now, real_now(), self.blobs, self.keys_dir)


def writing(engine: Engine) -> Engine:
    """The same engine, whose SQLite transactions take the write lock when they begin.

    Taken later, two readers that both go on to write would make one of them fail.
    """
    return engine.execution_options(writes=True)


def reading(engine: Engine) -> Engine:
    """The same engine, whose transactions see one moment only, as SQLite's always do.

    Otherwise a check of the journal would read its entries at one moment and its
    head at a later one, and report a break that is none.
    """
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def make_engine(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        use_strict_types(engine)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling begins too late and commits before
    # DDL; ours begins and ends transactions itself.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def open_store(settings: Settings, clock: Clock | None = None) -> Store:
    """Open an installation that `models.schema.upgrade` has prepared."""
    engine = make_engine(settings.database)
    clock = clock or _clock_of(engine)
    return Store(engine, Blobs(settings.blobs), clock, settings.data_dir, settings.keys)


def _clock_of(engine: Engine) -> Clock:
    with Session(engine) as session:
        row = session.get(Installation, 1)
    if row is not None and row.kind == InstallationKind.DEMO:
        return StoredClock(engine)
    return SystemClock()
