"""One filing of a document, before its filings are put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from law.reasons import Text
from law.secrecy import About


@dataclass(frozen=True)
class Filed:
    """`lots` by id, none where it tells of all; `organisation_id` whose own it is.

    `sender_name`: what its sender called the file, which may tell what is in it.
    `gathers_since`: it puts together other documents of the tender, and what has been marked
    in any of them from that instant on is not masked in it.
    """

    sha256: str
    title: Text
    about: About
    since: date
    lots: frozenset[str] = field(default_factory=frozenset)
    organisation_id: str | None = None
    unsafe: bool = False
    sender_name: str | None = None
    gathers_since: datetime | None = None
