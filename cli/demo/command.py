"""`tilldela demo`: a whole procurement in a minute or two, from the files in examples/."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner

from cli.console import LangOption, fail, out
from cli.demo.folder import demo_folder
from cli.demo.interrupting import stopping_at_once
from cli.lots_table import lots_table
from contracts.overview import lot_overviews
from flows.shielding import RunStopped
from interop.choice_play import ChoicePlay, load_choice
from interop.play_files import Play, PlayFilesInvalid, load_play
from law.days import STOCKHOLM
from law.reasons import Lang, Text
from models.parties import InstallationKind
from models.settings import Settings
from models.store import Store
from registry.enrolment import install

EXAMPLES = Path(__file__).parents[2] / "examples"
PLAY = EXAMPLES / "steg-till-arbete"
# Played beside the example's own tender, and not beside a play that somebody has edited.
CHOICE = EXAMPLES / "valfrihet"

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

    Beside it a small system of choice, with applications at any time. On a clock of its own: a
    year of waiting takes no time. Everything in it is invented, on public facts about the real
    service.
    """
    loaded = _load(play, lang)
    choice = load_choice(CHOICE) if play == PLAY else None
    with demo_folder(folder, resume, lang):
        settings = Settings(data_dir=folder, database_url=None, blobs_url=None)
        store = install(settings, InstallationKind.DEMO, loaded.course.publish.at - DRAFTING)
        summary, refused = _rehearse(loaded, choice, store, lang)
        _tell(store, loaded.tender.id, summary, lang)
        for sentence in refused:
            out().print(f"  {sentence}", markup=False)


def _load(folder: Path, lang: Lang) -> Play:
    if not folder.is_dir():
        raise fail(
            f"{folder} är ingen katalog. Ange med --play katalogen med spelets filer."
            if lang == "sv"
            else f"{folder} is not a folder. Name the folder of the play's files with --play."
        )
    try:
        return load_play(folder)
    except PlayFilesInvalid as invalid:
        raise fail("\n".join(invalid.problems)) from invalid


def _rehearse(
    play: Play, choice: ChoicePlay | None, store: Store, lang: Lang
) -> tuple[dict[str, Any], list[str]]:
    # Prefect reads its settings when it is imported, and takes seconds to be.
    from flows import settings

    settings.apply(settings.rehearsal_environment(store.data_dir))
    console = Console(stderr=True, highlight=False)
    starting = Text("Startar Prefect …", "Starting Prefect …")
    with Live(Spinner("dots", starting.in_(lang)), console=console, transient=True) as live:
        from documents.rendering import ProcessRenderer
        from flows.played_signatures import WithKeys
        from flows.rehearsal import rehearse
        from flows.rehearsal_steps import Rehearsal
        from flows.step import Step

        last: list[Text] = []

        def tell(step: Step) -> None:
            if last[-1:] != [step.title]:
                last.append(step.title)
                day = step.at.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")
                live.console.print(f"[dim]{day}[/dim]  {step.title.in_(lang)}")
            live.update(Spinner("dots", step.title.in_(lang)))

        with ProcessRenderer() as renderer, WithKeys() as keys, stopping_at_once(live, lang):
            rehearsal = Rehearsal(play, store, renderer, keys, lang, choice)
            try:
                return rehearse(rehearsal, tell), rehearsal.refused
            except RunStopped as stopped:
                live.stop()
                raise fail(_stopped(stopped, lang)) from None


def _stopped(stopped: RunStopped, lang: Lang) -> str:
    """The refusal's own sentence: here it is told to whoever edited the play, not to Prefect."""
    told = stopped.refusal.in_(lang) if stopped.refusal else str(stopped)
    return (
        f"Spelet stannade: {told} Ändra spelets filer och börja om."
        if lang == "sv"
        else f"The play stopped: {told} Edit the play's files and start again."
    )


FOLDERS = {
    "contracts": Text("avtal, ett per område", "contracts, one per lot"),
    "letters": Text(
        "underrättelser, frågor och svar till anbudsgivare",
        "notice letters, questions and answers to tenderers",
    ),
    "protocols": Text(
        "öppningsprotokoll, utvärderingar, beslut, individuella rapporter",
        "opening record, evaluations, decisions, individual reports",
    ),
    "performance": Text("uppföljningsblad per leverantör", "one sheet per provider"),
    "audits": Text("granskningsrapport", "audit report"),
    "choice": Text(
        "avtal i valfrihetssystemet, och sidan om dess leverantörer",
        "contracts in the system of choice, and the page of its providers",
    ),
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
    if "choice" in summary:
        _tell_choice(summary["choice"], lang)
    folder = store.data_dir
    for name, what in FOLDERS.items():
        count = len(list((folder / name).glob("*.pdf")))
        console.print(f"  {folder / name}/  {count} {what.in_(lang)}")
    for name in ("journal.jsonl", "summary.json", "tilldela.db"):
        console.print(f"  {folder / name}")


def _tell_choice(choice: dict[str, Any], lang: Lang) -> None:
    received, refused = choice["applications"], choice["standings"].get("refused", 0)
    contracts, providers = choice["contracts"], choice["providers"]
    out().print(
        f"Valfrihetssystemet {choice['system']}: {received} ansökningar, {refused} nekad,"
        f" {contracts} avtal, {providers} leverantörer att välja mellan i dag."
        if lang == "sv"
        else f"The system of choice {choice['system']}: {received} applications, {refused}"
        f" refused, {contracts} contracts, {providers} providers to choose from today.",
        style="bold",
    )
