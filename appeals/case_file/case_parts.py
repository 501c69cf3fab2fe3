"""What a case file is made of: parts in groups, each with facts, and mostly a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from documents.case_file_contexts import Fact, Rows
from law.reasons import Text


class Group(StrEnum):
    """In the order that a court reads them."""

    COURT = "court"
    DECISION = "decision"
    LETTERS = "letters"
    PUBLICATION = "publication"
    DOCUMENTS = "documents"
    OPENING = "opening"
    BIDS = "bids"
    EVALUATION = "evaluation"
    JOURNAL = "journal"


GROUP_NAMES: Mapping[Group, Text] = {
    Group.COURT: Text("Målet", "The case"),
    Group.DECISION: Text("Beslut", "Decisions"),
    Group.LETTERS: Text("Brev och bevis om avsändande", "Letters and proof of dispatch"),
    Group.PUBLICATION: Text("Annonsering och frågor", "Publication and questions"),
    Group.DOCUMENTS: Text("Upphandlingsdokument", "Tender documents"),
    Group.OPENING: Text("Öppning av anbuden", "Opening of bids"),
    Group.BIDS: Text("Anbud", "Bids"),
    Group.EVALUATION: Text("Utvärdering", "Evaluation"),
    Group.JOURNAL: Text("Diariet", "Journal"),
}


@dataclass(frozen=True)
class PartFile:
    """A file on file. `stored_at`: when it was put there; its date in the bundle."""

    sha256: str
    media_type: str
    stored_at: datetime


@dataclass(frozen=True)
class CasePart:
    """One part of the case file, in the case file's language.

    `key` is what it is about, for the statement to refer to. `of_secret`: facts and tables
    that the masked copy leaves out, because what they are taken from is marked (`secret`).
    `sender_name` is the file's name as a supplier gave it: it may itself tell a secret.
    """

    group: Group
    title: str
    key: str
    day: date | None = None
    reference: str = ""
    file: PartFile | None = None
    facts: tuple[Fact, ...] = ()
    tables: tuple[Rows, ...] = ()
    of_secret: tuple[Fact, ...] = ()
    secret: str | None = None
    """The paragraph that the facts `of_secret` are withheld under in the masked copy."""
    sender_name: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class GivenPart:
    """A part that a later room makes, such as a report that is not on file yet."""

    group: Group
    key: str
    title: str
    content: bytes
    media_type: str = "application/pdf"
    day: date | None = None
    reference: str = ""
