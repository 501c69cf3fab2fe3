"""Letters of procedures in steps: the invitation to a step, and what a selection came to."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from documents.letter_contexts import Correspondence
from documents.parts import Lot, Part


class CallNotice(Part):
    """The notice that the procurement began with."""

    diary_number: str
    sent_on: date


class ListedDocument(Part):
    """A tender document in the version that the invitation is about."""

    code: str
    title: str
    version: int
    file_name: str


class StatedCriterion(Part):
    """``weight`` in print: a share, or the most that it takes off or adds to a price."""

    title: str
    weight: str | None = None


class InvitationContext(Correspondence):
    """``lots`` are those that the recipient is invited for; ``deadline`` None where it talks.

    ``ended``: what the call ends, where it asks for final tenders. ``questions_by`` is the
    last day for answers to questions.
    """

    document: Literal["invitation"] = "invitation"
    procedure: str
    ended: Literal["negotiation", "dialogue"] | None
    notice: CallNotice | None
    lots: list[Lot]
    deadline: AwareDatetime | None
    binding_until: date | None
    questions_by: date | None
    key_file: str
    documents: list[ListedDocument]
    criteria: list[StatedCriterion]


class SelectionLot(Part):
    """What the selection came to for the recipient in one lot, and why."""

    lot: Lot
    qualified: bool
    selected: bool
    reason: str


class SelectionContext(Correspondence):
    """``among``: what was selected among. The lots are the recipient's own alone."""

    document: Literal["selection"] = "selection"
    among: Literal["requests", "tenders", "dialogue"]
    decided_on: date
    replaces: bool
    """A selection that the recipient may have been told of before."""
    reason: str
    lots: list[SelectionLot]
    court: str
