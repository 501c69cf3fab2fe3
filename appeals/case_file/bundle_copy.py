"""One copy of the bundle, with everything or masked: its files on the disk, and its PDF."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from appeals.case_file.case import (
    KINDS,
    Case,
    buyer_party,
    counterparty,
    court_of,
    is_demo,
)
from appeals.case_file.case_parts import GROUP_NAMES, CasePart, Group
from appeals.case_file.collecting import Collected
from appeals.case_file.marked import masked
from documents.binding import WHY, Binding, Bookmark, Embedded, Surveyed, bind, survey
from documents.case_file_contexts import BundlePart, CaseFileContext
from documents.parts import Lot
from documents.rendering import template_version
from models.review import MatterKind
from registry.filing import PDF

# A larger file that is not shown lies in the archive beside the PDF, and not inside it too.
LARGEST_EMBEDDED: Final = 32_000_000
SUFFIXES: Final = {
    PDF: "pdf",
    "text/plain": "txt",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/zip": "zip",
    "image/png": "png",
    "image/jpeg": "jpg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}


@dataclass(frozen=True)
class PartCopy:
    """A part as this copy has it. `path` is None when it has no file, or that is withheld.

    `name` is the file's in the bundle: its number and group, never what a sender called it.
    """

    number: int
    part: CasePart
    name: str
    path: Path | None
    marked: bool
    masked: tuple[str, ...] = ()
    found: Surveyed | None = None

    @property
    def shown(self) -> bool:
        return self.found is not None and self.found.fault is None

    @property
    def embedded(self) -> bool:
        """A stranger's PDF is embedded besides being shown, for its pages are not all of it."""
        if self.path is None or self.masked:
            return False
        as_it_is = self.shown and self.found is not None and self.found.archival
        return not as_it_is and self.path.stat().st_size <= LARGEST_EMBEDDED


def full_copy(case: Case, collected: Collected, folder: Path) -> list[PartCopy]:
    """Every file as it is on file, in `folder`."""
    folder.mkdir()
    copies = []
    for number, part in enumerate(collected.parts, start=1):
        name = _name(number, part)
        path = folder / name if part.file else None
        if path is not None:
            _write_file(case, collected, part, path)
        copies.append(PartCopy(number, part, name, path, collected.is_marked(part)))
    return _surveyed(copies)


def _name(number: int, part: CasePart) -> str:
    suffix = SUFFIXES.get(part.file.media_type, "bin") if part.file else "bin"
    return f"{number:03d}-{part.group.value}.{suffix}"


def _write_file(case: Case, collected: Collected, part: CasePart, path: Path) -> None:
    assert part.file is not None
    given = collected.given.get(part.file.sha256)
    if given is not None:
        path.write_bytes(given.content)
        return
    case.work.blobs.check(part.file.sha256)
    with case.work.blobs.open(part.file.sha256) as stored, path.open("wb") as out:
        shutil.copyfileobj(stored, out)


def masked_copy(
    case: Case, collected: Collected, full: Sequence[PartCopy], folder: Path
) -> list[PartCopy]:
    """The same, without what is marked: pages replaced, or the file left out."""
    folder.mkdir()
    changed = [_masked_part(case, collected, each, folder) for each in full]
    again = [each for each, before in zip(changed, full, strict=True) if each.path != before.path]
    surveyed = {each.number: each for each in _surveyed(again)}
    return [surveyed.get(each.number, each) for each in changed]


def _masked_part(case: Case, collected: Collected, copy: PartCopy, folder: Path) -> PartCopy:
    part, marks = copy.part, collected.marks_of(copy.part)
    said: tuple[str, ...] = ()
    if part.secret is not None and part.of_secret:
        what = case.say("Vad anbudet innehåller, enligt", "What the bid offers, under")
        said = (f"{what} {part.secret}",)
    bare = replace(part, of_secret=() if part.secret else part.of_secret)
    if part.file and part.file.sha256 in collected.given and collected.bids_marked:
        return replace(copy, part=replace(bare, file=None), path=None, found=None,
                       masked=(_unread(case, collected.bids_marked),))  # fmt: skip
    if not marks or copy.path is None or part.file is None:
        return replace(copy, part=bare, masked=said)
    # Neither the sender's name for the file nor the hash of what is withheld goes along.
    bare = replace(bare, sender_name="", file=None)
    left = masked(copy.path.read_bytes(), part.file.media_type, marks, case.lang)
    path = None if left.content is None else folder / copy.name
    if path is not None and left.content is not None:
        path.write_bytes(left.content)
    return replace(copy, part=bare, path=path, masked=(*said, *left.said), found=None)


def _unread(case: Case, cite: str) -> str:
    """Made just now, it may repeat what a bid is marked for, and nobody has had it to mark."""
    return case.say(
        f"Hela handlingen, enligt {cite}, tills den är inlagd i akten och har granskats",
        f"The whole document, under {cite}, until it is on file and has been read",
    )


def _surveyed(copies: Sequence[PartCopy]) -> list[PartCopy]:
    pdfs = [each.path for each in copies if each.path and each.name.endswith(".pdf")]
    found = dict(zip(pdfs, survey(pdfs), strict=True))
    return [replace(each, found=found.get(each.path) if each.path else None) for each in copies]


