"""The decision letter on a request for documents: what is given, what is not, how to appeal."""

from __future__ import annotations

from datetime import date
from typing import Literal

from documents.parts import CitedReason, Count, Document, Part, Party


class Disclosed(Part):
    """One document. `number` is that of the copy that goes along, where one does.

    `pages` as printed ("3–5"), of those that are masked; `test` is what the paragraph asks
    for, and `reason` what was found.
    """

    number: Count | None = None
    title: str
    pages: str | None = None
    cite: str | None = None
    test: str | None = None
    reason: str


class DisclosureContext(Document):
    """`absolute` stands for everything that concerns bids, without saying what there is."""

    document: Literal["disclosure"] = "disclosure"
    tender_title: str
    buyer: Party
    requester: str | None
    number: str
    """The request's own, in the tender: "U1"."""
    asked_on: date
    wanted: str
    decided_on: date
    given: list[Disclosed]
    masked: list[Disclosed]
    refused: list[Disclosed]
    absolute: CitedReason | None
    cite: str
    """Of the right to documents, as printed: "2 kap. 15 § TF"."""
    may_appeal: str
    how: str
    when: str
    """Paragraphs on appeals, as printed."""
    signatory: str
