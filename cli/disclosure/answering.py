"""`tilldela disclosure decide` and `answer`: each document tested, and the letter written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from appeals.disclosure.answering import Answered, answer_disclosure
from appeals.disclosure.deciding import Decision, decide_disclosure
from cli.answering import Json, ReasonEn, tell, text_of, unwritable
from cli.appeals.given import Lawyer
from cli.console import DataDir, LangOption, existing_store, fail, refusing
from cli.disclosure.given import CiteOption, RequestId, cite_of, pages_of
from documents.rendering import ProcessRenderer, RenderFailed
from law.reasons import Text
from models.disclosure import DisclosureOutcome
from models.store import Store
from people.actors import load_actor

_SUFFIXES = {
    "application/pdf": ".pdf",
    "text/csv": ".csv",
    "text/plain": ".txt",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "application/json": ".json",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}


def decide(
    request: RequestId,
    document: Annotated[
        str, typer.Option(metavar="HASH", help="The document's hash, or the beginning of it.")
    ],
    outcome: Annotated[DisclosureOutcome, typer.Option(help="What becomes of the document.")],
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="What harm was found or not, in Swedish.")
    ],
    person: Lawyer,
    cite: CiteOption = None,
    pages: Annotated[
        list[str] | None,
        typer.Option(metavar="PAGES", help="Pages to mask, as 3 or 3-5; repeat for more."),
    ] = None,
    marks: Annotated[
        list[str] | None,
        typer.Option(
            "--answers-mark",
            metavar="MARK",
            help="A secrecy mark on what is given, which the reason answers; repeat for more.",
        ),
    ] = None,
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Decide of one document: given, given with pages masked, or refused; a later one replaces."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        decision = Decision(
            outcome,
            text_of("--reason", reason, reason_en),
            None if cite is None else cite_of(cite),
            tuple(pages_of(each) for each in pages or ()),
            tuple(marks or ()),
        )
        actor = load_actor(store, person)
        number = decide_disclosure(store, actor, request, document, decision, lang)
    told = Text(
        f"Beslut {number} om handlingen är antecknat. Svaret skrivs med tilldela disclosure"
        " answer.",
        f"Decision {number} on the document is recorded. The answer is written with tilldela"
        " disclosure answer.",
    )
    data = {"request": request, "document": document, "number": number, "outcome": outcome.value}
    tell(told, data, lang, json_=json_)


def answer(
    request: RequestId,
    to: Annotated[Path, typer.Option(metavar="FOLDER", help="Where letter and copies are put.")],
    person: Lawyer,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Write the decision letter with how to appeal, and put it and the copies in a folder."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        _check_folder(to)
        try:
            with ProcessRenderer(workers=1) as renderer:
                actor = load_actor(store, person)
                done = answer_disclosure(store, actor, renderer, request, lang)
        except RenderFailed as failed:
            raise fail(str(failed)) from failed
        written = _written(store, to, request, done)
    told = Text(
        f"Beslutet och {len(done.copies)} kopior ligger i {to}. Lämna dem till den som frågat.",
        f"The decision and {len(done.copies)} copies are in {to}. Give them to whoever asked.",
    )
    data = {"request": request, "number": done.number, "files": [path.name for path in written]}
    tell(told, data, lang, json_=json_)


def _check_folder(to: Path) -> None:
    """An empty folder, or one that is made: nothing else goes along by mistake."""
    if (to.exists() and (not to.is_dir() or any(to.iterdir()))) or not to.parent.is_dir():
        raise unwritable(to)


def _written(store: Store, to: Path, request: str, done: Answered) -> list[Path]:
    name = f"{request.replace('/', '-')}-{done.number}"
    files = {f"{name}.pdf": done.letter}
    for copy in done.copies:
        suffix = _SUFFIXES.get(copy.media_type, ".bin")
        files[f"{name}-{copy.number:02d}{suffix}"] = copy.sha256
    try:
        to.mkdir(mode=0o700, exist_ok=True)
        for file, sha256 in files.items():
            (to / file).write_bytes(store.blobs.get(sha256))
    except OSError as wrong:
        raise unwritable(to) from wrong
    return [to / file for file in files]