def context_of(
    case: Case,
    copies: Sequence[PartCopy],
    said: tuple[str, bool],
    places: Mapping[int, tuple[int, int]],
) -> CaseFileContext:
    """`said`: how far the journal reaches, and whether this is the masked copy.

    `places`: by a part's number its first page, and how many it has with its cover.
    """
    (journal, is_masked), (court, number) = said, court_of(case)
    return CaseFileContext(
        lang=case.lang,
        template_version=template_version("case_file"),
        diary_number=case.tender.diary_number,
        is_demo=is_demo(case.work),
        rulebook=case.tender.rulebook,
        masked=is_masked,
        is_court=case.is_court,
        tender_title=case.say(case.tender.title_sv, case.tender.title_en),
        matter=KINDS[MatterKind(case.matter.kind)].in_(case.lang),
        court=court,
        case_number=number,
        buyer=buyer_party(case),
        counterparty=counterparty(case),
        lots=[Lot(code=lot.code, name=lot.name) for lot in case.lots],
        journal=journal,
        parts=[_told(case, each, *places.get(each.number, (1, 1))) for each in copies],
    )


def _group(case: Case, group: Group) -> str:
    if group is Group.COURT and not case.is_court:
        return case.say("Ärendet", "The matter")
    return GROUP_NAMES[group].in_(case.lang)


def _told(case: Case, copy: PartCopy, first: int, pages: int) -> BundlePart:
    part = copy.part
    named = (
        (case.fact("Avsändarens filnamn", "Sender's file name", part.sender_name),)
        if part.sender_name
        else ()
    )
    return BundlePart(
        number=copy.number,
        group=_group(case, part.group),
        title=part.title,
        day=part.day,
        reference=part.reference,
        first_page=first,
        pages=pages,
        sha256=part.file.sha256 if part.file else None,
        marked=copy.marked,
        masked=list(copy.masked),
        notes=[*part.notes, *_notes(case, copy)],
        facts=[*part.facts, *named, *part.of_secret],
        tables=list(part.tables),
    )


def _notes(case: Case, copy: PartCopy) -> list[str]:
    """How the file is in the bundle, where that is not simply by its pages."""
    if copy.path is None:
        return []
    where = (
        case.say(f"inbäddad i den här filen som {copy.name}", f"embedded here as {copy.name}")
        if copy.embedded
        else case.say(f"i zip-filen som {copy.name}", f"in the zip file as {copy.name}")
    )
    if copy.found is None:
        return [case.say(f"Filen är ingen PDF och ligger {where}.", f"No PDF; it is {where}.")]
    if copy.found.fault is not None:
        why_sv, why_en = WHY[copy.found.fault]
        return [
            case.say(
                f"Sidorna kan inte visas i PDF/A: {why_sv}. Filen ligger {where}.",
                f"Its pages cannot be shown in PDF/A: {why_en}. The file is {where}.",
            )
        ]
    if copy.embedded:
        return [
            case.say(
                f"Originalet är inte PDF/A. Sidorna visas här, och originalet ligger {where}.",
                f"The original is not PDF/A. Its pages are shown here, and the original is"
                f" {where}.",
            )
        ]
    return []


def placed(copies: Sequence[PartCopy], front: Surveyed) -> dict[int, tuple[int, int]]:
    """Where each part begins in the bound file, counted from 1, and its pages with its cover."""
    covers = [front.places[f"part-{each.number}"] for each in copies]
    ends = [*covers[1:], front.pages]
    places: dict[int, tuple[int, int]] = {}
    before = 0
    for each, cover, end in zip(copies, covers, ends, strict=True):
        own = each.found.pages if each.shown and each.found else 0
        places[each.number] = (cover + before + 1, end - cover + own)
        before += own
    return places


def bound(
    case: Case,
    context: CaseFileContext,
    copies: Sequence[PartCopy],
    front: Path,
    journal: Path | None,
    to: Path,
) -> None:
    """Write the copy as one PDF/A with a bookmark for each part."""
    title = case.say(
        f"Akt i {case.word.lower()} {context.case_number}",
        f"Case file in {case.word.lower()} {context.case_number}",
    )
    kind = case.say(", maskerad kopia", ", masked copy") if context.masked else ""
    files = [_embedded(each) for each in copies if each.embedded and each.path]
    if journal is not None:
        files.append(
            Embedded(
                journal,
                "journal.zip",
                "application/zip",
                GROUP_NAMES[Group.JOURNAL].in_(case.lang),
                case.matter.informed_at,
                "Supplement",
            )
        )
    binding = Binding(
        title=title + kind,
        lang=case.lang,
        contents=case.say("Förteckning", "Index"),
        front=front,
        parts=[
            Bookmark(
                each.number,
                each.part.title,
                _group(case, each.part.group),
                each.path if each.shown else None,
            )
            for each in copies
        ],
        embedded=files,
    )
    bind(binding, to)


def _embedded(copy: PartCopy) -> Embedded:
    assert copy.path is not None
    assert copy.part.file is not None
    file = copy.part.file
    return Embedded(copy.path, copy.name, file.media_type, copy.part.title, file.stored_at)
