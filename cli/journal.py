"""`tilldela journal …`: check the diary's chain."""

from __future__ import annotations

import typer

from cli.console import DataDir, LangOption, existing_store, fail, out
from registry.journal import verify as verify_chain

app = typer.Typer(no_args_is_help=True, help="The diary: check that nothing has been changed.")


@app.callback()
def journal() -> None:
    """The diary: check that nothing has been changed."""


@app.command()
def verify(data_dir: DataDir = None, lang: LangOption = "sv") -> None:
    """Recompute every hash in the journal. Exit code 1 and a list when something is wrong."""
    store = existing_store(data_dir, lang)
    with store.read() as work:
        verdict = verify_chain(work)
    if verdict.faults:
        raise fail("\n".join(verdict.faults), code=1)
    head = verdict.head[:16]
    out().print(
        f"Journalen är hel: {verdict.entries} poster, kontrollsumma {head}. Jämför den med den"
        " som står i ett brev."
        if lang == "sv"
        else f"The journal is whole: {verdict.entries} entries, checkpoint {head}. Compare it"
        " with one printed in a letter."
    )
