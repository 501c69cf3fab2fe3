"""`tilldela serve`: Prefect's pages and a runner for every flow, on one machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from cli.console import fail, settings_of
from models.store import make_engine, open_store
from registry.checkpoints import keep_newest
from registry.private_places import open_to_others
from registry.startup import InstallationUnsound, check_sound


def serve(
    data_dir: Annotated[
        Path,
        typer.Option("--data-dir", envvar="TILLDELA_DATA_DIR", help="Where the data lies."),
    ] = Path("var"),
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 4200,
) -> None:
    """Start Prefect's server and a runner for every flow; Ctrl-C stops both.

    Whoever reaches the pages can start and repeat flows, but decide nothing:
    Prefect knows no persons. So they listen on this machine alone by default.
    """
    from flows import serving

    console = Console(stderr=True)
    _check_installation(data_dir)
    if data_dir.exists() and open_to_others(data_dir):
        console.print(
            f"{data_dir} is open to others than its owner; run chmod 700 {data_dir}.",
            style="yellow",
            highlight=False,
            soft_wrap=True,
        )
    console.print("Starting Prefect's server; the first start takes half a minute …")
    try:
        serving.serve(
            data_dir,
            host,
            port,
            on_ready=lambda address: console.print(
                f"Flows, their runs and schedules: {address}  (Ctrl-C stops)"
            ),
        )
    except serving.ServingError as error:
        console.print(str(error), style="bold red", highlight=False)
        raise typer.Exit(2) from error


def _check_installation(data_dir: Path) -> None:
    """All of the journal is checked; where nothing is installed yet, there is nothing to check."""
    settings = settings_of(data_dir)
    if settings.database_url is None and not (data_dir / "tilldela.db").exists():
        return
    engine = make_engine(settings.database)
    try:
        if inspect(engine).has_table("journal_head"):
            store = open_store(settings)
            check_sound(store, whole=True)
            keep_newest(store)
    except InstallationUnsound as unsound:
        raise fail(str(unsound)) from unsound
    except SQLAlchemyError as error:
        raise fail(f"The database in {data_dir} cannot be read.") from error
    finally:
        engine.dispose()
