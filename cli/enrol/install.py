"""`tilldela install`: an installation of one's own, live or for rehearsals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from cli.answering import Json, tell
from cli.console import DataDir, LangOption, fail, refusing, settings_of
from cli.instants import instant
from law.reasons import ActRefused, Text, refuse
from models.parties import Installation, InstallationKind
from models.settings import Settings
from models.store import Store, open_store
from registry.enrolment import install


def install_here(
    live: Annotated[
        bool | None,
        typer.Option("--live/--demo", help="For real procurements, or for rehearsals."),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="TIME", help="Where a demo's clock starts."),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Make an installation in the data directory: database, keys and files. Once is enough.

    A live one goes by the machine's clock; a demo's is set, and its papers are marked so.
    """
    settings = settings_of(data_dir)
    with refusing(lang):
        kind = _kind(live, at)
        start = instant("--at", at) if at is not None else None
        store = _installed(settings, lang, kind) or install(settings, kind, start)
    where = Path(settings.data_dir)
    told = Text(
        f"Installationen i {where} är klar ({kind.value}). Lägg upp myndigheten och dess personal"
        " med tilldela enrol buyer.",
        f"The installation in {where} is ready ({kind.value}). Enrol the buyer and its staff with"
        " tilldela enrol buyer.",
    )
    tell(told, {"data_dir": str(store.data_dir), "kind": kind.value}, lang, json_=json_)


def _kind(live: bool | None, at: str | None) -> InstallationKind:
    if live is None or live == (at is not None):
        raise refuse(
            "install.kind",
            sv="Installationens slag är inte entydigt angivet",
            en="The kind of installation is not stated unambiguously",
            todo_sv="Ange antingen --live, eller --demo med --at",
            todo_en="Give either --live, or --demo with --at",
        )
    return InstallationKind.LIVE if live else InstallationKind.DEMO


def _installed(settings: Settings, lang: str, kind: InstallationKind) -> Store | None:
    """The installation that is there. Raises `ActRefused` when it is of the other kind."""
    if settings.database_url is None and not (settings.data_dir / "tilldela.db").is_file():
        return None
    try:
        store = open_store(settings)
        with store.read() as work:
            found = work.session.get(Installation, 1)
    except (SQLAlchemyError, OSError):
        if settings.database_url is not None:
            # An empty database that somebody has made for it.
            return None
        raise fail(_unreadable(settings).in_("sv" if lang == "sv" else "en")) from None
    if found is not None and found.kind != kind:
        raise _other_kind(settings, found.kind)
    return store if found is not None else None


def _unreadable(settings: Settings) -> Text:
    return Text(
        f"Det som ligger i {settings.data_dir} går inte att läsa som en installation. Ange en"
        " annan katalog med --data-dir.",
        f"What lies in {settings.data_dir} cannot be read as an installation. Name another folder"
        " with --data-dir.",
    )


def _other_kind(settings: Settings, kind: str) -> ActRefused:
    return refuse(
        "install.other_kind",
        sv=f"I {settings.data_dir} finns redan en installation av slaget {kind}",
        en=f"There is already an installation of the kind {kind} in {settings.data_dir}",
        todo_sv="Ange en annan katalog: en installation byter aldrig slag",
        todo_en="Name another folder: an installation never changes its kind",
    )
