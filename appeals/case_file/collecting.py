"""All parts of a matter's case file, in the order of its index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from appeals.case_file.bid_parts import bid_files, bid_parts
from appeals.case_file.case import Case
from appeals.case_file.case_parts import CasePart, GivenPart, Group, PartFile
from appeals.case_file.court_parts import court_parts
from appeals.case_file.journal_extract import Extract, journal_part
from appeals.case_file.letter_parts import letter_parts
from appeals.case_file.marked import marks_on
from appeals.case_file.procurement_parts import (
    decision_parts,
    document_parts,
    protocol_parts,
    publication_parts,
)
from models.disclosure import SecrecyMark


@dataclass(frozen=True)
class Collected:
    """`marks` by document; `given`: bytes that are not on file yet, by their SHA-256."""

    parts: tuple[CasePart, ...]
    marks: Mapping[str, Sequence[SecrecyMark]]
    given: Mapping[str, GivenPart]
    bids_marked: str | None = None
    """The paragraph of the first mark on a bid in question."""

    def marks_of(self, part: CasePart) -> Sequence[SecrecyMark]:
        return self.marks.get(part.file.sha256, ()) if part.file else ()

    def is_marked(self, part: CasePart) -> bool:
        return bool(self.marks_of(part)) or (part.secret is not None and bool(part.of_secret))


def collect(case: Case, extract: Extract | None, given: Sequence[GivenPart]) -> Collected:
    of_bids = marks_on(case.work, case.tender.id, _of_bids(case))
    parts = [
        *court_parts(case),
        *decision_parts(case),
        *letter_parts(case),
        *publication_parts(case),
        *document_parts(case),
        *protocol_parts(case),
        *bid_parts(case, of_bids),
        *(_ready(case, each) for each in given),
        journal_part(case, extract),
    ]
    order = list(Group)
    parts.sort(key=lambda part: order.index(part.group))
    shown = [part.file.sha256 for part in parts if part.file]
    return Collected(
        tuple(parts),
        marks_on(case.work, case.tender.id, shown),
        {sha256(each.content).hexdigest(): each for each in given},
        next((mark.cite for several in of_bids.values() for mark in several), None),
    )


def _of_bids(case: Case) -> Iterator[str]:
    for _, bid, _ in case.bids_in_question():
        yield bid.envelope_sha256
        for file in bid_files(case, bid):
            yield file.sha256


def _ready(case: Case, given: GivenPart) -> CasePart:
    """What is not on file yet bears the day that the matter became known."""
    file = PartFile(sha256(given.content).hexdigest(), given.media_type, case.matter.informed_at)
    return CasePart(
        given.group, given.title, given.key, day=given.day, reference=given.reference, file=file
    )
