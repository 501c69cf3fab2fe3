"""The award decision, as drafted by one person for another to make."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from documents.parts import Basis, CitedReason, Count, Document, Lot, Part, Party, RootHash


class DecidedParty(Part):
    """One that is taken into the lot's framework, by its place."""

    place: Count
    name: str
    org_number: str
    comparison: str


class DecidedLot(Part):
    """`comparison` as the award model gives it: money or points, in print.

    `parties` where the lot is a framework: all that are taken in, the winner first.
    """

    lot: Lot
    winner: str
    org_number: str
    comparison: str
    bids: Count
    """How many were compared, the winner's with them."""
    evaluation: Count
    """The number of the evaluation that the lot rests on."""
    parties: list[DecidedParty] = Field(default_factory=list)


class EvaluationReport(Part):
    """SHA-256 of the report on file; None where none has been set yet."""

    evaluation: Count
    made_on: date
    lang: Literal["sv", "en"] | None = None
    sha256: RootHash | None = None


class ShownRequirement(Part):
    """A requirement that a winner was found to meet, in these lots, on that evidence."""

    tenderer: str
    lots: list[str]
    requirement: str
    basis: Basis
    cite: str | None = None
    evidence: str
    checked_by: str
    checked_at: AwareDatetime


class SetAside(Part):
    """A bid that was not considered, or passed over, and why."""

    lot: str
    tenderer: str
    why: str


class DecisionContext(Document):
    document: Literal["decision"] = "decision"
    tender_title: str
    buyer: Party
    number: str
    drafted_on: date
    preparer: str
    model: list[str]
    """The award rule in words, one paragraph per entry."""
    lots: list[DecidedLot]
    lots_are_separate_contracts: bool
    reports: list[EvaluationReport]
    requirements: list[ShownRequirement]
    set_aside: list[SetAside] = Field(default_factory=list)
    ties: list[str] = Field(default_factory=list)
    """Bids that compared alike, and lotteries with their seeds."""
    replaces: list[str] = Field(default_factory=list)
    """Which decisions it takes the place of, and which of them were withdrawn."""
    law: list[CitedReason]
    facts_sha256: RootHash

    @property
    def by_requirement(self) -> list[list[ShownRequirement]]:
        """What is said of one requirement on one ground together, in the order they come in."""
        groups: dict[tuple[str, str, str | None], list[ShownRequirement]] = {}
        for shown in self.requirements:
            groups.setdefault((shown.requirement, shown.basis, shown.cite), []).append(shown)
        return list(groups.values())
