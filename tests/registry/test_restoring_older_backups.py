"""A backup of an older schema is migrated forward; one of a newer schema is refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeAlias

import pytest
from alembic.config import Config
from sqlalchemy import inspect, text

import models.schema
from law.reasons import ActRefused
from models.schema import alembic_config, known_revisions, revision_of
from registry.backup import make_backup
from registry.restore import restore_backup
from tests.models.databases import KINDS, Kind, opened
from tests.registry.backed_up import (
    BOTH,
    empty_settings,
    everything_under,
    filled_installation,
)

Program: TypeAlias = Callable[[], AbstractContextManager[None]]
NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "next", "{before}", None, None


def upgrade():
    with op.batch_alter_table("buyer") as buyer:
        buyer.add_column(sa.Column("phone", sa.String(), server_default="none", nullable=False))


def downgrade():
    pass
"""


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A context in which the program is the next version, with one migration more."""
    here = Path(alembic_config().get_main_option("script_location") or "")
    folder = tmp_path / "program" / "migrations"
    shutil.copytree(here, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "next.py").write_text(NEXT.format(before=known_revisions()[0]))
    config = Config()
    config.set_main_option("script_location", str(folder))

    @contextmanager
    def program() -> Iterator[None]:
        with monkeypatch.context() as patched:
            patched.setattr(models.schema, "alembic_config", lambda: config)
            yield

    return program


@pytest.mark.parametrize("kind", KINDS)
def test_an_older_backup_becomes_todays(kind: Kind, tmp_path: Path, next_version: Program) -> None:
    with filled_installation("sqlite", tmp_path) as store:
        make_backup(store, tmp_path / "backup")
    settings = empty_settings(kind, tmp_path)
    with next_version():
        restore_backup(tmp_path / "backup", settings, BOTH)
    with opened(settings.database) as engine, engine.connect() as connection:
        buyer = connection.execute(text("SELECT id, phone FROM buyer")).one()
        assert tuple(buyer) == ("buyer", "none")
        assert revision_of(connection) == "next"
        if kind == "sqlite":
            listed = connection.exec_driver_sql("PRAGMA table_list").mappings().all()
            assert [each["strict"] for each in listed if each["name"] == "buyer"] == [1]
        assert inspect(engine).get_pk_constraint("buyer")["name"] == "pk_buyer"


def test_a_newer_backup_is_refused(tmp_path: Path, next_version: Program) -> None:
    with next_version(), filled_installation("sqlite", tmp_path) as store:
        make_backup(store, tmp_path / "backup")
    before = everything_under(tmp_path)
    with pytest.raises(ActRefused, match="schema revision next, which the program does not know"):
        restore_backup(tmp_path / "backup", empty_settings("sqlite", tmp_path), BOTH)
    assert everything_under(tmp_path) == before


def test_a_database_of_another_version_is_not_backed_up(
    tmp_path: Path, next_version: Program
) -> None:
    older = pytest.raises(ActRefused, match="The database has schema revision")
    with filled_installation("sqlite", tmp_path) as store, next_version(), older:
        make_backup(store, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()
