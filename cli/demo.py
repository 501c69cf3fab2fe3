"""`tilldela demo`: a whole procurement in a minute or two, from the files in examples/."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner

from cli.console import LangOption, fail, out
from cli.lots_table import lots_table
from contracts.overview import lot_overviews
from interop.play_files import Play, PlayFilesInvalid, load_play
from law.days import STOCKHOLM
from law.reasons import Lang, Text
from models.parties import InstallationKind
from models.settings import Settings
from models.store import Store, StoredClock, make_engine
from people.enrolment import install

PLAY = Path(__file__).parent.parent / "examples" / "steg-till-arbete"

# What a rehearsal writes; a fresh one removes exactly this and nothing else.
OUR_FILES = ("tilldela.db", "tilldela.db-wal", "tilldela.db-shm", "journal.jsonl", "summary.json")
OUR_FOLDERS = ("blobs", "contracts", "letters", "protocols", "performance", "audits")
PREFECT_HOME = "prefect"

DRAFTING = timedelta(days=7)


def demo(
    folder: Annotated[
        Path,
        typer.Option(
            "--out",
            "--data-dir",
            help="Where everything is put: the demo's own data directory.",
        ),
    ] = Path("out/demo"),
    play: Annotated[Path, typer.Option(help="The play's folder; copy it to make your own.")] = PLAY,
    resume: Annotated[bool, typer.Option(help="Go on with a rehearsal that was cut off.")] = False,
    lang: LangOption = "sv",
) -> None:
    """Play "Steg till arbete": 46 lots, from notice through appeals to contracts and audit.

    On a clock of its own: a year of waiting takes no time. Everything in it is
    invented, on public facts about the real service.
    """
    loaded = _load(play)
    _make_ready(folder, resume, lang)
    settings = Settings(data_dir=folder, database_url=None, blobs_url=None)
    store = install(settings, InstallationKind.DEMO, loaded.course.publish.at - DRAFTING)
    summary = _rehearse(loaded, store, lang)
    _tell(store, loaded.tender.id, summary, lang)


def _load(folder: Path) -> Play:
    try:
        return load_play(folder)
    except PlayFilesInvalid as invalid:
        raise fail("\n".join(invalid.problems)) from invalid


def _make_ready(folder: Path, resume: bool, lang: Lang) -> None:
    """A fresh folder, unless a rehearsal in it is to go on. Others' files are left alone."""
    if folder.exists() and not folder.is_dir():
        raise _not_ours(folder, lang)
    if not folder.exists() or resume:
        return
    names = {path.name for path in folder.iterdir()}
    if names - {*OUR_FILES, *OUR_FOLDERS, PREFECT_HOME} or not _is_demo(folder):
        raise _not_ours(folder, lang)
    for name in OUR_FILES:
        (folder / name).unlink(missing_ok=True)
    for name in OUR_FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)


def _is_demo(folder: Path) -> bool:
    """True for an empty folder, and for a database that is a demo's or nobody's yet."""
    database = folder / "tilldela.db"
    if not database.exists():
        return not any(folder.iterdir()) or (folder / PREFECT_HOME).exists()
    engine = make_engine(f"sqlite:///{database}")
    try:
        StoredClock(engine).now()
    except Exception:  # noqa: BLE001
        return False
    finally:
        engine.dispose()
    return True


def _not_ours(folder: Path, lang: Lang) -> typer.Exit:
    return fail(
        f"Katalogen {folder} innehåller annat än en demo och lämnas orörd. Ange en ny katalog"
        " med --out."
        if lang == "sv"
        else f"The folder {folder} holds something other than a demo and is left alone. Name"
        " another with --out."
    )


def _rehearse(play: Play, store: Store, lang: Lang) -> dict[str, Any]:
    # Prefect reads its settings when it is imported, and takes seconds to be.
    from flows import settings

    settings.apply(settings.rehearsal_environment(store.data_dir))
    console = Console(stderr=True, highlight=False)
    starting = Text("Startar Prefect …", "Starting Prefect …")
    with Live(Spinner("dots", starting.in_(lang)), console=console, transient=True) as live:
        from documents.rendering import ProcessRenderer
        from flows.rehearsal import rehearse
        from flows.rehearsal_steps import Rehearsal, Step

        last: list[Text] = []

        def tell(step: Step) -> None:
            if last[-1:] != [step.title]:
                last.append(step.title)
                day = step.at.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")
                live.console.print(f"[dim]{day}[/dim]  {step.title.in_(lang)}")
            live.update(Spinner("dots", step.title.in_(lang)))

        with ProcessRenderer() as renderer:
            return rehearse(Rehearsal(play, store, renderer, lang), tell)


FOLDERS = {
    "contracts": Text("avtal, ett per område", "contracts, one per lot"),
    "letters": Text("underrättelser", "notice letters"),
    "protocols": Text("öppningsprotokoll, utvärderingar", "opening record, evaluations"),
    "performance": Text("uppföljningsblad per leverantör", "one sheet per provider"),
    "audits": Text("granskningsrapport", "audit report"),
}


def _tell(store: Store, tender_id: str, summary: dict[str, Any], lang: Lang) -> None:
    console = out()
    appealed = frozenset(summary["appealed_lots"])
    overviews = lot_overviews(store, tender_id)
    console.print(lots_table(overviews, lang, appealed, console.width))
    lots, bids, contracts = summary["lots"], summary["bids"], summary["contracts"]
    letters, findings = summary["letters"], summary["findings"]
    console.print(
        f"{lots} områden, {bids} anbud, {contracts} ingångna avtal, {letters} underrättelser,"
        f" {len(appealed)} överprövade områden, {findings} fynd vid granskningen."
        if lang == "sv"
        else f"{lots} lots, {bids} bids, {contracts} contracts concluded, {letters} notice"
        f" letters, {len(appealed)} lots appealed, {findings} findings in the audit.",
        style="bold",
    )
    folder = store.data_dir
    for name, what in FOLDERS.items():
        count = len(list((folder / name).glob("*.pdf")))
        console.print(f"  {folder / name}/  {count} {what.in_(lang)}")
    for name in ("journal.jsonl", "summary.json", "tilldela.db"):
        console.print(f"  {folder / name}")
