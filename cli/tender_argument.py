"""The TENDER of every command: its id, or the diary number that people know it by."""

from __future__ import annotations

from pathlib import Path

import typer
from sqlalchemy.exc import SQLAlchemyError

from cli.console import check_database, refusing, settings_of
from law.reasons import Lang
from models.settings import Settings
from models.store import open_store
from procurement.tenders.finding import tender_named


def resolved_if_named(context: typer.Context, given: str | None) -> str | None:
    """The same where the tender may be left out."""
    return None if given is None else resolved_tender(context, given)


def resolved_tender(context: typer.Context, given: str) -> str:
    """The tender's id where the name is one here; otherwise as given, for the command to refuse.

    `--data-dir` and `--lang` are eager, so that they are known when this is called.
    """
    data_dir: Path | None = context.params.get("data_dir")
    lang: Lang = context.params.get("lang") or "sv"
    try:
        settings = settings_of(data_dir)
        if not _is_there(settings):
            return given
        check_database(settings)
        with refusing(lang):
            return _id_of(settings, given)
    except (SQLAlchemyError, OSError):
        return given


def _is_there(settings: Settings) -> bool:
    return settings.database_url is not None or (settings.data_dir / "tilldela.db").is_file()


def _id_of(settings: Settings, given: str) -> str:
    store = open_store(settings)
    try:
        with store.read() as work:
            found = tender_named(work, given)
            return given if found is None else found.id
    finally:
        store.engine.dispose()
