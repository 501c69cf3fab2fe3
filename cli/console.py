"""How the commands speak: one sentence on stderr and exit code 2 when refused."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from law.reasons import ActRefused, Lang
from models.parties import Installation
from models.settings import Settings
from models.store import ClockRefused, Store, open_store
from registry.installation_keys import KeysUnfit
from registry.startup import InstallationUnsound, check_schema, check_sound

REFUSED = 2
SQLITE = b"SQLite format 3\0"

# Eager, both: what is said of the other arguments needs them.
LangOption = Annotated[Lang, typer.Option("--lang", is_eager=True, help="Language: sv or en.")]
DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        is_eager=True,
        envvar="TILLDELA_DATA_DIR",
        help="Where the installation's data lies.",
        show_default="var",
    ),
]


# What goes to a file or a pipe is not cut to a screen.
PIPED_WIDTH = 160


def out(*, err: bool = False) -> Console:
    shown = sys.stderr if err else sys.stdout
    return Console(stderr=err, highlight=False, width=None if shown.isatty() else PIPED_WIDTH)


def fail(sentence: str, code: int = REFUSED) -> typer.Exit:
    """Say it on stderr; the caller raises what comes back."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(sentence, markup=False)
    return typer.Exit(code)


@contextmanager
def refusing(lang: Lang) -> Iterator[None]:
    """Turn a refusal into its sentence and exit code 2; nothing was changed."""
    try:
        yield
    except ActRefused as refusal:
        raise fail(refusal.in_(lang)) from refusal
    except (ClockRefused, KeysUnfit) as refusal:
        raise fail(str(refusal)) from refusal


def settings_of(data_dir: Path | None) -> Settings:
    return Settings() if data_dir is None else Settings(data_dir=data_dir)


def existing_store(data_dir: Path | None, lang: Lang, sound: bool = True) -> Store:
    """Open an installation that is there; a command that only reads makes and changes nothing.

    One that is not sound is left alone, unless the command is for finding out why.
    """
    settings = settings_of(data_dir)
    database = settings.data_dir / "tilldela.db"
    if settings.database_url is None and not database.is_file():
        raise _no_installation(settings.data_dir, lang)
    try:
        check_database(settings)
        store = open_store(settings)
        with store.read() as work:
            installed = work.session.get(Installation, 1)
    except (SQLAlchemyError, OSError) as error:
        raise _unreadable(settings.data_dir, lang) from error
    if installed is None:
        raise _no_installation(settings.data_dir, lang)
    _check(store, sound, lang)
    return store


def _check(store: Store, sound: bool, lang: Lang) -> None:
    try:
        if sound:
            check_sound(store)
        else:
            check_schema(store)
    except InstallationUnsound as unsound:
        raise fail(unsound.in_(lang)) from unsound


def check_database(settings: Settings) -> None:
    """SQLite would turn a file that is no database into an empty one."""
    if settings.database_url is not None:
        return
    with (settings.data_dir / "tilldela.db").open("rb") as database:
        if database.read(len(SQLITE)) != SQLITE:
            raise OSError("not an SQLite database")


def _no_installation(where: Path, lang: Lang) -> typer.Exit:
    return fail(
        f"Det finns ingen installation i {where}. Ange --data-dir med katalogen där den ligger,"
        " eller gör en med tilldela install."
        if lang == "sv"
        else f"There is no installation in {where}. Name its folder with --data-dir, or make"
        " one with tilldela install."
    )


def _unreadable(where: Path, lang: Lang) -> typer.Exit:
    return fail(
        f"Databasen i {where} går inte att läsa här. Kontrollera att den är en installation av"
        " denna version och att katalogen är skrivbar för dig."
        if lang == "sv"
        else f"The database in {where} cannot be read here. Check that it is an installation of"
        " this version and that you may write in the folder."
    )
