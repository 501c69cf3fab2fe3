"""Bring a database to the newest schema, through its migrations."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from models.store import writing


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("models") / "migrations"))
    return config


def upgrade(engine: Engine) -> None:
    """Run what is missing; a database that is up to date is left alone."""
    with writing(engine).begin() as connection:
        upgrade_to(connection, "head")


def upgrade_to(connection: Connection, revision: str) -> None:
    """Run what is missing up to the revision, in the connection's own transaction."""
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def revision_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> tuple[str, ...]:
    """Newest first."""
    script = ScriptDirectory.from_config(alembic_config())
    return tuple(each.revision for each in script.walk_revisions())
