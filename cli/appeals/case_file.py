"""`tilldela appeals case-file`: the bundle for the court, in one command."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Annotated

import typer

from appeals.case_file.archive import masked_only, to_look_through
from appeals.case_file.case_parts import GivenPart, Group
from appeals.case_file.making import make_case_file, missing_protocols
from cli.answering import Json, tell, unwritable
from cli.appeals.given import Lawyer, MatterName, matter_id_of
from cli.console import DataDir, LangOption, existing_store, fail, refusing
from documents.binding import BindingFailed
from documents.contexts import DocumentContext
from documents.rendering import ProcessRenderer, RenderFailed
from law.reasons import Lang, Text
from models.lawyers import CaseFile
from models.protocol import ProtocolKind
from models.store import Store
from people.actors import Actor, load_actor
from procurement.bids.opening_record import opening_context
from procurement.reports.evaluation_report import evaluation_context

TITLES = {
    ProtocolKind.OPENING: Text("Protokoll över anbudsöppningen", "Record of the opening"),
    ProtocolKind.EVALUATION: Text("Utvärderingsrapport", "Evaluation report"),
}
GROUPS = {ProtocolKind.OPENING: Group.OPENING, ProtocolKind.EVALUATION: Group.EVALUATION}


def case_file(
    matter: MatterName,
    person: Lawyer,
    to: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Where to write the files; filed only, otherwise."
        ),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Make the bundle for the court: complete, masked, and with a draft of the statement."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        if to is not None:
            _check_folder(to)
        made = _made(store, load_actor(store, person), matter_id_of(store, matter), lang)
        files = {} if to is None else _write(store, made, to)
    doubtful = to_look_through(_archive(store, made))
    told = Text(
        f"Akt {made.number} i mål {made.matter_id} är klar." + _where(to).sv + _doubt(doubtful).sv,
        f"Case file {made.number} of matter {made.matter_id} is made."
        + _where(to).en
        + _doubt(doubtful).en,
    )
    data = {
        "matter": made.matter_id,
        "number": made.number,
        "full": made.full_sha256,
        "masked": made.masked_sha256,
        "statement": made.statement_sha256,
        "archive": made.archive_sha256,
        "look_through": doubtful,
        "files": files,
    }
    tell(told, data, lang, json_=json_)


def _made(store: Store, actor: Actor, matter_id: str, lang: Lang) -> CaseFile:
    try:
        with ProcessRenderer(workers=1) as renderer:
            given = tuple(_given(store, actor, renderer, matter_id, lang))
            return make_case_file(store, actor, renderer, matter_id, lang, given)
    except (RenderFailed, BindingFailed) as failed:
        raise fail(str(failed)) from failed


def _given(
    store: Store, actor: Actor, renderer: ProcessRenderer, matter_id: str, lang: Lang
) -> Iterator[GivenPart]:
    """Records that are not on file, set as they stand."""
    for kind, subject in missing_protocols(store, actor, matter_id, lang):
        context = _context(store, kind, subject, lang)
        yield GivenPart(
            GROUPS[kind],
            f"{kind}:{subject}",
            TITLES[kind].in_(lang),
            renderer.render(context),
            reference=subject,
        )


def _context(store: Store, kind: ProtocolKind, subject: str, lang: Lang) -> DocumentContext:
    with store.read() as work:
        if kind is ProtocolKind.OPENING:
            return opening_context(work, subject, lang)
        return evaluation_context(work, subject, lang)


def _archive(store: Store, made: CaseFile) -> BytesIO:
    return BytesIO(store.blobs.get(made.archive_sha256))


def _doubt(parts: list[int]) -> Text:
    if not parts:
        return Text("", "")
    numbers = ", ".join(map(str, parts))
    return Text(
        f" Läs igenom bilaga {numbers} innan den maskerade kopian lämnas ut: de är inte markerade"
        " men kan återge det som är markerat i ett anbud.",
        f" Read parts {numbers} before the masked copy is given to anybody: they bear no mark, and"
        " may repeat what is marked in a bid.",
    )


def _check_folder(to: Path) -> None:
    """Before anything is made. Raises `ActRefused` for what is no folder, or cannot be one."""
    if (to.exists() and not to.is_dir()) or (not to.exists() and not to.parent.is_dir()):
        raise unwritable(to)


def _write(store: Store, made: CaseFile, to: Path) -> dict[str, str]:
    files = {
        "case-file-full.pdf": made.full_sha256,
        "case-file-masked.pdf": made.masked_sha256,
        "statement-draft.pdf": made.statement_sha256,
        "case-file-full.zip": made.archive_sha256,
    }
    masked = to / "case-file-masked.zip"
    try:
        to.mkdir(exist_ok=True)
        for name, sha256 in files.items():
            (to / name).write_bytes(store.blobs.get(sha256))
        masked_only(_archive(store, made), masked)
    except OSError:
        raise unwritable(to) from None
    return {name: str(to / name) for name in [*files, masked.name]}


def _where(to: Path | None) -> Text:
    if to is None:
        return Text(" Ange --out för att få filerna.", " Give --out to get the files.")
    return Text(
        f" I {to} ligger den fullständiga akten (bara för domstolen eller tillsynsmyndigheten) och"
        " den maskerade kopian, var och en som PDF och som zip, och utkastet till yttrande, som"
        " också ligger som HTML i den fullständiga zip-filen.",
        f" {to} has the complete file (for the court or the supervisory authority alone) and the"
        " masked copy, each as a PDF and as a zip, and the draft statement, which is also in the"
        " complete zip as HTML.",
    )
