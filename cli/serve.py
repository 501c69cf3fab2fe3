"""`tilldela serve`: Prefect's pages and a runner for every flow, on one machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console


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
