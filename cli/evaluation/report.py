"""`tilldela report …`: the reports on a procurement as PDF, and the comparison of a stored lot."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, TenderId, check_writable, tell, unwritable
from cli.console import DataDir, LangOption, existing_store, fail, refusing
from cli.evaluation.evaluate import answer_evaluation
from documents.contexts import DocumentContext
from documents.rendering import ProcessRenderer, RenderFailed
from law.reasons import ActRefused, Lang, Text
from models.protocol import Protocol, ProtocolKind
from models.store import Work
from people.actors import load_actor
from procurement.evaluation.evaluated import Evaluated
from procurement.evaluation.robustness import robustness
from procurement.reports.evaluation_report import evaluation_context, evaluation_numbered
from procurement.reports.protocols import file_individual_report
from procurement.reports.reported_lots import lot_in_force

app = typer.Typer(
    no_args_is_help=True, help="Reports as PDF, and the comparison of a stored lot's bids."
)

Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write the PDF.")]


@app.callback()
def report() -> None:
    """Reports as PDF, and the comparison of a stored lot's bids."""


@app.command()
def evaluation(
    tender: TenderId,
    to: Out,
    number: Annotated[
        int | None, typer.Option(help="Which evaluation; the newest unless stated.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Set the report on an evaluation, as it stands today. Files nothing."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        check_writable(to)
        with store.read() as work:
            found = evaluation_numbered(work, tender, number)
            context = evaluation_context(work, found, lang)
        _write(to, _set(context))
    _tell({"evaluation": found, "file": str(to)}, found, to, json_, lang)


@app.command()
def individual(
    tender: TenderId,
    person: Annotated[str, typer.Option("--as", metavar="PERSON", help="A procurement officer.")],
    to: Out,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Set and file the individual report; a new version only where the facts have changed."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        check_writable(to)
        try:
            with ProcessRenderer(workers=1) as renderer:
                actor = load_actor(store, person)
                subject = file_individual_report(store, actor, renderer, tender, lang)
        except RenderFailed as failed:
            raise fail(str(failed)) from failed
        with store.read() as work:
            sha256 = _filed(work, subject, lang)
        _write(to, store.blobs.get(sha256))
    _tell({"report": subject, "sha256": sha256, "file": str(to)}, subject, to, json_, lang)


@app.command()
def lot(
    lot: Annotated[str, typer.Argument(metavar="LOT", help="The lot's id, as DEMO-1/A01.")],
    svg: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw the margins in this file.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Compare a stored lot's bids anew, and say how near another outcome is."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        with store.read() as work:
            found = lot_in_force(work, lot)
        answer_evaluation(found, robust=_can_turn(found, svg), svg=svg, json_=json_, lang=lang)


def _can_turn(found: Evaluated, svg: Path | None) -> bool:
    """A lot with one bid, or a tie, is told without margins; a picture of none is refused."""
    try:
        robustness(found)
    except ActRefused:
        if svg is not None:
            raise
        return False
    return True


def _set(context: DocumentContext) -> bytes:
    try:
        with ProcessRenderer(workers=1) as renderer:
            return renderer.render(context)
    except RenderFailed as failed:
        raise fail(str(failed)) from failed


def _filed(work: Work, subject: str, lang: Lang) -> str:
    key = (ProtocolKind.INDIVIDUAL_REPORT, subject, lang)
    return work.session.get_one(Protocol, key).pdf_sha256


def _write(to: Path, pdf: bytes) -> None:
    try:
        to.write_bytes(pdf)
    except OSError:
        raise unwritable(to) from None


def _tell(answer: dict[str, str], what: str, to: Path, json_: bool, lang: Lang) -> None:
    tell(Text(f"{what} ligger i {to}.", f"{what} is in {to}."), answer, lang, json_=json_)
