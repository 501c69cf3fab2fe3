"""The file of facts that goes along in a document's PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from documents.attached_facts.release import canonical, release, said_in
from documents.attached_facts.values import when
from documents.contexts import DocumentContext

NAME: Final = "facts.ocds.json"


@dataclass(frozen=True)
class FactsFile:
    """``told_at`` in UTC: the day or the instant that the document tells of."""

    name: str
    description: str
    body: bytes
    told_at: datetime


def facts_files(context: DocumentContext) -> tuple[FactsFile, ...]:
    """One, or none for a case file. The same context gives the same bytes."""
    said = said_in(context)
    if said is None:
        return ()
    swedish = context.lang == "sv"
    about = "Handlingens uppgifter som OCDS 1.1" if swedish else "The document's facts as OCDS 1.1"
    told_at = when(said.on).astimezone(UTC)
    return (FactsFile(NAME, about, canonical(release(context, said)), told_at),)
