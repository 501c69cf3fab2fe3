"""Make a matter's case file: both copies as PDF/A, the draft statement, and the zip of all.

The same facts give the same bytes, so that making it again without news writes nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlmodel import col, select

from appeals.case_file.archive import README, under, write_manifest, zipped
from appeals.case_file.bundle_copy import (
    PartCopy,
    bound,
    context_of,
    full_copy,
    masked_copy,
    placed,
)
from appeals.case_file.case import Case, load_case
from appeals.case_file.case_parts import GivenPart
from appeals.case_file.collecting import Collected, collect
from appeals.case_file.journal_extract import MADE, Extract, covered, write_journal
from appeals.case_file.procurement_parts import protocols_missing
from appeals.case_file.statement import statement_of
from documents.binding import survey
from documents.case_file_contexts import StatementContext
from documents.rendering import Renderer
from documents.statement_page import statement_html
from law.reasons import Lang
from models.journal import Blob
from models.lawyers import CaseFile
from models.protocol import ProtocolKind
from models.store import Store, Work
from people.actors import Actor
from people.permissions import Act, require
from registry.filing import PDF, file_blob
from registry.journal import append

ZIP: Final = "application/zip"
# By a part's number its first page in the bound file, and how many it has.
Places = Mapping[int, tuple[int, int]]
# An index whose page numbers move it onto a further page is set once more, and then again.
TRIES: Final = 4


def missing_protocols(
    store: Store, actor: Actor, matter_id: str, lang: Lang
) -> list[tuple[ProtocolKind, str]]:
    """By kind and subject: what the case file should have, and is on file in no language."""
    with store.read() as work:
        case = load_case(work, matter_id, lang)
        require(work, actor, Act.MAKE_CASE_FILE, case.tender.buyer_id)
        return protocols_missing(case)


def make_case_file(
    store: Store,
    actor: Actor,
    renderer: Renderer,
    matter_id: str,
    lang: Lang,
    given: Sequence[GivenPart] = (),
) -> CaseFile:
    """The newest case file of the matter; a new one only where the facts have changed.

    `given` are ready parts that another room has made. Raises `ActRefused` for a matter
    that is not on the docket, and for anybody but a lawyer of the buyer's.
    """
    with store.write() as work:
        case = load_case(work, matter_id, lang)
        require(work, actor, Act.MAKE_CASE_FILE, case.tender.buyer_id)
        extract = covered(work, case.tender.id)
    with TemporaryDirectory(prefix="case-file-") as folder:
        with store.read() as work:
            case = load_case(work, matter_id, lang)
            made = _make(case, renderer, collect(case, extract, given), extract, Path(folder))
        return _filed(store, actor, matter_id, made, given)


@dataclass(frozen=True)
class _Made:
    full: Path
    masked: Path
    statement: Path
    archive: Path


def _make(
    case: Case, renderer: Renderer, collected: Collected, extract: Extract | None, folder: Path
) -> _Made:
    layout, journal = folder / "archive", folder / "journal.zip"
    layout.mkdir()
    for name in ("full", "masked", "statement"):
        (layout / name).mkdir()
    if extract is not None:
        (layout / "journal").mkdir()
        write_journal(case, extract, layout / "journal")
        zipped(under(layout / "journal"), journal)
    full = full_copy(case, collected, layout / "full" / "parts")
    masked = masked_copy(case, collected, full, folder / "masked-parts")
    _keep_masked(masked, layout / "masked" / "parts")
    made = _Made(
        layout / "full" / "case-file.pdf",
        layout / "masked" / "case-file.pdf",
        layout / "statement" / "statement.pdf",
        folder / "case-file.zip",
    )
    reach, whole = _reach(case, extract), journal if extract is not None else None
    places = _bind(case, renderer, full, (reach, False), whole, made.full, {})
    # The masked copy mostly has the same pages: its index is then right the first time.
    _bind(case, renderer, masked, (reach, True), whole, made.masked, places)
    for copies, to in ((full, made.full), (masked, made.masked)):
        write_manifest(copies, to, to.parent / "manifest.json")
    _write_statement(renderer, statement_of(case, full, places), made.statement)
    (layout / "README.txt").write_text(README, encoding="utf-8")
    zipped(under(layout), made.archive)
    return made


def _keep_masked(copies: Sequence[PartCopy], folder: Path) -> None:
    """Every part that the masked copy has, as a file."""
    folder.mkdir()
    for each in copies:
        if each.path is not None:
            shutil.copyfile(each.path, folder / each.name)


def _reach(case: Case, extract: Extract | None) -> str:
    if extract is None:
        return case.say("lämnas inte ut ännu", "not given yet")
    size, root = extract.last.size, case.formats.digest(extract.last.root).replace("\u00a0", " ")
    return case.say(f"post 1–{size}, kontrollpunkt {root}", f"entries 1–{size}, checkpoint {root}")


def _bind(
    case: Case,
    renderer: Renderer,
    copies: Sequence[PartCopy],
    said: tuple[str, bool],
    journal: Path | None,
    to: Path,
    places: Places,
) -> Places:
    """Set the index until its page numbers are those that it leads to, and bind.

    `places`: where the parts are thought to begin; returns where they do.
    """
    front = to.with_name("front.pdf")
    for _ in range(TRIES):
        context = context_of(case, copies, said, places)
        (content,) = renderer.render_all([context])
        front.write_bytes(content)
        (found,) = survey([front])
        printed, places = places, placed(copies, found)
        if printed == places:
            break
    bound(case, context, copies, front, journal, to)
    front.unlink()
    return places


def _write_statement(renderer: Renderer, statement: StatementContext, to: Path) -> None:
    (content,) = renderer.render_all([statement])
    to.write_bytes(content)
    to.with_suffix(".html").write_bytes(statement_html(statement))


def _filed(
    store: Store, actor: Actor, matter_id: str, made: _Made, given: Sequence[GivenPart]
) -> CaseFile:
    with store.write() as work:
        case = load_case(work, matter_id, "sv")
        require(work, actor, Act.MAKE_CASE_FILE, case.tender.buyer_id)
        work.lock_tender(case.tender.id)
        hashes = {
            "full_sha256": _file(work, made.full, PDF),
            "masked_sha256": _file(work, made.masked, PDF),
            "statement_sha256": _file(work, made.statement, PDF),
            "archive_sha256": _file(work, made.archive, ZIP),
        }
        newest = case_files(work, matter_id)[-1:]
        if newest and newest[0].archive_sha256 == hashes["archive_sha256"]:
            return newest[0]
        for each in given:
            file_blob(work, each.content, each.media_type)
        number = newest[0].number + 1 if newest else 1
        row = CaseFile(
            matter_id=matter_id,
            number=number,
            made_at=work.now,
            full_sha256=hashes["full_sha256"],
            masked_sha256=hashes["masked_sha256"],
            statement_sha256=hashes["statement_sha256"],
            archive_sha256=hashes["archive_sha256"],
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        append(work, actor.id, MADE, matter_id, {"number": number, **hashes})
        return row


def case_files(work: Work, matter_id: str) -> Sequence[CaseFile]:
    """Every one that was made, oldest first."""
    found = select(CaseFile).where(col(CaseFile.matter_id) == matter_id)
    return work.session.exec(found.order_by(col(CaseFile.number))).all()


def _file(work: Work, path: Path, media_type: str) -> str:
    """On file, a piece at a time; the same bytes change nothing."""
    with (
        path.open("rb") as source,
        work.blobs.staged(lambda out: shutil.copyfileobj(source, out)) as staged,
    ):
        staged.keep()
    work.put_once(
        Blob(sha256=staged.sha256, size=staged.size, media_type=media_type, stored_at=work.now)
    )
    return staged.sha256
